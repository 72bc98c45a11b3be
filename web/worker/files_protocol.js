/**
 * The column batch ("LSCB"): how rows cross from the file worker to C++ and back.
 * One block is one batch of rows, stored by columns and described by itself alone.
 *
 * All integers and floats are little-endian; every part starts at a multiple of 8 bytes from the
 * start of the block; padding is zero. Offsets and sizes are in bytes.
 *
 *     block header, 32 bytes
 *        0  u8[4] magic "LSCB"
 *        4  u32   version, 1
 *        8  u32   block_bytes: the whole block with padding, a multiple of 8
 *       12  u32   row_count
 *       16  u32   column_count
 *       20  u32   first_row: row_numbers[0], or 0 when row_count is 0
 *       24  u32   reserved, 0
 *       28  u32   reserved, 0
 *     u32[row_count] row_numbers, padded to 8: where the row stands in the file, counted from 1
 *         as a spreadsheet counts it (a CSV header is row 1, blank lines count, a quoted line
 *         break does not); strictly increasing, with gaps where rows were skipped
 *     column_count times a column, one after the other:
 *        0  u32   type: 1 text, 2 number, 3 date, 4 boolean, 5 list, 6 vector; plus 256 where spellings follow
 *        4  u32   column_bytes: this column with its header and padding, a multiple of 8
 *        8  u32   name_bytes
 *       12  u32   null_count
 *       16  u8[name_bytes] name, UTF-8, padded to 8
 *           u8[ceil(row_count / 8)] nulls, padded to 8: bit (row & 7) of byte (row >> 3) is 1
 *               for a missing cell; unused bits are 0; always present
 *           values, by type:
 *               text    u32[row_count + 1] offsets, padded to 8, then u8[offsets[row_count]]
 *                       UTF-8, padded to 8; offsets[0] is 0, offsets never decrease and cut only
 *                       between characters; a missing cell has no bytes
 *               list    as text; each cell is a JSON array of strings
 *               number  f64[row_count], finite; 0 for a missing cell
 *               date    f64[row_count], milliseconds since 1970-01-01 UTC; 0 for a missing cell
 *               boolean u8[row_count], padded to 8; 0 or 1; 0 for a missing cell
 *               vector  u32 dimension, at most 65,536, u32 0, then f32[row_count * dimension], finite,
 *                       padded to 8; zeros for a missing cell, dimension 0 when all are missing
 *           spellings, of number, date and boolean with 256 in their type: offsets and UTF-8 as of text, what the
 *               file has in the cell where that says more than the value, such as "1.10" or "N/A"; mostly empty
 *
 * Text is always well-formed UTF-8: a lone surrogate in the source becomes U+FFFD.
 * Within one read all blocks have the same columns in the same order with the same types.
 * A block holds at most k_maxBatchRows rows and k_maxBatchCells cells and is closed once its texts
 * pass k_maxBatchBytes, so it can only be much larger when one single row is.
 * `tests/golden/column_batch_v1.bin` is one block with every type, `.json` says what it holds.
 *
 * The messages between the page and the worker stand at the end of this file.
 */

import { wellFormed } from '../strings.js';

export const k_version = 1;
export const k_maxBatchRows = 1024;
export const k_maxBatchBytes = 4 * 1024 * 1024;
/** Wide tables get shorter blocks: rows times columns stay below this. */
export const k_maxBatchCells = 1 << 20;
/** More columns are refused: that is a wrong delimiter or a matrix, not a table of texts. */
export const k_maxColumns = 4096;
/** Skipped rows and warnings are listed up to here; beyond that they are only counted. */
export const k_maxIssuesKept = 10000;

/** All parts of an archive together: the module holds them twice while it takes them over, and has 4 GB in all. */
export const k_maxUnpackedBytes = 1.5e9;

const k_shortText = 48;
const k_headerBytes = 32;
const k_columnHeaderBytes = 16;
const k_magic = 0x4243534c; // "LSCB" read as a little-endian u32

/** @typedef {'text' | 'number' | 'date' | 'boolean' | 'list' | 'vector'} ColumnType */

/** @type {Record<ColumnType, number>} */
export const k_typeCodes = { text: 1, number: 2, date: 3, boolean: 4, list: 5, vector: 6 };
/** @type {ColumnType[]} */
const k_typeNames = ['text', 'number', 'date', 'boolean', 'list', 'vector'];

/**
 * An error that can cross to C++: `code` is stable, `message` says what happened and what to do.
 */
export class FileError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   */
  constructor(code, message) {
    super(wellFormed(message));
    this.name = 'FileError';
    this.code = code;
  }
}

