/** The first rows of a delimited file, cut in one way or another. */
import Papa from 'papaparse';

const k_sampleChars = 1 << 17;
const k_sampleRows = 200;
/** Lone CRs end rows when they are more than this share of what ends rows; fewer are dirt in cells. */
const k_leastReturns = 0.1;

/** Stand for "none": Papa needs them, and text does not contain these. */
const k_noQuote = '\ufdd0';
const k_noDelimiter = '\ufdd1';

/**
 * How rows are cut out of text.
 * @typedef {object} Cut
 * @property {string} delimiter '' for none
 * @property {string} quote '' for none
 * @property {Newline} newline
 *
 * @typedef {'\n' | '\r' | 'mixed'} Newline what ends a row; a "\r" before "\n" is taken off. With 'mixed' both do,
 *     outside quotes
 */

/**
 * Papa's own parser object: synchronous, one string in, rows out.
 * @typedef {{parse(input: string, base: number, ignoreLastRow: boolean): {
 *   data: string[][], errors: {code: string, row: number}[], meta: {cursor: number}},
 *   abort(): void}} PapaParser
 */

/**
 * @param {Cut} cut
 * @param {object} [more]
 * @returns {PapaParser}
 */
export function makeParser({ delimiter, quote, newline }, more = {}) {
  return new /** @type {any} */ (Papa).Parser({
    delimiter: delimiter || k_noDelimiter, quoteChar: quote || k_noQuote, newline: newline === 'mixed' ? '\n' : newline, ...more,
  });
}

/** @param {string[]} row */
export const isBlank = (row) => row.length === 1 && row[0].trim() === '';

/**
 * @param {string} head the first characters of the file
 * @param {boolean} whole whether that is all of it
 * @param {Cut} cut
 * @param {number} [skipLines]
 * @returns {{rows: string[][], numbers: number[], badQuotes: number}} rows that are not blank, at most 200, and where
 *     they stand, counted from 1
 */
export function sampleRows(head, whole, cut, skipLines = 0) {
  const sample = cut.newline === 'mixed' ? unifyNewlines(head.slice(0, k_sampleChars), cut.quote, { open: false })
    : head.slice(0, k_sampleChars);
  const complete = whole && head.length <= k_sampleChars;
  const parsed = makeParser(cut).parse(sample, 0, !complete);
  let { data } = parsed;
  // One row longer than the sample: take it from all that is there.
  if (data.length === 0) data = makeParser(cut, { preview: 1 }).parse(head, 0, false).data;
  for (const row of data) row[row.length - 1] = row[row.length - 1].replace(/\r$/, '');
  const numbers = data.map((_, i) => i + 1).filter((number) => number > skipLines && !isBlank(data[number - 1]))
    .slice(0, k_sampleRows);
  return { rows: numbers.map((number) => data[number - 1]), numbers, badQuotes: parsed.errors.length };
}

/**
 * How well a delimiter cuts the sample into rows of equally many cells.
 * @param {string[][]} rows
 * @returns {{columns: number, share: number}} the usual number of cells, the share of rows with it
 */
export function regularity(rows) {
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
 * @returns {Newline}
 */
export function detectNewline(head) {
  const sample = head.slice(0, k_sampleChars);
  if (!/\r(?!\n|$)/.test(sample)) return '\n';
  // What stands in quotes ends no row.
  const bare = sample.replace(/(^|[\r\n,;\t|])"(?:[^"]|"")*"/g, '$1');
  const returns = bare.match(/\r(?!\n|$)/g)?.length ?? 0;
  const feeds = bare.match(/\n/g)?.length ?? 0;
  if (returns <= (returns + feeds) * k_leastReturns) return '\n';
  return feeds === 0 ? '\r' : 'mixed';
}

/**
 * @param {string} text
 * @param {string} quote
 * @param {{open: boolean}} state whether the text before ended inside quotes; updated
 * @returns {string} with "\n" for each lone "\r" outside quotes
 */
export function unifyNewlines(text, quote, state) {
  const parts = quote === '' ? [text] : text.split(quote);
  for (let i = 0; i < parts.length; i++) {
    if (i > 0) state.open = !state.open;
    if (!state.open) parts[i] = parts[i].replace(/\r(?!\n)/g, '\n');
  }
  return parts.join(quote);
}
