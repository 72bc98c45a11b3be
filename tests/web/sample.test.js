import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { generateMessages, toCsv } from '../../assets/samples/generate.mjs';
import { k_english } from '../../assets/samples/grammar_english.mjs';
import { k_languages } from '../../assets/samples/grammar_languages.mjs';
import { readAll } from './files_support.js';

const stored = readFileSync(new URL('../../assets/samples/support_messages.csv', import.meta.url));
const { messages, truth } = generateMessages();
const labeled = messages.flatMap((message, i) => (message.label ? [{ message, intent: truth[i].intent }] : []));

test('the shipped sample is what the generator makes', () => {
  assert.equal(stored.toString(), toCsv(messages), 'run node assets/samples/generate.mjs');
  assert.notEqual(toCsv(generateMessages(1).messages), toCsv(messages));
});

test('it is read without a word, with its types', async () => {
  const { result, columns, opened } = await readAll(new Uint8Array(stored), 'support_messages.csv');
  assert.equal(result.rows, messages.length);
  assert.deepEqual([result.skippedCount, result.warningCount, result.notices], [0, 0, []]);
  assert.deepEqual(opened.columns.map(({ name, type }) => `${name}:${type}`), [
    'text:text', 'label:text', 'id:text', 'channel:text', 'created:date', 'priority:number', 'language:text',
  ]);
  assert.deepEqual(columns.text, messages.map(({ text }) => text));
  assert.deepEqual(columns.label, messages.map(({ label }) => label || null));
});

test('it has the size, labels and mistakes it promises', () => {
  assert.ok(messages.length >= 1200);
  assert.ok(Object.keys(k_english).length >= 14);
  const share = labeled.length / messages.length;
  assert.ok(share > 0.36 && share < 0.44, `${share} labeled`);
  const wrong = labeled.filter(({ message, intent }) => message.label !== intent).length;
  assert.equal(wrong, Math.round(labeled.length * 0.03));
  const perIntent = Object.keys(k_english).map((intent) => truth.filter((entry) => entry.intent === intent).length);
  assert.ok(Math.min(...perIntent) >= 40, perIntent.join());
  assert.equal(new Set(messages.map(({ text }) => text.trim())).size, messages.length);
  const near = truth.filter(({ duplicateOf }) => duplicateOf).length / messages.length;
  assert.ok(near > 0.035 && near < 0.065, `${near} near-duplicates`);
  truth.forEach(({ intent, duplicateOf }) => {
    if (duplicateOf) assert.equal(truth[Number(duplicateOf.slice(4)) - 1].intent, intent);
  });
});

test('it has ten languages in their own scripts, and emoji', () => {
  /** @type {Record<string, RegExp>} */
  const scripts = {
    en: /[a-z]/i, de: /[a-z]/i, fr: /[a-z]/i, es: /[a-z]/i, ru: /\p{Script=Cyrillic}/u, ja: /\p{Script=Hiragana}/u,
    zh: /\p{Script=Han}/u, ar: /\p{Script=Arabic}/u, hi: /\p{Script=Devanagari}/u, th: /\p{Script=Thai}/u,
  };
  for (const [language, script] of Object.entries(scripts)) {
    const texts = messages.filter((message) => message.language === language);
    assert.ok(texts.length >= 20, `${language}: ${texts.length}`);
    assert.ok(texts.every(({ text }) => script.test(text)), language);
  }
  assert.ok(messages.filter(({ text }) => /\p{Extended_Pictographic}/u.test(text)).length > 50);
});

test('every intent is said in every language', () => {
  for (const [language, { intents }] of Object.entries(k_languages)) {
    assert.deepEqual(Object.keys(intents), Object.keys(k_english), language);
  }
});
