/** What stands in a JSON or JSONL file: where its records are, and which program wrote them. */
import { k_maxColumns } from '../column_batch/layout.js';
import { FileError } from '../files_protocol.js';
import { shapeOf } from './formats/formats.js';
import { findRecords, headElements, readJson, readJsonl } from './json.js';
import { frameHint, frameRows } from './json_frame.js';
import { JsonRefused, parseAround, parseJson } from './json_text.js';

/**
 * @typedef {import('./bytes.js').PassLog} PassLog
 * @typedef {import('./formats/formats.js').RecordShape} RecordShape
 * @typedef {import('./json.js').ValueChunk} ValueChunk
 */

/** How many records tell which program wrote them. */
const k_sampleValues = 50;
/** A table by columns is taken apart as a whole. */
const k_maxFrameChars = 1 << 28;
const k_sliceRows = 4096;

/**
 * @param {'json' | 'jsonl'} format
 * @param {string} head
 * @param {boolean} whole whether that is all of the file
 * @param {(log: PassLog) => AsyncIterable<string>} texts the file from its beginning
 * @returns {import('./content.js').Content}
 */
export function jsonContent(format, head, whole, texts) {
  if (format === 'jsonl') {
    const lines = head.split(/\r?\n|\r/, k_sampleValues);
    if (lines.length < k_sampleValues && !whole) lines.pop();
    const shape = shapeOf(lines.flatMap(valuesIn), null);
    return contentOf(format, shape, '', (log) => readJsonl(texts(log), log));
  }
  const array = findRecords(head);
  const hint = frameHint(head);
  if (hint === 'numbered' || (hint === 'perhaps' && (!array || array.kind !== '{'))) {
    const shape = shapeOf([], null);
    if (!(array && isRows(head, array))) {
      return contentOf(format, shape, '', (log) => readFrame(texts(log), array, log));
    }
  }
  const values = headElements(head, array).slice(0, k_sampleValues).flatMap(valuesIn);
  const shape = shapeOf(values, array?.path ? parseAround(head.slice(0, array.start)) : null);
  const where = array?.path ? `Records: the array "${array.path}"` : '';
  return contentOf(format, shape, where, (log) => readJson(texts(log), array, log));
}

/**
 * Whether an array holds rows of cells, such as pandas' "data" beside its "columns".
 * @param {string} head
 * @param {import('./json.js').FoundArray} array
 */
function isRows(head, array) {
  return array.kind === '[' && Array.isArray(parseAround(head.slice(0, array.start))?.columns);
}

/** @param {string} text @returns {any[]} the value, or nothing */
function valuesIn(text) {
  try {
    return [parseJson(text).value];
  } catch {
    return [];
  }
}

/**
 * @param {'json' | 'jsonl'} format
 * @param {RecordShape} shape
 * @param {string} where the records are, for the user
 * @param {(log: PassLog) => AsyncGenerator<ValueChunk>} values
 * @returns {import('./content.js').Content}
 */
function contentOf(format, shape, where, values) {
  const reasons = [where, shape.reason].filter((reason) => reason !== '');
  return { format, keys: [], reasons, roles: shape.roles, read: (log) => shaped(values(log), shape, log) };
}

/**
 * @param {AsyncIterable<ValueChunk>} chunks
 * @param {RecordShape} shape
 * @param {PassLog} log
 * @returns {AsyncGenerator<import('./content.js').RecordChunk>}
 */
async function* shaped(chunks, shape, log) {
  for await (const { numbers, values } of chunks) {
    /** @type {{numbers: number[], records: import('./json_record.js').JsonRecord[]}} */
    const chunk = { numbers: [], records: [] };
    for (let i = 0; i < values.length; i++) {
      const record = shape.take(values[i], numbers[i], log);
      if (typeof record === 'string') log.skip(numbers[i], record);
      if (record === null || typeof record === 'string') continue;
      if (record.size > k_maxColumns) throw tooManyFields(numbers[i], record.size);
      chunk.numbers.push(numbers[i]);
      chunk.records.push(record);
    }
    yield chunk;
  }
}

/** @param {number} number @param {number} count */
function tooManyFields(number, count) {
  return new FileError('too_many_columns', `Record ${number} has ${count.toLocaleString('en')} fields, more than the ` +
    `${k_maxColumns.toLocaleString('en')} that can be shown`);
}

/**
 * @param {AsyncIterable<string>} texts
 * @param {import('./json.js').FoundArray | null} array where records are if it is no table
 * @param {PassLog} log
 * @returns {AsyncGenerator<ValueChunk>}
 */
async function* readFrame(texts, array, log) {
  let text = '';
  for await (const part of texts) {
    text += part;
    if (text.length > k_maxFrameChars) {
      throw new FileError('too_large', 'The file is one JSON object of more than 268 million characters. Save it as ' +
        'one record per line: DataFrame.to_json(orient="records", lines=True)');
    }
  }
  let rows;
  try {
    rows = frameRows(parseJson(text).value);
  } catch (error) {
    if (error instanceof JsonRefused) log.skip(1, error.message);
    rows = error instanceof JsonRefused ? [] : null;
  }
  if (!rows) return yield* readJson(oneText(text), array, log);
  for (let at = 0; at < rows.length; at += k_sliceRows) {
    log.check();
    const values = rows.slice(at, at + k_sliceRows);
    yield { numbers: values.map((_, i) => at + i + 1), values };
  }
}

/** @param {string} text */
async function* oneText(text) {
  yield text;
}
