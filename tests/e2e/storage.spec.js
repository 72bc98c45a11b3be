// Work that must survive a stopped program.

import { readFileSync } from 'node:fs';
import { App, expect, test } from './fixtures.js';

/** @param {import('@playwright/test').Page} page @param {number} rows */
async function makeProject(page, rows) {
  return page.evaluate(async (count) => {
    const id = await window.labelscape.projects.create('Safe');
    const text = Array.from({ length: count }, (_, i) => `d${i},message number ${i} about topic ${i % 17}`).join('\n');
    await window.labelscape.import({ name: 'texts.csv', text: `id,text\n${text}` }, { id: 'id', text: 'text' });
    await window.labelscape.labels.add({ name: 'alpha' });
    await window.labelscape.labels.add({ name: 'beta' });
    return id;
  }, rows);
}

/** @param {import('@playwright/test').Page} page @returns {Promise<string[]>} labels by document */
const labelsOf = (page) => page.evaluate(async () =>
  (await window.labelscape.documents({ limit: 100000 })).map(({ id, labels }) => `${id}:${labels.join('+')}`));

/** The instance of the module, so that a test can break it. @param {import('@playwright/test').Page} page */
const catchModule = (page) => page.addInitScript(() => {
  const instantiate = WebAssembly.instantiate;
  // @ts-ignore one of two signatures
  WebAssembly.instantiate = async (source, imports) => {
    const made = /** @type {any} */ (await instantiate(source, imports));
    const memory = Object.values(imports ?? {}).flatMap((part) => Object.values(part)).find((one) => one instanceof WebAssembly.Memory);
    Object.assign(window, { testMemory: memory ?? made.exports.memory ?? made.instance?.exports.memory });
    return made;
  };
});

/** A trap inside the module: its memory is overwritten. @param {import('@playwright/test').Page} page */
const breakModule = (page) => page.evaluate(() => {
  const memory = /** @type {any} */ (window).testMemory;
  new Uint8Array(memory.buffer).fill(0xff, 1024);
});

test('after a stop inside the program all labels are in the copy that is saved, and it opens elsewhere', async ({ app, page, browser }, info) => {
  test.setTimeout(180000);
  await catchModule(page);
  await app.open();
  await makeProject(page, 200);
  await app.isIdle();
  await page.evaluate(async () => {
    for (let i = 0; i < 40; ++i) await window.labelscape.assign([`d${i}`], i % 2 ? 'alpha' : 'beta');
  });
  const wanted = await labelsOf(page);
  await expect.poll(async () => (await app.state()).saved).toBe(true);
  await breakModule(page);
  await expect(page.locator('html')).toHaveAttribute('data-state', 'failed');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a copy of my work' }).click();
  const file = info.outputPath('copy.labelscape');
  await (await download).saveAs(file);
  await expect(page.getByText('Saved as Safe.labelscape')).toBeVisible();

  const context = await browser.newContext();
  const fresh = new App(await context.newPage(), app.url);
  await fresh.open();
  await fresh.page.evaluate(async (content) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    await window.labelscape.projects.load(new File([bytes], 'copy.labelscape'));
  }, readFileSync(file).toString('base64'));
  expect(await labelsOf(fresh.page)).toEqual(wanted);
  await context.close();

  // Without its last change, which is kept.
  await page.getByRole('button', { name: 'Reopen without the last change' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-state', 'ready', { timeout: 45000 });
  await app.isReady();
  await page.evaluate(async () => {
    const [project] = await window.labelscape.projects.list();
    await window.labelscape.projects.open(project?.id ?? '');
  });
  expect((await labelsOf(page)).filter((line) => !line.endsWith(':')).length).toBe(39);
  app.pageErrors = [];
});
