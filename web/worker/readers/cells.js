/** Cells of a file to typed values: what a column is, and the conversion. */

/** @typedef {import('../files_protocol.js').ColumnType} ColumnType */

/**
 * A cell as a reader gives it: null if missing, text, or what JSON and Parquet know better.
 * @typedef {null | string | number | bigint | boolean | Date | object} Cell
 */

/** From the most to the least particular; text takes everything. */
/** @type {ColumnType[]} */
const k_order = ['boolean', 'number', 'date', 'list'];

const k_number = /^-?(0|[1-9]\d*)?(\.\d+)?([eE][+-]?\d+)?$/;
const k_missing = /^(na|n\/a|nan|null|none)$/i;
const k_date = new RegExp(
  '^(\\d{4})([-/])(\\d\\d)\\2(\\d\\d)' +
    '(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9}))?)?\\s?(Z|[+-]\\d\\d:?\\d\\d)?)?$',
);
const k_germanDate = /^(\d\d)\.(\d\d)\.(\d{4})$/;

/**
 * Only spellings that a number has one of: no leading zeros or plus (ids, phone numbers), no
 * digits that a double would lose.
 * @param {string} text trimmed
 * @returns {number | undefined}
 */
function parseNumber(text) {
  if (text === '' || text === '-' || !k_number.test(text)) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  return Math.abs(value) > Number.MAX_SAFE_INTEGER && /^-?\d+$/.test(text) ? undefined : value;
}

/**
 * ISO 8601 days and times, with - or /, and 31.12.2024; without a zone they are taken as UTC.
 * @param {string} text trimmed
 * @returns {number | undefined} milliseconds
 */
function parseDate(text) {
  if (text.length < 10 || text.length > 36) return undefined;
  const iso = k_date.exec(text);
  const german = iso ? null : k_germanDate.exec(text);
  if (!iso && !german) return undefined;
  const [year, month, day] = iso
    ? [Number(iso[1]), Number(iso[3]), Number(iso[4])]
    : german ? [Number(german[3]), Number(german[2]), Number(german[1])] : [0, 0, 0];
  const [hour, minute, second] = [5, 6, 7].map((part) => Number(iso?.[part] ?? 0));
  if (month < 1 || month > 12 || day < 1) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1) return undefined;
  const fraction = iso?.[8] ? Math.floor(Number(`0.${iso[8]}`) * 1000) : 0;
  date.setUTCHours(hour, minute, second, fraction);
  return date.getTime() - zoneMs(iso?.[9]);
}

/** @param {string | undefined} zone */
function zoneMs(zone) {
  if (!zone || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone[0] === '-' ? -minutes : minutes) * 60000;
}

/** @param {unknown} value */
function isStringList(value) {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/**
 * @param {string} text
 * @returns {string | undefined} the same list in JSON's own spelling
 */
function parseList(text) {
  if (text[0] !== '[' || text[text.length - 1] !== ']') return undefined;
  try {
    const value = JSON.parse(text);
    return isStringList(value) ? JSON.stringify(value) : undefined;
  } catch {
    return undefined;
  }
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
 * @param {boolean} spelled whether the file has text only (CSV), so that "5" may be a number
 * @returns {string | number | boolean | null | undefined} undefined if the cell is not of the type
 */
export function convert(cell, type, spelled) {
  if (cell === null || cell === undefined) return null;
  if (type === 'text') return toText(cell);
  if (typeof cell === 'string') return convertString(cell, type, spelled);
  if (type === 'list') return isStringList(cell) ? JSON.stringify(cell) : undefined;
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
 * @param {boolean} spelled
 */
function convertString(cell, type, spelled) {
  if (!spelled && type !== 'date') return undefined;
  const text = cell.trim();
  if (text === '' || k_missing.test(text)) return null;
  if (type === 'number') return parseNumber(text);
  if (type === 'date') return parseDate(text);
  if (type === 'list') return parseList(text);
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

/** Finds the type that all cells of a column fit. */
export class TypeTracker {
  constructor() {
    this.candidates = k_order;
    this.cells = 0;
  }

  /**
   * @param {Cell} cell
   * @param {boolean} spelled
   */
  add(cell, spelled) {
    if (this.candidates.length === 0) return;
    let isValue = false;
    const kept = this.candidates.filter((type) => {
      const value = convert(cell, type, spelled);
      if (value !== null) isValue = true;
      return value !== undefined;
    });
    if (kept.length < this.candidates.length) this.candidates = kept;
    if (isValue) this.cells++;
  }

  /** @returns {ColumnType} text for a column without any value */
  type() {
    return this.cells > 0 && this.candidates.length > 0 ? this.candidates[0] : 'text';
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
