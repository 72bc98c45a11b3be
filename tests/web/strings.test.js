import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutText, wellFormed, wellFormedJson } from '../../web/strings.js';
import { makeRandom, readAll } from './files_support.js';

const k_half = '\ud83d';

test('halves of characters become U+FFFD, whole ones stay', () => {
  assert.equal(wellFormed(`a${k_half}b😀\udc00`), 'a\ufffdb😀\ufffd');
});

test('JSON holds no half of a character, in names either, and keeps backslashes', () => {
  const value = { [`n${k_half}`]: [`a${k_half}`, '\\ud83d', `\\${k_half}`, '😀', 'C:\\\\ud'] };
  assert.deepEqual(JSON.parse(wellFormedJson(value)),
    { 'n\ufffd': ['a\ufffd', '\\ud83d', '\\\ufffd', '😀', 'C:\\\\ud'] });
});

test('a cut falls between characters as a reader sees them', () => {
  const random = makeRandom(3);
  const pieces = ['a', '😀', 'é', 'e\u0301', '👩‍👩‍👧', '🇩🇪', '荷', '\r\n'];
  for (let round = 0; round < 300; round++) {
    const text = Array.from({ length: 20 }, () => pieces[Math.floor(random() * pieces.length)]).join('');
    const max = 12 + Math.floor(random() * 8);
    const cut = cutText(text, max);
    assert.ok(text.startsWith(cut) && cut.length <= max && cut.length > max - 12);
    const borders = [...new Intl.Segmenter().segment(text)].map(({ index }) => index);
    assert.ok(cut === text || borders.includes(cut.length), JSON.stringify([text, cut]));
  }
});

test('names, samples, the preview and what is said of a file are well-formed', async () => {
  const lines = [`{"text": "cut \\ud83d", "n\\ud83d": 1, "m": "${'a'.repeat(199)}😀"}`, '{"text": "b"}',
    '"\\ud83d" "', '{"text": "c"}'];
  const { opened, result, columns } = await readAll(lines.join('\n'), 'a.jsonl');
  assert.deepEqual(Object.keys(columns), ['text', 'n\ufffd', 'm']);
  assert.equal(JSON.stringify([opened, result]), wellFormedJson([opened, result]));
  assert.equal(opened.preview[0][0], 'cut \ufffd');
  assert.equal(opened.columns[2].samples[0], 'a'.repeat(199));
});
