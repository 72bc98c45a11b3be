/** The columns of a file: their names, their types so far, and cells by column. */
import { wellFormed } from '../../strings.js';
import { k_maxColumns } from '../column_batch/layout.js';
import { FileError } from '../files_protocol.js';
import { TypeTracker, convert, shownVector, toText, uniqueNames } from './cells.js';
import { findSpelling } from './spelling.js';

/**
 * @typedef {import('../column_batch/layout.js').ColumnType} ColumnType
 * @typedef {import('./cells.js').Cell} Cell
 */

export class Columns {
  /** Whether every cell is text in the file, so that its type is a matter of spelling. */
  #isSpelled;
  #options;
  #missing;
  /** @type {Map<string, number>} */
  #indexes;

  /**
   * @param {string[]} keys
   * @param {boolean} isSpelled
   * @param {import('../files_protocol.js').OpenOptions} [options]
   */
  constructor(keys, isSpelled, options = {}) {
    /** Names as they stand in the file; JSON adds to them while it is read. */
    this.keys = keys;
    this.#isSpelled = isSpelled;
    this.#options = options;
    this.spelling = findSpelling([], options);
    this.#missing = options.missing ? new Set(options.missing) : null;
    /** @type {ColumnType[]} */
    this.types = [];
    /** Numbers of a vector, for columns of vectors. @type {number[]} */
    this.dimensions = [];
    /** Columns without a value so far: they are text until the first one says what they are. */
    /** @type {Set<number>} */
    this.undecided = new Set();
    this.#indexes = new Map(keys.map((key, c) => [key, c]));
  }

  /** For `convert`. */
  get spelled() {
    return this.#isSpelled ? this.spelling : false;
  }

  get names() {
    return uniqueNames(this.keys.map(wellFormed));
  }

  /**
   * @param {Cell[][]} rows the first ones
   * @param {boolean} whole whether there are no more
   */
  findTypes(rows, whole) {
    if (this.#isSpelled) this.spelling = findSpelling(rows, this.#options);
    this.types = this.keys.map((_, c) => {
      const tracker = new TypeTracker();
      for (const row of rows) tracker.add(this.cellOf(row, c), this.spelled);
      this.dimensions[c] = tracker.dimension;
      if (!whole && tracker.cells === 0 && tracker.candidates.length > 0) this.undecided.add(c);
      return tracker.type();
    });
  }

  /**
   * @param {Iterable<[string, Cell]>} record
   * @returns {Cell[]} in the order of `keys`, which grows by keys not seen before
   * @throws {FileError} `too_many_columns`
   */
  rowOf(record) {
    /** @type {Cell[]} */
    const row = new Array(this.keys.length).fill(null);
    for (const [key, cell] of record) row[this.#indexes.get(key) ?? this.#addKey(key)] = cell;
    return row;
  }

  /** @param {string} key */
  #addKey(key) {
    const column = this.keys.push(key) - 1;
    this.#indexes.set(key, column);
    if (column < k_maxColumns) return column;
    throw new FileError('too_many_columns', `The records have more than ` +
      `${k_maxColumns.toLocaleString('en')} different fields. Field names that hold data, such as ` +
      'ids, must become values first');
  }

  /**
   * @param {Cell[]} row
   * @param {number} column
   * @returns {Cell}
   */
  cellOf(row, column) {
    const cell = row[column] ?? null;
    if (typeof cell !== 'string') return cell;
    if (cell === '' && this.#isSpelled) return null;
    return this.#missing && this.#missing.has(cell.trim()) ? null : cell;
  }

  /**
   * @param {Cell[]} row
   * @param {number} column
   * @returns {string | null} for the eyes
   */
  shownCell(row, column) {
    const cell = this.cellOf(row, column);
    const vector = this.types[column] === 'vector' ? convert(cell, 'vector', this.spelled) : null;
    return vector instanceof Float32Array ? shownVector(vector) : toText(cell);
  }
}
