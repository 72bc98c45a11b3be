// The whole job by mouse and keyboard on news, with the labels of the file hidden and then used as the oracle.
//
// LABELSCAPE_AG_NEWS_ROWS: how many rows (default 10000; 22570 is all of them).

import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { expect, readTable, sharedData, test, writeTable } from './fixtures.js';

/** @typedef {import('./fixtures.js').App} App */

const k_data = sharedData('ag_news.csv.gz');
const k_rows = Number(process.env.LABELSCAPE_AG_NEWS_ROWS ?? 10000);
const k_maxDecisions = 400;
const k_share = 0.9;
/** Smaller microtopics are left to "alike". */
const k_smallestTopic = 12;
/** Documents of a group that are read before it is labeled, and how many of them must be of one kind. */
const k_looked = 10;
const k_clear = 0.8;
const k_byAlike = 40;

/** The most frequent one. @param {string[]} labels */
function majority(labels) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** @param {App} app */
const labeled = async (app) => (await app.state()).counts.labeled;

/**
 * Presses a label's key and waits until it shows.
 * @param {App} app
 * @param {string} key
 */
async function decide(app, key) {
  const before = await labeled(app);
  await app.page.keyboard.press(key);
  await expect.poll(() => labeled(app), { intervals: [30] }).toBeGreaterThan(before);
}

/**
 * Brings a row of the microtopic table into view by the wheel.
 * @param {App} app
 * @param {number} topic
 */
async function showTopic(app, topic) {
  const name = `topics/row/${topic}`;
  const { rect: [x, y, width, height] } = await app.widget('topics/row');
  // Outliers stand below the rows.
  const bottom = Math.min(y + height, (await app.find('topics/row/-1'))?.rect[1] ?? Infinity);
  let before = NaN;
  for (let turn = 0; turn < 400; ++turn) {
    const row = await app.find(name);
    const top = row ? row.rect[1] : Infinity;
    // The probe gives the part that shows.
    const inView = row && row.rect[3] > 40 && top > y - 4 && top + row.rect[3] < bottom + 4;
    // The table stands still.
    if (inView && top === before) return row.rect;
    before = top;
    if (!inView) {
      await app.page.mouse.move(x + width / 2, (y + bottom) / 2);
      await app.page.mouse.wheel(0, top < y ? -60 : 60);
    }
    await app.page.waitForTimeout(50);
  }
  throw new Error(`microtopic ${topic} is not in the table`);
}

/**
 * Selects a microtopic by a press on its row.
 * @param {App} app
 * @param {number} topic
 */
async function selectTopic(app, topic) {
  const [x, y, width, height] = await showTopic(app, topic);
  await app.page.mouse.click(x + width * 0.3, y + height * 0.3);
  await expect.poll(async () => (await app.find(`topics/row/${topic}`))?.selected, { message: `microtopic ${topic}`, intervals: [30] }).toBe(true);
}

/**
 * Selects the first document of the list by a press on it. While the list gives up what was just labeled, its rows
 * move, and a press may come too late.
 * @param {App} app
 * @returns {Promise<string>} the id of the document
 */
async function selectFirst(app) {
  let id = '';
  await expect(async () => {
    const row = (await app.widgets('list/row/')).find(({ name }) => /^list\/row\/\d+$/.test(name));
    const [x, y, width, height] = row?.rect ?? [0, 0, 0, 0];
    await app.page.mouse.move(x + width / 2, y + height / 2, { steps: 3 });
    await app.page.mouse.click(x + width / 2, y + height / 2);
    await app.page.waitForTimeout(60);
    const [selected, ...others] = await app.page.evaluate(() => window.labelscape.selection());
    const [doc] = selected ? await app.page.evaluate((ids) => window.labelscape.documents({ filter: { ids } }), [selected]) : [];
    expect(doc?.labels, 'labels of the document that was pressed').toEqual([]);
    expect(others).toEqual([]);
    id = doc?.id ?? '';
  }).toPass({ timeout: 60000 });
  return id;
}

