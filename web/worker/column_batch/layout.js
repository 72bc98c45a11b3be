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
 */

export const k_version = 1;
export const k_maxBatchRows = 1024;
export const k_maxBatchBytes = 4 * 1024 * 1024;
/** Wide tables get shorter blocks: rows times columns stay below this. */
export const k_maxBatchCells = 1 << 20;
/** More columns are refused: that is a wrong delimiter or a matrix, not a table of texts. */
export const k_maxColumns = 4096;

export const k_headerBytes = 32;
export const k_columnHeaderBytes = 16;
export const k_magic = 0x4243534c; // "LSCB" read as a little-endian u32
export const k_spelledFlag = 256;

/** @param {number} bytes */
export const pad8 = (bytes) => (bytes + 7) & ~7;

/** @typedef {'text' | 'number' | 'date' | 'boolean' | 'list' | 'vector'} ColumnType */

/** @type {Record<ColumnType, number>} */
export const k_typeCodes = { text: 1, number: 2, date: 3, boolean: 4, list: 5, vector: 6 };
/** @type {ColumnType[]} */
export const k_typeNames = ['text', 'number', 'date', 'boolean', 'list', 'vector'];

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
