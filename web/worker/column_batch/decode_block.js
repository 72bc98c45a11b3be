/** A column batch to its rows; whatever breaks the rules of the layout is refused. */

import { FileError } from '../files_protocol.js';
import {
  k_columnHeaderBytes, k_headerBytes, k_magic, k_spelledFlag, k_typeNames, k_version, pad8,
} from './layout.js';

/** @typedef {import('./layout.js').ColumnType} ColumnType */

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * @typedef {object} DecodedColumn
 * @property {string} name
 * @property {ColumnType} type
 * @property {(string | number | boolean | Float32Array | null)[]} values dates in ms, lists as JSON text
 * @property {string[]} [spelled] what the file has in the cells, '' where the value says it
 */

/** @param {string} what */
function malformed(what) {
  return new FileError('bad_column_batch', `The column batch is damaged: ${what}`);
}

/**
 * @param {Uint8Array | ArrayBuffer} block
 * @param {(type: ColumnType) => boolean} [wanted] columns of other types are checked for their
 *     place only and come without values
 * @param {TextDecoder} [texts] one that is lenient takes texts that are no UTF-8
 * @returns {{rowNumbers: number[], columns: DecodedColumn[]}}
 * @throws {FileError} `bad_column_batch` for anything that breaks the rules of layout.js
 */
export function decodeBlock(block, wanted = () => true, texts = decoder) {
  const bytes = block instanceof Uint8Array ? block : new Uint8Array(block);
  // A view at an odd offset (Node's pooled buffers, a wasm heap) cannot be read as floats.
  const aligned = bytes.byteOffset % 8 === 0 && bytes.buffer instanceof ArrayBuffer;
  const data = aligned ? bytes : new Uint8Array(bytes);
  const buffer = data.buffer;
  const base = data.byteOffset;
  if (data.length < k_headerBytes) throw malformed('it is shorter than its header');
  const [magic, version, size, rows, columnCount, firstRow] = new Uint32Array(buffer, base, 6);
  if (magic !== k_magic) throw malformed('it does not begin with LSCB');
  if (version !== k_version) throw malformed(`version ${version} is not known`);
  if (size !== data.length) throw malformed(`${data.length} bytes instead of ${size}`);
  let at = k_headerBytes + pad8(rows * 4);
  if (rows > size || at > size) throw malformed('the row numbers do not fit');
  const rowNumbers = Array.from(new Uint32Array(buffer, base + k_headerBytes, rows));
  if (rows > 0 && rowNumbers[0] !== firstRow) throw malformed('first_row is wrong');
  const columns = [];
  for (let c = 0; c < columnCount; c++) {
    const { column, next } = decodeColumn(data, at, rows, wanted, texts);
    columns.push(column);
    at = next;
  }
  if (at !== size) throw malformed('there are bytes after the last column');
  return { rowNumbers, columns };
}

/**
 * @param {Uint8Array} data
 * @param {number} start
 * @param {number} rows
 * @param {(type: ColumnType) => boolean} wanted
 * @param {TextDecoder} texts
 * @returns {{column: DecodedColumn, next: number}}
 */
function decodeColumn(data, start, rows, wanted, texts) {
  const buffer = data.buffer;
  const base = data.byteOffset;
  if (start + k_columnHeaderBytes > data.length) throw malformed('a column is missing');
  const [code, size, nameBytes, nullCount] = new Uint32Array(buffer, base + start, 4);
  const type = k_typeNames[(code & ~k_spelledFlag) - 1];
  if (!type) throw malformed(`column type ${code} is not known`);
  const end = start + size;
  const nullsAt = start + k_columnHeaderBytes + pad8(nameBytes);
  const valuesAt = nullsAt + pad8((rows + 7) >> 3);
  if (nameBytes > size || size % 8 !== 0 || end > data.length || valuesAt > end) {
    throw malformed('a column does not fit');
  }
  const nameAt = start + k_columnHeaderBytes;
  const name = decodeText(data.subarray(nameAt, nameAt + nameBytes));
  if (!wanted(type)) return { column: { name, type, values: [] }, next: end };
  /** @param {number} row */
  const isNull = (row) => (data[nullsAt + (row >> 3)] & (1 << (row & 7))) !== 0;
  /** @type {(string | number | boolean | Float32Array | null)[]} */
  const values = new Array(rows);
  let next = valuesAt;
  if (type === 'text' || type === 'list') {
    next = decodeTexts(data, valuesAt, end, values, texts);
  } else if (type === 'vector') {
    next = decodeVectors(data, valuesAt, end, values);
  } else if (type === 'boolean') {
    next += pad8(rows);
    if (next > end) throw malformed('a column does not fit');
    for (let row = 0; row < rows; row++) values[row] = data[valuesAt + row] === 1;
  } else {
    next += rows * 8;
    if (next > end) throw malformed('a column does not fit');
    const floats = new Float64Array(buffer, base + valuesAt, rows);
    for (let row = 0; row < rows; row++) values[row] = floats[row];
  }
  /** @type {any[] | undefined} */
  let spelled;
  if (code & k_spelledFlag) {
    spelled = new Array(rows);
    next = decodeTexts(data, next, end, spelled, texts);
  }
  if (next !== end) throw malformed(`column "${name}" has the wrong size`);
  let nullsSeen = 0;
  for (let row = 0; row < rows; row++) {
    if (!isNull(row)) continue;
    values[row] = null;
    nullsSeen++;
  }
  if (nullsSeen !== nullCount) throw malformed(`column "${name}" counts its nulls wrong`);
  return { column: spelled ? { name, type, values, spelled } : { name, type, values }, next };
}

/**
 * @param {Uint8Array} data
 * @param {number} at
 * @param {number} end
 * @param {(string | number | boolean | Float32Array | null)[]} values filled
 * @param {TextDecoder} texts
 * @returns {number} where the texts end
 */
function decodeTexts(data, at, end, values, texts) {
  const rows = values.length;
  const textAt = at + pad8((rows + 1) * 4);
  if (textAt > end) throw malformed('the offsets do not fit');
  const offsets = new Uint32Array(data.buffer, data.byteOffset + at, rows + 1);
  if (offsets[0] !== 0) throw malformed('the first offset is not 0');
  for (let row = 0; row < rows; row++) {
    if (offsets[row + 1] < offsets[row] || textAt + offsets[row + 1] > end) {
      throw malformed('the offsets are not in order');
    }
    values[row] = decodeText(data.subarray(textAt + offsets[row], textAt + offsets[row + 1]), texts);
  }
  return textAt + pad8(offsets[rows]);
}

/**
 * @param {Uint8Array} data
 * @param {number} at
 * @param {number} end
 * @param {(string | number | boolean | Float32Array | null)[]} values filled
 * @returns {number} where the vectors end
 */
function decodeVectors(data, at, end, values) {
  if (at + 8 > end) throw malformed('the size of the vectors is missing');
  const [dimension] = new Uint32Array(data.buffer, data.byteOffset + at, 1);
  if (at + 8 + values.length * dimension * 4 > end) throw malformed('the vectors do not fit');
  const floats = new Float32Array(data.buffer, data.byteOffset + at + 8, values.length * dimension);
  for (let row = 0; row < values.length; row++) values[row] = floats.slice(row * dimension, (row + 1) * dimension);
  return at + 8 + pad8(values.length * dimension * 4);
}

/** @param {Uint8Array} bytes @param {TextDecoder} [texts] */
function decodeText(bytes, texts = decoder) {
  try {
    return texts.decode(bytes);
  } catch {
    throw malformed('a text is not UTF-8');
  }
}
