/** Rows of delimited text. The grammar is Papa Parse's; what happens to broken rows is ours. */
import { isBlank } from './csv_sample.js';
import { Records } from './csv_records.js';
import { TotalLines } from './csv_totals.js';

/** @typedef {import('./csv_layout.js').CsvLayout} CsvLayout */
/** @typedef {{numbers: number[], rows: string[][]}} RowChunk */

/**
 * @param {AsyncIterable<string>} texts
 * @param {CsvLayout} layout
 * @param {import('./bytes.js').PassLog} log
 * @returns {AsyncGenerator<RowChunk>} rows with exactly as many cells as there are names
 */
export async function* readCsv(texts, layout, log) {
  const expected = layout.names.length;
  const totals = new TotalLines(expected);
  for (const notice of layout.notices) log.notice(notice);
  let header = layout.header;
  for await (const { numbers, rows } of recordRows(texts, layout, log)) {
    /** @type {RowChunk} */
    const chunk = { numbers: [], rows: [] };
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      if (isBlank(row) || numbers[i] <= layout.skipLines) continue;
      if (numbers[i] === 1 && isStatedDelimiter(row, layout.delimiter)) continue;
      if (header) {
        header = false;
        continue;
      }
      if (totals.holds(numbers[i], row)) continue;
      totals.release((number, held) => addRow(chunk, number, held, expected, log));
      addRow(chunk, numbers[i], row, expected, log);
    }
    if (chunk.rows.length > 0) yield chunk;
  }
  totals.report(log);
}

/**
 * @param {RowChunk} chunk
 * @param {number} number
 * @param {string[]} row
 * @param {number} expected
 * @param {import('./bytes.js').PassLog} log
 */
function addRow(chunk, number, row, expected, log) {
  if (row.length !== expected && !fitRow(row, expected, number, log)) return;
  chunk.numbers.push(number);
  chunk.rows.push(row);
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
