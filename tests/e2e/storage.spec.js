// Work that must survive: a stopped program, a page without frames, a project deleted under an open one, a closed page.

import { readFileSync, writeFileSync } from 'node:fs';
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
    // It comes from outside with threads, from inside without; its name is a letter.
    const parts = [...Object.values(imports ?? {}), (made.instance ?? made).exports];
    const testMemory = parts.flatMap((part) => Object.values(part)).find((one) => one instanceof WebAssembly.Memory);
    Object.assign(window, { testMemory });
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

test('work goes on and is saved while the browser gives no frames', async ({ app, page }) => {
  test.setTimeout(180000);
  await page.addInitScript(() => {
    const request = window.requestAnimationFrame.bind(window);
    /** @type {FrameRequestCallback[]} */
    const withheld = [];
    window.requestAnimationFrame = (callback) =>
      /** @type {any} */ (window).framesWithheld ? withheld.push(callback) : request(callback);
  });
  await app.open();
  await page.evaluate(() => Object.assign(window, { framesWithheld: true }));
  const id = await makeProject(page, 20000);
  // What was confirmed is there without another word: a second page reads it from storage.
  const second = new App(await page.context().newPage(), app.url);
  await second.open();
  const rows = await second.page.evaluate((known) => new Promise((resolve) => {
    const request = indexedDB.open('labelscape');
    request.onsuccess = () => {
      const listing = request.result.transaction('projects').objectStore('projects').get(known);
      listing.onsuccess = () => resolve(listing.result?.documents);
    };
  }), id);
  expect(rows).toBe(20000);
});

test('a project that is deleted under an open one is written anew, with all that is in memory', async ({ app, page }) => {
  test.setTimeout(120000);
  await app.open();
  const id = await makeProject(page, 50);
  await app.isIdle();
  await page.evaluate(() => new Promise((resolve) => {
    const request = indexedDB.open('labelscape');
    request.onsuccess = () => {
      const names = ['projects', 'sections', 'journal'];
      const transaction = request.result.transaction(names, 'readwrite');
      for (const name of names) transaction.objectStore(name).clear();
      transaction.oncomplete = () => resolve(request.result.close());
    };
  }));
  await page.evaluate(() => window.labelscape.assign(['d1', 'd2'], 'alpha'));
  await expect(page.getByText('had been deleted from this browser').first()).toBeAttached();
  await app.isIdle();
  const before = await labelsOf(page);
  await page.reload();
  await app.isReady();
  await page.evaluate((known) => window.labelscape.projects.open(known), id);
  expect(await labelsOf(page)).toEqual(before);
});

test('an open project is not deleted from another tab', async ({ app, page, context }) => {
  await app.open();
  const id = await makeProject(page, 10);
  await app.isIdle();
  const second = new App(await context.newPage(), app.url);
  await second.open();
  const refused = await second.page.evaluate((known) => window.labelscape.projects.remove(known).then(() => '', (error) => error.message), id);
  expect(refused).toContain('open in another tab');
});

test('closing does not drop what cannot be saved', async ({ app, page }) => {
  test.setTimeout(120000);
  await app.open();
  await makeProject(page, 20);
  await app.isIdle();
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('the disk is broken', 'UnknownError');
    };
  });
  await page.evaluate(() => void window.labelscape.assign(['d1', 'd2', 'd3'], 'alpha').catch(() => {}));
  await expect.poll(async () => (await app.find('top/saved'))?.label).toBe('Not saved');
  const refused = await page.evaluate(() => window.labelscape.projects.close().then(() => '', (error) => error.message));
  expect(refused).toContain('stays open');
  await app.click('top/close-project');
  await app.widget('leave/file');
  const download = page.waitForEvent('download');
  await app.click('leave/file');
  writeFileSync(test.info().outputPath('rescued.labelscape'), readFileSync(await (await download).path()));
  await app.click('leave/stay');
  await expect.poll(() => app.find('leave/stay')).toBeUndefined();
  expect((await app.state()).counts.labeled).toBe(3);
  // Leaving the page asks, too.
  const asked = page.waitForEvent('dialog');
  const closing = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await closing;
  await page.evaluate(() => window.labelscape.projects.close({ discard: true }));
  expect((await app.state()).project).toBeNull();
});

test('a deleted project lies in the trash and comes back', async ({ app, page }) => {
  test.setTimeout(120000);
  await app.open();
  const id = await makeProject(page, 20);
  await app.isIdle();
  await page.evaluate(() => window.labelscape.projects.close());
  await app.click(`start/project/${id}/menu`);
  await app.click(`start/project/${id}/remove`);
  await app.click('start/trash');
  await app.widget(`start/trash/${id}/restore`);
  expect(await page.evaluate(() => window.labelscape.projects.list())).toEqual([]);
  await app.click(`start/trash/${id}/restore`);
  await app.widget(`start/project/${id}`);
  await page.evaluate((known) => window.labelscape.projects.remove(known), id);
  await app.click(`start/trash/${id}/erase`);
  await app.click('erase/confirm');
  await expect.poll(() => page.evaluate(() => window.labelscape.projects.trash())).toEqual([]);
});
