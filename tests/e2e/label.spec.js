// The main job by mouse and keyboard on the sample: import, map, label, undo, reload, export.

import { expect, test } from './fixtures.js';

test('the sample is imported, mapped, labeled, undone, kept over a reload and exported', async ({ app }) => {
  test.setTimeout(180000);
  const { page } = app;
  await app.open();
  await app.click('start/sample');
  await app.click('import/confirm');
  await app.click('import/done');
  await app.isIdle(120000);
  const before = await app.state();
  expect(before.counts.documents).toBeGreaterThan(1000);
  expect(before.counts.embedded).toBe(before.counts.documents);
  expect(before.counts.topics).toBeGreaterThan(5);

  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('a');
  await expect.poll(async () => (await app.state()).alike?.ready ?? false).toBe(true);
  const { alike } = await app.state();
  await page.keyboard.press('1');
  await expect.poll(async () => (await app.state()).counts.labeled).toBeGreaterThan(before.counts.labeled + (alike?.above ?? 0) - 1);
  const after = await app.state();
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await app.state()).counts.labeled).toBe(before.counts.labeled);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(async () => (await app.state()).counts.labeled).toBe(after.counts.labeled);
  await app.isIdle();

  await page.reload();
  await app.isReady();
  const { id } = /** @type {{id: string}} */ (before.project);
  await app.click(`start/project/${id}`);
  await expect.poll(async () => (await app.state()).counts.labeled).toBe(after.counts.labeled);

  const download = page.waitForEvent('download');
  await page.keyboard.press('Control+e');
  await app.click('export/confirm');
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
});
