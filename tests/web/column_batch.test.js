// Set LABELSCAPE_UPDATE_GOLDEN=1 to write tests/golden/column_batch_v1.bin anew.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { BatchBuilder } from '../../web/worker/column_batch/batch_builder.js';
import { decodeBlock } from '../../web/worker/column_batch/decode_block.js';
import { Spelled, k_maxBatchRows } from '../../web/worker/column_batch/layout.js';
import { FileError } from '../../web/worker/files_protocol.js';
import { readAll } from './files_support.js';

const goldenUrl = new URL('../golden/column_batch_v1.bin', import.meta.url);
const golden = JSON.parse(
  readFileSync(new URL('../golden/column_batch_v1.json', import.meta.url), 'utf8'),
);
for (const column of golden.columns) {
  if (column.type === 'vector') column.values = column.values.map((/** @type {number[] | null} */ cell) => cell && new Float32Array(cell));
}

/** @param {any} description */
function encode({ row_numbers, columns }) {
  const builder = new BatchBuilder(columns);
  row_numbers.forEach((/** @type {number} */ number, /** @type {number} */ row) => {
    builder.append(number, columns.map((/** @type {any} */ column) => column.values[row]));
  });
  return new Uint8Array(builder.take());
}

test('the golden block is what its description says', () => {
  const encoded = encode(golden);
  if (process.env.LABELSCAPE_UPDATE_GOLDEN) writeFileSync(goldenUrl, encoded);
  const stored = readFileSync(goldenUrl);
  assert.deepEqual(Buffer.from(encoded), stored);
  const { rowNumbers, columns } = decodeBlock(stored);
  assert.deepEqual(rowNumbers, golden.row_numbers);
  assert.deepEqual(columns, golden.columns);
});

test('every part of a block starts at a multiple of 8', () => {
  for (const rows of [0, 1, 7, 8, 9, 63]) {
    const numbers = Array.from({ length: rows }, (_, row) => row + 1);
    const columns = [
      { name: 'é', type: 'text', values: numbers.map((n) => 'x'.repeat(n)) },
      { name: 'flag', type: 'boolean', values: numbers.map((n) => n % 2 === 0) },
      { name: 'value', type: 'number', values: numbers.map((n) => n / 3) },
    ];
    const block = encode({ row_numbers: numbers, columns });
    assert.equal(block.length % 8, 0);
    assert.deepEqual(decodeBlock(block), { rowNumbers: numbers, columns });
  }
});

test('a lone surrogate becomes U+FFFD', () => {
  const columns = [{ name: 'text', type: 'text', values: ['a\ud83d', '\udc00b', '😀'] }];
  const decoded = decodeBlock(encode({ row_numbers: [1, 2, 3], columns }));
  assert.deepEqual(decoded.columns[0].values, ['a\ufffd', '\ufffdb', '😀']);
});

test('a builder says when it is full and starts again empty', () => {
  const builder = new BatchBuilder([{ name: 'n', type: 'number' }]);
  for (let row = 1; row < k_maxBatchRows; row++) assert.equal(builder.append(row, [row]), false);
  assert.equal(builder.append(k_maxBatchRows, [null]), true);
  assert.equal(decodeBlock(builder.take()).rowNumbers.length, k_maxBatchRows);
  assert.equal(builder.append(7, [null]), false);
  const next = decodeBlock(builder.take());
  assert.deepEqual(next, { rowNumbers: [7], columns: [{ name: 'n', type: 'number', values: [null] }] });
  const texts = new BatchBuilder([{ name: 't', type: 'text' }]);
  assert.equal(texts.append(1, ['x'.repeat(1 << 20)]), false);
  assert.equal(texts.append(2, ['é'.repeat(3 << 19)]), true);
});

test('a damaged block is refused or decodes, and never throws anything else', () => {
  const stored = readFileSync(goldenUrl);
  let refused = 0;
  for (let at = 0; at < stored.length; at++) {
    for (const flip of [0x01, 0x80, 0xff]) {
      const damaged = new Uint8Array(stored);
      damaged[at] ^= flip;
      try {
        decodeBlock(damaged);
      } catch (error) {
        assert.ok(error instanceof FileError, String(error));
        refused++;
      }
    }
    assert.throws(() => decodeBlock(stored.subarray(0, at)), FileError);
  }
  assert.ok(refused > 100);
});

test('spellings stand beside the values they belong to', () => {
  for (const type of /** @type {const} */ (['number', 'date', 'boolean'])) {
    const value = type === 'boolean' ? true : 1.1;
    const builder = new BatchBuilder([{ name: 'v', type }]);
    for (const [row, cell] of [value, new Spelled(value, '1.10é'), new Spelled(null, 'N/A'), value].entries()) builder.append(row + 1, [cell]);
    const [column] = decodeBlock(builder.take()).columns;
    assert.deepEqual(column.values, [value, value, null, value]);
    assert.deepEqual(column.spelled, ['', '1.10é', 'N/A', '']);
    builder.append(5, [value]);
    assert.equal(decodeBlock(builder.take()).columns[0].spelled, undefined, 'a block without any has none');
  }
});

test('cells keep the spelling that their value does not say', async () => {
  const csv = 'text,n,d,b\na,1.10,31.12.2024,TRUE\nb,1e5,2024-12-31T10:00:00+02:00,true\nc,3,2024-12-31,false\nd,N/A,,FALSE\n';
  const { blocks } = await readAll(new Blob([csv]), 'x.csv');
  const columns = decodeBlock(blocks[0]).columns;
  assert.deepEqual(columns.map(({ type }) => type), ['text', 'number', 'date', 'boolean']);
  assert.deepEqual(columns[1].spelled, ['1.10', '1e5', '', 'N/A']);
  assert.deepEqual(columns[2].spelled, ['31.12.2024', '2024-12-31T10:00:00+02:00', '', '']);
  assert.deepEqual(columns[3].spelled, ['TRUE', '', '', 'FALSE']);
});
