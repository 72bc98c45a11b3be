/** Parquet by hyparquet, one row group at a time. */
import { parquetMetadataAsync, parquetScan, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { k_maxColumns } from '../column_batch/layout.js';
import { FileError } from '../files_protocol.js';
import { readSlice, sizeOf } from './bytes.js';
import { className, classNamesOf } from './formats/hugging_face.js';
import { cellsOf, k_parsers } from './parquet_cells.js';

/** @typedef {import('./cells.js').Cell} Cell */

const k_sliceRows = 4096;
/** A row group is unpacked as a whole, as strings; this much is what a tab can hold. */
const k_maxGroupBytes = 1 << 30;

/** @param {unknown} error */
function damaged(error) {
  if (error instanceof FileError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new FileError('parquet_damaged', `The Parquet file is damaged or cut off (${why}). ` +
    'Its index stands at the end, so copy or download the file again');
}

/**
 * @typedef {object} ParquetFile
 * @property {string[]} names
 * @property {number} rowCount
 * @property {string[]} reasons
 * @property {import('hyparquet').ParquetScan} scan
 * @property {number} sourceBytes
 * @property {((value: any) => Cell)[]} toCells what makes cells of the values of each column
 * @property {Set<string>} byteColumns found so far: columns with bytes that are no text
 * @property {import('../files_protocol.js').Roles} roles
 */

/**
 * @param {import('./bytes.js').Source} source
 * @returns {Promise<ParquetFile>}
 * @throws {FileError} `parquet_damaged`, `too_many_columns`
 */
export async function openParquet(source) {
  const file = {
    byteLength: sizeOf(source),
    /** @param {number} start @param {number} [end] */
    async slice(start, end = sizeOf(source)) {
      const bytes = await readSlice(source, start, end);
      const whole = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
      return /** @type {ArrayBuffer} */ (whole.buffer);
    },
  };
  let scan;
  let metadata;
  /** @type {Set<string>} */
  const byteColumns = new Set();
  /** @type {string[]} */
  let names;
  /** @type {((value: any) => Cell)[]} */
  let toCells;
  try {
    metadata = await parquetMetadataAsync(file, { geoparquet: false });
    const { children } = parquetSchema(metadata);
    names = children.map((child) => child.element.name);
    toCells = children.map((child) => cellsOf(child, (name) => byteColumns.add(name)));
    scan = await parquetScan({ file, metadata, compressors, geoparquet: false, parsers: k_parsers });
  } catch (error) {
    throw damaged(error);
  }
  if (names.length > k_maxColumns) {
    throw new FileError('too_many_columns', `The file has ${names.length.toLocaleString('en')} ` +
      `columns, more than the ${k_maxColumns.toLocaleString('en')} that can be shown`);
  }
  const rowCount = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  const classNames = findClassNames(metadata);
  const reasons = ['Format Parquet: the file begins with PAR1'];
  for (const [name, classes] of classNames) {
    reasons.push(`Column "${name}": the numbers are shown as their ${classes.length} class names`);
    const column = names.indexOf(name);
    const toCell = toCells[column];
    if (toCell) toCells[column] = (value) => className(toCell(value), classes);
  }
  const roles = { label: [...classNames.keys()][0] };
  return { names, rowCount, reasons, scan, sourceBytes: file.byteLength, toCells, byteColumns, roles };
}

/**
 * @param {import('hyparquet').FileMetaData} metadata
 * @returns {Map<string, string[]>}
 */
function findClassNames(metadata) {
  const stored = metadata.key_value_metadata?.find(({ key }) => key === 'huggingface')?.value;
  try {
    return classNamesOf(JSON.parse(stored ?? '{}')?.info?.features);
  } catch {
    return new Map();
  }
}

/**
 * @param {ParquetFile} parquet
 * @param {{rowLimit?: number, wanted?: Set<number>}} part how many rows, and which columns are not
 *     to be left null
 * @param {import('./bytes.js').PassLog} log
 * @returns {AsyncGenerator<{numbers: number[], rows: Cell[][]}>}
 */
export async function* readParquet(parquet, { rowLimit = Infinity, wanted }, log) {
  let rowStart = 0;
  let doneBytes = 0;
  for (const group of parquet.scan.metadata.row_groups) {
    const groupRows = Number(group.num_rows);
    const rowEnd = Math.min(rowStart + groupRows, rowLimit);
    if (rowEnd <= rowStart) break;
    /** @type {ArrayLike<any>[] | null} */
    let columns = null;
    try {
      refuseLarge(group);
      columns = await readGroup(parquet, wanted, rowStart, rowEnd, log);
      for (const name of parquet.byteColumns) {
        log.notice(`The column "${name}" holds bytes that are no text: they are left out`);
      }
    } catch (error) {
      if (error instanceof FileError && error.code !== 'parquet_damaged') throw error;
      const why = damaged(error).message;
      log.skip(rowStart + 1, `rows ${rowStart + 1} to ${rowEnd}: ${why}`, rowEnd - rowStart);
    }
    for (const { meta_data: meta } of group.columns) {
      doneBytes += Number(meta?.total_compressed_size ?? 0);
    }
    log.progress(Math.min(doneBytes, parquet.sourceBytes));
    for (let at = rowStart; columns && at < rowEnd; at += k_sliceRows) {
      log.check();
      yield sliceRows(columns, rowStart, at, Math.min(at + k_sliceRows, rowEnd));
    }
    rowStart += groupRows;
  }
}

/**
 * @param {ArrayLike<any>[]} columns
 * @param {number} groupStart
 * @param {number} from
 * @param {number} to
 */
function sliceRows(columns, groupStart, from, to) {
  const numbers = [];
  const rows = [];
  for (let row = from; row < to; row++) {
    numbers.push(row + 1);
    rows.push(columns.map((column) => column[row - groupStart] ?? null));
  }
  return { numbers, rows };
}

/** @param {import('hyparquet').RowGroup} group */
function refuseLarge(group) {
  const bytes = Number(group.total_byte_size);
  if (bytes <= k_maxGroupBytes) return;
  throw new FileError('too_large', `A row group of this Parquet file takes ` +
    `${(bytes / 1e6).toFixed(0)} MB unpacked, more than fits. Write it with smaller row groups`);
}

/**
 * @param {ParquetFile} parquet
 * @param {Set<number> | undefined} wanted
 * @param {number} rowStart
 * @param {number} rowEnd
 * @param {import('./bytes.js').PassLog} log
 * @returns {Promise<ArrayLike<any>[]>} empty for a column that is not wanted or cannot be read
 * @throws {FileError} `parquet_damaged` when none of the wanted can
 */
async function readGroup(parquet, wanted, rowStart, rowEnd, log) {
  const columns = [];
  const problems = [];
  for (const [c, column] of parquet.names.entries()) {
    log.check();
    if (wanted && !wanted.has(c)) {
      columns.push([]);
      continue;
    }
    try {
      const values = await parquet.scan.readColumn({ column, rowStart, rowEnd });
      if (values.length !== rowEnd - rowStart) throw new Error('it is too short');
      columns.push(Array.from(values, parquet.toCells[c]));
    } catch (error) {
      problems.push({ column, why: error instanceof Error ? error.message : String(error) });
      columns.push([]);
    }
  }
  if (problems.length > 0 && problems.length === (wanted?.size ?? columns.length)) throw damaged(problems[0].why);
  for (const { column, why } of problems) {
    log.notice(`The column "${column}" is left empty where it cannot be read: ${why}`);
  }
  return columns;
}
