// The built site, in the browser: short texts a second of the built-in model, and the time from a press on Import to
// the first picture of the map for 100,000 news.
//
// LABELSCAPE_BENCH_ROWS: how many news (default 100000). LABELSCAPE_BENCH_REPS: how often (default 3).
// LABELSCAPE_BENCH_RESULTS: a JSON file for the figures.

import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { expect, test, writeTable } from '../../e2e/fixtures.js';
import { sharedTexts, varied } from '../texts.mjs';

/** @typedef {import('../../e2e/fixtures.js').App} App */

const k_rows = Number(process.env.LABELSCAPE_BENCH_ROWS ?? 100000);
const k_reps = Number(process.env.LABELSCAPE_BENCH_REPS ?? 3);
const k_shortTexts = 50000;
const k_shortTarget = 20000;
const k_mapTargetS = 8;

/** @param {string[]} texts */
const tableOf = (texts) => writeTable(texts.map((text, i) => ({ id: `d${i}`, text })));
const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s`;
const load = () => `load ${os.loadavg()[0].toFixed(1)}`;

/** @param {object} figures */
function keep(figures) {
  const path = process.env.LABELSCAPE_BENCH_RESULTS;
  if (!path) return;
  let before = [];
  try {
    before = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // The first of this run.
  }
  writeFileSync(path, `${JSON.stringify([...before, { ...figures, load1: os.loadavg()[0] }], null, 1)}\n`);
}

/**
 * Peak memory and processor time of the browser's processes.
 * @param {import('@playwright/test').Browser} browser
 * @returns {Promise<Record<string, {peak_mb: number, cpu_s: number}>>} by kind of process
 */
async function processes(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  /** @type {Record<string, {peak_mb: number, cpu_s: number}>} */
  const kinds = {};
  for (const { type, id, cpuTime } of processInfo) {
    const kind = type === 'renderer' ? 'page' : type;
    const peak_mb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1024;
    const before = kinds[kind] ?? { peak_mb: 0, cpu_s: 0 };
    kinds[kind] = { peak_mb: Math.max(before.peak_mb, peak_mb), cpu_s: before.cpu_s + cpuTime };
  }
  await session.detach();
  return kinds;
}

/** Notes when a job begins and ends, and when the map is drawn for the first time. @param {App} app */
const watch = (app) => app.page.evaluate(() => {
  /** @type {Record<string, number>} */
  const at = {};
  const note = (/** @type {string} */ name) => (at[name] ??= performance.now());
  /** @type {string[]} */
  let before = [];
  window.labelscape.on('job', (jobs) => {
    const keys = /** @type {{key: string}[]} */ (jobs).map(({ key }) => key);
    for (const key of keys) if (!before.includes(key)) note(`${key} begins`);
    for (const key of before) if (!keys.includes(key)) note(`${key} ends`);
    before = keys;
  });
  addEventListener('pointerup', () => note('press'), { capture: true });
  const look = () => {
    // The map's tools are there as soon as there are points; the frame after that has been shown.
    if (JSON.parse(window.labelscapeProbe('items map/fit')).items.length === 0) return setTimeout(look, 20);
    requestAnimationFrame(() => requestAnimationFrame(() => note('map')));
  };
  look();
  Object.assign(window, { marks: at });
});

/** @param {App} app @returns {Promise<Record<string, number>>} ms */
const marksOf = (app) => app.page.evaluate(() => /** @type {any} */ (window).marks);

test('short texts a second of the built-in model', async ({ app }) => {
  const buffer = tableOf(varied(sharedTexts('banking77.csv'), k_shortTexts));
  await app.open();
  const rates = [];
  for (let i = 0; i < k_reps; ++i) {
    const { count, ms } = await app.page.evaluate(async (text) => {
      await window.labelscape.projects.create('Short texts');
      await window.labelscape.import({ name: 'short.csv', text }, { text: 'text', id: 'id', duplicates: 'keep' });
      return window.labelscape.embed();
    }, buffer.toString('utf8'));
    expect(count).toBe(k_shortTexts);
    rates.push(Math.round((1000 * count) / ms));
  }
  const best = Math.max(...rates);
  console.log(`  short texts: ${rates.join(', ')} texts/s in the application (target ${k_shortTarget}), ${load()}`);
  keep({ part: 'short texts', rates, best });
});

for (let rep = 0; rep < k_reps; ++rep) {
  test(`from a press to the map of ${k_rows} news, ${rep + 1}`, async ({ app, browser }) => {
    const buffer = tableOf(varied(sharedTexts('ag_news.csv.gz'), k_rows));
    await app.open();
    await app.openFile({ name: 'news.csv', mimeType: 'text/csv', buffer });
    const cpuBefore = await processes(browser);
    await watch(app);
    await app.click('import/confirm');
    // Work goes on behind the report of the import; the map is drawn once that is closed.
    await app.widget('import/done', 120000);
    await app.click('import/done');
    await expect.poll(async () => (await marksOf(app)).map ?? 0, { timeout: 10 * 60000, intervals: [250] }).toBeGreaterThan(0);
    const after = await processes(browser);
    const marks = await marksOf(app);
    const wasm = await app.page.evaluate(async () => (await performance.measureUserAgentSpecificMemory?.())?.bytes ?? 0);
    const between = (/** @type {string} */ from, /** @type {string} */ to) => (marks[to] ?? NaN) - (marks[from] ?? NaN);
    const stages = {
      import: between('press', 'embed begins'), embed: between('embed begins', 'embed ends'),
      graph: between('graph begins', 'graph ends'), layout: between('layout begins', 'map'),
      'from import': between('press', 'map'), 'from embed': between('embed begins', 'map'),
    };
    const memory = Object.fromEntries(Object.entries(after).map(([kind, { peak_mb, cpu_s }]) =>
      [kind, { peak_mb: Math.round(peak_mb), cpu_s: Number((cpu_s - (cpuBefore[kind]?.cpu_s ?? 0)).toFixed(1)) }]));
    const { counts } = await app.state();
    expect(counts.embedded).toBe(counts.documents);
    console.log(`  ${counts.documents} news: ${Object.entries(stages).map(([name, ms]) => `${name} ${seconds(ms)}`).join(', ')} ` +
      `(target: ${k_mapTargetS} s from embed), ${load()}\n    ${JSON.stringify(memory)}, page by its own account ${(wasm / 1e6).toFixed(0)} MB`);
    keep({ part: 'map', rows: counts.documents, stages, memory, page_bytes: wasm });
  });
}
