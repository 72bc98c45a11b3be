// Damaged files: every one must give rows or a clear error, in time. LABELSCAPE_FUZZ_SEED and
// LABELSCAPE_FUZZ_ROUNDS reach further than the fixed seed that runs each time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { writeOds } from 'hucre/ods';
import { writeXlsx } from 'hucre/xlsx';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { FileError } from '../../web/worker/files_protocol.js';
import { unzip, zip } from '../../web/worker/writers/zip.js';
import { FilesHost } from '../../web/host/files_host.js';
import { encodeAs } from './encoding_support.js';
import { ThreadWorker, makeRandom, readAll } from './files_support.js';

const k_seed = Number(process.env.LABELSCAPE_FUZZ_SEED ?? 1);
const k_rounds = Number(process.env.LABELSCAPE_FUZZ_ROUNDS ?? 80);

const rows = Array.from({ length: 200 }, (_, i) => ({
  text: `message ${i}, with "quotes"\nand ü 荷物 😀`, label: i % 3 ? `l${i % 3}` : '', n: i / 4, flag: i % 2 === 0,
}));
const quote = (/** @type {any} */ cell) => `"${String(cell).replaceAll('"', '""')}"`;
const table = (/** @type {string} */ delimiter) =>
  [['text', 'label', 'n', 'flag'], ...rows.map((row) => Object.values(row))]
    .map((cells) => cells.map(quote).join(delimiter)).join('\r\n');
const parquet = (/** @type {any} */ codec) => new Uint8Array(parquetWriteBuffer({
  columnData: [
    { name: 'text', data: rows.map(({ text }) => text), type: 'STRING' },
    { name: 'label', data: rows.map(({ label }) => label), type: 'STRING' },
    { name: 'n', data: rows.map(({ n }) => n), type: 'DOUBLE' },
    { name: 'flag', data: rows.map(({ flag }) => flag), type: 'BOOLEAN' },
  ],
  codec,
}));
const columns = Object.keys(rows[0]);
const tasks = rows.map(({ text, label }, id) => ({
  id, data: { text }, annotations: [{ id, result: [{ from_name: 'topic', type: 'choices', value: { choices: [label] } }] }],
}));
const sheets = [{ name: 'Data', rows: [columns, ...rows.map((row) => Object.values(row))] }];
const bytesOf = (/** @type {string} */ text) => new TextEncoder().encode(text);

/** @type {Record<string, Uint8Array>} */
const k_files = {
  'a.csv': bytesOf(table(',')),
  'a.tsv': bytesOf(table('\t')),
  'utf16.csv': new Uint8Array(Buffer.from('\ufeff' + table(';'), 'utf16le')),
  'a.json': bytesOf(JSON.stringify({ data: rows })),
  'pretty.json': bytesOf(JSON.stringify(rows, null, 2)),
  'a.jsonl': bytesOf(rows.map((row) => JSON.stringify(row)).join('\n')),
  'tasks.json': bytesOf(JSON.stringify(tasks)),
  'columns.json': bytesOf(JSON.stringify(Object.fromEntries(
    columns.map((name) => [name, { ...rows.map((/** @type {any} */ row) => row[name]) }])))),
  'values.json': bytesOf(JSON.stringify([columns, ...rows.map((row) => Object.values(row))])),
  'a.xlsx': await writeXlsx({ sheets }),
  'a.ods': await writeOds({ sheets }),
  'fast.txt': bytesOf(rows.map(({ text, label }) => `__label__${label || 'none'} ${text.replaceAll('\n', ' ')}`).join('\n')),
  'a.txt': bytesOf(rows.map(({ text }) => text).join('\n')),
  'a.csv.gz': new Uint8Array(gzipSync(table(','))),
  'plain.parquet': parquet('UNCOMPRESSED'),
  'a.parquet': parquet('SNAPPY'),
};

const k_tokens = ['"', '""', ',', '\n', '\r', '\0', '{', '}', '[', ']', '\\', '\ufeff', ':', '\t', ';', '-', '1e999']
  .map(bytesOf).concat([Uint8Array.of(0xff), Uint8Array.of(0xc3), Uint8Array.of(0xff, 0xff, 0xff, 0x7f)]);

/**
 * @param {Uint8Array} bytes
 * @param {() => number} random
 */
function damage(bytes, random) {
  let made = bytes.slice();
  const at = () => Math.floor(random() * made.length);
  for (let n = 1 + Math.floor(random() * 6); n > 0; n--) {
    const kind = Math.floor(random() * 6);
    const from = at();
    if (kind === 0) made = made.slice(0, from);
    else if (kind === 1) made[from] = random() * 256;
    else if (kind === 2) made[from] ^= 1 << Math.floor(random() * 8);
    else if (kind === 3) made = joined(made.subarray(0, from), made.subarray(at()));
    else if (kind === 4) made = joined(made.subarray(0, from), k_tokens[Math.floor(random() * k_tokens.length)], made.subarray(from));
    else made = joined(made.subarray(0, from), made.subarray(Math.max(0, from - 300), from), made.subarray(from));
  }
  return made;
}

