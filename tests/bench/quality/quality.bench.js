// The vectors of the built-in model as the built site keeps them.
//
// LABELSCAPE_BENCH_TEXTS: a JSON list of texts. LABELSCAPE_BENCH_VECTORS: gets a row of float32 for each of them.

import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { expect, test } from '../../e2e/fixtures.js';

const k_projectTexts = 40000;
/** What crosses from the page at once. */
const k_pieceBytes = 6e6;

test('the texts of the evaluation get their vectors', async ({ app }) => {
  const { page } = app;
  /** @type {string[]} */
  const texts = JSON.parse(readFileSync(process.env.LABELSCAPE_BENCH_TEXTS ?? '', 'utf8'));
  const file = openSync(process.env.LABELSCAPE_BENCH_VECTORS ?? '', 'w');
  await app.open();
  for (let first = 0; first < texts.length; first += k_projectTexts) {
    const part = texts.slice(first, first + k_projectTexts);
    const bytes = await page.evaluate(async (jsonl) => {
      await window.labelscape.projects.create('Quality');
      await window.labelscape.import({ name: 'texts.jsonl', text: jsonl }, { text: 'text', duplicates: 'keep' });
      await window.labelscape.embed();
      const { data } = await window.labelscape.vectors();
      Object.assign(window, { bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) });
      return data.byteLength;
    }, part.map((text) => JSON.stringify({ text })).join('\n'));
    expect(bytes % (4 * part.length)).toBe(0);
    for (let from = 0; from < bytes; from += k_pieceBytes) {
      const piece = await page.evaluate(([begin, end]) => {
        let binary = '';
        for (const byte of /** @type {any} */ (window).bytes.subarray(begin, end)) binary += String.fromCharCode(byte);
        return btoa(binary);
      }, [from, from + k_pieceBytes]);
      writeSync(file, Buffer.from(piece, 'base64'));
    }
  }
  closeSync(file);
});
