// Whoever searches types on at once, and no letter of it is a command.

import { expect, test } from './fixtures.js';

test('what is typed right after Ctrl+F, or after a change of the kind of search, is searched for and labels nothing', async ({ app, page }) => {
  await app.open();
  await page.evaluate(async () => {
    await window.labelscape.projects.create('Search');
    const text = 'id,text\n' + Array.from({ length: 50 }, (_, i) => `d${i},the message number 1${i} about refunds`).join('\n');
    await window.labelscape.import({ name: 'few.csv', text }, { id: 'id' });
    await window.labelscape.labels.add({ name: 'first', key: '1' });
    await window.labelscape.select(['d3']);
  });
  await app.isIdle();
  const search = async () => (await app.find('top/search'))?.value;
  await page.keyboard.press('Control+f');
  await page.keyboard.type('1x1 ux');
  await expect.poll(search).toBe('1x1 ux');
  await app.click('top/search-by/meaning');
  await page.keyboard.type('1');
  await expect.poll(search).toBe('1x1 ux1');
  const { counts } = await app.state();
  expect(counts.labeled).toBe(0);
  expect(counts.documents).toBe(50);
});
