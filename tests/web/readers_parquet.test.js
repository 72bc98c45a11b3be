import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { BatchBuilder } from '../../web/worker/column_batch/batch_builder.js';
import { decodeBlock } from '../../web/worker/column_batch/decode_block.js';
import { writeParquet } from '../../web/worker/writers/parquet.js';
import { makeRandom, readAll } from './files_support.js';

/**
 * A zstd frame that only stores: enough to prove that the codec is wired up.
 * @param {Uint8Array} bytes
 */
function zstdStored(bytes) {
  const parts = [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0xa0, ...u32(bytes.length))];
  for (let at = 0; at < bytes.length || at === 0; at += 1 << 17) {
    const piece = bytes.subarray(at, at + (1 << 17));
    const last = at + (1 << 17) >= bytes.length ? 1 : 0;
    parts.push(Uint8Array.of(...u32((piece.length << 3) | last).slice(0, 3)), piece.slice());
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** @param {number} value */
function u32(value) {
  return [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];
}

const k_count = 3000;
const k_texts = Array.from({ length: k_count }, (_, i) => `text ${i} ü😀`);
const k_labels = Array.from({ length: k_count }, (_, i) => (i % 5 ? `label ${i % 7}` : null));

/** @param {any} [options] */
function sample(options) {
  const columnData = [
    { name: 'text', data: k_texts, type: 'STRING' },
    { name: 'label', data: k_labels, type: 'STRING' },
    { name: 'n', data: k_texts.map((_, i) => i), type: 'INT32' },
    { name: 'big', data: k_texts.map((_, i) => BigInt(i) * 1000n), type: 'INT64' },
    { name: 'score', data: k_texts.map((_, i) => (i % 3 ? i / 3 : NaN)), type: 'DOUBLE' },
    { name: 'day', data: k_texts.map((_, i) => new Date(i * 86400000)), type: 'TIMESTAMP' },
    { name: 'flag', data: k_texts.map((_, i) => i % 2 === 0), type: 'BOOLEAN' },
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 1000, ...options }));
}

test('types, dictionaries and row groups, with every codec', async () => {
  const compressors = { GZIP: (/** @type {Uint8Array} */ b) => new Uint8Array(gzipSync(b)), ZSTD: zstdStored };
  for (const codec of ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD']) {
    const { opened, columns, result, numbers } = await readAll(sample({ codec, compressors }), 'a.parquet');
    assert.equal(opened.format, 'parquet');
    assert.equal(opened.estimatedRows, k_count);
    assert.equal(opened.preview.length, 50);
    assert.deepEqual(result.columns.map(({ type }) => type), [
      'text', 'text', 'number', 'number', 'number', 'date', 'boolean',
    ], codec);
    assert.deepEqual(columns.text, k_texts);
    assert.deepEqual(columns.label, k_labels);
    assert.equal(columns.big[2999], 2999000);
    assert.deepEqual(columns.score.slice(0, 3), [null, 1 / 3, 2 / 3]);
    assert.equal(columns.day[2], 2 * 86400000);
    assert.deepEqual(columns.flag.slice(0, 2), [true, false]);
    assert.deepEqual(numbers.slice(0, 2), [1, 2]);
  }
});

test('whole numbers beyond 2^53 stay exact as text', async () => {
  const data = [1n, 9007199254740993n];
  const bytes = parquetWriteBuffer({ columnData: [{ name: 'id', data, type: 'INT64' }] });
  const { columns } = await readAll(new Uint8Array(bytes), 'a.parquet');
  assert.deepEqual(columns.id, ['1', '9007199254740993']);
});

test('ClassLabel numbers become their names', async () => {
  const features = {
    label: { names: ['neg', 'pos'], _type: 'ClassLabel' },
    tags: { feature: { names: ['x', 'y'], _type: 'ClassLabel' }, _type: 'Sequence' },
  };
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'text', data: ['a', 'b', 'c'] },
      { name: 'label', data: [1n, 0n, -1n] },
      { name: 'tags', data: [[0, 1], [], [1]] },
    ],
    schema: [
      { name: 'root', num_children: 3 },
      { name: 'text', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
      { name: 'label', type: 'INT64', repetition_type: 'OPTIONAL' },
      { name: 'tags', converted_type: 'LIST', num_children: 1, repetition_type: 'OPTIONAL' },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', type: 'INT32', repetition_type: 'OPTIONAL' },
    ],
    kvMetadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features } }) }],
  });
  const { columns, opened } = await readAll(new Uint8Array(bytes), 'train-00000-of-00001.parquet');
  assert.deepEqual(columns.label, ['pos', 'neg', null]);
  assert.deepEqual(columns.tags, ['["x","y"]', '[]', '["y"]']);
  assert.ok(opened.reasons.some((reason) => reason.includes('"label"') && reason.includes('2 class names')));
});

