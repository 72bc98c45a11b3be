/** The formats: what each one finds in a file, and its rows of cells from front to back. */
import { FileError, refuseUnpacked } from '../files_protocol.js';
import { readBytes, readSlice, sizeOf } from './bytes.js';
import { readCsv } from './csv.js';
import { findLayout } from './csv_layout.js';
import { detectTextFormat, isParquet, isZip, refuseForeign } from './detect.js';
import { detectEncoding } from './encoding.js';
import { unpackWhole } from './file_head.js';
import { isFastText, k_fastTextReason, k_fastTextRoles, readFastText } from './formats/fast_text.js';
import { jsonContent } from './json_content.js';
import { isNpy, isNpz, openNumpy, readNumpy } from './numpy.js';
import { openParquet, readParquet } from './parquet.js';
import { readSheet, sheetKind } from './sheet.js';
import { decodeHead, decodeText, readLines } from './text.js';

/**
 * @typedef {import('../files_protocol.js').FileFormat} FileFormat
 * @typedef {import('../files_protocol.js').OpenOptions} OpenOptions
 * @typedef {import('./bytes.js').PassLog} PassLog
 * @typedef {import('./bytes.js').Source} Source
 * @typedef {import('./cells.js').Cell} Cell
 * @typedef {import('./csv_layout.js').CsvLayout} CsvLayout
 * @typedef {{numbers: number[], rows: Cell[][]}} CellChunk
 * @typedef {{numbers: number[], records: Iterable<[string, Cell]>[]}} RecordChunk
 */

/** What tells the columns of a sheet. */
const k_sheetHeadBytes = 1 << 20;

/**
 * @typedef {object} Content what a format finds in a file
 * @property {FileFormat} format
 * @property {string[]} keys names of the columns as far as the head says
 * @property {string[]} reasons one sentence per guess
 * @property {number} [rowCount] where the format states it
 * @property {import('../files_protocol.js').Roles} [roles] where the format says what columns are
 * @property {CsvLayout} [layout] of a table
 * @property {(log: PassLog, part: Part) => AsyncGenerator<CellChunk | RecordChunk>} read from the beginning;
 *     records where the columns are not known beforehand
 *
 * @typedef {{rowLimit?: number, wanted?: Set<number>}} Part what a format by columns may leave out
 *
 * @typedef {object} OpenedFile what the formats get
 * @property {Source} source
 * @property {string} name
 * @property {OpenOptions} options
 * @property {boolean} gzip
 * @property {string} encoding '' for formats that are not text
 */

/**
 * @param {OpenedFile} file
 * @param {Uint8Array} head
 * @param {boolean} whole whether that is all of it
 * @param {import('./issues.js').Control} control
 * @returns {Promise<Content>}
 * @throws {FileError}
 */
export async function findContent(file, head, whole, control) {
  if (isParquet(head) || isNpy(head) || isNpz(head, file.name)) {
    file.source = await unpackWhole(file.source, file.gzip, control);
    return isParquet(head) ? parquetContent(file.source) : numpyContent(file.source, file.name);
  }
  if (isZip(head)) {
    refuseUnpacked(sizeOf(file.source));
    file.source = await unpackWhole(file.source, file.gzip, control);
    const bytes = await readSlice(file.source, 0, sizeOf(file.source));
    const kind = sheetKind(bytes, file.name);
    if (kind) return sheetContent(file, bytes, kind);
  }
  refuseForeign(head);
  return textContent(file, head, whole);
}

/**
 * @param {OpenedFile} file becomes the table that its sheet is
 * @param {Uint8Array} bytes
 * @param {'xlsx' | 'ods'} kind
 * @returns {Promise<Content>}
 */
async function sheetContent(file, bytes, kind) {
  const { csv, reason, notice } = await readSheet(bytes, kind);
  const options = { ...file.options, format: 'csv', encoding: 'utf-8', delimiter: ',', quote: '"', decimal: '.' };
  Object.assign(file, { source: csv, gzip: false, options });
  const content = await textContent(file, csv.subarray(0, k_sheetHeadBytes), csv.length <= k_sheetHeadBytes);
  return {
    ...content,
    format: kind,
    reasons: [reason, ...content.reasons],
    read: (log, part) => {
      if (notice) log.notice(notice);
      return content.read(log, part);
    },
  };
}

/**
 * @param {Source} source
 * @returns {Promise<Content>}
 */
async function parquetContent(source) {
  const parquet = await openParquet(source);
  const { names, reasons, roles, rowCount } = parquet;
  return { format: 'parquet', keys: names, reasons, roles, rowCount, read: (log, part) => readParquet(parquet, part, log) };
}

/**
 * @param {Source} source
 * @param {string} name
 * @returns {Promise<Content>}
 */
async function numpyContent(source, name) {
  const arrays = await openNumpy(source, name);
  return {
    format: 'numpy',
    keys: arrays.map((array) => array.name),
    reasons: ['Format NumPy: the first bytes say so'],
    rowCount: arrays[0].rows,
    read: (log, part) => readNumpy(arrays, part, log),
  };
}

/**
 * @param {OpenedFile} file its encoding is set
 * @param {Uint8Array} head
 * @param {boolean} whole
 * @returns {Promise<Content>}
 */
async function textContent(file, head, whole) {
  const { options, name } = file;
  /** @type {string[]} */
  const reasons = [];
  const found = options.encoding ? { encoding: options.encoding, reason: '' } : await detectEncoding(head);
  file.encoding = found.encoding;
  if (found.reason) reasons.push(found.reason);
  const text = decodeHead(head, file.encoding);
  const isFast = !options.format && isFastText(text, whole);
  const guess = options.format || isFast ? { format: options.format ?? 'lines', reason: isFast ? k_fastTextReason : '' }
    : detectTextFormat(text, whole, name);
  if (guess.reason) reasons.push(guess.reason);
  /** @param {PassLog} log */
  const texts = (log) =>
    decodeText(readBytes(file.source, file.gzip, log), file.encoding, log, !options.encoding);
  switch (guess.format) {
    case 'lines':
      if (isFast) {
        const keys = ['text', 'label'];
        return { format: 'lines', keys, reasons, roles: k_fastTextRoles, read: (log) => readFastText(readLines(texts(log), options.skipLines)) };
      }
      return { format: 'lines', keys: ['text'], reasons, read: (log) => readLines(texts(log), options.skipLines) };
    case 'jsonl':
    case 'json': {
      const content = jsonContent(guess.format, text, whole, texts);
      return { ...content, reasons: [...reasons, ...content.reasons] };
    }
    case 'csv': {
      const layout = findLayout(text, whole, name, options);
      reasons.push(...layout.reasons);
      return { format: 'csv', keys: layout.names, reasons, layout, read: (log) => readCsv(texts(log), layout, log) };
    }
    case 'parquet':
      throw new FileError('not_parquet', 'This is not a Parquet file');
    default:
      throw new FileError('not_numpy', 'This is not a NumPy file');
  }
}