/**
 * @param {number} bytes of a file or of all parts of an archive, unpacked
 * @param {number} [maxBytes]
 * @throws {FileError} `too_large`
 */
export function refuseUnpacked(bytes, maxBytes = k_maxUnpackedBytes) {
  if (bytes <= maxBytes) return;
  throw new FileError('too_large', `The file takes ${(bytes / 1e9).toFixed(1)} GB unpacked, more than the ` +
    `${maxBytes / 1e9} GB that fit. Split it up`);
}

/** A value of a number, date or boolean column (null: missing), and what the file has in the cell. */
export class Spelled {
  /**
   * @param {number | boolean | null} value
   * @param {string} text not empty
   */
  constructor(value, text) {
    this.value = value;
    this.text = text;
  }
}

/** @typedef {string | number | boolean | Float32Array | Spelled | null} BatchCell */

const k_spelledFlag = 256;

/** @param {number} bytes */
const pad8 = (bytes) => (bytes + 7) & ~7;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The cells of one column, appended one by one. */
class ColumnBuilder {
  /**
   * @param {string} name
   * @param {ColumnType} type
   * @param {number} capacity rows
   */
  constructor(name, type, capacity) {
    this.name = encoder.encode(name);
    this.type = type;
    this.rowCount = 0;
    this.nullCount = 0;
    this.nulls = new Uint8Array((capacity + 7) >> 3);
    const textual = type === 'text' || type === 'list';
    this.text = new Uint8Array(textual ? 4096 : 0);
    this.textBytes = 0;
    this.offsets = new Uint32Array(textual ? capacity + 1 : 0);
    this.floats = new Float64Array(type === 'number' || type === 'date' ? capacity : 0);
    this.flags = new Uint8Array(type === 'boolean' ? capacity : 0);
    this.capacity = capacity;
    this.dimension = 0;
    this.vectors = new Float32Array(0);
    /** Made for the first cell that needs one. @type {ColumnBuilder | null} */
    this.spellings = null;
  }

  /** @param {BatchCell} value of the column's type, dates in ms */
  append(value) {
    if (value instanceof Spelled) {
      this.spellings ??= new ColumnBuilder('', 'text', this.capacity);
      while (this.spellings.rowCount < this.rowCount) this.spellings.append(null);
      this.spellings.append(value.text);
      value = value.value;
    }
    const row = this.rowCount++;
    if (value === null) {
      this.nulls[row >> 3] |= 1 << (row & 7);
      this.nullCount++;
    } else if (typeof value === 'string') {
      this.appendText(value);
    } else if (typeof value === 'number') {
      this.floats[row] = value;
    } else if (typeof value === 'object') {
      this.appendVector(value, row);
    } else {
      this.flags[row] = value ? 1 : 0;
    }
    if (this.offsets.length > 0) this.offsets[row + 1] = this.textBytes;
  }

  /** @param {string} value */
  appendText(value) {
    const worst = this.textBytes + value.length * 3;
    if (worst > this.text.length) {
      const grown = new Uint8Array(Math.max(worst, this.text.length * 2));
      grown.set(this.text.subarray(0, this.textBytes));
      this.text = grown;
    }
    const end = value.length <= k_shortText ? this.appendAscii(value) : -1;
    this.textBytes = end >= 0 ? end
      : this.textBytes + encoder.encodeInto(value, this.text.subarray(this.textBytes)).written;
  }

  /**
   * @param {Float32Array} vector
   * @param {number} row
   */
  appendVector(vector, row) {
    if (this.dimension === 0) {
      this.dimension = vector.length;
      this.vectors = new Float32Array(this.capacity * vector.length);
    }
    if (vector.length !== this.dimension) throw new RangeError('vectors of one column have one length');
    this.vectors.set(vector, row * vector.length);
  }

  get payloadBytes() {
    return this.textBytes + (this.spellings?.textBytes ?? 0) + this.rowCount * this.dimension * 4;
  }

