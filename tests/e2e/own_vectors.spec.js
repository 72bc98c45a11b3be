// Vectors of the user's own take the place of a model: a NumPy file beside the texts, and a column of arrays.

import { expect, test } from './fixtures.js';

const k_groups = ['a parcel that is late', 'a refund that never came', 'a password that is lost'];
const k_rows = 240;
const k_dimension = 16;

/** Every text says the same, only the vectors know its group. @param {number} i */
const textOf = (i) => `Message number ${i} about something`;

/** @param {number} i */
function vectorOf(i) {
  return Array.from({ length: k_dimension }, (_, j) => (j % 3 === i % 3 ? 1 : 0) + ((i * 7 + j * 13) % 10) / 50);
}

/** A matrix as NumPy writes it. @param {number} rows */
function npy(rows) {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${k_dimension}), }`.padEnd(117) + '\n';
  const values = new Float32Array(Array.from({ length: rows }, (_, i) => vectorOf(i)).flat());
  return Buffer.concat([Buffer.from([0x93]), Buffer.from('NUMPY\x01\x00v\x00', 'latin1'), Buffer.from(header), Buffer.from(values.buffer)]);
}

/** @param {import('./fixtures.js').App} app */
const vectors = (app) => app.page.evaluate(async () => {
  const { columns, data } = await window.labelscape.vectors();
  return { columns, rows: data.length / columns };
});

test('a NumPy file gives the texts of a project their vectors, by row', async ({ app }) => {
  test.setTimeout(120000);
  const { page } = app;
  await app.open();
  const rows = Array.from({ length: k_rows }, (_, i) => `t${i},${textOf(i)}`);
  await app.openFile({ name: 'texts.csv', mimeType: 'text/csv', buffer: Buffer.from(['id,text', ...rows].join('\n')) });
  await app.click('import/confirm');
  await app.click('import/done');
  await app.isIdle();

  await app.openFile({ name: 'short.npy', mimeType: 'application/octet-stream', buffer: npy(k_rows - 1) });
  await app.click('import/confirm');
  await expect.poll(async () => (await app.widgets('toast/')).map(({ label }) => label).join()).toContain('239 vectors, the project 240 documents');
  expect((await vectors(app)).columns).toBe(256);

  await app.openFile({ name: 'mine.npy', mimeType: 'application/octet-stream', buffer: npy(k_rows) });
  await page.screenshot({ path: test.info().outputPath('own-vectors.png') });
  await app.click('import/confirm');
  expect((await app.widget('import/report/matched')).label).toContain('240');
  await app.click('import/done');
  await app.isIdle();
  expect(await vectors(app)).toEqual({ columns: k_dimension, rows: k_rows });
  const alike = await page.evaluate(() => window.labelscape.alike('t4', { limit: 70 }));
  expect(alike.every(({ id }) => Number(id.slice(1)) % 3 === 1)).toBe(true);
  const refused = await page.evaluate(() => window.labelscape.search('parcel', { mode: 'semantic' }).catch((error) => error.message));
  expect(refused).toContain('"mine" came with a file');

  const { project } = await app.state();
  await page.reload();
  await app.isReady();
  await app.click(`start/project/${project?.id}`);
  await app.isIdle();
  await page.keyboard.press('m');
  await expect.poll(async () => (await app.find('models/status'))?.label ?? '').toContain('your own vectors, "mine"');
  await page.screenshot({ path: test.info().outputPath('models.png') });
});

test('a column of arrays comes with its texts', async ({ app }) => {
  const { page } = app;
  await app.open();
  const text = Array.from({ length: k_rows }, (_, i) =>
    JSON.stringify({ text: textOf(i), kind: k_groups[i % 3], embedding: i === 5 ? vectorOf(i).slice(1) : vectorOf(i) })).join('\n');
  const result = await page.evaluate((jsonl) => window.labelscape.import({ name: 'made.jsonl', text: jsonl }), text);
  expect(result.added).toBe(k_rows);
  expect(result.notices.join()).toContain('has 15 numbers, not 16');
  expect(result.notices.join()).toContain('239 vectors of 16 numbers are now used as "embedding"; 1 document has none');
  await page.evaluate(() => window.labelscape.layout());
  await app.isIdle();
  const { counts } = await app.state();
  expect(counts.embedded).toBe(k_rows - 1);
  const documents = await page.evaluate(() => window.labelscape.documents());
  expect(documents.filter(({ x }) => x === null).map(({ text: words }) => words)).toEqual([textOf(5)]);
  expect(documents[5]?.noVector).toBe(true);
});
