/** JSON values from their text: strict JSON, what Python writes beside it, and integers that stay exact. */
import { wellFormed } from '../../strings.js';

/** Deeper values are no data; walking them would break the stack. */
export const k_maxLevels = 200;

/** Text that is JSON and is still not read. */
export class JsonRefused extends Error {}

/**
 * @param {string} text
 * @param {number} quote where a string begins
 * @returns {number} behind its closing quote, or the end of the text
 */
export function stringEnd(text, quote) {
  for (let at = text.indexOf('"', quote + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
}

/**
 * Steps over strings however long they are, which a regular expression cannot.
 * @param {string} text
 * @returns {Generator<{from: number, to: number, isString: boolean}>} strings and what stands between them
 */
function* pieces(text) {
  for (let at = 0; at < text.length; ) {
    const quote = text.indexOf('"', at);
    const to = quote < 0 ? text.length : quote;
    if (to > at) yield { from: at, to, isString: false };
    if (quote < 0) return;
    at = stringEnd(text, quote);
    yield { from: quote, to: at, isString: true };
  }
}

/**
 * @param {string} text
 * @param {(part: string) => string} change what to do with the text between strings
 */
function changeOutsideStrings(text, change) {
  const parts = [];
  for (const { from, to, isString } of pieces(text)) {
    const part = text.slice(from, to);
    parts.push(isString ? part : change(part));
  }
  return parts.join('');
}

/** Integers that a double would change become text. @param {string} part */
const quoteLongIntegers = (part) => part.replace(/(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g, (digits) =>
  Number.isSafeInteger(Number(digits)) ? digits : `"${digits}"`);

/** What Python writes for a missing number. @param {string} part */
const dropPythonWords = (part) => part.replace(/-?\b(?:NaN|Infinity)\b/g, 'null');

/**
 * Without `pieces`, which costs more than the counting.
 * @param {string} text
 * @returns {number} colons outside strings: one for each field
 */
function countColons(text) {
  let colons = 0;
  for (let at = 0; at < text.length; ) {
    const quote = text.indexOf('"', at);
    const end = quote < 0 ? text.length : quote;
    for (; at < end; at++) if (text.charCodeAt(at) === 0x3a) colons++;
    if (quote >= 0) at = stringEnd(text, quote);
  }
  return colons;
}

/**
 * @param {any} value of JSON
 * @returns {{levels: number, fields: number}} how deep it is nested and how many fields its objects have
 */
function measure(value) {
  let level = value !== null && typeof value === 'object' ? [value] : [];
  let levels = 0;
  let fields = 0;
  for (; level.length > 0; levels++) {
    /** @type {any[]} */
    const next = [];
    for (const item of level) {
      const inner = Array.isArray(item) ? item : Object.values(item);
      if (inner !== item) fields += inner.length;
      for (const below of inner) if (below !== null && typeof below === 'object') next.push(below);
    }
    level = next;
  }
  return { levels, fields };
}

/**
 * @param {any} value
 * @returns {any} the same with U+FFFD for each half of a character
 */
function mended(value) {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map(mended);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [wellFormed(key), mended(inner)]));
}

/** @param {string} text */
function parseLenient(text) {
  const exact = /\d{16}/.test(text) ? changeOutsideStrings(text, quoteLongIntegers) : text;
  try {
    return JSON.parse(exact);
  } catch (error) {
    if (!/NaN|Infinity/.test(exact)) throw error;
    return JSON.parse(changeOutsideStrings(exact, dropPythonWords));
  }
}

/**
 * @param {string} text
 * @returns {{value: any, repeats: boolean}} whether an object in it names a field twice: the last one counts
 * @throws {SyntaxError} if it is not JSON
 * @throws {JsonRefused} if it is and cannot be read
 */
export function parseJson(text) {
  const value = parseLenient(text);
  const { levels, fields } = measure(value);
  if (levels > k_maxLevels) {
    throw new JsonRefused(`nested ${levels.toLocaleString('en')} levels deep, more than the ${k_maxLevels} that are read`);
  }
  const colons = countColons(text);
  return { value: /\\u[dD][89a-fA-F]/.test(text) ? mended(value) : value, repeats: colons > fields };
}

/**
 * The object around an array, as far as it stands before it.
 * @param {string} prefix the text up to and with the array's bracket
 * @returns {any} null if it cannot be told
 */
export function parseAround(prefix) {
  const closers = [];
  for (const { from, to, isString } of pieces(prefix)) {
    for (const c of isString ? '' : prefix.slice(from, to)) {
      if (c === '{') closers.push('}');
      else if (c === '[') closers.push(']');
      else if (c === '}' || c === ']') closers.pop();
    }
  }
  try {
    return closers.length <= k_maxLevels ? parseJson(prefix + closers.reverse().join('')).value : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} text
 * @returns {Generator<{token: string, at: number}>} brackets, commas, colons and whole strings
 */
export function* jsonTokens(text) {
  for (const { from, to, isString } of pieces(text)) {
    if (isString) yield { token: text.slice(from, to), at: from };
    else for (let at = from; at < to; at++) if ('{}[],:'.includes(text[at])) yield { token: text[at], at };
  }
}
