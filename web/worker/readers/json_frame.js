/** Tables that stand in one JSON object: columns of lists, and pandas' columns and index. */
import { isObject } from './json_record.js';

const k_key = '"(?:[^"\\\\]|\\\\.){0,200}"';
const k_scalar = '(?:"|[-\\d]|null|true|false|NaN)';
const k_numbered = new RegExp(`^\\s*\\{\\s*(?:${k_key}\\s*:\\s*\\{\\s*"-?\\d+"\\s*:|"-?\\d+"\\s*:\\s*\\{\\s*")`);
const k_perhaps = new RegExp(`^\\s*\\{\\s*${k_key}\\s*:\\s*(?:\\{\\s*${k_key}\\s*:|\\[\\s*${k_scalar})`);
const k_usualNames = new Set(
  'text content body message sentence comment review title question label labels category class id'.split(' '),
);

/**
 * @param {string} head the first characters of a file
 * @returns {'numbered' | 'perhaps' | ''} whether the object in it may be a table: rows that are numbered, or fields
 *     that are seen to be columns only in the whole
 */
export function frameHint(head) {
  if (k_numbered.test(head)) return 'numbered';
  return k_perhaps.test(head) ? 'perhaps' : '';
}

/** @param {string[]} keys */
const areNumbers = (keys) => keys.length > 0 && keys.every((key) => /^-?\d+$/.test(key));

/** @param {string[]} keys */
const areNames = (keys) => keys.some((key) => k_usualNames.has(key.toLowerCase()));

/**
 * @param {any} value
 * @returns {any[] | null} one object a row, or null if it is no table
 */
export function frameRows(value) {
  if (!isObject(value)) return null;
  const fields = Object.values(value);
  if (fields.length === 0) return null;
  return fields.every(isObject) ? rowsOfObjects(value) : rowsOfLists(value);
}

/** @param {Record<string, Record<string, any>>} value */
function rowsOfObjects(value) {
  const outer = Object.keys(value);
  const inner = [...new Set(Object.values(value).flatMap((field) => Object.keys(field)))];
  const full = Object.values(value).every((field) => Object.keys(field).length === inner.length);
  const byColumns = areNumbers(inner) || (full && !areNumbers(outer) && areNames(outer) && !areNames(inner));
  if (byColumns) return numbered(inner, (row) => outer.map((name) => [name, value[name][row] ?? null]));
  const areRecords = outer.length > 1 && !areNames(outer) && Object.values(value).every((row) => areNames(Object.keys(row)));
  if (!areNumbers(outer) && !areRecords) return null;
  return numbered(outer, (row) => Object.entries(value[row]));
}

/**
 * @param {string[]} index
 * @param {(row: string) => [string, any][]} fieldsOf
 * @returns {any[]} with the index as a field, unless it only counts
 */
function numbered(index, fieldsOf) {
  const counts = index.every((row, i) => row === String(i));
  return index.map((row) => Object.fromEntries(counts ? fieldsOf(row) : [['index', row], ...fieldsOf(row)]));
}

/** @param {Record<string, any>} value */
function rowsOfLists(value) {
  const lists = Object.entries(value).filter(([, field]) => Array.isArray(field));
  const length = lists[0]?.[1].length ?? 0;
  const fits = lists.length === Object.keys(value).length && lists.every(([, list]) => list.length === length);
  if (!fits || !lists.some(([, list]) => list.some((/** @type {any} */ cell) => typeof cell !== 'object'))) return null;
  return lists[0][1].map((/** @type {any} */ _, /** @type {number} */ i) =>
    Object.fromEntries(lists.map(([name, list]) => [name, list[i]])));
}
