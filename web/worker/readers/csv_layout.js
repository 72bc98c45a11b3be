/** How a delimited file is written: delimiter, quotes, header; each guess with its reason. */
import { k_maxColumns } from '../column_batch/layout.js';
import { FileError } from '../files_protocol.js';
import { uniqueNames } from './cells.js';
import { countTitleRows, detectHeader } from './csv_header.js';
import { detectNewline, regularity, sampleRows } from './csv_sample.js';
import { findQuote, sniffDelimiter } from './csv_sniff.js';

/** Share of rows that must be longer than the header before they, and not it, say how many columns there are. */
const k_mostRows = 0.9;

/**
 * @typedef {object} CsvLayout
 * @property {string} delimiter '' for a single column
 * @property {string} quote '' when a quote at the start of a cell has no meaning
 * @property {import('./csv_sample.js').Newline} newline
 * @property {number} skipLines rows above the header
 * @property {boolean} header
 * @property {string[]} names
 * @property {string[]} reasons
 * @property {string[]} notices what the user must know even if he does not ask
 */

/**
 * @param {string} head
 * @param {boolean} whole
 * @param {string} fileName
 * @param {import('../files_protocol.js').OpenOptions} options
 * @returns {CsvLayout}
 * @throws {FileError} `too_many_columns`
 */
export function findLayout(head, whole, fileName, options) {
  /** @type {string[]} */
  const reasons = [];
  /** @type {string[]} */
  const notices = [];
  const skipped = options.skipLines ?? 0;
  let delimiter = options.delimiter ?? '';
  if (delimiter === '') {
    const sniffed = sniffDelimiter(head, whole, fileName, options);
    delimiter = sniffed.delimiter;
    reasons.push(sniffed.reason);
  }
  const found = options.quote === undefined ? findQuote(head, whole, delimiter, skipped) : null;
  if (found?.reason) reasons.push(found.reason);
  const cut = { delimiter, quote: options.quote ?? found?.quote ?? '"', newline: detectNewline(head) };
  const sample = sampleRows(head, whole, cut, skipped);
  let { rows } = sample;
  let skipLines = skipped;
  const titles = options.skipLines === undefined && options.header !== false ? countTitleRows(rows) : 0;
  if (titles > 0) {
    skipLines = sample.numbers[titles] - 1;
    const shown = rows.slice(0, titles).map((row) => row.find((cell) => cell.trim() !== '')).filter(Boolean).join(' / ');
    notices.push(`${skipLines === 1 ? 'One line' : `${skipLines} lines`} above the header are no part of the table: ${shown}`);
    rows = rows.slice(titles);
  }
  rows = rows.filter((row) => !/^sep=$/i.test(row[0]));
  let header = options.header ?? false;
  if (options.header === undefined) {
    const guess = detectHeader(rows);
    header = guess.header;
    reasons.push(guess.reason);
  }
  const names = header ? namesOf(rows, reasons, notices) : rowNames(rows);
  checkCount(names.length);
  return { ...cut, skipLines, header, names: uniqueNames(names), reasons, notices };
}

/** @param {string[][]} rows without a header */
function rowNames(rows) {
  const { columns, share } = regularity(rows);
  const count = share > 0.5 ? columns : rows[0]?.length ?? 0;
  return new Array(count).fill('');
}

/**
 * The header says how many columns there are, unless nearly all rows have more cells than it has names.
 * @param {string[][]} rows
 * @param {string[]} reasons added to
 * @param {string[]} notices added to
 */
function namesOf(rows, reasons, notices) {
  const given = rows[0] ?? [];
  const body = rows.slice(1);
  const { columns, share } = regularity(body);
  if (new Set(given).size < given.length) reasons.push('Some columns had the same name and were numbered');
  if (columns <= given.length || share < k_mostRows) return given;
  const surplus = columns - given.length;
  if (body.every((row) => row.slice(given.length).every((cell) => cell.trim() === ''))) return given;
  const isNumbered = surplus === 1 && new Set(body.map((row) => row[0])).size === body.length &&
    body.every((row) => /^\d+$/.test(row[0].trim()));
  notices.push(`The header has ${given.length} names, but rows have ${columns} cells: ` + (isNumbered
    ? 'the first cells are taken as row numbers without a name'
    : `the last ${surplus === 1 ? 'one has' : `${surplus} have`} no name`));
  const unnamed = new Array(surplus).fill('');
  return isNumbered ? [...unnamed, ...given] : [...given, ...unnamed];
}

/** @param {number} count */
function checkCount(count) {
  if (count <= k_maxColumns) return;
  throw new FileError('too_many_columns', `The file has ${count.toLocaleString('en')} columns, ` +
    `more than the ${k_maxColumns.toLocaleString('en')} that can be shown. ` +
    'Check the delimiter, or keep only the columns you need');
}
