/** Rows of delimited text. The grammar is Papa Parse's; what happens to broken rows is ours. */
import { isBlank, k_noQuote, makeParser } from './csv_layout.js';
import { detectNewline, dropReturn } from './text.js';

/** @typedef {import('./csv_layout.js').CsvLayout} CsvLayout */

/** A row this long has a quote that is never closed. */
const k_maxRowChars = 1 << 24;

/** @typedef {{numbers: number[], rows: string[][]}} RowChunk */

/**
 * @param {AsyncIterable<string>} texts
 * @param {CsvLayout} layout
 * @param {import('./bytes.js').PassLog} log
 * @returns {AsyncGenerator<RowChunk>} rows with exactly as many cells as there are names
 */
export async function* readCsv(texts, layout, log) {
  const expected = layout.names.length;
  let header = layout.header;
  for await (const { numbers, rows } of recordRows(texts, layout, log)) {
    /** @type {RowChunk} */
    const chunk = { numbers: [], rows: [] };
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      if (isBlank(row) || (numbers[i] === 1 && isStatedDelimiter(row, layout.delimiter))) continue;
      if (header) {
        header = false;
        continue;
      }
      if (row.length !== expected && !fitRow(row, expected, numbers[i], log)) continue;
      chunk.numbers.push(numbers[i]);
      chunk.rows.push(row);
    }
    if (chunk.rows.length > 0) yield chunk;
  }
}

/**
 * @param {string[]} row
 * @param {string} delimiter
 */
function isStatedDelimiter(row, delimiter) {
  return /^sep=$/i.test(row[0]) && row.join(delimiter).toLowerCase() === `sep=${delimiter}`;
}

/**
 * A short row keeps its cells; a long one cannot be told apart from a cell cut in two.
 * @param {string[]} row
 * @param {number} expected
 * @param {number} number
 * @param {import('./bytes.js').PassLog} log
 * @returns {boolean} whether the row is kept
 */
function fitRow(row, expected, number, log) {
  if (row.length < expected) {
    log.warn(number, `${row.length} cells instead of ${expected}: the others are taken as empty`);
    while (row.length < expected) row.push('');
    return true;
  }
  if (row.slice(expected).every((cell) => cell.trim() === '')) {
    row.length = expected;
    return true;
  }
  log.skip(number, `${row.length} cells instead of ${expected}: ` +
    'a delimiter inside a cell needs quotes around the cell');
  return false;
}

/**
 * Cuts text into records. Where quotes are broken it goes on at the next line that makes sense.
 * @param {AsyncIterable<string>} texts
 * @param {CsvLayout} layout
 * @param {import('./bytes.js').PassLog} log
 * @returns {AsyncGenerator<RowChunk>}
 */
async function* recordRows(texts, layout, log) {
  const records = new Records(layout, log);
  for await (const text of texts) {
    const chunk = records.push(text, false);
    if (chunk.rows.length > 0) yield chunk;
  }
  const chunk = records.push('', true);
  if (chunk.rows.length > 0) yield chunk;
}

class Records {
  /**
   * @param {CsvLayout} layout
   * @param {import('./bytes.js').PassLog} log
   */
  constructor(layout, log) {
    this.delimiter = layout.delimiter;
    this.quoteChar = layout.quoted ? '"' : k_noQuote;
    this.log = log;
    /** @type {'\n' | '\r' | ''} */
    this.newline = '';
    this.rest = '';
    this.nextParse = 0;
    this.number = 0;
    this.takenChars = 0;
    this.wastedChars = 0;
  }

  /** @param {object} [more] */
  makeParser(more) {
    const { delimiter, newline, quoteChar } = this;
    return makeParser({ delimiter, newline, quoteChar, ...more });
  }

  /**
   * @param {string} text
   * @param {boolean} last
   * @returns {RowChunk}
   */
  push(text, last) {
    this.newline ||= detectNewline(text);
    this.rest += text;
    this.takenChars += text.length;
    /** @type {RowChunk} */
    const chunk = { numbers: [], rows: [] };
    // An open quote makes the rest grow; looking again only when it has doubled stays linear.
    if (!last && this.rest.length < this.nextParse) return chunk;
    if (this.rest.length > 0) this.parse(chunk, last);
    if (!last && this.rest.length > k_maxRowChars) {
      this.wastedChars += this.rest.length;
      this.dropLine();
      this.parse(chunk, false);
    }
    this.nextParse = this.rest.length * 2;
    return chunk;
  }

  /**
   * @param {RowChunk} chunk
   * @param {boolean} last
   */
  parse(chunk, last) {
    const { data, errors, meta } = this.makeParser().parse(this.rest, 0, !last);
    if (errors.length > 0) {
      while (this.rest.length > 0 && this.repair(chunk, last));
      return;
    }
    for (const row of data) this.add(chunk, row);
    this.rest = last ? '' : this.rest.slice(meta.cursor);
  }

  /**
   * @param {RowChunk} chunk
   * @param {string[]} row
   */
  add(chunk, row) {
    const end = row.length - 1;
    row[end] = dropReturn(row[end]);
    chunk.numbers.push(++this.number);
    chunk.rows.push(row);
  }

  /**
   * Takes rows off the rest up to the first bad quote and deals with that row.
   * @param {RowChunk} chunk
   * @param {boolean} last
   * @returns {boolean} whether there was one, and the rest should be looked at again
   */
  repair(chunk, last) {
    let start = 0;
    /** @type {{row: string[], code: string, end: number}[]} */
    const bad = [];
    const parser = this.makeParser({
      step: (/** @type {any} */ { data, errors, meta }) => {
        if (errors.length > 0) {
          bad.push({ row: data[0], code: errors[errors.length - 1].code, end: meta.cursor });
          parser.abort();
          return;
        }
        this.add(chunk, data[0]);
        start = meta.cursor;
      },
    });
    parser.parse(this.rest, 0, !last);
    const whole = this.rest;
    this.rest = whole.slice(start);
    if (bad.length === 0) {
      if (last) this.rest = '';
      return false;
    }
    const [{ row, code, end }] = bad;
    if (code === 'InvalidQuotes' && this.isOneRow(whole.slice(start, end))) {
      this.add(chunk, row);
      this.log.warn(this.number, 'a quote inside a quoted cell is not doubled');
      this.rest = whole.slice(end);
    } else {
      this.wastedChars += (code === 'MissingQuotes' ? whole.length : end) - start;
      this.dropLine();
    }
    return true;
  }

  /**
   * Whether a row with a bad quote is one row, or an open quote that swallowed the rows after it:
   * then its second line has complete quotes of its own.
   * @param {string} raw
   */
  isOneRow(raw) {
    const lines = raw.trimEnd().split(this.newline || '\n', 2);
    if (lines.length < 2) return true;
    const quotes = lines[1].split('"').length - 1;
    return quotes % 2 === 1;
  }

  /** Leaves out the line at the start of the rest, whose quote never closes. */
  dropLine() {
    this.log.skip(++this.number, 'a quote is opened and never closed');
    const end = this.rest.indexOf(this.newline || '\n');
    this.rest = end < 0 ? '' : this.rest.slice(end + 1);
    // Every open quote costs a look at all that follows; too many of them and the file means none.
    if (this.wastedChars < k_maxRowChars * 4 + this.takenChars * 4) return;
    if (this.quoteChar === k_noQuote) return;
    this.quoteChar = k_noQuote;
    this.log.notice(`From row ${this.number + 1} on quotes are taken as part of the text, ` +
      'because too many are opened and never closed');
  }
}
