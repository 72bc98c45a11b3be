/** Where the values of a JSON file begin and end: an array, an array inside an object, or one value per line. */
import { FileError } from '../files_protocol.js';
import { JsonRefused, jsonTokens, parseJson } from './json_text.js';
import { frameHint } from './json_frame.js';
import { splitLines } from './text.js';

/** @typedef {import('./bytes.js').PassLog} PassLog */
/** @typedef {{numbers: number[], values: any[]}} ValueChunk */
/** @typedef {{start: number, path: string, kind: string}} FoundArray `kind` is the first character of its first element */

const k_usualArrays = new Set(
  'data rows records items examples common_examples documents docs instances texts samples results entries messages'
    .split(' '),
);
/** One record longer than this is not a record. */
const k_maxRecordChars = 1 << 26;

/**
 * @param {ValueChunk} chunk
 * @param {number} number
 * @param {string} text
 * @param {PassLog} log
 */
function addValue(chunk, number, text, log) {
  try {
    const { value, repeats } = parseJson(text);
    chunk.numbers.push(number);
    chunk.values.push(value);
    if (repeats) log.notice('Some records name a field twice: its last value counts');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log.skip(number, error instanceof JsonRefused ? why : `not valid JSON: ${why}`);
  }
}

/**
 * @param {AsyncIterable<string>} texts
 * @param {PassLog} log
 * @returns {AsyncGenerator<ValueChunk>} numbered by line
 */
export async function* readJsonl(texts, log) {
  let number = 0;
  for await (const lines of splitLines(texts)) {
    /** @type {ValueChunk} */
    const chunk = { numbers: [], values: [] };
    for (const line of lines) {
      number++;
      if (line.trim() !== '') addValue(chunk, number, line, log);
    }
    yield chunk;
  }
}

/**
 * @param {AsyncIterable<string>} texts
 * @param {FoundArray | null} array from findRecords; null for objects one after the other
 * @param {PassLog} log
 * @returns {AsyncGenerator<ValueChunk>} numbered by place in the array
 */
export async function* readJson(texts, array, log) {
  const splitter = new ElementSplitter(array === null);
  let toSkip = array?.start ?? 0;
  let number = 0;
  for await (const text of texts) {
    const skipped = Math.min(toSkip, text.length);
    toSkip -= skipped;
    /** @type {ValueChunk} */
    const chunk = { numbers: [], values: [] };
    for (const element of splitter.push(text.slice(skipped))) {
      addValue(chunk, ++number, element, log);
    }
    yield chunk;
    if (splitter.closed) {
      noticeRest(splitter.pending(), array?.path ?? '', log);
      return;
    }
  }
  const isCut = splitter.pending() !== '';
  if (isCut) log.skip(number + 1, 'the file ends in the middle of this record');
  if (isCut || array !== null) log.notice(`The file is cut off after record ${number}: the rest is missing`);
}

/**
 * @param {string} rest what follows the array in the same chunk
 * @param {string} path
 * @param {PassLog} log
 */
function noticeRest(rest, path, log) {
  const other = /^\s*,\s*"([^"\\]*)"\s*:\s*\[\s*[[{]/.exec(rest);
  if (other) log.notice(`Only the array "${path}" is read: "${other[1]}" and what follows it is left out`);
  if (path === '' && rest !== '') log.notice('What follows the end of the array is left out');
}

/** Cuts the inside of an array, or a run of objects, into its elements without parsing them. */
class ElementSplitter {
  #run;
  #buffer = '';
  #at = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** @param {boolean} run whether objects follow each other without an array around them */
  constructor(run) {
    this.#run = run;
    /** The array has ended. */
    this.closed = false;
  }

  pending() {
    return this.#buffer.trim();
  }

