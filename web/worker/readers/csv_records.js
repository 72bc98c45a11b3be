/** Records of delimited text. Where quotes are broken it goes on at the next line that makes sense. */
import { makeParser, unifyNewlines } from './csv_sample.js';
import { dropReturn } from './text.js';

/** @typedef {import('./csv.js').RowChunk} RowChunk */

/** A row this long has a quote that is never closed. */
const k_maxRowChars = 1 << 24;
/** A cell with this many lines that are rows of the table by themselves was not closed where it should be. */
const k_leastSwallowed = 10;
/** With fewer, but as many as this, the lines may be a text's own: it stays and the row is named. */
const k_leastDoubtful = 3;
const k_swallowedShare = 0.9;
/** Shorter cells are not looked at for swallowed rows. */
const k_shortCell = 80;

/** Cuts text into records, chunk by chunk. */
export class Records {
  #cut;
  #columns;
  #log;
  #lineEnd;
  /** Between chunks, for unifyNewlines. */
  #state;
  #heldReturn = '';
  #rest = '';
  #nextParse = 0;
  #number = 0;
  #takenChars = 0;
  #wastedChars = 0;

  /**
   * @param {import('./csv_layout.js').CsvLayout} layout
   * @param {import('./bytes.js').PassLog} log
   */
  constructor(layout, log) {
    this.#cut = { ...layout };
    this.#columns = layout.names.length;
    this.#log = log;
    this.#lineEnd = layout.newline === '\r' ? '\r' : '\n';
    this.#state = { open: false };
  }

  /**
   * @param {string} text
   * @param {boolean} last
   * @returns {RowChunk}
   */
  push(text, last) {
    this.#rest += this.#cut.newline === 'mixed' ? this.#unified(text, last) : text;
    this.#takenChars += text.length;
    /** @type {RowChunk} */
    const chunk = { numbers: [], rows: [] };
    // An open quote makes the rest grow; looking again only when it has doubled stays linear.
    if (!last && this.#rest.length < this.#nextParse) return chunk;
    if (this.#rest.length > 0) this.#parse(chunk, last);
    if (!last && this.#rest.length > k_maxRowChars) {
      this.#wastedChars += this.#rest.length;
      this.#dropLine();
      this.#parse(chunk, false);
    }
    this.#nextParse = this.#rest.length * 2;
    return chunk;
  }

  /**
   * @param {string} text
   * @param {boolean} last
   */
  #unified(text, last) {
    const joined = this.#heldReturn + text;
    // A "\r" at the end may be half of a line end.
    const isHalf = !last && joined.endsWith('\r');
    this.#heldReturn = isHalf ? '\r' : '';
    return unifyNewlines(isHalf ? joined.slice(0, -1) : joined, this.#cut.quote, this.#state);
  }

  /**
   * @param {RowChunk} chunk
   * @param {boolean} last
   */
  #parse(chunk, last) {
    const { data, errors, meta } = makeParser(this.#cut).parse(this.#rest, 0, !last);
    const swallowed = errors.length > 0 ? [] : data.map((row) => this.#swallowedRows(row));
    if (errors.length > 0 || data.some((row, i) => this.#isBroken(row, swallowed[i]))) {
      while (this.#rest.length > 0 && this.#repair(chunk, last));
      return;
    }
    data.forEach((row, i) => this.#add(chunk, row, swallowed[i]));
    this.#rest = last ? '' : this.#rest.slice(meta.cursor);
  }

  /**
   * @param {RowChunk} chunk
   * @param {string[]} row
   * @param {number} swallowed of #swallowedRows()
   */
  #add(chunk, row, swallowed) {
    const end = row.length - 1;
    row[end] = dropReturn(row[end]);
    chunk.numbers.push(++this.#number);
    chunk.rows.push(row);
    if (swallowed >= k_leastDoubtful)
      this.#log.warn(this.#number, `a cell holds ${swallowed} lines that look like rows: is a quote missing?`);
  }

  /**
   * Takes rows off the rest up to the first bad quote and deals with that row.
   * @param {RowChunk} chunk
   * @param {boolean} last
   * @returns {boolean} whether there was one, and the rest should be looked at again
   */
  #repair(chunk, last) {
    let start = 0;
    /** @type {{row: string[], code: string, end: number}[]} */
    const bad = [];
    const parser = makeParser(this.#cut, {
      step: (/** @type {any} */ { data, errors, meta }) => {
        const swallowed = this.#swallowedRows(data[0]);
        if (errors.length > 0 || this.#isBroken(data[0], swallowed)) {
          bad.push({ row: data[0], code: errors.at(-1)?.code ?? 'Swallowed', end: meta.cursor });
          parser.abort();
          return;
        }
        this.#add(chunk, data[0], swallowed);
        start = meta.cursor;
      },
    });
    parser.parse(this.#rest, 0, !last);
    const whole = this.#rest;
    this.#rest = whole.slice(start);
    if (bad.length === 0) {
      if (last) this.#rest = '';
      return false;
    }
    const [{ row, code, end }] = bad;
    if (code === 'InvalidQuotes' && this.#isOneRow(whole.slice(start, end))) {
      this.#add(chunk, row, this.#swallowedRows(row));
      this.#log.warn(this.#number, 'a quote inside a quoted cell is not doubled');
      this.#rest = whole.slice(end);
    } else {
      this.#wastedChars += (code === 'MissingQuotes' ? whole.length : end) - start;
      this.#dropLine();
    }
    return true;
  }

  /**
   * Whether an open quote took rows into a cell and was closed by chance, by a quote of a later row.
   * @param {string[]} row
   * @param {number} swallowed of #swallowedRows()
   */
  #isBroken(row, swallowed) {
    return swallowed >= (row.length === this.#columns ? k_leastSwallowed : 1);
  }

  /**
   * How many lines inside a cell, the worst one, have as many cells as a row, if nearly all of its lines do.
   * @param {string[]} row
   */
  #swallowedRows(row) {
    if (this.#columns < 2) return 0;
    let most = 0;
    for (const cell of row) {
      if (cell.length < k_shortCell || !cell.includes(this.#lineEnd)) continue;
      const inner = cell.split(this.#lineEnd).slice(1, -1);
      const rows = inner.filter((line) => line.split(this.#cut.delimiter).length === this.#columns).length;
      if (rows >= inner.length * k_swallowedShare) most = Math.max(most, rows);
    }
    return most;
  }

  /**
   * Whether a row with a bad quote is one row, or an open quote that swallowed the rows after it:
   * then its second line has complete quotes of its own.
   * @param {string} raw
   */
  #isOneRow(raw) {
    const lines = raw.trimEnd().split(this.#lineEnd, 2);
    if (lines.length < 2) return true;
    const quotes = lines[1].split(this.#cut.quote).length - 1;
    return quotes % 2 === 1;
  }

  /** Leaves out the line at the start of the rest, whose quote never closes. */
  #dropLine() {
    this.#log.skip(++this.#number, 'a quote is opened and never closed');
    const end = this.#rest.indexOf(this.#lineEnd);
    this.#rest = end < 0 ? '' : this.#rest.slice(end + 1);
    // Every open quote costs a look at all that follows; too many of them and the file means none.
    if (this.#wastedChars < k_maxRowChars * 4 + this.#takenChars * 4) return;
    if (this.#cut.quote === '') return;
    this.#cut.quote = '';
    this.#log.notice(`From row ${this.#number + 1} on quotes are taken as part of the text, ` +
      'because too many are opened and never closed');
  }
}