  /**
   * Short cells are the most, and for them the way into the encoder costs more than its work.
   * @param {string} value
   * @returns {number} where the text now ends, or -1 when it is not ASCII
   */
  appendAscii(value) {
    let at = this.textBytes;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 127) return -1;
      this.text[at++] = code;
    }
    return at;
  }

  sizeBytes() {
    const rows = this.rowCount;
    let values = rows * 8;
    if (this.type === 'boolean') values = pad8(rows);
    if (this.type === 'vector') values = 8 + pad8(rows * this.dimension * 4);
    if (this.offsets.length > 0) values = pad8((rows + 1) * 4) + pad8(this.textBytes);
    if (this.spellings) values += pad8((rows + 1) * 4) + pad8(this.spellings.textBytes);
    return k_columnHeaderBytes + pad8(this.name.length) + pad8((rows + 7) >> 3) + values;
  }

  /**
   * @param {ArrayBuffer} block
   * @param {number} start
   */
  write(block, start) {
    const rows = this.rowCount;
    const bytes = new Uint8Array(block);
    const type = k_typeCodes[this.type] + (this.spellings ? k_spelledFlag : 0);
    const header = [type, this.sizeBytes(), this.name.length, this.nullCount];
    new Uint32Array(block, start, 4).set(header);
    let at = start + k_columnHeaderBytes;
    bytes.set(this.name, at);
    at += pad8(this.name.length);
    bytes.set(this.nulls.subarray(0, (rows + 7) >> 3), at);
    at += pad8((rows + 7) >> 3);
    if (this.type === 'vector') {
      new Uint32Array(block, at, 2).set([this.dimension, 0]);
      new Float32Array(block, at + 8, rows * this.dimension).set(this.vectors.subarray(0, rows * this.dimension));
    } else if (this.type === 'boolean') {
      bytes.set(this.flags.subarray(0, rows), at);
    } else if (this.offsets.length > 0) {
      this.writeTexts(block, at, rows);
    } else {
      new Float64Array(block, at, rows).set(this.floats.subarray(0, rows));
    }
    if (!this.spellings) return;
    while (this.spellings.rowCount < rows) this.spellings.append(null);
    this.spellings.writeTexts(block, at + (this.type === 'boolean' ? pad8(rows) : rows * 8), rows);
  }

  /**
   * @param {ArrayBuffer} block
   * @param {number} at
   * @param {number} rows
   */
  writeTexts(block, at, rows) {
    new Uint32Array(block, at, rows + 1).set(this.offsets.subarray(0, rows + 1));
    new Uint8Array(block).set(this.text.subarray(0, this.textBytes), at + pad8((rows + 1) * 4));
  }

  clear() {
    this.rowCount = 0;
    this.nullCount = 0;
    this.nulls.fill(0);
    this.textBytes = 0;
    this.floats.fill(0);
    this.flags.fill(0);
    this.vectors.fill(0);
    this.spellings = null;
    if (this.text.length > k_maxBatchBytes * 2) this.text = new Uint8Array(4096);
  }
}

/** Collects rows and gives them back as blocks. */
export class BatchBuilder {
  /** @param {{name: string, type: ColumnType}[]} columns */
  constructor(columns) {
    const fitting = Math.floor(k_maxBatchCells / Math.max(1, columns.length));
    this.capacity = Math.max(1, Math.min(k_maxBatchRows, fitting));
    this.columns = columns.map(({ name, type }) => new ColumnBuilder(name, type, this.capacity));
    this.rowNumbers = new Uint32Array(this.capacity);
    this.rowCount = 0;
  }

  /**
   * @param {number} rowNumber
   * @param {BatchCell[]} cells one per column, already of its type
   * @returns {boolean} whether the block is full and must be taken before the next row
   */
  append(rowNumber, cells) {
    this.rowNumbers[this.rowCount++] = rowNumber;
    let bytes = 0;
    for (let c = 0; c < this.columns.length; c++) {
      this.columns[c].append(cells[c]);
      bytes += this.columns[c].payloadBytes;
    }
    return this.rowCount === this.capacity || bytes >= k_maxBatchBytes;
  }

  /** @returns {ArrayBuffer} the rows so far as one block; the builder is empty afterwards */
  take() {
    const rows = this.rowCount;
    let size = k_headerBytes + pad8(rows * 4);
    for (const column of this.columns) size += column.sizeBytes();
    const block = new ArrayBuffer(size);
    const firstRow = rows > 0 ? this.rowNumbers[0] : 0;
    const header = [k_magic, k_version, size, rows, this.columns.length, firstRow];
    new Uint32Array(block, 0, 6).set(header);
    new Uint32Array(block, k_headerBytes, rows).set(this.rowNumbers.subarray(0, rows));
    let at = k_headerBytes + pad8(rows * 4);
    for (const column of this.columns) {
      column.write(block, at);
      at += column.sizeBytes();
      column.clear();
    }
    this.rowCount = 0;
    return block;
  }
}

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
 * @throws {FileError} `bad_column_batch` for anything that breaks the rules above
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

