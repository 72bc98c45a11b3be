import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readAll } from './files_support.js';

const k_table = 'text,label\nGrüße €5 “ok”,a\n荷物 😀,b\n';

/** @param {string} text @param {boolean} big */
function utf16(text, big) {
  const bytes = Buffer.from(text, 'utf16le');
  return new Uint8Array(big ? bytes.swap16() : bytes);
}

test('UTF-8 and UTF-16 with and without a byte order mark', async () => {
  const latin = 'text,label\nGrüße aus Köln,a\nnoch eine Zeile,b\n';
  /** @type {[string, Uint8Array, string][]} */
  const cases = [
    ['utf-8', new TextEncoder().encode(k_table), k_table],
    ['utf-8', new TextEncoder().encode('\ufeff' + k_table), k_table],
    ['utf-16le', utf16('\ufeff' + k_table, false), k_table],
    ['utf-16be', utf16('\ufeff' + k_table, true), k_table],
    ['utf-16le', utf16(latin, false), latin],
    ['utf-16be', utf16(latin, true), latin],
  ];
  for (const [encoding, bytes, text] of cases) {
    const { opened, columns } = await readAll(bytes, 'a.csv');
    assert.equal(opened.encoding, encoding);
    const expected = text.split('\n').slice(1, 3).map((line) => line.slice(0, -2));
    assert.deepEqual(columns.text, expected, encoding);
  }
});

test('Windows-1252 is read with a notice, with all its own characters', async () => {
  const bytes = Buffer.from('text,label\n\x80 5 \x93quoted\x94 \x96 Gr\xfc\xdfe,a\n', 'latin1');
  const { opened, columns, result } = await readAll(new Uint8Array(bytes), 'a.csv');
  assert.equal(opened.encoding, 'windows-1252');
  assert.deepEqual(columns.text, ['€ 5 “quoted” – Grüße']);
  assert.match(result.notices[0], /windows-1252/);
});

test('a file that turns out to be Windows-1252 late is read again', async () => {
  const rows = Array.from({ length: 150000 }, (_, i) => `plain text ${i},a`);
  rows[140000] = 'Gr\xfc\xdfe,b';
  const bytes = new Uint8Array(Buffer.from(['text,label', ...rows].join('\n'), 'latin1'));
  const { columns, restarts, result, opened } = await readAll(bytes, 'a.csv');
  assert.equal(opened.encoding, 'utf-8');
  assert.equal(restarts.length, 1);
  assert.equal(columns.text[140000], 'Grüße');
  assert.match(result.notices[0], /windows-1252/);
});

test('a few broken bytes do not make UTF-8 something else', async () => {
  const good = new TextEncoder().encode('text,label\n' + 'Grüße,a\n'.repeat(200));
  const bytes = new Uint8Array(good.length + 6);
  bytes.set(good);
  bytes.set([0x78, 0xff, 0x79, 0x2c, 0x61, 0x0a], good.length);
  const { opened, columns, result } = await readAll(bytes, 'a.csv');
  assert.equal(opened.encoding, 'utf-8');
  assert.equal(columns.text[200], 'x\ufffdy');
  assert.match(result.notices[0], /One byte is not valid UTF-8/);
});

test('characters are not cut at chunk borders', async () => {
  for (let shift = 0; shift < 4; shift++) {
    const text = 'text\n' + 'x'.repeat((1 << 20) - 5 - 2 - shift) + '😀荷ü\nend\n';
    const { columns } = await readAll(text, 'a.txt', { options: { format: 'lines' } });
    assert.ok(columns.text[1].endsWith('x😀荷ü'), `shift ${shift}`);
    assert.equal(columns.text[2], 'end');
  }
});

test('the user may say which encoding it is', async () => {
  const bytes = new Uint8Array([0x82, 0xb1, 0x82, 0xf1, 0x0a]);
  const { columns } = await readAll(bytes, 'a.txt', { options: { encoding: 'shift_jis' } });
  assert.deepEqual(columns.text, ['こん']);
  await assert.rejects(readAll(bytes, 'a.txt', { options: { encoding: 'nonsense' } }), { code: 'unknown_encoding' });
});

