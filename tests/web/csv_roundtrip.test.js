// Any table that a standard writer writes is read as it was.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Papa from 'papaparse';
import { makeRandom, readAll } from './files_support.js';

const k_seed = Number(process.env.LABELSCAPE_FUZZ_SEED ?? 1);
const k_rounds = Number(process.env.LABELSCAPE_FUZZ_ROUNDS ?? 60);
const k_pieces = ['plain', 'words', '"', '""', ',', ';', '\t', '|', '\n', '\r\n', '\r', "'", ' ', '  ', 'ü', '荷物', '😀', '\ud83d',
  '\u200b', '\u00a0', '\0', '\\', '[', '{', '=', '-1', '0', 'true', 'NA', '2024-01-02', '#'];

/** @param {() => number} random @returns {string} */
function makeCell(random) {
  if (random() < 0.1) return '';
  let made = '';
  for (let n = Math.floor(random() * 6); n >= 0; n--) made += k_pieces[Math.floor(random() * k_pieces.length)];
  // The last cell of a row would lose it: it is half of a line end.
  return made.endsWith('\r') ? made + '.' : made;
}

for (const [delimiter, name] of [[',', 'comma'], [';', 'semicolon'], ['\t', 'tab'], ['|', 'bar']]) {
  test(`tables written with ${name} come back, whatever is in their cells`, async () => {
    const random = makeRandom(k_seed * 101 + delimiter.charCodeAt(0));
    for (let round = 0; round < k_rounds; round++) {
      const newline = random() < 0.5 ? '\n' : '\r\n';
      const width = 2 + Math.floor(random() * 4);
      const names = Array.from({ length: width }, (_, c) => `name ${c}`);
      const rows = Array.from({ length: 1 + Math.floor(random() * 30) }, () => names.map(() => makeCell(random)));
      const text = Papa.unparse([names, ...rows], { delimiter, newline, quotes: random() < 0.3 });
      const seen = `seed ${k_seed}, round ${round}: ${JSON.stringify(text)}`;
      const plan = { types: Object.fromEntries(names.map((column) => [column, /** @type {const} */ ('text')])) };
      const chosen = round % 2 ? { delimiter, quote: '"', header: true, skipLines: 0 } : { delimiter, header: true };
      const { columns, result } = await readAll(text, 'a.csv', { plan, options: { ...chosen, encoding: 'utf-8' } });
      const expected = rows.map((row) => row.map((cell) => cell.replace(/\p{Surrogate}/gu, '\ufffd') || null));
      const read = Array.from({ length: result.rows }, (_, r) => names.map((column) => columns[column][r]));
      assert.deepEqual(read, expected, seen);
      assert.deepEqual([result.skippedCount, result.warningCount], [0, 0], seen);
    }
  });
}

test('tables with ordinary cells come back without being told how they are written', async () => {
  const random = makeRandom(k_seed * 53);
  const words = ['my parcel', 'is late', 'quoted "word"', 'one, two', 'a; b', 'tab\there', 'line\nbreak', 'ü 荷物 😀', 'left | right', "it's"];
  for (let round = 0; round < k_rounds; round++) {
    const delimiter = [',', ';', '\t', '|'][Math.floor(random() * 4)];
    const newline = ['\n', '\r\n', '\r'][Math.floor(random() * 3)];
    const cell = () => Array.from({ length: 1 + Math.floor(random() * 4) }, () => words[Math.floor(random() * words.length)]).join(' ');
    const rows = Array.from({ length: 20 }, (_, i) => [`d${i}`, cell(), `l${Math.floor(random() * 3)}`]);
    const { columns } = await readAll(Papa.unparse([['id', 'text', 'label'], ...rows], { delimiter, newline }), 'a.csv');
    assert.deepEqual([columns.id, columns.text, columns.label], [0, 1, 2].map((c) => rows.map((row) => row[c])),
      `seed ${k_seed}, round ${round}`);
  }
});
