/** NumPy's .npy and .npz as tables: a matrix is a column of vectors, an array of one number or word a row a column of cells. */
import { k_maxColumns } from '../column_batch/layout.js';
import { FileError, refuseUnpacked } from '../files_protocol.js';
import { unzip } from '../writers/zip.js';
import { readSlice, sizeOf } from './bytes.js';

/** @typedef {import('./cells.js').Cell} Cell */
/** @typedef {import('./bytes.js').Source} Source */

const k_sliceRows = 1024;
const k_magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // "\x93NUMPY"
const k_maxHeaderBytes = 1 << 16;
const k_maxDimension = 1 << 16;

/** @type {Record<string, (view: DataView, at: number, little: boolean) => number | bigint | boolean>} */
const k_readers = {
  f2: halfAt,
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
  i1: (view, at) => view.getInt8(at),
  i2: (view, at, little) => view.getInt16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  i8: (view, at, little) => view.getBigInt64(at, little),
  u1: (view, at) => view.getUint8(at),
  u2: (view, at, little) => view.getUint16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  u8: (view, at, little) => view.getBigUint64(at, little),
  b1: (view, at) => view.getUint8(at) !== 0,
};

/**
 * @typedef {object} NumpyArray
 * @property {string} name
 * @property {number} rows
 * @property {number} width numbers of a row; 0 for an array with one axis
 * @property {number} rowBytes
 * @property {Source} source
 * @property {number} start of the first row in the source
 * @property {(view: DataView, at: number) => Cell} cellAt one number or word
 * @property {number} itemBytes
 */

/** @param {string} what */
const refused = (what) => new FileError('not_numpy', `This NumPy file cannot be read: ${what}`);

/**
 * IEEE 754 half precision.
 * @param {DataView} view @param {number} at @param {boolean} little
 */
