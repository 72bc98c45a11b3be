/** Records from JSON values: nested fields by dots, spans by themselves. */
import { cutText } from '../../strings.js';

/** @typedef {import('./cells.js').Cell} Cell */
/** @typedef {Map<string, Cell>} JsonRecord cells by column name */

const k_maxDepth = 8;
/** Where others keep spans that are no labels of the whole text. */
const k_labelKeys = new Set(['label', 'labels', 'annotation', 'prediction']);

/** @param {unknown} value @returns {value is Record<string, any>} */
export const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/** @param {unknown} value @returns {value is string[]} */
export const isStrings = (value) => Array.isArray(value) && value.every((item) => typeof item === 'string');

/** @param {any} span [begin, end, label], or an object that says the same */
function isSpan(span) {
  if (Array.isArray(span)) return span.length === 3 && typeof span[2] === 'string' && span.slice(0, 2).every(Number.isInteger);
  if (!isObject(span)) return false;
  const hasPlace = [span.start, span.start_offset, span.beginOffset].some(Number.isInteger);
  return hasPlace && ['label', 'labels', 'entity', 'type', 'categories'].some((key) => key in span);
}

/** @param {unknown} value whether it is a list of labels of parts of a text */
export const isSpans = (value) => Array.isArray(value) && value.length > 0 && value.every(isSpan);

/**
 * @param {JsonRecord} record
 * @param {string} name
 * @returns {string} the name, or a new one where the record has it already
 */
export function freeName(record, name) {
  let free = name;
  for (let n = 2; record.has(free); n++) free = `${name}_${n}`;
  return free;
}

/**
 * @param {JsonRecord} record
 * @param {string} name
 * @param {any} value
 * @param {import('./bytes.js').PassLog} log
 */
export function setCell(record, name, value, log) {
  const spans = isSpans(value);
  const column = freeName(record, spans && k_labelKeys.has(name) ? 'spans' : name);
  record.set(column, value);
  if (!spans) return;
  log.notice(`The spans in "${name}" are kept as metadata in the column "${column}": ` +
    'labels of parts of a text are not read as labels yet');
}

/**
 * @param {any} value
 * @param {JsonRecord} record filled: {a: {b: 1}} gives "a.b"
 * @param {import('./bytes.js').PassLog} log
 * @param {string} [path]
 * @param {number} [depth]
 */
export function flatten(value, record, log, path = '', depth = 0) {
  if (!isObject(value) || depth === k_maxDepth) {
    setCell(record, path, value, log);
    return;
  }
  for (const key of Object.keys(value)) {
    flatten(value[key], record, log, path === '' ? key : `${path}.${key}`, depth + 1);
  }
}

/**
 * A record of no known program.
 * @param {any} value
 * @param {import('./bytes.js').PassLog} log
 * @returns {JsonRecord | string} the record, or why there is none
 */
export function plainRecord(value, log) {
  /** @type {JsonRecord} */
  const record = new Map();
  if (typeof value === 'string') record.set('text', value);
  else if (Array.isArray(value)) value.forEach((cell, c) => setCell(record, `column_${c + 1}`, cell, log));
  else if (isObject(value)) flatten(value, record, log);
  else return `${cutText(String(value), 40)} is not a record`;
  return record.size > 0 ? record : 'the record is empty';
}
