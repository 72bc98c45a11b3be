/** Cells of a file to typed values: what a column is, and the conversion. */
import { wellFormedJson } from '../../strings.js';
import { isMissing, k_usualSpelling, parseDate, parseNumber } from './spelling.js';

/** @typedef {import('../column_batch/layout.js').ColumnType} ColumnType */
/** @typedef {import('./spelling.js').Spelling} Spelling */

/**
 * A cell as a reader gives it: null if missing, text, or what JSON and Parquet know better.
 * @typedef {null | string | number | bigint | boolean | Date | object} Cell
 */

/** From the most to the least particular; text takes everything. */
/** @type {ColumnType[]} */
const k_order = ['boolean', 'number', 'date', 'vector', 'list'];

/** Shorter lists of numbers are places, colors and boxes, not vectors of meaning. */
const k_minDimension = 8;
/** How many of a column's vectors must have the same length. */
const k_sameLength = 0.9;

/**
 * @param {unknown} value
 * @returns {string | undefined} a JSON array of the strings in a list of strings, of which some may be missing
 */
function listText(value) {
  if (!Array.isArray(value)) return undefined;
  const items = value.filter((item) => item !== null && item !== undefined);
  const isList = items.every((item) => typeof item === 'string') && (items.length > 0 || value.length === 0);
  return isList ? wellFormedJson(items) : undefined;
}

/**
 * @param {string} text
 * @returns {string | undefined} the same list in JSON's own spelling
 */
