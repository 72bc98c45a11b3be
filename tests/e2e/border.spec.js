// Whatever a script calls with, the page goes on and the work is whole. A longer run: tests/fuzz/border.mjs.

import { callAtRandom, makeProject } from '../fuzz/page_calls.js';
import { expect, test } from './fixtures.js';

test('calls with arguments of every kind are answered, and documents and labels stay', async ({ app, page }) => {
  test.setTimeout(180000);
  await app.open();
  const project = await makeProject(page);
  for (const seed of [1, 2, 3]) {
    const { calls, answered, problems } = await callAtRandom(page, project, seed, 100);
    expect(problems, `seed ${seed}`).toEqual([]);
    expect(answered).toBe(calls);
  }
});

test('half a character pair comes back as U+FFFD, wherever it was put', async ({ app, page }) => {
  await app.open();
  const half = '\ud83d';
  const back = await page.evaluate(async (text) => {
    const { labelscape } = window;
    await labelscape.projects.create(`project ${text}`);
    const report = await labelscape.import({ name: `${text}.jsonl`, text: JSON.stringify({ id: `i${text}`, text: `t${text}`, [`c${text}`]: text }) });
    await labelscape.labels.add({ name: `l${text}`, description: text, keywords: [text] });
    const [doc] = await labelscape.documents();
    await labelscape.assign([doc.id], `l${text}`);
    return { project: (await labelscape.state()).project?.name, durable: report.durable, labels: await labelscape.labels.list(), doc: (await labelscape.documents())[0] };
  }, half);
  expect(JSON.stringify(back)).not.toMatch(/\\ud83d/);
  expect(back.project).toBe('project \ufffd');
  expect(back.durable).toBe(true);
  expect(back.labels[0]).toMatchObject({ name: 'l\ufffd', description: '\ufffd', keywords: ['\ufffd'] });
  expect(back.doc).toMatchObject({ id: 'i\ufffd', text: 't\ufffd', labels: ['l\ufffd'] });
});

test('typed and pasted halves do no harm', async ({ app, page }) => {
  await app.open();
  await makeProject(page);
  await app.clickInto('labels/add');
  await page.keyboard.insertText('typed \ud83d');
  await page.keyboard.press('Enter');
  await app.isIdle();
  const names = (await page.evaluate(() => window.labelscape.labels.list())).map(({ name }) => name);
  expect(names).toContain('typed \ufffd');
});

test('an export of many documents is answered by the file, however long it takes', async ({ app, page }) => {
  test.setTimeout(240000);
  await app.open();
  const sizes = await page.evaluate(async () => {
    const { labelscape } = window;
    const rows = Array.from({ length: 30000 }, (_, i) => `d${i},a text of some length that is number ${i} of them all`);
    await labelscape.import({ name: 'many.csv', text: `id,text\n${rows.join('\n')}` }, { id: 'id', text: 'text' });
    const blobs = await Promise.all([labelscape.export('parquet'), labelscape.export('project'), labelscape.export('csv')]);
    return blobs.map(({ size }) => size);
  });
  for (const size of sizes) expect(size).toBeGreaterThan(50000);
});
