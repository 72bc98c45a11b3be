// Vectors of the user's own: columns of arrays, and NumPy files as NumPy 1.24 wrote them (tests/golden/numpy): a matrix
// of 5 x 9 with i / 4 + j at row i, column j, and row 3 negated.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { makeRandom, readAll } from './files_support.js';

/** @param {string} name */
const bytesOf = (name) => new Uint8Array(readFileSync(new URL(`../golden/numpy/${name}`, import.meta.url)));

const k_matrix = Array.from({ length: 5 }, (_, i) =>
  Array.from({ length: 9 }, (_, j) => (i / 4 + j) * (i === 3 ? -1 : 1)));

/** @param {any[]} vectors */
const plain = (vectors) => vectors.map((vector) => vector && Array.from(vector));

/** @param {string} column */
const as = (column) => ({ plan: { types: { [column]: /** @type {const} */ ('vector') } } });

test('arrays of every kind of number', async () => {
  for (const [kind, matrix] of /** @type {const} */ ([
    ['float32', k_matrix], ['float16', k_matrix], ['big_endian', k_matrix],
    ['int8', k_matrix.map((row) => row.map((value) => Math.trunc(value * 4)))],
  ])) {
    const { opened, result, columns, numbers } = await readAll(bytesOf(`${kind}.npy`), `${kind}.npy`, as(kind));
    assert.equal(opened.format, 'numpy');
    assert.deepEqual(opened.columns.map(({ name, type }) => [name, type]), [[kind, 'vector']]);
    assert.equal(opened.estimatedRows, 5);
    assert.deepEqual(plain(columns[kind]), matrix, kind);
    assert.deepEqual(numbers, [1, 2, 3, 4, 5]);
    assert.equal(result.warningCount, 0);
  }
  const { opened } = await readAll(bytesOf('float32.npy'), 'float32.npy');
  assert.equal(opened.preview[1][0], '9 numbers: 0.250, 1.250, 2.250, …');
});

test('archives hold ids beside the vectors', async () => {
  const { opened, columns } = await readAll(bytesOf('ids_and_vectors.npz'), 'a.npz', as('vectors'));
  assert.deepEqual(opened.columns.map(({ name, type }) => [name, type]), [['id', 'text'], ['vectors', 'vector']]);
  assert.deepEqual(columns.id, ['a', 'b', 'c', 'd', 'e']);
  assert.deepEqual(plain(columns.vectors), k_matrix);
  const packed = await readAll(bytesOf('packed.npz'), 'a.npz', { plan: { types: { id: 'text', vectors: 'vector' } } });
  assert.deepEqual(packed.columns.id, ['0', '1', '2', '3', '4']);
  assert.deepEqual(plain(packed.columns.vectors), k_matrix);
  const words = await readAll(bytesOf('words.npy'), 'words.npy');
  assert.deepEqual(words.columns.words, ['a', 'bé', '日本', '', 'e']);
});

test('what is not finite is left out and said', async () => {
  const { columns, result } = await readAll(bytesOf('not_finite.npy'), 'v.npy', as('v'));
  assert.deepEqual(columns.v.map((vector) => vector === null), [false, true, false, false, true]);
  assert.deepEqual(result.warnings.map(({ row }) => row), [2, 5]);
  assert.match(result.notices.join(), /2 cells are left empty; row 2: the vector in column "v" holds a number that is not finite/);
});

test('what cannot be read says why and what to do', async () => {
  /** @param {string} name @param {RegExp} message @param {Uint8Array} [bytes] */
  const refuses = (name, message, bytes = bytesOf(name)) => assert.rejects(readAll(bytes, name), { message });
  await refuses('by_columns.npy', /stored by columns. Save numpy.ascontiguousarray/);
  await refuses('objects.npy', /elements of a kind that is not read. Save it as float32/);
  await refuses('three_axes.npy', /one axis for the rows/);
  await refuses('uneven.npz', /"id" has 4 rows and "vectors" 5/);
  await refuses('float32.npy', /"float32" is cut off: 8 bytes are missing/, bytesOf('float32.npy').subarray(0, -8));
});