function parseList(text) {
  if (text[0] !== '[' || text[text.length - 1] !== ']') return undefined;
  try {
    return listText(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} text a JSON array of numbers, or one as NumPy prints it
 * @returns {number[] | undefined}
 */
function parseVector(text) {
  if (text[0] !== '[' || !/^\[[-+\d.eE,\sNnaif]+\]$/.test(text)) return undefined;
  return text.slice(1, -1).trim().split(/[\s,]+/).map(Number);
}

/**
 * @param {Cell} cell
 * @returns {Float32Array | undefined} may hold what is not finite
 */
function toVector(cell) {
  if (cell instanceof Float32Array) return cell;
  const items = typeof cell === 'string' ? parseVector(cell.trim()) : cell;
  if (ArrayBuffer.isView(items)) return Float32Array.from(/** @type {any} */ (items), Number);
  if (!Array.isArray(items) || items.length < k_minDimension) return undefined;
  if (items.some((item) => typeof item !== 'number' && item !== null)) return undefined;
  return Float32Array.from(items, (item) => item ?? NaN);
}

/**
 * @param {Float32Array} vector
 * @param {number} dimension
 * @returns {string} what is wrong with it, or ''
 */
export function vectorProblem(vector, dimension) {
  if (vector.length !== dimension) return `has ${vector.length} numbers, not ${dimension}`;
  return vector.every(Number.isFinite) ? '' : 'holds a number that is not finite';
}

/**
 * A vector for the eyes.
 * @param {Float32Array} vector
 */
export function shownVector(vector) {
  const first = Array.from(vector.subarray(0, 3), (value) => value.toFixed(3)).join(', ');
  return `${vector.length} numbers: ${first}, …`;
}

/**
 * JSON that also takes what JSON has no word for.
 * @param {unknown} value
 */
export function toJson(value) {
  return JSON.stringify(value, (_key, item) => {
    if (typeof item === 'bigint') return String(item);
    return ArrayBuffer.isView(item) ? Array.from(/** @type {any} */ (item)) : item;
  });
}

/**
 * @param {Cell} cell
 * @returns {string | null}
 */
export function toText(cell) {
  if (cell === null || cell === undefined || typeof cell === 'string') return cell ?? null;
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : isoText(cell);
  return typeof cell === 'object' ? toJson(cell) : String(cell);
}

/** @param {Date} date */
function isoText(date) {
  return date.toISOString().replace('T00:00:00.000Z', '');
}

/**
 * @param {Cell} cell
 * @param {ColumnType} type
 * @param {boolean | Spelling} spelled whether, or how, the file has text only (CSV), so that "5" may be a number
 * @returns {string | number | boolean | Float32Array | null | undefined} undefined if the cell is not of the type
 */
export function convert(cell, type, spelled) {
  if (cell === null || cell === undefined) return null;
  if (type === 'text') return toText(cell);
  if (type === 'vector') return typeof cell === 'string' && !spelled ? undefined : toVector(cell);
  if (typeof cell === 'string') return convertString(cell, type, spelled);
  if (type === 'list') return listText(cell);
  if (type === 'date') {
    if (!(cell instanceof Date)) return undefined;
    return Number.isNaN(cell.getTime()) ? null : cell.getTime();
  }
  if (type === 'boolean') return typeof cell === 'boolean' ? cell : undefined;
  if (typeof cell === 'bigint') {
    const value = Number(cell);
    return Number.isSafeInteger(value) ? value : undefined;
  }
  if (typeof cell !== 'number') return undefined;
  if (Number.isNaN(cell)) return null;
  return Number.isFinite(cell) ? cell : undefined;
}

/**
 * @param {string} cell
 * @param {ColumnType} type not text
 * @param {boolean | Spelling} spelled
 */
function convertString(cell, type, spelled) {
  if (!spelled && type !== 'date') return undefined;
  const text = cell.trim();
  if (isMissing(text)) return null;
  const spelling = typeof spelled === 'object' ? spelled : k_usualSpelling;
  if (type === 'number') return parseNumber(text, spelling);
  if (type === 'date') return parseDate(text, spelling);
  if (type === 'list') return parseList(text);
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

/**
 * @param {Cell} cell
 * @param {string | number | boolean | Float32Array | null} value what convert() made of it
 * @param {ColumnType} type
 * @returns {string} the cell as the file has it, where the value alone may not say it; or ''
 */
export function spellingOf(cell, value, type) {
  if (typeof cell !== 'string' || type === 'text' || type === 'list' || type === 'vector') return '';
  if (type === 'date' && value !== null) return /^\d{4}-\d\d-\d\d$/.test(cell) ? '' : cell;
  return value === null || String(value) !== cell ? cell : '';
}

/** Finds the type that all cells of a column fit. */
export class TypeTracker {
  /** How often each length of a vector was seen. @type {Map<number, number>} */
  #lengths = new Map();
  /** Lists of whole numbers are tokens or counts, unless the file knows them as vectors. */
  #hasFractions = false;

  constructor() {
    this.candidates = k_order;
    this.cells = 0;
  }

  /**
   * @param {Cell} cell
   * @param {boolean | Spelling} spelled
   */
  add(cell, spelled) {
    if (this.candidates.length === 0) return;
    let isValue = false;
    const kept = this.candidates.filter((type) => {
      const value = convert(cell, type, spelled);
      if (value !== null) isValue = true;
      if (value instanceof Float32Array) this.#addVector(value, cell instanceof Float32Array);
      return value !== undefined;
    });
    if (kept.length < this.candidates.length) this.candidates = kept;
    if (isValue) this.cells++;
  }

  /**
   * @param {Float32Array} vector
   * @param {boolean} known whether the file knows it as a vector
   */
  #addVector(vector, known) {
    this.#lengths.set(vector.length, (this.#lengths.get(vector.length) ?? 0) + 1);
    this.#hasFractions ||= known || vector.some((value) => !Number.isInteger(value));
  }

  /** The length of most vectors. */
  get dimension() {
    return [...this.#lengths].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [0, 0])[0];
  }

  /** @returns {ColumnType} text for a column without any value */
  type() {
    const [first] = this.cells > 0 ? this.candidates : [];
    if (first !== 'vector') return first ?? 'text';
    const same = this.#lengths.get(this.dimension) ?? 0;
    return this.#hasFractions && same >= k_sameLength * this.cells ? 'vector' : 'text';
  }
}

/**
 * @param {string[]} names
 * @returns {string[]} never empty, all different: "", "a", "a" becomes "column_1", "a", "a_2"
 */
export function uniqueNames(names) {
  const given = new Set(names.map((name) => name.trim()));
  /** @type {Set<string>} */
  const taken = new Set();
  return names.map((name, index) => {
    const base = name.trim() || `column_${index + 1}`;
    let unique = base;
    for (let n = 2; taken.has(unique) || (unique !== base && given.has(unique)); n++) {
      unique = `${base}_${n}`;
    }
    taken.add(unique);
    return unique;
  });
}
