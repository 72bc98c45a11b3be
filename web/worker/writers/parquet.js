/** Column batches to one Parquet file by hyparquet-writer. */
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { decodeBlock } from '../column_batch/decode_block.js';
import { FileError } from '../files_protocol.js';

/**
 * @typedef {import('../column_batch/decode_block.js').DecodedColumn} DecodedColumn
 * @typedef {'INT32' | 'INT64' | 'DOUBLE'} NumberType
 * @typedef {import('hyparquet').SchemaElement} SchemaElement
 */

const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
/** Milliseconds from 1970 that a date can be away. */
const k_maxDateMs = 8.64e15;

/** Row groups of this size compress well and are still small to unpack. */
const k_groupRows = 65536;

/**
 * @param {ArrayBuffer[]} blocks column batches with the same columns; at least one, which may have
 *     no rows
 * @param {() => void} [check] called between row groups; throws to stop
 * @returns {ArrayBuffer} text as STRING, lists as LIST of STRING, dates as TIMESTAMP in ms, and
 *     numbers as INT32, INT64 or DOUBLE, whichever holds them all; so are milliseconds beyond what a date can be.
 *     Whatever the blocks hold comes out: broken UTF-8 as U+FFFD, a list that is none as a list of its text
 * @throws {FileError} `bad_column_batch`
 */
export function writeParquet(blocks, check = () => {}) {
  if (blocks.length === 0) throw new FileError('bad_column_batch', 'There is no column batch');
  const numberTypes = findNumberTypes(blocks);
  const { columns: first } = decodeBlock(blocks[0], () => false);
  const schema = makeSchema(first, numberTypes);
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({ writer, schema, createdBy: 'Labelscape' });
  /** @type {any[][]} */
  let group = first.map(() => []);
  const flush = () => {
    const columnData = first.map(({ name }, c) => ({ name, data: group[c] }));
    if (group[0]?.length > 0) parquet.write({ columnData, rowGroupSize: group[0].length });
    group = first.map(() => []);
    check();
  };
  for (const block of blocks) {
    const { columns } = decodeBlock(block, undefined, lenient);
    requireSame(first, columns);
    for (let c = 0; c < columns.length; c++) {
      appendValues(group[c], columns[c], numberTypes[c]);
    }
    if (group[0]?.length >= k_groupRows) flush();
  }
  flush();
  parquet.finish();
  return writer.getBuffer();
}

/**
 * @param {DecodedColumn[]} first
 * @param {DecodedColumn[]} columns
 */
function requireSame(first, columns) {
  const same = columns.length === first.length &&
    columns.every(({ name, type }, c) => name === first[c].name && type === first[c].type);
  if (!same) throw new FileError('bad_column_batch', 'The column batches have different columns');
}

/**
 * @param {ArrayBuffer[]} blocks
 * @returns {(NumberType | undefined)[]} by column, for columns of numbers and of dates that cannot all be dates
 */
function findNumberTypes(blocks) {
  /** @type {(NumberType | undefined)[]} */
  const types = [];
  for (const block of blocks) {
    decodeBlock(block, (type) => type === 'number' || type === 'date').columns.forEach(({ type, values }, c) => {
      if (type === 'date' && !types[c] && values.every(isDate)) return;
      for (const value of type === 'date' ? [NaN] : values) types[c] = widened(types[c] ?? 'INT32', value);
    });
  }
  return types;
}

/** @param {DecodedColumn['values'][number]} value */
const isDate = (value) => value === null || (Number.isInteger(value) && Math.abs(Number(value)) <= k_maxDateMs);

/**
 * @param {NumberType} type
 * @param {DecodedColumn['values'][number]} value
 * @returns {NumberType} the narrowest that also holds the value
 */
function widened(type, value) {
  if (typeof value !== 'number' || type === 'DOUBLE') return type;
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) return 'DOUBLE';
  return value === (value | 0) ? type : 'INT64';
}

/**
 * @param {DecodedColumn[]} columns
 * @param {(NumberType | undefined)[]} numberTypes
 * @returns {SchemaElement[]}
 */
function makeSchema(columns, numberTypes) {
  /** @type {SchemaElement[]} */
  const schema = [{ name: 'root', num_children: columns.length }];
  columns.forEach(({ name, type }, c) => {
    /** @type {{name: string, repetition_type: 'OPTIONAL'}} */
    const base = { name, repetition_type: 'OPTIONAL' };
    if (type === 'text') schema.push({ ...base, type: 'BYTE_ARRAY', converted_type: 'UTF8' });
    if (type === 'number' || (type === 'date' && numberTypes[c])) schema.push({ ...base, type: numberTypes[c] ?? 'INT32' });
    if (type === 'boolean') schema.push({ ...base, type: 'BOOLEAN' });
    if (type === 'date' && !numberTypes[c]) {
      schema.push({ ...base, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' });
    }
    if (type !== 'list') return;
    schema.push({ ...base, converted_type: 'LIST', num_children: 1 });
    schema.push({ name: 'list', repetition_type: 'REPEATED', num_children: 1 });
    schema.push({ ...base, name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8' });
  });
  return schema;
}

/**
 * @param {any[]} target
 * @param {DecodedColumn} column
 * @param {NumberType | undefined} numberType
 */
function appendValues(target, { type, values }, numberType) {
  for (const value of values) {
    if (value === null) target.push(null);
    else if (numberType === 'INT64') target.push(BigInt(/** @type {number} */ (value)));
    else if (type === 'date' && !numberType) target.push(new Date(/** @type {number} */ (value)));
    else if (type === 'list') target.push(listOf(/** @type {string} */ (value)));
    else target.push(value);
  }
}

/** @param {string} text @returns {string[]} */
function listOf(text) {
  try {
    const list = JSON.parse(text);
    if (Array.isArray(list) && list.every((item) => typeof item === 'string')) return list;
  } catch {
    // Told as the text that it is.
  }
  return [text];
}