test('plain lines: prose stays prose', async () => {
  const text = 'Hello, you there.\nWell, this is prose.\n\nIt has, say, commas; and so on.\n';
  const { opened, columns, numbers } = await readAll(text, 'a.txt');
  assert.equal(opened.format, 'lines');
  assert.equal(columns.text.length, 3);
  assert.deepEqual(numbers, [1, 2, 4]);
  const even = await readAll('Yes, of course\nNo, not now\nWell, perhaps\n', '');
  assert.equal(even.opened.format, 'lines');
});

test('a pasted table is found without a name', async () => {
  const { opened, columns } = await readAll('text\tlabel\nhello there\ta\nbye\tb\n');
  assert.equal(opened.format, 'csv');
  assert.deepEqual(columns.label, ['a', 'b']);
});

test('gzip of any, in one member or several', async () => {
  const packed = gzipSync(k_table);
  const { opened, columns } = await readAll(new Uint8Array(packed), 'a.csv.gz');
  assert.equal(opened.gzip, true);
  assert.equal(columns.text.length, 2);
  const two = Buffer.concat([packed, gzipSync('c,d\n')]);
  assert.deepEqual((await readAll(new Uint8Array(two), 'a.csv.gz')).columns.label, ['a', 'b', 'd']);
});

test('a gzip file that is cut off gives what it holds and says so', async () => {
  const rows = Array.from({ length: 50000 }, (_, i) => `text number ${(i * 7919) % 50000},l${i % 7}`);
  const packed = gzipSync(['text,label', ...rows].join('\n'));
  for (const end of [packed.length >> 1, packed.length - 8, packed.length - 3]) {
    const { columns, result } = await readAll(new Uint8Array(packed.subarray(0, end)), 'a.csv.gz');
    assert.ok(result.rows > 20000, `${result.rows} rows at ${end}`);
    assert.equal(columns.text[1], 'text number 7919');
    assert.match(result.notices.join(), /cut off/);
  }
  await assert.rejects(readAll(new Uint8Array(packed.subarray(0, 12)), 'a.csv.gz'), { code: 'gzip_damaged' });
  const damaged = new Uint8Array(packed);
  damaged[packed.length >> 1] ^= 0xff;
  const { result } = await readAll(damaged, 'a.csv.gz');
  assert.match(result.notices.join() + result.skipped.length, /damaged|checksum/);
});

test('gzip that grows beyond all measure is refused early, and can be cancelled', async () => {
  const bomb = gzipSync(Buffer.alloc(48 << 20, 'a'.repeat(5000) + '\n'));
  // The second member makes the length at the end a harmless one.
  const hidden = new Uint8Array(Buffer.concat([bomb, gzipSync('b\n')]));
  const refused = { code: 'too_large', message: /times its size/ };
  await assert.rejects(readAll(new Uint8Array(bomb), 'a.csv.gz'), refused);
  let rows = 0;
  const control = { progress: (/** @type {any} */ _done, /** @type {any} */ _total, /** @type {number} */ n) => void (rows = n), cancelled: () => false };
  await assert.rejects(readAll(hidden, 'a.csv.gz', { control }), refused);
  assert.ok(rows < 10000, `${rows} rows`);
  let looks = 0;
  const cancelled = { progress: () => {}, cancelled: () => ++looks > 3 };
  await assert.rejects(readAll(hidden, 'a.csv.gz', { control: cancelled }), { code: 'cancelled' });
  const usual = Array.from({ length: 30000 }, (_, i) => `the same text again,${i % 3}`).join('\n');
  assert.equal((await readAll(new Uint8Array(gzipSync(usual)), 'a.csv.gz')).result.rows, 30000);
});

test('what is not text is refused by name', async () => {
  /** @type {[number[], string, RegExp][]} */
  const cases = [
    [[0x50, 0x4b, 3, 4, 20, 0], 'is_zip', /zip archive/],
    [[0x25, 0x50, 0x44, 0x46, 0x2d], 'not_text', /PDF/],
    [[0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 0, 0, 0, 0, 13], 'not_text', /not a text file/],
    [Array.from({ length: 4096 }, (_, i) => (i * 167 + (i >> 8)) & 255), 'not_text', /not a text file/],
  ];
  for (const [bytes, code, message] of cases) {
    await assert.rejects(readAll(new Uint8Array(bytes), 'a.csv'), { code, message });
  }
});
