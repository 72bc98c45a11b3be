/** JSON records: an array, an array inside an object, or one record per line. */
import { cutText } from '../../strings.js';
import { FileError, k_maxColumns } from '../files_protocol.js';
import { splitLines } from './text.js';

/** @typedef {import('./cells.js').Cell} Cell */
/** @typedef {Map<string, Cell>} JsonRecord cells by column name */
/** @typedef {{numbers: number[], records: JsonRecord[]}} RecordChunk */

const k_usualArrays = new Set(
  'data rows records items examples documents docs instances texts samples results entries messages'
    .split(' '),
);
const k_maxDepth = 8;
/** One record longer than this is not a record. */
const k_maxRecordChars = 1 << 26;

/** Integers that a double would change are read as text; strings are stepped over. */
const k_longIntegers = /"(?:[^"\\]|\\.)*"|(?<![\d.])-?\d{16,}(?![\d.eE])/g;

/**
 * @param {string} text
 * @returns {any}
 */
function parse(text) {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  const quoted = text.replace(k_longIntegers, (token) =>
    token[0] === '"' || Number.isSafeInteger(Number(token)) ? token : `"${token}"`);
  return JSON.parse(quoted);
}

/**
 * @param {any} value
 * @param {string} path
 * @param {JsonRecord} record filled: {a: {b: 1}} gives "a.b"
 * @param {number} depth
 */
function flatten(value, path, record, depth) {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || depth === k_maxDepth) {
    record.set(path, value);
    return;
  }
  for (const key of Object.keys(value)) {
    flatten(value[key], path === '' ? key : `${path}.${key}`, record, depth + 1);
  }
}

/**
 * @param {string} text
 * @returns {JsonRecord | string} the record, or what is wrong with it
 */
function parseRecord(text) {
  let value;
  try {
    value = parse(text);
  } catch (error) {
    return `not valid JSON: ${error instanceof Error ? error.message : error}`;
  }
  /** @type {JsonRecord} */
  const record = new Map();
  if (typeof value === 'string') record.set('text', value);
  else if (Array.isArray(value)) value.forEach((cell, c) => record.set(`column_${c + 1}`, cell));
  else if (value !== null && typeof value === 'object') flatten(value, '', record, 0);
  else return `${cutText(text, 40)} is not a record`;
  return record.size > 0 ? record : 'the record is empty';
}

/**
 * @param {RecordChunk} chunk
 * @param {number} number
 * @param {string} text
 * @param {import('./bytes.js').PassLog} log
 */
function addRecord(chunk, number, text, log) {
  const record = parseRecord(text);
  if (typeof record === 'string') {
    log.skip(number, record);
    return;
  }
  if (record.size > k_maxColumns) {
    throw new FileError('too_many_columns', `Record ${number} has ` +
      `${record.size.toLocaleString('en')} fields, more than the ` +
      `${k_maxColumns.toLocaleString('en')} that can be shown`);
  }
  chunk.numbers.push(number);
  chunk.records.push(record);
}

/**
 * @param {AsyncIterable<string>} texts
 * @param {import('./bytes.js').PassLog} log
 * @returns {AsyncGenerator<RecordChunk>} numbered by line
 */
export async function* readJsonl(texts, log) {
  let number = 0;
  for await (const lines of splitLines(texts)) {
    /** @type {RecordChunk} */
    const chunk = { numbers: [], records: [] };
    for (const line of lines) {
      number++;
      if (line.trim() !== '') addRecord(chunk, number, line, log);
    }
    yield chunk;
  }
}

/**
 * @param {AsyncIterable<string>} texts
 * @param {{start: number} | null} array from findRecords; null for objects one after the other
 * @param {import('./bytes.js').PassLog} log
 * @returns {AsyncGenerator<RecordChunk>} numbered by place in the array
 */
export async function* readJson(texts, array, log) {
  const splitter = new ElementSplitter(array === null);
  let toSkip = array?.start ?? 0;
  let number = 0;
  for await (const text of texts) {
    const skipped = Math.min(toSkip, text.length);
    toSkip -= skipped;
    /** @type {RecordChunk} */
    const chunk = { numbers: [], records: [] };
    for (const element of splitter.push(text.slice(skipped))) {
      addRecord(chunk, ++number, element, log);
    }
    yield chunk;
    if (splitter.closed) return;
  }
  if (splitter.pending() !== '') {
    log.skip(number + 1, 'the file ends in the middle of this record');
  } else if (array !== null) {
    log.notice(`The file is cut off after record ${number}: its array does not end`);
  }
}

