/** Parquet by hyparquet, one row group at a time. */
import { parquetMetadataAsync, parquetScan, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { FileError, k_maxColumns } from '../files_protocol.js';
import { readSlice, sizeOf } from './bytes.js';

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
 * @property {Map<string, string[]>} classNames of Hugging Face ClassLabel columns
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
  /** @type {string[]} */
  let names;
  try {
    metadata = await parquetMetadataAsync(file, { geoparquet: false });
    scan = await parquetScan({ file, metadata, compressors, geoparquet: false });
    names = parquetSchema(metadata).children.map((child) => child.element.name);
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
  }
  return { names, rowCount, reasons, scan, sourceBytes: file.byteLength, classNames };
}

/**
 * @param {import('hyparquet').FileMetaData} metadata
 * @returns {Map<string, string[]>}
 */
function findClassNames(metadata) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  const stored = metadata.key_value_metadata?.find(({ key }) => key === 'huggingface')?.value;
  if (!stored) return found;
  let features;
  try {
    features = JSON.parse(stored)?.info?.features;
  } catch {
    return found;
  }
  for (const [name, feature] of Object.entries(features ?? {})) {
    const inner = Array.isArray(feature) ? feature[0] : feature?.feature ?? feature;
    if (inner?._type !== 'ClassLabel' || !Array.isArray(inner.names)) continue;
    found.set(name, inner.names.map(String));
  }
  return found;
}

/**
 * @param {any} value a class number, or a list of them
 * @param {string[]} classes
 * @returns {Cell} -1 is the convention for "no label"
 */
function className(value, classes) {
  if (value === null || value === undefined) return null;
  if (typeof value === 'object') return Array.from(value, (item) => className(item, classes) ?? '');
  const number = Number(value);
  return number === -1 ? null : classes[number] ?? String(value);
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
 * @returns {Promise<ArrayLike<any>[]>} empty for a column that is not wanted
 */
async function readGroup(parquet, wanted, rowStart, rowEnd, log) {
  const columns = [];
  for (let c = 0; c < parquet.names.length; c++) {
    log.check();
    if (wanted && !wanted.has(c)) {
      columns.push([]);
      continue;
    }
    const column = parquet.names[c];
    let values;
    try {
      values = await parquet.scan.readColumn({ column, rowStart, rowEnd });
    } catch (error) {
      throw damaged(error);
    }
    if (values.length !== rowEnd - rowStart) throw damaged(`column "${column}" is too short`);
    const classes = parquet.classNames.get(column);
    columns.push(classes ? Array.from(values, (value) => className(value, classes)) : values);
  }
  return columns;
}