test('AG News: most of it is labeled with few decisions, kept and exported', async ({ app, build }) => {
  test.skip(!k_data, 'no shared data: ../shared/data/ag_news.csv.gz');
  test.skip(build !== 'threads', 'one run is enough: the threads build');
  test.setTimeout(20 * 60000);
  const { page } = app;
  const all = readTable(/** @type {string} */ (k_data)).slice(0, k_rows);
  const oracle = new Map(all.map(({ id, label }) => [id, /** @type {string} */ (label)]));
  const names = [...new Set(oracle.values())].sort();
  const keyOf = (/** @type {string} */ name) => String(names.indexOf(name) + 1);

  await app.open();
  await app.openFile({ name: 'ag_news.csv', mimeType: 'text/csv', buffer: writeTable(all) });
  await app.choose('import/label', 'No labels yet');
  await app.choose('import/id', 'id');
  let from = Date.now();
  await app.click('import/confirm');
  await app.widget('import/done', 120000);
  await app.click('import/done');
  await app.isIdle(300000);
  const { counts } = await app.state();
  const ready = Date.now() - from;
  expect(counts.labeled).toBe(0);
  expect(counts.topics).toBeGreaterThan(5);
  await app.addLabels(names);

  /** What a look at some of them shows. @param {string[]} ids @returns {{name: string, share: number}} */
  const look = (ids) => {
    const seen = ids.map((id) => oracle.get(id) ?? '');
    const name = majority(seen);
    return { name, share: seen.filter((label) => label === name).length / seen.length };
  };

  // The largest microtopics, each as one step; one whose first documents are of several kinds is left alone.
  from = Date.now();
  const goal = k_share * counts.documents;
  let decisions = 0;
  const topics = await page.evaluate(() => window.labelscape.topics());
  for (const { id, size } of topics.filter((topic) => topic.id >= 0).sort((a, b) => b.size - a.size)) {
    if (size < k_smallestTopic || decisions >= k_maxDecisions) break;
    await selectTopic(app, id);
    ++decisions;
    const { name, share } = look((await page.evaluate(() => window.labelscape.selection())).slice(0, k_looked));
    if (share >= k_clear) await decide(app, keyOf(name));
  }
  /** Share of the labels that are those of the file. */
  const agreed = async () => {
    const docs = (await page.evaluate(() => window.labelscape.documents())).filter(({ labels }) => labels.length > 0);
    const share = docs.filter(({ id, labels }) => labels[0] === oracle.get(id)).length / docs.length;
    return `${(100 * share).toFixed(1)} % right`;
  };
  const byTopics = { labeled: await labeled(app), decisions, agreed: await agreed() };

  // A bulk step is taken back and made again.
  await page.keyboard.press('Control+z');
  await expect.poll(() => labeled(app)).toBeLessThan(byTopics.labeled);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => labeled(app)).toBe(byTopics.labeled);

  // Some of what is left: a document, and all that are alike; only itself where the farthest are of other kinds.
  await app.click('list/filter/add');
  await app.click('list/filter/add/unlabeled');
  await app.isIdle();
  for (let i = 0; i < k_byAlike && (await labeled(app)) < goal; ++i, ++decisions) {
    const doc = await selectFirst(app);
    const name = oracle.get(doc) ?? '';
    await page.keyboard.press('a');
    await expect.poll(async () => (await app.state()).alike?.ready ?? false, { intervals: [30] }).toBe(true);
    const alike = await page.evaluate((id) => window.labelscape.alike(id, { unlabeledOnly: true }), doc);
    const farthest = alike.slice(-k_looked).map(({ id }) => id);
    const clear = farthest.filter((id) => oracle.get(id) === name).length >= k_clear * farthest.length;
    if (!clear) {
      await page.keyboard.press('Escape');
      await expect.poll(async () => (await app.state()).alike).toBeNull();
    }
    await decide(app, keyOf(name));
  }
  const byAlike = { labeled: await labeled(app), decisions, agreed: await agreed() };

  // The rest: what its labeled neighbors suggest, all at once, until enough is labeled.
  while ((await labeled(app)) < goal && decisions < k_maxDecisions) {
    await app.isIdle(120000);
    const before = await labeled(app);
    await selectFirst(app);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Enter');
    await expect.poll(() => labeled(app), { intervals: [30] }).toBeGreaterThan(before);
    ++decisions;
  }
  const total = await labeled(app);
  const labeling = Date.now() - from;
  await app.isIdle();

  await page.reload();
  await app.isReady();
  const [project] = await page.evaluate(() => window.labelscape.projects.list());
  await app.click(`start/project/${project?.id}`);
  await expect.poll(async () => (await app.state()).counts.labeled, { timeout: 60000 }).toBe(total);
  await app.isIdle(120000);

  const download = page.waitForEvent('download');
  await page.keyboard.press('Control+e');
  await app.click('export/confirm');
  const path = await (await download).path();
  const exported = /** @type {Record<string, string>[]} */ (
    Papa.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true }).data);
  const given = exported.filter((row) => row.labels);
  expect(given.length).toBeGreaterThanOrEqual(total);
  const agreement = given.filter((row) => row.labels === oracle.get(/** @type {string} */ (row.id))).length / given.length;
  const perDecision = total / decisions;
  console.log(`  AG News, ${counts.documents} documents, map and microtopics after ${(ready / 1000).toFixed(0)} s: ` +
    `${byTopics.labeled} by ${byTopics.decisions} microtopics (${byTopics.agreed}), ${byAlike.labeled} with ${k_byAlike} by similarity (${byAlike.agreed}), ${total} (${((100 * total) / counts.documents).toFixed(1)} %) ` +
    `by ${decisions} decisions in ${(labeling / 1000).toFixed(0)} s: ${perDecision.toFixed(1)} documents per decision, ` +
    `agreement ${(100 * agreement).toFixed(1)} %`);
  expect(agreement).toBeGreaterThanOrEqual(0.75);
  expect(perDecision).toBeGreaterThanOrEqual(20);
});