function halfAt(view, at, little) {
  const bits = view.getUint16(at, little);
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

/** @param {Uint8Array} head */
export function isNpy(head) {
  return k_magic.every((byte, i) => head[i] === byte);
}

/**
 * Whether a zip archive holds arrays, by the name of its first entry.
 * @param {Uint8Array} head of the archive
 * @param {string} name of the file
 */
export function isNpz(head, name) {
  if (head[0] !== 0x50 || head[1] !== 0x4b || head[2] !== 3 || head[3] !== 4 || head.length < 30) return false;
  const first = new TextDecoder().decode(head.subarray(30, 30 + head[26] + head[27] * 256));
  return first.endsWith('.npy') || name.toLowerCase().endsWith('.npz');
}

/**
 * @param {Source} source an .npy or .npz file
 * @param {string} name of the file; the column of an .npy file is called as it is
 * @returns {Promise<NumpyArray[]>} at least one, all of as many rows
 * @throws {FileError} `not_numpy`, `zip` errors
 */
export async function openNumpy(source, name) {
  const head = await readSlice(source, 0, 6);
  if (isNpy(head)) return [await openArray(source, name.replace(/\.npy$/i, '') || 'vectors')];
  refuseUnpacked(sizeOf(source));
  const archive = await readSlice(source, 0, sizeOf(source));
  const { entries, problems } = unzip(archive, (entry) => entry.endsWith('.npy'));
  const [problem] = problems;
  if (problem) throw refused(`${problem.name || 'the archive'}: ${problem.reason}`);
  if (entries.length > k_maxColumns) throw refused(`it holds ${entries.length.toLocaleString('en')} arrays`);
  const arrays = [];
  for (const entry of entries) arrays.push(await openArray(entry.bytes, entry.name.slice(0, -4)));
  const [first] = arrays;
  if (!first) throw refused('it holds no array');
  const other = arrays.find(({ rows }) => rows !== first.rows);
  if (other) {
    throw refused(`"${first.name}" has ${first.rows} rows and "${other.name}" ${other.rows}. ` +
      'Save only the vectors and the ids of the same texts');
  }
  return arrays;
}

/**
 * @param {Source} source
 * @param {string} name
 * @returns {Promise<NumpyArray>}
 */
async function openArray(source, name) {
  const head = await readSlice(source, 0, 12);
  if (!isNpy(head) || head.length < 12) throw refused(`"${name}" is not an array`);
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const isOld = head[6] === 1;
  const headerBytes = isOld ? view.getUint16(8, true) : view.getUint32(8, true);
  const headerAt = isOld ? 10 : 12;
  if (headerBytes > k_maxHeaderBytes) throw refused(`the header of "${name}" is too long`);
  const header = new TextDecoder().decode(await readSlice(source, headerAt, headerAt + headerBytes));
  const dtype = /'descr':\s*'([<>|=])([a-zA-Z])(\d+)'/.exec(header);
  const shape = /'shape':\s*\(([\d, ]*)\)/.exec(header);
  if (!shape || !/'descr'/.test(header)) throw refused(`the header of "${name}" is damaged`);
  const cell = dtype && cellReader(dtype[2] + dtype[3], dtype[1] !== '>');
  if (!dtype || !cell) {
    throw refused(`"${name}" has elements of a kind that is not read. Save it as float32: array.astype("float32")`);
  }
  const axes = shape[1].split(',').filter((part) => part.trim() !== '').map(Number);
  if (!axes.every(Number.isSafeInteger)) throw refused(`the header of "${name}" is damaged`);
  const [rows, width, more] = axes;
  if (rows === undefined || more !== undefined) {
    throw refused(`"${name}" must have one axis for the rows and at most one for the numbers`);
  }
  if (width !== undefined && (width === 0 || width > k_maxDimension)) throw refused(`"${name}" has rows of ${width} numbers`);
  if (width !== undefined && /'fortran_order':\s*True/.test(header)) {
    throw refused(`"${name}" is stored by columns. Save numpy.ascontiguousarray(array)`);
  }
  const { itemBytes, cellAt } = cell;
  // Rows without bytes can be claimed in any number.
  if (itemBytes === 0) throw refused(`"${name}" holds words of no length`);
  const rowBytes = itemBytes * (width ?? 1);
  const start = headerAt + headerBytes;
  const missing = start + rows * rowBytes - sizeOf(source);
  if (missing > 0) {
    throw refused(`"${name}" is cut off: ${missing.toLocaleString('en')} bytes are missing. Copy or download it again`);
  }
  return { name, rows, width: width ?? 0, rowBytes, source, start, cellAt, itemBytes };
}

/**
 * @param {string} kind such as f4 or U12
 * @param {boolean} little
 * @returns {{itemBytes: number, cellAt: (view: DataView, at: number) => Cell} | undefined}
 */
function cellReader(kind, little) {
  const size = Number(kind.slice(1));
  const read = k_readers[kind];
  if (read) return { itemBytes: size, cellAt: (view, at) => read(view, at, little) };
  if (kind[0] === 'S') {
    const decoder = new TextDecoder();
    const cellAt = (/** @type {DataView} */ view, /** @type {number} */ at) =>
      decoder.decode(new Uint8Array(view.buffer, view.byteOffset + at, size)).replace(/\0+$/, '');
    return { itemBytes: size, cellAt };
  }
  if (kind[0] !== 'U') return undefined;
  const cellAt = (/** @type {DataView} */ view, /** @type {number} */ at) => {
    let text = '';
    for (let i = 0; i < size; i++) {
      const code = view.getUint32(at + i * 4, little);
      if (code === 0) break;
      text += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    }
    return text;
  };
  return { itemBytes: size * 4, cellAt };
}

/**
 * @param {NumpyArray[]} arrays
 * @param {{rowLimit?: number, wanted?: Set<number>}} part how many rows, and which columns are not to be left null
 * @param {import('./bytes.js').PassLog} log
 * @returns {AsyncGenerator<{numbers: number[], rows: Cell[][]}>}
 */
export async function* readNumpy(arrays, { rowLimit = Infinity, wanted }, log) {
  const total = arrays[0].rows;
  const size = sizeOf(arrays[0].source);
  for (let from = 0; from < Math.min(total, rowLimit); from += k_sliceRows) {
    log.check();
    const to = Math.min(from + k_sliceRows, total, rowLimit);
    const columns = [];
    for (const [c, array] of arrays.entries()) {
      columns.push(wanted && !wanted.has(c) ? [] : await readRows(array, from, to));
    }
    const numbers = [];
    const rows = [];
    for (let row = from; row < to; row++) {
      numbers.push(row + 1);
      rows.push(columns.map((column) => column[row - from] ?? null));
    }
    log.progress(Math.floor((size * to) / total));
    yield { numbers, rows };
  }
}

/**
 * @param {NumpyArray} array
 * @param {number} from
 * @param {number} to
 * @returns {Promise<Cell[]>}
 */
async function readRows({ source, start, rowBytes, itemBytes, width, cellAt }, from, to) {
  const bytes = await readSlice(source, start + from * rowBytes, start + to * rowBytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const cells = [];
  for (let row = 0; row < to - from; row++) {
    const at = row * rowBytes;
    if (width === 0) {
      cells.push(cellAt(view, at));
      continue;
    }
    const vector = new Float32Array(width);
    for (let i = 0; i < width; i++) vector[i] = Number(cellAt(view, at + i * itemBytes));
    cells.push(vector);
  }
  return cells;
}
