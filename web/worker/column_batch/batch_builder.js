/** Rows to column batches. */

import {
  k_columnHeaderBytes, k_headerBytes, k_magic, k_maxBatchBytes, k_maxBatchCells, k_maxBatchRows, k_spelledFlag, k_typeCodes,
  k_version, pad8, Spelled,
} from './layout.js';

/** @typedef {import('./layout.js').BatchCell} BatchCell */
/** @typedef {import('./layout.js').ColumnType} ColumnType */

const k_shortText = 48;

const encoder = new TextEncoder();

/** The cells of one column, appended one by one. */
class ColumnBuilder {
  #name;
  #type;
  #rowCount = 0;
  #nullCount = 0;
  #nulls;
  #text;
  #textBytes = 0;
  #offsets;
  #floats;
  #flags;
  #capacity;
  #dimension = 0;
  #vectors = new Float32Array(0);
  /** Made for the first cell that needs one. @type {ColumnBuilder | null} */
  #spellings = null;

  /**
   * @param {string} name
   * @param {ColumnType} type
   * @param {number} capacity rows
   */
  constructor(name, type, capacity) {
    this.#name = encoder.encode(name);
    this.#type = type;
    this.#nulls = new Uint8Array((capacity + 7) >> 3);
    const textual = type === 'text' || type === 'list';
    this.#text = new Uint8Array(textual ? 4096 : 0);
    this.#offsets = new Uint32Array(textual ? capacity + 1 : 0);
    this.#floats = new Float64Array(type === 'number' || type === 'date' ? capacity : 0);
    this.#flags = new Uint8Array(type === 'boolean' ? capacity : 0);
    this.#capacity = capacity;
  }

