/** Spreadsheets, XLSX and ODS, by hucre: the first sheet with rows, as the CSV file that its program would save. */
import { FileError } from '../files_protocol.js';
import { listZip, unzip } from '../writers/zip.js';
import { toText } from './cells.js';

/** A sheet is held as XML, as rows and as text at the same time. */
const k_maxSheetBytes = 5e8;
const k_error = /^#(N\/A|VALUE!|REF!|DIV\/0!|NUM!|NAME\?|NULL!)$/;
/** Where spreadsheets begin to count: a date before it is a time of day. */
const k_firstYear = 1900;

/** @param {string} why */
const damaged = (why) =>
  new FileError('sheet_damaged', `The spreadsheet cannot be read (${why}). Copy it or save it again, or as CSV`);

/**
 * @param {Uint8Array} bytes a zip archive
 * @param {string} file its name
 * @returns {'xlsx' | 'ods' | ''}
 * @throws {FileError} `too_large`, `sheet_damaged`
 */
export function sheetKind(bytes, file) {
  const names = listZip(bytes, k_maxSheetBytes);
  if (names.length === 0 && /\.(xlsx|ods)$/i.test(file)) throw damaged('it is cut off');
  if (names.includes('xl/workbook.xml')) return 'xlsx';
  if (!names.includes('content.xml')) return '';
  const [mimetype] = unzip(bytes, (name) => name === 'mimetype').entries;
  return mimetype && new TextDecoder().decode(mimetype.bytes).includes('opendocument.spreadsheet') ? 'ods' : '';
}

/**
 * @param {Uint8Array} bytes
 * @param {'xlsx' | 'ods'} kind
 * @returns {Promise<{csv: Uint8Array, reason: string, notice: string}>} `notice` is '' when nothing is left out
 * @throws {FileError} `sheet_damaged`, `no_rows`
 */
export async function readSheet(bytes, kind) {
  let sheets;
  try {
    const workbook = kind === 'xlsx'
      ? await (await import('./sheet_xlsx.js')).readXlsx(bytes)
      : await (await import('./sheet_ods.js')).readOds(bytes);
    sheets = workbook.sheets.map((sheet) => ({ name: sheet.name, hidden: sheet.hidden ?? false, rows: sheet.rows.map(textRow) }));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw damaged(why);
  }
  const filled = sheets.filter(({ rows }) => rows.some((row) => row.some((cell) => cell !== '')));
  const sheet = filled.find(({ hidden }) => !hidden) ?? filled[0];
  if (!sheet) throw new FileError('no_rows', 'The spreadsheet has no rows');
  const others = filled.filter((other) => other !== sheet).map(({ name }) => `"${name}"`).join(', ');
  return {
    csv: new TextEncoder().encode(csvOf(sheet.rows)),
    reason: `Format ${kind.toUpperCase()}: the sheet "${sheet.name}" is the first with rows`,
    notice: others ? `Only the sheet "${sheet.name}" is read. Rows are also in ${others}: save them as files of their own` : '',
  };
}

/** @param {readonly unknown[]} row @returns {string[]} without empty cells at its end */
function textRow(row) {
  const cells = Array.from(row, cellText);
  while (cells.length > 0 && cells[cells.length - 1] === '') cells.pop();
  return cells;
}

/** @param {any} cell */
function cellText(cell) {
  if (cell instanceof Date && cell.getUTCFullYear() < k_firstYear) return cell.toISOString().slice(11, 19);
  const text = toText(cell) ?? '';
  return k_error.test(text) ? '' : text;
}

/** @param {string[][]} rows @returns {string} a row a line, so that rows keep their numbers */
function csvOf(rows) {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return rows.map((row) => row.map(quoted).join(',') + (row.length > 0 ? ','.repeat(width - row.length) : '')).join('\r\n');
}

/** @param {string} cell */
const quoted = (cell) => (cell === '' ? '' : `"${cell.replaceAll('"', '""')}"`);