/**
 * Messages. Every request carries an `id` that its answers repeat; one request of a kind at a time
 * may be under way, and `cancel` ends whichever it names with the error `cancelled`.
 *
 * @typedef {'csv' | 'json' | 'jsonl' | 'lines' | 'parquet' | 'numpy' | 'xlsx' | 'ods'} FileFormat
 *
 * @typedef {object} OpenOptions what the user overrides; anything left out is found out
 * @property {FileFormat} [format]
 * @property {string} [encoding] any label that TextDecoder knows
 * @property {string} [delimiter] one character
 * @property {string} [quote] '"', "'" or '' for none
 * @property {boolean} [header] whether the first row holds the names
 * @property {number} [skipLines] rows above the header, or lines above the first text
 * @property {'.' | ','} [decimal]
 * @property {'ymd' | 'dmy' | 'mdy'} [dateOrder] of 01/02/2024; ISO 8601 is always understood
 * @property {string[]} [missing] cells that stand for no value, in all columns; as spelled
 *
 * @typedef {object} OpenedColumn
 * @property {string} name unique and not empty
 * @property {ColumnType} type as far as the first 2,000 rows say
 * @property {string[]} samples up to 5 different cells
 *
 * @typedef {{text?: string, label?: string, id?: string, split?: string}} Roles names of columns
 *
 * @typedef {object} OpenResult
 * @property {'open'} type
 * @property {string} name of the file
 * @property {FileFormat} format
 * @property {boolean} gzip
 * @property {string} encoding
 * @property {string} delimiter '' when the format has none
 * @property {string} quote '' when the format has none
 * @property {boolean} header
 * @property {number} skipLines
 * @property {'.' | ','} decimal
 * @property {'ymd' | 'dmy' | 'mdy'} dateOrder
 * @property {string[]} missing if not chosen, only in columns that are not text
 * @property {string[]} reasons one sentence per guess, for the user
 * @property {OpenedColumn[]} columns
 * @property {Roles} roles what the format itself says about columns; several labels of a text are a list column
 * @property {(string | null)[][]} preview the first 50 rows, as text
 * @property {number} sourceBytes the file as it is
 * @property {number} unpackedBytes the file without gzip, as its trailer says; equal otherwise
 * @property {number} estimatedRows exact for Parquet and NumPy, otherwise from the length of the first rows
 *
 * @typedef {object} ReadPlan
 * @property {string[]} [columns] names in the order wanted; all if left out
 * @property {Record<string, ColumnType>} [types] forced types; only 'text' cannot fail, and
 *     columns that hold texts, labels, ids or splits should be forced to it, so that "007" stays.
 *     Vectors come as such only where they are forced, as text otherwise
 *
 * @typedef {{row: number, reason: string}} RowIssue
 *
 * @typedef {object} ReadResult
 * @property {'done'} type
 * @property {number} rows delivered
 * @property {{name: string, type: ColumnType}[]} columns as in every block
 * @property {number} skippedCount
 * @property {RowIssue[]} skipped rows left out, the first 10,000
 * @property {number} warningCount
 * @property {RowIssue[]} warnings rows kept although something is odd, the first 10,000
 * @property {string[]} notices about the file as a whole: encoding, truncation, changed types
 *
 * @typedef {object} ZipEntry
 * @property {string} name
 * @property {Uint8Array} bytes
 * @property {boolean} [stored] not compressed; for bytes that do not shrink, such as vectors
 *
 * @typedef {object} UnzipResult
 * @property {ZipEntry[]} entries intact by their checksums
 * @property {{name: string, reason: string}[]} problems entries that are lost, and why; name is ''
 *     for the archive as a whole
 *
 * @typedef {{id: number} & (
 *     {type: 'open', source: Blob | Uint8Array, name: string, options: OpenOptions}
 *   | {type: 'read', plan: ReadPlan}
 *   | {type: 'ack'}
 *   | {type: 'cancel'}
 *   | {type: 'write_parquet', blocks: ArrayBuffer[]}
 *   | {type: 'zip', entries: ZipEntry[]}
 *   | {type: 'unzip', bytes: Uint8Array}
 * )} Request
 *
 * `ack` answers each batch: the worker stays at most 4 batches ahead of the page.
 * `restart` means: forget the batches of this read so far, they come again with other columns,
 * because a later row did not fit what the first 2,000 rows said about types, columns or encoding.
 *
 * @typedef {{id: number} & (
 *     {type: 'progress', done: number, total: number, rows: number}
 *   | {type: 'batch', block: ArrayBuffer}
 *   | {type: 'restart', reason: string}
 *   | {type: 'result', value: any}
 *   | {type: 'error', code: string, message: string}
 * )} Reply
 */
export {};