/** Cuts the inside of an array, or a run of objects, into its elements without parsing them. */
class ElementSplitter {
  /** @param {boolean} run whether objects follow each other without an array around them */
  constructor(run) {
    this.run = run;
    this.buffer = '';
    this.at = 0;
    this.depth = 0;
    this.inString = false;
    this.escaped = false;
    /** The array has ended. */
    this.closed = false;
  }

  pending() {
    return this.buffer.trim();
  }

  /**
   * @param {string} text
   * @returns {string[]} the elements that are complete
   */
  push(text) {
    const buffer = this.buffer + text;
    if (buffer.length > k_maxRecordChars + text.length) {
      const figure = Math.round(buffer.length / 1e6);
      throw new FileError('row_too_large', `One JSON record is longer than ${figure} million ` +
        'characters. Labelscape reads arrays of records and one record per line');
    }
    const elements = [];
    let begin = 0;
    let i = this.at;
    for (; i < buffer.length && !this.closed; i++) {
      const c = buffer.charCodeAt(i);
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (c === 0x5c) this.escaped = true;
        else if (c === 0x22) this.inString = false;
      } else if (c === 0x22) {
        this.inString = true;
      } else if (c === 0x7b || c === 0x5b) {
        this.depth++;
      } else if (c === 0x7d || c === 0x5d) {
        this.closed = this.depth === 0;
        if (!this.closed) this.depth--;
      }
      if (this.depth > 0 || this.inString) continue;
      const ended = this.run && c === 0x7d;
      if (this.closed || c === 0x2c || ended) {
        const element = buffer.slice(begin, ended ? i + 1 : i).trim();
        if (element !== '') elements.push(element);
        begin = i + 1;
      }
    }
    this.buffer = buffer.slice(begin);
    this.at = i - begin;
    return elements;
  }
}

/**
 * Where the records are.
 * @param {string} head the first characters of the file
 * @returns {{start: number, path: string} | null} offset of the first record and the name of its
 *     array ('' for the outermost); null when there is no array of records in sight
 */
export function findRecords(head) {
  const from = head.search(/\S/);
  if (from < 0) return null;
  if (head[from] === '[') return { start: from + 1, path: '' };
  /** @type {{start: number, path: string} | null} */
  let found = null;
  for (const { path, start } of arraysInside(head)) {
    const key = path.slice(path.lastIndexOf('.') + 1);
    const first = head.slice(start).search(/\S/);
    const kind = first < 0 ? '' : head[start + first];
    if (k_usualArrays.has(key) && '{["'.includes(kind)) return { start, path };
    if (!found && kind === '{') found = { start, path };
  }
  return found;
}

/**
 * @param {string} head
 * @returns {Generator<{path: string, start: number}>} arrays that stand in objects only
 */
function* arraysInside(head) {
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;
  /** @type {string[]} */
  const stack = [];
  let key = '';
  let last = '';
  let arrays = 0;
  for (let match = tokens.exec(head); match; match = tokens.exec(head)) {
    const token = match[0];
    if (token[0] === '"') {
      last = token;
    } else if (token === ':') {
      key = last.slice(1, -1);
    } else if (token === '{') {
      stack.push(key);
    } else if (token === '[') {
      if (arrays === 0) {
        yield { path: [...stack.slice(1), key].join('.'), start: match.index + 1 };
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

/**
 * @param {string} head the first characters of the file
 * @param {boolean} whole whether that is all of it
 * @returns {'json' | 'jsonl' | ''} '' if it is not JSON, as far as its beginning shows
 */
export function detectJson(head, whole) {
  const text = head.trimStart();
  if (!/^(\{\s*("|\}|$)|\[\s*([[{"\]]|$))/.test(text)) return '';
  const lines = text.split(/\r?\n|\r/, 5);
  if (lines.length === 5 || !whole) lines.pop();
  const full = lines.filter((line) => line.trim() !== '');
  const good = full.filter((line) => typeof parseRecord(line) !== 'string').length;
  const nested = findRecords(text);
  if (good > 0 && good >= full.length / 2 && (full.length > 1 || !nested)) return 'jsonl';
  const splitter = new ElementSplitter(nested === null);
  const elements = splitter.push(text.slice(nested?.start ?? 0)).slice(0, 3);
  const readable = elements.length === 0 || elements.some((e) => typeof parseRecord(e) !== 'string');
  return readable ? 'json' : '';
}
