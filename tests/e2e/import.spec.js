// The import dialog mends by hand what was guessed wrong, asks where documents go, and what is exported comes back.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../../web/build/steps.js';
import { expect, test } from './fixtures.js';

const k_axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const k_cases = join(process.env.LABELSCAPE_SHARED ?? join(root, '../shared'), 'cases');

/** @typedef {import('./fixtures.js').App} App */

/** A file of the import cases. @param {string} name */
const caseFile = (name) => ({ name, mimeType: 'text/csv', buffer: readFileSync(join(k_cases, name)) });
/** @param {string} name @param {string} text */
const file = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

/** @param {App} app */
const texts = (app) => app.page.evaluate(async () => (await window.labelscape.documents({ limit: 1000 })).map(({ text }) => text));
/** What the preview's first row says. @param {App} app */
const firstRow = async (app) => (await app.find('import/preview'))?.label ?? '';
/** @param {App} app */
const readAs = async (app) => (await app.find('import/read-as'))?.label ?? '';

/** Types into an input in place of what it holds. @param {App} app @param {string} name @param {string} text */
async function fill(app, name, text) {
  await app.click(name);
  await app.page.keyboard.press('Control+a');
  await app.page.keyboard.type(text);
  await app.page.keyboard.press('Enter');
}

/** @param {App} app */
async function finish(app) {
  await app.click('import/confirm');
  await app.click('import/done');
  await app.isIdle();
}

/** What axe finds wrong, in words. @param {App} app */
async function violations({ page }) {
  await page.evaluate(k_axe);
  return page.evaluate(async () => {
    const { violations: found } = await /** @type {any} */ (window).axe.run(document);
    return found.map((/** @type {any} */ { id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html}`);
  });
}

test('an encoding is changed by hand and back', async ({ app }) => {
  test.skip(!existsSync(join(k_cases, 'gb18030.csv')), 'the import cases are not here');
  await app.open();
  await app.openFile(caseFile('gb18030.csv'));
  await expect.poll(() => firstRow(app)).toContain('外卖送得太慢了');
  await app.click('import/change');
  await app.click('import/encoding');
  await app.page.keyboard.type('koi8-r');
  await app.page.keyboard.press('Enter');
  await expect.poll(() => readAs(app)).toContain('KOI8-R');
  expect(await firstRow(app)).not.toContain('外卖');
  await app.choose('import/encoding', 'GB18030 · recognized');
  await expect.poll(() => firstRow(app)).toContain('外卖送得太慢了');
  await finish(app);
  expect(await texts(app)).toContain('应用一打开就闪退');
});

test('title lines are skipped by hand', async ({ app }) => {
  test.skip(!existsSync(join(k_cases, 'title-lines.csv')), 'the import cases are not here');
  await app.open();
  await app.openFile(caseFile('title-lines.csv'));
  await app.click('import/change');
  await fill(app, 'import/skip-lines', '0');
  await expect.poll(() => readAs(app)).toContain('no header');
  await fill(app, 'import/skip-lines', '2');
  await expect.poll(() => readAs(app)).toContain('header in row 3');
  await expect.poll(() => firstRow(app)).toContain('my invoice is wrong');
  expect(await violations(app)).toEqual([]);
  await finish(app);
  expect(await texts(app)).toEqual(['my invoice is wrong', 'where is my parcel', 'the app crashes', 'how do I cancel']);
});

test('a decimal comma makes numbers of prices', async ({ app }) => {
  await app.open();
  const rows = Array.from({ length: 12 }, (_, i) => `order number ${i} came late;${i},${i}5`);
  await app.openFile(file('orders.csv', ['text;price', ...rows].join('\n')));
  await app.click('import/change');
  await app.choose('import/decimal', 'Comma 1,5');
  await expect.poll(() => readAs(app)).toContain('decimal comma');
  await app.choose('import/id', 'Row numbers');
  await finish(app);
  const prices = await app.page.evaluate(async () => (await window.labelscape.documents({
    filter: { column: { name: 'price', min: 1, max: 2.2 } },
  })).map(({ meta }) => meta.price));
  expect(prices).toEqual([1.15]);
});

test('a second file asks whether it makes a new project', async ({ app }) => {
  test.setTimeout(120000);
  await app.open();
  await app.openFile(file('first.csv', 'text\none parcel is late\ntwo parcels are late\n'));
  expect(await app.find('import/target/new')).toBeUndefined();
  await finish(app);

  await app.openFile(file('reviews.2024.csv', 'text\nthree parcels are lost\n'));
  expect((await app.widget('import/target/new')).checked).toBe(true);
  expect((await app.widget('import/target/open')).label).toBe('Add to “first” (2 documents)');
  expect(await violations(app)).toEqual([]);
  await finish(app);
  expect((await app.state()).project?.name).toBe('reviews.2024');
  expect((await app.state()).counts.documents).toBe(1);

  await app.openFile(file('more.csv', 'text\nfour parcels are found\n'));
  await app.click('import/target/open');
  await finish(app);
  expect((await app.state()).project?.name).toBe('reviews.2024');
  expect((await app.state()).counts.documents).toBe(2);
  expect(await app.page.evaluate(async () => (await window.labelscape.projects.list()).map(({ name }) => name).sort())).toEqual(['first', 'reviews.2024']);
});

test('what the export dialog writes comes back', async ({ app }) => {
  test.setTimeout(120000);
  const { page } = app;
  await app.open();
  await app.openFile(file('support.csv', 'key,text,label,team\nk1,=refund please,billing,A\nk2,parcel is late,delivery,B\nk3,cannot log in,,A\n'));
  await app.choose('import/label', 'label');
  await finish(app);

  await page.keyboard.press('Control+e');
  await app.click('export/scope/labeled');
  await expect.poll(async () => (await app.widget('export/summary')).label).toMatch(/^2 rows/);
  await app.click('export/column/team');
  expect(await violations(app)).toEqual([]);
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('support.csv');
  const csv = readFileSync(/** @type {string} */ (await saved.path()), 'utf8');
  expect(csv).toContain('=refund please');
  expect(csv).not.toContain('cannot log in');
  expect(csv.split('\n')[0]).not.toContain('team');

  await app.openFile(file('back.csv', csv));
  await finish(app);
  const back = await page.evaluate(async () => (await window.labelscape.documents({ limit: 10 })).map(({ text, labels }) => [text, ...labels]));
  expect(back.sort()).toEqual([['=refund please', 'billing'], ['parcel is late', 'delivery']]);

  await page.keyboard.press('Control+e');
  expect((await app.widget('export/scope/labeled')).checked, 'the choices belong to the project').toBe(false);
});

test('several files and a folder get an answer', async ({ app }) => {
  await app.open();
  await app.page.evaluate(() => {
    const data = new DataTransfer();
    for (const name of ['a.csv', 'b.csv', 'c.csv']) data.items.add(new File(['text\nhello there\n'], name));
    dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await app.widget('import/confirm');
  await app.page.keyboard.press('Escape');
  await expect.poll(async () => (await app.widgets('toast/')).map(({ label }) => label).join()).toContain('Not opened: “b.csv” and 1 more');
});
