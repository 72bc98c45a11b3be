/** How a delimited file is written: delimiter, quotes, header; each guess with its reason. */
import Papa from 'papaparse';
import { FileError, k_maxColumns } from '../files_protocol.js';
import { TypeTracker, uniqueNames } from './cells.js';
import { detectNewline } from './text.js';

const k_delimiters = [',', '\t', ';', '|'];
/** @type {Record<string, string>} */
const k_delimiterNames = { ',': 'comma', '\t': 'tab', ';': 'semicolon', '|': 'bar' };
const k_sampleChars = 1 << 17;
const k_sampleRows = 200;

/** Names that hardly anybody writes as a value. */
const k_usualNames = new Set(
  ('text content body message sentence comment review description title column_data label labels ' +
    'category class target sentiment intent id key _id uuid external_id doc_id split lang language ' +
    'name date created created_at timestamp score rating topic tags question answer subject url ' +
    'source author user priority status channel index text_a text_b group')
    .split(' '),
);

/**
 * Papa's own parser object: synchronous, one string in, rows out.
 * @typedef {{parse(input: string, base: number, ignoreLastRow: boolean): {
 *   data: string[][], errors: {code: string, row: number}[], meta: {cursor: number}},
 *   abort(): void}} PapaParser
 */

/**
 * @param {object} config
 * @returns {PapaParser}
 */
export function makeParser(config) {
  return new /** @type {any} */ (Papa).Parser(config);
}

/** @param {string[]} row */
export const isBlank = (row) => row.length === 1 && row[0].trim() === '';

/** @param {string} delimiter */
export function delimiterName(delimiter) {
  return k_delimiterNames[delimiter] ?? `"${delimiter}"`;
}

/**
 * @param {string} head the first characters of the file
 * @param {boolean} whole whether that is all of it
 * @param {string} delimiter
 * @param {string} [quoteChar]
 * @returns {{rows: string[][], badQuotes: number}} rows that are not blank, at most 200
 */
function sampleRows(head, whole, delimiter, quoteChar = '"') {
  const sample = head.slice(0, k_sampleChars);
  const complete = whole && head.length <= k_sampleChars;
  const newline = detectNewline(sample);
  const parsed = makeParser({ delimiter, newline, quoteChar }).parse(sample, 0, !complete);
  let { data } = parsed;
  // One row longer than the sample: take it from all that is there.
  if (data.length === 0) {
    data = makeParser({ delimiter, newline, quoteChar, preview: 1 }).parse(head, 0, false).data;
  }
  const rows = data.filter((row) => !isBlank(row)).slice(0, k_sampleRows);
  return { rows, badQuotes: parsed.errors.length };
}

/**
 * How well a delimiter cuts the sample into rows of equally many cells.
 * @param {string[][]} rows
 * @returns {{columns: number, share: number}} the usual number of cells, the share of rows with it
 */
function regularity(rows) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let columns = 1;
  for (const [length, count] of counts) {
    if (count > (counts.get(columns) ?? 0)) columns = length;
  }
  return { columns, share: rows.length > 0 ? (counts.get(columns) ?? 0) / rows.length : 0 };
}

/**
 * @param {string} head
 * @param {boolean} whole
 * @param {string} fileName
 * @returns {{delimiter: string, columns: number, share: number, reason: string}} columns is 1 when
 *     nothing cuts the lines evenly
 */
export function sniffDelimiter(head, whole, fileName) {
  const stated = /^sep=(.)\r?\n/i.exec(head);
  if (stated) {
    const delimiter = stated[1];
    const reason = `Delimiter ${delimiterName(delimiter)}: the first line says so`;
    return { delimiter, columns: 2, share: 1, reason };
  }
  const byName = /\.(tsv|tab)(\.gz)?$/i.test(fileName) ? '\t' : '';
  const isTable = byName !== '' || /\.csv(\.gz)?$/i.test(fileName);
  let best = { delimiter: byName || ',', columns: 1, share: 0, rows: 0 };
  for (const delimiter of k_delimiters) {
    const { rows } = sampleRows(head, whole, delimiter);
    const { columns, share } = regularity(rows);
    const named = rows.length > 0 && rows[0].length === columns;
    if (columns < 2 || (share < 0.9 && !(isTable && named))) continue;
    // A tab or bar inside a sentence is rarer than a comma, so equal shares go to more columns.
    const gain = share - best.share;
    const better = gain > 0.02 || (gain > -0.02 && columns > best.columns);
    if (best.columns === 1 || better) best = { delimiter, columns, share, rows: rows.length };
  }
  const { delimiter, columns, share } = best;
  const name = delimiterName(delimiter);
  const reason = columns < 2
    ? 'One column: no delimiter cuts the lines evenly'
    : `Delimiter ${name}: ${Math.round(share * best.rows)} of the first ${best.rows} rows ` +
      `have ${columns.toLocaleString('en')} cells`;
  return { delimiter, columns, share, reason };
}

/** @param {string[]} cells */
function typeOf(cells) {
  const tracker = new TypeTracker();
  for (const cell of cells) tracker.add(cell === '' ? null : cell, true);
  return tracker.type();
}