/** @param {Uint8Array[]} parts */
function joined(...parts) {
  return new Uint8Array(Buffer.concat(parts));
}

/** @param {string} sample */
const withSample = (sample) => table(',').replace(/ü 荷物 😀/g, sample);
for (const [encoding, sample] of [['windows-1251', 'и ещё слова'], ['gb18030', '外卖送得太慢了'], ['shift_jis', '荷物がまだ'], ['utf-32le', '荷物 😀']]) {
  k_files[`${encoding}.csv`] = /** @type {Uint8Array} */ (encodeAs(withSample(sample), encoding));
}
k_files['titles.csv'] = bytesOf(`Report\n\n${table(';')}\nTotal;;4\n`);

/**
 * @param {() => number} random
 * @returns {import('../../web/worker/files_protocol.js').OpenOptions} any of them, or none
 */
function someOptions(random) {
  const values = {
    encoding: ['utf-8', 'gb18030', 'windows-1251', 'utf-16le', 'utf-32be'], delimiter: [',', ';', '\t', '"', 'x'], quote: ['"', "'", ''],
    header: [true, false], skipLines: [0, 1, 5, 1000], decimal: ['.', ','], dateOrder: ['ymd', 'dmy', 'mdy'],
    missing: [[], ['', '-', 'l1']],
  };
  return Object.fromEntries(Object.entries(values).filter(() => random() < 0.15)
    .map(([name, choices]) => [name, choices[Math.floor(random() * choices.length)]]));
}

for (const [name, bytes] of Object.entries(k_files)) {
  if (!name.endsWith('.parquet')) test(`damaged ${name} gives rows or a clear error`, async () => {
    const whole = await readAll(bytes, name);
    assert.ok(whole.result.rows >= 200);
    const random = makeRandom(k_seed * 7919 + bytes.length);
    let read = 0;
    for (let round = 0; round < k_rounds; round++) {
      const damaged = damage(bytes, random);
      const began = Date.now();
      try {
        const { result, numbers, columns } = await readAll(damaged, name, { options: someOptions(random) });
        read++;
        assert.equal(numbers.length, result.rows);
        for (let i = 1; i < numbers.length; i++) assert.ok(numbers[i] > numbers[i - 1]);
        for (const values of Object.values(columns)) assert.equal(values.length, result.rows);
      } catch (error) {
        assert.ok(error instanceof FileError, `seed ${k_seed}, round ${round}: ${/** @type {any} */ (error)?.stack}`);
      }
      assert.ok(Date.now() - began < 10000, `seed ${k_seed}, round ${round} took too long`);
    }
    // Packed bytes do not survive much, an archive nothing, and an object that is read as a whole little; text does.
    const least = /\.(xlsx|ods)$/.test(name) ? 0 : /\.gz$|^columns|^utf-32/.test(name) ? 0.1 : 0.5;
    assert.ok(read >= k_rounds * least, `only ${read} of ${k_rounds} were read`);
  });
}

for (const [name, part] of [['a.xlsx', 'xl/worksheets/sheet1.xml'], ['a.ods', 'content.xml']]) {
  test(`an intact ${name} whose sheet is damaged gives rows or a clear error`, async () => {
    const random = makeRandom(k_seed + 17);
    const { entries } = unzip(k_files[name]);
    for (let round = 0; round < k_rounds; round++) {
      const damaged = entries.map((entry) => (entry.name === part ? { ...entry, bytes: damage(entry.bytes, random) } : entry));
      await readAll(zip(damaged), name).catch((error) => assert.ok(error instanceof FileError, error?.stack));
    }
  });
}

// hyparquet believes the lengths in a file, so a damaged one may make it count on and on: here the
// host has to end the worker, and the next file must work.
for (const name of ['plain.parquet', 'a.parquet']) {
  test(`damaged ${name} gives rows or a clear error, or the host ends the worker`, async () => {
    const host = new FilesHost(() => /** @type {any} */ (new ThreadWorker()), { silentMs: 1500 });
    const random = makeRandom(k_seed * 31 + k_files[name].length);
    /** @type {Record<string, number>} */
    const outcomes = {};
    for (let round = 0; round < k_rounds / 2; round++) {
      let outcome = 'read';
      try {
        await host.open(new File([damage(k_files[name], random)], name));
        await host.read({}, { onBatch: () => {}, onRestart: () => {} });
      } catch (error) {
        assert.ok(error instanceof FileError);
        outcome = error.code;
      }
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
    const whole = await host.open(new File([/** @type {any} */ (k_files[name])], name));
    assert.equal(whole.estimatedRows, rows.length);
    host.stopWorker('cancelled', 'the test is over');
    const unclear = Object.keys(outcomes).filter((code) =>
      !['read', 'parquet_damaged', 'file_stuck', 'worker_died', 'too_large', 'no_rows', 'empty_file',
        'not_text', 'is_zip', 'too_many_columns'].includes(code));
    assert.deepEqual(unclear, [], JSON.stringify(outcomes));
    const ended = (outcomes.file_stuck ?? 0) + (outcomes.worker_died ?? 0);
    assert.ok(ended <= k_rounds * 0.05, JSON.stringify(outcomes));
  });
}