test('damaged arrays end in an error or in rows', async () => {
  const random = makeRandom(7);
  for (const name of ['float32.npy', 'ids_and_vectors.npz', 'packed.npz']) {
    for (let trial = 0; trial < 200; trial++) {
      const bytes = bytesOf(name);
      for (let flips = 0; flips < 3; flips++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      const cut = random() < 0.3 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
      await readAll(cut, name).catch((error) => assert.equal(error.name, 'FileError', `${error.stack}`));
    }
  }
});

/**
 * A header as NumPy writes it, and no data.
 * @param {string} descr @param {string} shape
 */
function emptyNpy(descr, shape) {
  const header = `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117) + '\n';
  const bytes = new Uint8Array(10 + header.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
  bytes.set(new TextEncoder().encode(header), 10);
  return bytes;
}

test('shapes are held against the bytes that are there', async () => {
  for (const [descr, shape, message] of /** @type {[string, string, RegExp][]} */ ([
    ["'<U0'", '(2000000000,)', /words of no length/],
    ["'|S0'", '(9007199254740991,)', /words of no length/],
    ["'<f4'", '(2000000000, 8)', /cut off: 64,000,000,000 bytes are missing/],
    ["'|b1'", '(4000000000,)', /cut off: 4,000,000,000 bytes are missing/],
    ["'<f4'", '(999999999999999999999999, 8)', /header of "a" is damaged/],
    ["'<f4'", '(5 5, 8)', /header of "a" is damaged/],
    ["'<f4'", '(-5, 8)', /header of "a" is damaged/],
    ["'<f4'", '(2000000000, 0)', /rows of 0 numbers/],
    ["'<f4'", '()', /one axis for the rows/],
    ["[('a', '<f4')]", '(2000000000,)', /elements of a kind that is not read/],
  ])) {
    await assert.rejects(readAll(emptyNpy(descr, shape), 'a.npy'), { message });
  }
  assert.equal((await readAll(emptyNpy("'<f4'", '(0, 8)'), 'a.npy')).result.rows, 0);
});

const k_records = k_matrix.map((vector, i) => ({ id: `t${i}`, text: `text ${i}`, embedding: vector }));

test('columns of arrays in JSON, CSV and Parquet', async () => {
  const csv = (/** @type {(vector: number[]) => string} */ write) =>
    ['id,text,embedding', ...k_records.map(({ id, text, embedding }) => `${id},${text},"${write(embedding)}"`)].join('\n');
  const parquet = new Uint8Array(parquetWriteBuffer({
    columnData: [
      { name: 'text', data: k_records.map(({ text }) => text) },
      { name: 'embedding', data: k_records.map(({ embedding }) => embedding) },
    ],
    schema: [
      { name: 'root', num_children: 2 },
      { name: 'text', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      { name: 'embedding', repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', type: 'FLOAT', repetition_type: 'OPTIONAL' },
    ],
  }));
  for (const [name, source] of /** @type {[string, string | Uint8Array][]} */ ([
    ['a.jsonl', k_records.map((record) => JSON.stringify(record)).join('\n')],
    ['a.json', JSON.stringify(k_records)],
    ['json.csv', csv((vector) => JSON.stringify(vector))],
    ['numpy.csv', csv((vector) => `[${vector.join('\n  ')}]`)],
    ['a.parquet', parquet],
  ])) {
    const { opened, columns } = await readAll(source, name, as('embedding'));
    assert.equal(opened.columns.find((column) => column.name === 'embedding')?.type, 'vector', name);
    assert.deepEqual(plain(columns.embedding), k_matrix, name);
  }
});

test('arrays are text where nobody asks for vectors', async () => {
  const { result, columns } = await readAll(k_records.map((record) => JSON.stringify(record)).join('\n'), 'a.jsonl');
  assert.deepEqual(result.columns.map(({ type }) => type), ['text', 'text', 'text']);
  assert.equal(columns.embedding[0], JSON.stringify(k_matrix[0]));
});

test('a vector of another length is left out and said; boxes, tokens and lists of any length are no vectors', async () => {
  /** @param {any[]} cells */
  const lines = (cells) => cells.map((embedding, i) => JSON.stringify({ text: `text ${i}`, embedding })).join('\n');
  const vector = () => Array.from({ length: 16 }, (_, i) => i / 7);
  const mixed = Array.from({ length: 40 }, (_, i) => (i === 7 ? [1.5] : i === 8 ? null : i === 9 ? vector().slice(1) : vector()));
  const { columns, result } = await readAll(lines(mixed.map((cell, i) => (i === 7 ? vector().slice(2) : cell))), 'a.jsonl', as('embedding'));
  assert.deepEqual(columns.embedding.flatMap((cell, i) => (cell === null ? [i] : [])), [7, 8, 9]);
  assert.match(result.warnings[0].reason, /has 14 numbers, not 16/);
  for (const cells of [
    Array.from({ length: 40 }, () => [0.1, 0.2, 0.3, 0.4]),
    Array.from({ length: 40 }, (_, i) => Array.from({ length: 32 }, (_, j) => i * j)),
    Array.from({ length: 40 }, (_, i) => Array.from({ length: 8 + (i % 9) }, (_, j) => j / 3)),
  ]) {
    const { opened } = await readAll(lines(cells), 'a.jsonl');
    assert.equal(opened.columns.find((column) => column.name === 'embedding')?.type, 'text');
  }
});