test('what is written is read back as it was', async () => {
  const random = makeRandom(11);
  const columns = [
    { name: 'text', type: /** @type {const} */ ('text') }, { name: 'tags', type: /** @type {const} */ ('list') },
    { name: 'whole', type: /** @type {const} */ ('number') }, { name: 'large', type: /** @type {const} */ ('number') },
    { name: 'x', type: /** @type {const} */ ('number') }, { name: 'day', type: /** @type {const} */ ('date') },
    { name: 'flag', type: /** @type {const} */ ('boolean') },
  ];
  const builder = new BatchBuilder(columns);
  /** @type {ArrayBuffer[]} */
  const blocks = [];
  for (let row = 1; row <= 40000; row++) {
    const missing = random() < 0.1;
    const cells = missing ? columns.map(() => null) : [
      `text ${row} 荷物 "😀"`, JSON.stringify(random() < 0.5 ? [] : ['a', `b${row % 9}`]), row % 1000,
      row * 1e10, random() * 100, row * 1000, random() < 0.5,
    ];
    if (builder.append(row, cells)) blocks.push(builder.take());
  }
  blocks.push(builder.take());
  const expected = columns.map((_, c) => blocks.flatMap((block) => decodeBlock(block).columns[c].values));
  const file = new Uint8Array(writeParquet(blocks));
  const { columns: read, result } = await readAll(file, 'a.parquet');
  assert.deepEqual(result.columns, columns);
  columns.forEach(({ name }, c) => assert.deepEqual(read[name], expected[c], name));
});

test('an empty table can be written; different blocks cannot be mixed', async () => {
  const empty = new BatchBuilder([{ name: 'text', type: 'text' }]).take();
  const other = new BatchBuilder([{ name: 'label', type: 'text' }]).take();
  const { result } = await readAll(new Uint8Array(writeParquet([empty])), 'a.parquet');
  assert.deepEqual([result.rows, result.columns], [0, [{ name: 'text', type: 'text' }]]);
  assert.throws(() => writeParquet([empty, other]), { code: 'bad_column_batch' });
  assert.throws(() => writeParquet([]), { code: 'bad_column_batch' });
});

test('only the columns of the plan are read', async () => {
  const bytes = sample();
  const { columns } = await readAll(bytes, 'a.parquet', { plan: { columns: ['flag', 'text'] } });
  assert.deepEqual(Object.keys(columns), ['flag', 'text']);
  assert.deepEqual(columns.text, k_texts);
});

test('gzip around Parquet', async () => {
  const { result } = await readAll(new Uint8Array(gzipSync(sample())), 'a.parquet.gz');
  assert.equal(result.rows, k_count);
});

test('a cut or damaged file says so', async () => {
  const bytes = sample();
  for (const end of [4, 8, 11, 100, bytes.length >> 1, bytes.length - 1]) {
    await assert.rejects(readAll(bytes.slice(0, end), 'a.parquet'), { code: 'parquet_damaged' });
  }
  const damaged = bytes.slice();
  damaged.fill(0xff, 60, 90);
  const { result } = await readAll(damaged, 'a.parquet').catch((error) => {
    assert.equal(error.code, 'parquet_damaged');
    return { result: null };
  });
  if (result) assert.ok(result.rows + result.skippedCount === k_count);
});

/** @param {any[]} schema of columns @param {Record<string, any[]>} data */
const written = (schema, data) => new Uint8Array(parquetWriteBuffer({
  schema: [{ name: 'root', num_children: Object.keys(data).length }, ...schema],
  columnData: Object.entries(data).map(([name, values]) => ({ name, data: values })),
}));

