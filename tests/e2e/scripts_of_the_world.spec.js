// 28 languages in 15 scripts: import, map, and pictures of list and detail that show how the scripts are drawn.
// The pictures are for people to look at; the test checks that texts of every script are drawn, and drawn differently.
//
// LABELSCAPE_SCRIPT_ROWS: how many sentences of each language (default 40; 1004 is all of them).

import { createHash } from 'node:crypto';
import { expect, readTable, sharedData, test, writeTable } from './fixtures.js';

const k_data = sharedData('sib200_28lang.csv.gz');
const k_each = Number(process.env.LABELSCAPE_SCRIPT_ROWS ?? 40);
const k_shown = ['arb_Arab', 'heb_Hebr', 'hin_Deva', 'ben_Beng', 'tam_Taml', 'tha_Thai', 'mya_Mymr', 'jpn_Jpan', 'zho_Hans', 'zho_Hant',
  'kor_Hang', 'ell_Grek', 'rus_Cyrl', 'kat_Geor', 'amh_Ethi', 'vie_Latn', 'pes_Arab'];

test('SIB-200: texts of every script are imported, placed and drawn', async ({ app, build }, info) => {
  test.skip(!k_data, 'no shared data: ../shared/data/sib200_28lang.csv.gz');
  test.skip(build !== 'threads', 'one run is enough: the threads build');
  test.setTimeout(15 * 60000);
  const { page } = app;
  /** @type {Map<string, number>} */
  const seen = new Map();
  const rows = readTable(/** @type {string} */ (k_data)).filter(({ lang = '' }) => {
    seen.set(lang, (seen.get(lang) ?? 0) + 1);
    return /** @type {number} */ (seen.get(lang)) <= k_each;
  });
  // One of each script that is looked at comes first in the list.
  const firsts = k_shown.map((name) => rows.findIndex(({ lang }) => lang === name)).filter((place) => place >= 0);
  const shown = new Set(firsts.map((place) => rows[place]));
  rows.sort((a, b) => Number(shown.has(b)) - Number(shown.has(a)));
  await app.open();
  await app.openFile({ name: 'sib200.csv', mimeType: 'text/csv', buffer: writeTable(rows) });
  await app.click('import/confirm');
  await app.widget('import/done', 120000);
  await app.click('import/done');
  await app.isIdle(600000);
  const { counts } = await app.state();
  expect(counts.embedded).toBe(counts.documents);
  await page.screenshot({ path: info.outputPath('map.png') });

  /** @type {Map<string, string>} */
  const pictures = new Map();
  for (const { lang = '', id = '' } of rows.slice(0, shown.size)) {
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.evaluate(() => window.labelscape.selection())).toEqual([id]);
    // Glyphs that no shipped font has come a frame later.
    await page.waitForTimeout(700);
    await page.screenshot({ path: info.outputPath(`${lang}.png`) });
    const { rect: [x, y, width, height] } = await app.widget('detail/text');
    const picture = await page.screenshot({ clip: { x, y, width, height } });
    pictures.set(lang, createHash('sha256').update(picture).digest('hex'));
  }
  expect(pictures.size).toBeGreaterThan(5);
  expect(new Set(pictures.values()).size).toBe(pictures.size);
  console.log(`  ${counts.documents} documents in ${seen.size} languages; pictures of ${pictures.size} scripts in ${info.outputDir}`);
});