  /** @param {BatchCell} value of the column's type, dates in ms */
  append(value) {
    if (value instanceof Spelled) {
      this.#spellings ??= new ColumnBuilder('', 'text', this.#capacity);
      while (this.#spellings.#rowCount < this.#rowCount) this.#spellings.append(null);
      this.#spellings.append(value.text);
      value = value.value;
    }
    const row = this.#rowCount++;
    if (value === null) {
      this.#nulls[row >> 3] |= 1 << (row & 7);
      this.#nullCount++;
    } else if (typeof value === 'string') {
      this.#appendText(value);
    } else if (typeof value === 'number') {
      this.#floats[row] = value;
    } else if (typeof value === 'object') {
      this.#appendVector(value, row);
    } else {
      this.#flags[row] = value ? 1 : 0;
    }
    if (this.#offsets.length > 0) this.#offsets[row + 1] = this.#textBytes;
  }

  /** @param {string} value */
  #appendText(value) {
    const worst = this.#textBytes + value.length * 3;
    if (worst > this.#text.length) {
      const grown = new Uint8Array(Math.max(worst, this.#text.length * 2));
      grown.set(this.#text.subarray(0, this.#textBytes));
      this.#text = grown;
    }
    const end = value.length <= k_shortText ? this.#appendAscii(value) : -1;
    this.#textBytes = end >= 0 ? end
      : this.#textBytes + encoder.encodeInto(value, this.#text.subarray(this.#textBytes)).written;
  }

  /**
   * @param {Float32Array} vector
   * @param {number} row
   */
  #appendVector(vector, row) {
    if (this.#dimension === 0) {
      this.#dimension = vector.length;
      this.#vectors = new Float32Array(this.#capacity * vector.length);
    }
    if (vector.length !== this.#dimension) throw new RangeError('vectors of one column have one length');
    this.#vectors.set(vector, row * vector.length);
  }

  get payloadBytes() {
    return this.#textBytes + (this.#spellings === null ? 0 : this.#spellings.#textBytes) + this.#rowCount * this.#dimension * 4;
  }

  /**
   * Short cells are the most, and for them the way into the encoder costs more than its work.
   * @param {string} value
   * @returns {number} where the text now ends, or -1 when it is not ASCII
   */
  #appendAscii(value) {
    let at = this.#textBytes;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 127) return -1;
      this.#text[at++] = code;
    }
    return at;
  }

  sizeBytes() {
    const rows = this.#rowCount;
    let values = rows * 8;
    if (this.#type === 'boolean') values = pad8(rows);
    if (this.#type === 'vector') values = 8 + pad8(rows * this.#dimension * 4);
    if (this.#offsets.length > 0) values = pad8((rows + 1) * 4) + pad8(this.#textBytes);
    if (this.#spellings) values += pad8((rows + 1) * 4) + pad8(this.#spellings.#textBytes);
    return k_columnHeaderBytes + pad8(this.#name.length) + pad8((rows + 7) >> 3) + values;
  }

  /**
   * @param {ArrayBuffer} block
   * @param {number} start
   */
  write(block, start) {
    const rows = this.#rowCount;
    const bytes = new Uint8Array(block);
    const type = k_typeCodes[this.#type] + (this.#spellings ? k_spelledFlag : 0);
    const header = [type, this.sizeBytes(), this.#name.length, this.#nullCount];
    new Uint32Array(block, start, 4).set(header);
    let at = start + k_columnHeaderBytes;
    bytes.set(this.#name, at);
    at += pad8(this.#name.length);
    bytes.set(this.#nulls.subarray(0, (rows + 7) >> 3), at);
    at += pad8((rows + 7) >> 3);
    if (this.#type === 'vector') {
      new Uint32Array(block, at, 2).set([this.#dimension, 0]);
      new Float32Array(block, at + 8, rows * this.#dimension).set(this.#vectors.subarray(0, rows * this.#dimension));
    } else if (this.#type === 'boolean') {
      bytes.set(this.#flags.subarray(0, rows), at);
    } else if (this.#offsets.length > 0) {
      this.#writeTexts(block, at, rows);
    } else {
      new Float64Array(block, at, rows).set(this.#floats.subarray(0, rows));
    }
    if (!this.#spellings) return;
    while (this.#spellings.#rowCount < rows) this.#spellings.append(null);
    this.#spellings.#writeTexts(block, at + (this.#type === 'boolean' ? pad8(rows) : rows * 8), rows);
  }

  /**
   * @param {ArrayBuffer} block
   * @param {number} at
   * @param {number} rows
   */
  #writeTexts(block, at, rows) {
    new Uint32Array(block, at, rows + 1).set(this.#offsets.subarray(0, rows + 1));
    new Uint8Array(block).set(this.#text.subarray(0, this.#textBytes), at + pad8((rows + 1) * 4));
  }

  clear() {
    this.#rowCount = 0;
    this.#nullCount = 0;
    this.#nulls.fill(0);
    this.#textBytes = 0;
    this.#floats.fill(0);
    this.#flags.fill(0);
    this.#vectors.fill(0);
    this.#spellings = null;
    if (this.#text.length > k_maxBatchBytes * 2) this.#text = new Uint8Array(4096);
  }
}

/** Collects rows and gives them back as blocks. */
export class BatchBuilder {
  #capacity;
  #columns;
  #rowNumbers;

  /** @param {{name: string, type: ColumnType}[]} columns */
  constructor(columns) {
    const fitting = Math.floor(k_maxBatchCells / Math.max(1, columns.length));
    this.#capacity = Math.max(1, Math.min(k_maxBatchRows, fitting));
    this.#columns = columns.map(({ name, type }) => new ColumnBuilder(name, type, this.#capacity));
    this.#rowNumbers = new Uint32Array(this.#capacity);
    this.rowCount = 0;
  }

  /**
   * @param {number} rowNumber
   * @param {BatchCell[]} cells one per column, already of its type
   * @returns {boolean} whether the block is full and must be taken before the next row
   */
  append(rowNumber, cells) {
    this.#rowNumbers[this.rowCount++] = rowNumber;
    let bytes = 0;
    for (let c = 0; c < this.#columns.length; c++) {
      this.#columns[c].append(cells[c]);
      bytes += this.#columns[c].payloadBytes;
    }
    return this.rowCount === this.#capacity || bytes >= k_maxBatchBytes;
  }

  /** @returns {ArrayBuffer} the rows so far as one block; the builder is empty afterwards */
  take() {
    const rows = this.rowCount;
    let size = k_headerBytes + pad8(rows * 4);
    for (const column of this.#columns) size += column.sizeBytes();
    const block = new ArrayBuffer(size);
    const firstRow = rows > 0 ? this.#rowNumbers[0] : 0;
    const header = [k_magic, k_version, size, rows, this.#columns.length, firstRow];
    new Uint32Array(block, 0, 6).set(header);
    new Uint32Array(block, k_headerBytes, rows).set(this.#rowNumbers.subarray(0, rows));
    let at = k_headerBytes + pad8(rows * 4);
    for (const column of this.#columns) {
      column.write(block, at);
      at += column.sizeBytes();
      column.clear();
    }
    this.rowCount = 0;
    return block;
  }
}