  /**
   * @param {string} text
   * @returns {string[]} the elements that are complete
   */
  push(text) {
    const buffer = this.#buffer + text;
    if (buffer.length > k_maxRecordChars + text.length) {
      const figure = Math.round(buffer.length / 1e6);
      throw new FileError('row_too_large', `One JSON record is longer than ${figure} million ` +
        'characters. Labelscape reads arrays of records and one record per line');
    }
    const elements = [];
    let begin = 0;
    let i = this.#at;
    for (; i < buffer.length && !this.closed; i++) {
      const c = buffer.charCodeAt(i);
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (c === 0x5c) this.#escaped = true;
        else if (c === 0x22) this.#inString = false;
      } else if (c === 0x22) {
        this.#inString = true;
      } else if (c === 0x7b || c === 0x5b) {
        this.#depth++;
      } else if (c === 0x7d || c === 0x5d) {
        this.closed = this.#depth === 0;
        if (!this.closed) this.#depth--;
      }
      if (this.#depth > 0 || this.#inString) continue;
      const ended = this.#run && c === 0x7d;
      if (this.closed || c === 0x2c || ended) {
        const element = buffer.slice(begin, ended ? i + 1 : i).trim();
        if (element !== '') elements.push(element);
        begin = i + 1;
      }
    }
    this.#buffer = buffer.slice(begin);
    this.#at = i - begin;
    return elements;
  }
}

/**
 * Where the records are.
 * @param {string} head the first characters of the file
 * @returns {FoundArray | null} offset of the first record and the name of its array ('' for the outermost); null when
 *     there is no array of records in sight
 */
export function findRecords(head) {
  const from = head.search(/\S/);
  if (from < 0) return null;
  const kindAt = (/** @type {number} */ start) => head.slice(start, start + 4096).trimStart()[0] ?? '';
  if (head[from] === '[') return { start: from + 1, path: '', kind: kindAt(from + 1) };
  /** @type {FoundArray | null} */
  let found = null;
  for (const { path, start } of arraysInside(head)) {
    const key = path.slice(path.lastIndexOf('.') + 1);
    const kind = kindAt(start);
    if (k_usualArrays.has(key) && kind !== '' && '{["'.includes(kind)) return { start, path, kind };
    if (!found && kind === '{') found = { start, path, kind };
  }
  return found;
}

/**
 * @param {string} head
 * @returns {Generator<{path: string, start: number}>} arrays that stand in objects only
 */
function* arraysInside(head) {
  /** @type {string[]} */
  const stack = [];
  let key = '';
  let last = '';
  let arrays = 0;
  for (const { token, at } of jsonTokens(head)) {
    if (token[0] === '"') {
      last = token;
    } else if (token === ':') {
      key = last.slice(1, -1);
    } else if (token === '{') {
      stack.push(key);
    } else if (token === '[') {
      if (arrays === 0) {
        yield { path: [...stack.slice(1), key].join('.'), start: at + 1 };
      }
      arrays++;
      stack.push(key);
    } else if (token !== ',') {
      if (token === ']') arrays--;
      stack.pop();
      if (stack.length === 0) return;
    }
  }
}

/** @param {string} text @returns {boolean} whether it is JSON, be it read or refused */
function isJson(text) {
  try {
    parseJson(text);
    return true;
  } catch (error) {
    return error instanceof JsonRefused;
  }
}

/**
 * @param {string} head the first characters of the file
 * @param {boolean} whole whether that is all of it
 * @param {boolean} [isLines] whether its name says that each line is a record
 * @returns {'json' | 'jsonl' | ''} '' if it is not JSON, as far as its beginning shows
 */
export function detectJson(head, whole, isLines = false) {
  const text = head.trimStart();
  if (!/^(\{\s*("|\}|$)|\[\s*([[{"\]]|$))/.test(text)) return '';
  const lines = text.split(/\r?\n|\r/, 5);
  if (lines.length === 5 || !whole) lines.pop();
  const full = lines.filter((line) => line.trim() !== '');
  const good = full.filter(isJson).length;
  const nested = findRecords(text);
  if (full.length > 1 && good >= full.length / 2) return 'jsonl';
  if (good === 1 && text[0] === '{' && (isLines || (!nested && !frameHint(text)))) return 'jsonl';
  const elements = headElements(text, nested).slice(0, 3);
  return elements.length === 0 || elements.some(isJson) ? 'json' : '';
}

/**
 * @param {string} head
 * @param {FoundArray | null} array
 * @returns {string[]} the texts of the values that are complete in the head
 */
export function headElements(head, array) {
  return new ElementSplitter(array === null).push(head.slice(array?.start ?? 0));
}
