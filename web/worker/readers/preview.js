/** What an opened file shows of itself: columns with samples, the first rows, how many there may be. */
import { cutText, wellFormed } from '../../strings.js';
import { sizeOf, unpackedSize } from './bytes.js';

/**
 * @typedef {import('../files_protocol.js').OpenResult} OpenResult
 * @typedef {import('./cells.js').Cell} Cell
 */

const k_previewRows = 50;
const k_samplesPerColumn = 5;
const k_maxSampleChars = 200;

/**
 * @param {import('./content.js').OpenedFile} file
 * @param {import('./content.js').Content} content
 * @param {import('./columns.js').Columns} columns
 * @param {Cell[][]} rows the first ones
 * @param {boolean} whole whether the file has no more
 * @returns {Promise<OpenResult>}
 */
export async function describe(file, content, columns, rows, whole) {
  const { format, layout, reasons, roles, rowCount } = content;
  const unpackedBytes = await unpackedSize(file.source, file.gzip && rowCount === undefined);
  const texts = rows.map((row) => columns.keys.map((_, c) => columns.shownCell(row, c)));
  return {
    type: 'open',
    name: file.name,
    format,
    gzip: file.gzip,
    encoding: file.encoding,
    delimiter: layout?.delimiter ?? '',
    quote: layout?.quote ?? '',
    header: layout?.header ?? false,
    skipLines: layout?.skipLines ?? file.options.skipLines ?? 0,
    ...columns.spelling,
    reasons: file.gzip ? ['Packed with gzip: the first bytes say so', ...reasons] : reasons,
    columns: columns.names.map((name, c) => ({
      name,
      type: columns.types[c],
      samples: differentSamples(texts.map((row) => row[c])),
    })),
    roles: rolesOf(roles ?? {}, columns.names),
    preview: texts.slice(0, k_previewRows).map((row) => row.map((cell) => cell && wellFormed(cell))),
    sourceBytes: sizeOf(file.source),
    unpackedBytes,
    estimatedRows: rowCount ?? (whole ? rows.length : estimateRows(texts, unpackedBytes)),
  };
}

/**
 * @param {import('../files_protocol.js').Roles} roles
 * @param {string[]} names
 * @returns {import('../files_protocol.js').Roles} of columns that are there
 */
function rolesOf(roles, names) {
  return Object.fromEntries(Object.entries(roles).filter(([, name]) => names.includes(name)));
}

/** @param {(string | null)[]} cells */
function differentSamples(cells) {
  const samples = new Set();
  for (const cell of cells) {
    if (cell !== null && cell !== '') samples.add(cutText(cell, k_maxSampleChars));
    if (samples.size === k_samplesPerColumn) break;
  }
  return [...samples];
}

/**
 * @param {(string | null)[][]} rows
 * @param {number} totalBytes
 */
function estimateRows(rows, totalBytes) {
  const encoder = new TextEncoder();
  let bytes = 0;
  for (const row of rows) bytes += encoder.encode(row.join(',')).length + 1;
  return Math.round((totalBytes / bytes) * rows.length);
}