test('decimals, times, intervals and old timestamps have their values', async () => {
  const optional = /** @type {const} */ ({ repetition_type: 'OPTIONAL' });
  const interval = (/** @type {number} */ months, /** @type {number} */ days, /** @type {number} */ ms) =>
    new Uint8Array(new Uint32Array([months, days, ms]).buffer);
  const bytes = written([
    { name: 'price', type: 'INT32', converted_type: 'DECIMAL', precision: 9, scale: 2, ...optional },
    { name: 'exact', type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, converted_type: 'DECIMAL', precision: 38, scale: 4, ...optional },
    { name: 'at', type: 'INT32', converted_type: 'TIME_MILLIS', ...optional },
    { name: 'at_nanos', type: 'INT64', logical_type: { type: 'TIME', isAdjustedToUTC: true, unit: 'NANOS' }, ...optional },
    { name: 'for', type: 'FIXED_LEN_BYTE_ARRAY', type_length: 12, converted_type: 'INTERVAL', ...optional },
    { name: 'far', type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', ...optional },
  ], {
    price: [1234567n, -3n, null], exact: [123456789012345678901234n, -1n, null], at: [49020250, 0, null],
    at_nanos: [49020000000001n, 0n, null], for: [interval(14, 3, 1500), interval(0, 0, 0), null], far: [0n, 9223372036854775807n, null],
  });
  const { columns, result } = await readAll(bytes, 'a.parquet');
  assert.deepEqual(columns, {
    price: [12345.67, -0.03, null], exact: ['12345678901234567890.1234', '-0.0001', null],
    at: ['13:37:00.25', '00:00:00', null], at_nanos: ['13:37:00.000000001', '00:00:00', null],
    for: ['P14M3DT1.5S', 'PT0S', null], far: ['1970-01-01', '9223372036854775807 ms since 1970', null],
  });
  assert.deepEqual(result.notices, []);
});

test('nested values, with their types inside', async () => {
  const bytes = written([
    { name: 'prices', converted_type: 'LIST', num_children: 1, repetition_type: 'OPTIONAL' },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', type: 'INT32', converted_type: 'DECIMAL', precision: 9, scale: 1, repetition_type: 'OPTIONAL' },
    { name: 'entry', num_children: 2, repetition_type: 'OPTIONAL' },
    { name: 'at', type: 'INT32', converted_type: 'TIME_MILLIS', repetition_type: 'OPTIONAL' },
    { name: 'name', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  ], { prices: [[3n, 7n], [], null], entry: [{ at: 1000, name: 'x' }, { at: null, name: 'y' }, null] });
  const { columns } = await readAll(bytes, 'a.parquet');
  assert.deepEqual(columns.prices, ['[0.3,0.7]', '[]', null]);
  assert.deepEqual(columns.entry.map((cell) => cell && JSON.parse(cell)), [{ at: '00:00:01', name: 'x' }, { at: null, name: 'y' }, null]);
});

test('what cannot be read costs its column, not the file', async () => {
  const data = { text: ['one', 'two'], label: ['a', 'b'], picture: [Uint8Array.of(0xff, 0xd8), Uint8Array.of(0xff)] };
  const bytes = written([
    { name: 'text', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
    { name: 'label', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
    { name: 'picture', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
  ], data);
  const whole = await readAll(bytes, 'a.parquet');
  assert.deepEqual([whole.columns.text, whole.columns.picture], [data.text, [null, null]]);
  assert.deepEqual(whole.result.notices, ['The column "picture" holds bytes that are no text: they are left out']);
  const damaged = bytes.slice();
  const page = Buffer.from(bytes).indexOf('two') + 3;
  damaged.fill(0xff, page, page + 8);
  const { columns, result } = await readAll(damaged, 'a.parquet');
  assert.deepEqual([columns.text, columns.label, result.rows], [data.text, [null, null], 2]);
  assert.match(result.notices[0], /^The column "label" is left empty where it cannot be read/);
});

test('a text with broken bytes is still a text', async () => {
  const schema = [{ name: 'text', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' }];
  const bytes = written(schema, { text: ['ab#', 'fine'] });
  bytes[Buffer.from(bytes).indexOf('ab#') + 2] = 0xff;
  assert.deepEqual((await readAll(bytes, 'a.parquet')).columns.text, ['ab\ufffd', 'fine']);
});

test('columns with names that JavaScript knows', async () => {
  const names = ['text', 'constructor', '__proto__', 'toString'];
  const builder = new BatchBuilder(names.map((name) => ({ name, type: 'text' })));
  builder.append(1, names.map((name) => `v ${name}`));
  const { result, opened } = await readAll(new Uint8Array(writeParquet([builder.take()])), 'a.parquet');
  assert.deepEqual(result.columns.map(({ name }) => name), names);
  assert.deepEqual(opened.preview, [names.map((name) => `v ${name}`)]);
});

test('what was let in can be got out', async () => {
  const builder = new BatchBuilder([
    { name: 'text', type: 'text' }, { name: 'tags', type: 'list' }, { name: 'day', type: 'date' }, { name: 'when', type: 'date' },
  ]);
  builder.append(1, ['xx', '["a"]', 8.64e15, 1e300]);
  builder.append(2, ['b', 'not [ json', -8.64e15, 0.5]);
  builder.append(3, ['c', '{"a":1}', null, null]);
  const block = builder.take();
  new Uint8Array(block).set([0xff, 0xc3], Buffer.from(block).indexOf('xx'));
  const { columns, result } = await readAll(new Uint8Array(writeParquet([block])), 'a.parquet');
  assert.deepEqual(columns.text, ['\ufffd\ufffd', 'b', 'c']);
  assert.deepEqual(columns.tags, ['["a"]', '["not [ json"]', '["{\\"a\\":1}"]']);
  assert.deepEqual([columns.day, columns.when], [[8.64e15, -8.64e15, null], [1e300, 0.5, null]]);
  assert.deepEqual(result.columns.map(({ type }) => type), ['text', 'list', 'date', 'number']);
});