/**
 * @param {string[][]} rows the first rows, not blank
 * @returns {{header: boolean, reason: string}}
 */
export function detectHeader(rows) {
  if (rows.length === 0) return { header: false, reason: 'The file has no rows' };
  const names = rows[0].map((cell) => cell.trim());
  const body = rows.slice(1);
  const usual = names.find((name) => k_usualNames.has(name.toLowerCase()));
  if (usual !== undefined && names.every((name) => name.length <= 64)) {
    return { header: true, reason: `Header: the first row has the usual name "${usual}"` };
  }
  const value = names.find((name) => name !== '' && typeOf([name]) !== 'text');
  if (value !== undefined) {
    return { header: false, reason: `No header: "${value}" in the first row is a value` };
  }
  if (names.every((name) => name === '')) {
    return { header: false, reason: 'No header: the first row is empty' };
  }
  const columns = names.map((_, c) => body.map((row) => row[c] ?? '').filter(Boolean));
  const typed = columns.findIndex((cells, c) => names[c] !== '' && typeOf(cells) !== 'text');
  if (typed >= 0) {
    const type = typeOf(columns[typed]);
    return { header: true, reason: `Header: "${names[typed]}" stands above ${type} values` };
  }
  const repeated = names.find((name, c) => name !== '' && columns[c].includes(name));
  if (repeated !== undefined) {
    return { header: false, reason: `No header: "${repeated}" comes again as a value` };
  }
  const short = names.every((name) => name.length <= 40 && !/[.!?]$/.test(name));
  const longest = (/** @type {number} */ c) =>
    body.reduce((sum, row) => sum + (row[c] ?? '').length, 0) / Math.max(1, body.length);
  if (short && names.some((name, c) => longest(c) > 2 * name.length + 4)) {
    return { header: true, reason: 'Header: the first row is much shorter than the others' };
  }
  return { header: false, reason: 'No header: the first row looks like the others' };
}

/** Stands for "no quote character": Papa needs one, and text does not contain this. */
export const k_noQuote = '\ufdd0';

/**
 * Many TSV files quote nothing and have quotes in their texts.
 * @param {string} head
 * @param {boolean} whole
 * @param {string} delimiter
 * @returns {{quoted: boolean, rows: string[][]}}
 */
function findQuoting(head, whole, delimiter) {
  const withQuotes = sampleRows(head, whole, delimiter);
  const quoted = { quoted: true, rows: withQuotes.rows };
  if (withQuotes.badQuotes <= withQuotes.rows.length * 0.05) return quoted;
  const { rows } = sampleRows(head, whole, delimiter, k_noQuote);
  const { columns, share } = regularity(rows);
  const better = share > 0.9 && columns > 1 && share >= regularity(withQuotes.rows).share;
  return better ? { quoted: false, rows } : quoted;
}

/**
 * @typedef {object} CsvLayout
 * @property {string} delimiter
 * @property {boolean} quoted whether a quote at the start of a cell has a meaning
 * @property {boolean} header
 * @property {string[]} names
 * @property {string[]} reasons
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
  const reasons = [];
  let delimiter = options.delimiter ?? '';
  if (delimiter === '') {
    const sniffed = sniffDelimiter(head, whole, fileName);
    delimiter = sniffed.delimiter;
    reasons.push(sniffed.reason);
  }
  const quoting = findQuoting(head, whole, delimiter);
  if (!quoting.quoted) reasons.push('Quotes are taken as text: they do not come in pairs');
  const rows = quoting.rows.filter((row) => !/^sep=$/i.test(row[0]));
  let header = options.header ?? false;
  if (options.header === undefined) {
    const found = detectHeader(rows);
    header = found.header;
    reasons.push(found.reason);
  }
  const usual = regularity(header ? rows.slice(1) : rows);
  let count = rows.length > 0 ? Math.max(rows[0].length, usual.share > 0.5 ? usual.columns : 1) : 0;
  if (!header && rows.length > 0 && usual.share > 0.5) count = usual.columns;
  if (count > k_maxColumns) {
    throw new FileError('too_many_columns', `The file has ${count.toLocaleString('en')} columns, ` +
      `more than the ${k_maxColumns.toLocaleString('en')} that can be shown. ` +
      'Check the delimiter, or keep only the columns you need');
  }
  const given = header ? rows[0] : [];
  const names = Array.from({ length: count }, (_, c) => given[c] ?? '');
  if (header && new Set(given).size < given.length) {
    reasons.push('Some columns had the same name and were numbered');
  }
  return { delimiter, quoted: quoting.quoted, header, names: uniqueNames(names), reasons };
}

/**
 * Prose has a space after its commas; cells hardly ever begin with one.
 * @param {string} head
 * @param {boolean} whole
 * @param {string} delimiter
 */
export function looksLikeProse(head, whole, delimiter) {
  const { rows } = sampleRows(head, whole, delimiter);
  const cells = rows.flatMap((row) => row.slice(1));
  return cells.filter((cell) => cell.startsWith(' ')).length > cells.length * 0.5;
}
