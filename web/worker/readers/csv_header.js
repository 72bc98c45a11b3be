/** Where a table begins: title lines above it, and whether its first row holds the names. */
import { TypeTracker } from './cells.js';

/** Names that hardly anybody writes as a value. */
const k_usualNames = new Set(
  ('text content body message sentence comment review description title column_data label labels ' +
    'category class target sentiment intent id key _id uuid external_id doc_id split lang language ' +
    'name date created created_at timestamp score rating topic tags question answer subject url ' +
    'source author user priority status channel index text_a text_b group')
    .split(' '),
);
const k_maxTitleLines = 20;
const k_maxNameChars = 64;
/** Rows that it takes to tell values that come again from names that do not. */
const k_leastRows = 5;

/** @param {string[]} cells */
function typeOf(cells) {
  const tracker = new TypeTracker();
  for (const cell of cells) tracker.add(cell === '' ? null : cell, true);
  return tracker.type();
}

/** @param {string[]} row */
const filled = (row) => row.filter((cell) => cell.trim() !== '').length;

/**
 * @typedef {{header: boolean, reason: string}} HeaderGuess
 */

/**
 * @param {string[][]} rows the first rows, not blank
 * @returns {HeaderGuess}
 */
export function detectHeader(rows) {
  if (rows.length === 0) return { header: false, reason: 'The file has no rows' };
  const names = rows[0].map((cell) => cell.trim());
  const columns = names.map((_, c) => rows.slice(1).map((row) => (row[c] ?? '').trim()).filter(Boolean));
  return namesTell(names) ?? valuesTell(names, columns) ??
    { header: false, reason: 'No header: the first row looks like the others' };
}

/**
 * What the first row says by itself.
 * @param {string[]} names
 * @returns {HeaderGuess | null}
 */
function namesTell(names) {
  const usual = names.find((name) => k_usualNames.has(name.toLowerCase()));
  if (usual !== undefined && names.every((name) => name.length <= k_maxNameChars)) {
    return { header: true, reason: `Header: the first row has the usual name "${usual}"` };
  }
  const value = names.find((name) => name !== '' && typeOf([name]) !== 'text');
  if (value !== undefined) return { header: false, reason: `No header: "${value}" in the first row is a value` };
  if (names.every((name) => name === '')) return { header: false, reason: 'No header: the first row is empty' };
  return null;
}

/**
 * What the rows below say, in any language: names stand above other kinds of values, do not come again, are short.
 * @param {string[]} names
 * @param {string[][]} columns without blank cells
 * @returns {HeaderGuess | null}
 */
function valuesTell(names, columns) {
  const typed = columns.findIndex((cells, c) => names[c] !== '' && typeOf(cells) !== 'text');
  if (typed >= 0) return { header: true, reason: `Header: "${names[typed]}" stands above ${typeOf(columns[typed])} values` };
  const repeated = names.find((name, c) => name !== '' && columns[c].includes(name));
  if (repeated !== undefined) return { header: false, reason: `No header: "${repeated}" comes again as a value` };
  if (!names.every((name) => name.length <= k_maxNameChars && !/[.!?。！？]$/.test(name))) return null;
  if (names.some((name, c) => name !== '' && isShorter(name, columns[c]))) {
    return { header: true, reason: 'Header: the first row is much shorter than the others' };
  }
  const classes = columns.findIndex((cells, c) =>
    names[c] !== '' && cells.length >= k_leastRows && new Set(cells).size <= cells.length / 2);
  if (classes < 0 || new Set(names).size < names.length) return null;
  return { header: true, reason: `Header: "${names[classes]}" stands above values that come again, and does not itself` };
}

/**
 * @param {string} name
 * @param {string[]} cells
 */
function isShorter(name, cells) {
  if (cells.length === 0) return false;
  const mean = cells.reduce((sum, cell) => sum + cell.length, 0) / cells.length;
  if (mean > 2 * name.length + 4) return true;
  return cells.length > 1 && mean >= 2 * name.length && cells.every((cell) => cell.length > name.length);
}

/**
 * Lines above the table: a title, a date, an empty row.
 * @param {string[][]} rows the first rows, not blank
 * @returns {number} how many of them, 0 unless what follows them is a header
 */
export function countTitleRows(rows) {
  let count = 0;
  while (count < Math.min(rows.length, k_maxTitleLines) && filled(rows[count]) <= 1) count++;
  const header = rows[count];
  if (count === 0 || !header || rows[0].some((cell) => k_usualNames.has(cell.trim().toLowerCase()))) return 0;
  // Prose has a space after its commas, names have none.
  const isFull = filled(header) >= 2 && filled(header) === header.length && !header.some((cell) => /^\s/.test(cell));
  return isFull && rows.length > count + 1 && detectHeader(rows.slice(count)).header ? count : 0;
}

/**
 * Whether the first row is the name of one column, so that delimiters in the rows below are part of their texts.
 * @param {string[][]} rows as a delimiter cuts them
 */
export function namesOneColumn(rows) {
  if (rows.length < 2 || rows[0].length > 1 || countTitleRows(rows) > 0) return false;
  const name = rows[0][0].trim();
  return name !== '' && name.length <= k_maxNameChars && !/[.!?。！？]$/.test(name) && typeOf([name]) === 'text';
}
