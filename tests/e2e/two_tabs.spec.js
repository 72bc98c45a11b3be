// One project in two tabs: the second is told, may take it over, and then the first is told.

import { App, expect, test } from './fixtures.js';

test('a project that is open in another tab can be taken over, and both tabs say so', async ({ app, page, context }) => {
  test.setTimeout(180000);
  await app.open();
  const id = await page.evaluate(async () => {
    const made = await window.labelscape.projects.create('Two tabs');
    const text = 'id,text\n' + ['one', 'two', 'three'].map((word, i) => `${i},the text number ${word}`).join('\n');
    await window.labelscape.import({ name: 'few.csv', text }, { id: 'id' });
    await window.labelscape.labels.add({ name: 'yes' });
    await window.labelscape.assign(['0'], 'yes');
    return made;
  });
  await app.isIdle();

  const second = new App(await context.newPage(), app.url);
  await second.open();
  await second.click(`start/project/${id}`);
  await expect(second.page.getByRole('alert').getByText('open in another tab')).toBeAttached();
  expect((await second.state()).project).toBeNull();

  await second.click('start/take-over');
  await expect.poll(async () => (await second.state()).counts.labeled).toBe(1);

  // The first tab has closed the project and says why; its later edits cannot get into the second's.
  await page.bringToFront();
  await expect.poll(async () => (await app.state()).project).toBeNull();
  await expect(page.getByText('taken over by another tab').first()).toBeAttached();
  await expect(page.getByRole('button', { name: 'Take it over here' })).toBeAttached();

  await second.page.bringToFront();
  await second.page.evaluate(() => window.labelscape.assign(['1', '2'], 'yes'));
  await second.isIdle();

  // And back again: what the second tab did is there.
  await page.bringToFront();
  await app.click('start/take-over');
  await expect.poll(async () => (await app.state()).counts.labeled).toBe(3);
  await second.page.bringToFront();
  await expect.poll(async () => (await second.state()).project).toBeNull();

  // What is still being written when the other tab wants the project is waited for: here storage is busy for a while.
  await page.bringToFront();
  await page.evaluate(() => {
    const opening = indexedDB.open('labelscape');
    opening.onsuccess = () => {
      const projects = opening.result.transaction(['projects', 'sections', 'journal'], 'readwrite').objectStore('projects');
      const until = performance.now() + 3000;
      const stay = () => {
        if (performance.now() < until) projects.count().onsuccess = stay;
      };
      stay();
    };
    const text = 'id,text\n' + Array.from({ length: 2000 }, (_, i) => `m${i},one more text with number ${i} of many`).join('\n');
    void window.labelscape.import({ name: 'many.csv', text }, { id: 'id' });
  });
  await expect.poll(async () => (await app.state()).counts.documents, { timeout: 60000, intervals: [50] }).toBe(2003);
  expect((await app.state()).saved).toBe(false);
  await second.page.bringToFront();
  await second.click('start/take-over');
  await expect.poll(async () => (await second.state()).counts.documents, { timeout: 60000 }).toBe(2003);
  await expect.poll(async () => (await app.state()).project).toBeNull();
  expect(second.pageErrors).toEqual([]);
});
