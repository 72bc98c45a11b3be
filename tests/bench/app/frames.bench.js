// How long the page keeps the main thread from drawing while 10,000 documents are imported, embedded, placed and
// labeled. Asserts nothing about time: what was measured is printed.
//
// LABELSCAPE_FRAMES_PROFILE=1 also prints which functions the main thread was busy with.

import { expect, readTable, sharedData, test, writeTable } from '../../e2e/fixtures.js';

/** @typedef {import('../../e2e/fixtures.js').App} App */

const k_documents = 10000;
const k_profile = process.env.LABELSCAPE_FRAMES_PROFILE === '1';

function table() {
  const news = sharedData('ag_news.csv.gz');
  if (news) return writeTable(readTable(news).slice(0, k_documents).map(({ text, id }) => ({ text, id })));
  const words = (/** @type {number} */ i) => Array.from({ length: 30 }, (_, k) => `w${(i * 31 + k * k * (i % 97)) % 4000}`).join(' ');
  return writeTable(Array.from({ length: k_documents }, (_, i) => ({ text: words(i), id: `d${i}` })));
}

/**
 * What the main thread was busy with, by function, as a table.
 * @param {any} profile of CDP's Profiler
 */
function busiest(profile) {
  /** @type {Map<number, any>} */
  const nodes = new Map(profile.nodes.map((/** @type {any} */ node) => [node.id, node]));
  /** @type {Map<string, number>} */
  const ms = new Map();
  profile.samples.forEach((/** @type {number} */ id, /** @type {number} */ i) => {
    const { functionName, url } = nodes.get(id).callFrame;
    const name = `${functionName || '(anonymous)'} ${url.split('/').at(-1)}`;
    ms.set(name, (ms.get(name) ?? 0) + profile.timeDeltas[i] / 1000);
  });
  return [...ms].sort((a, b) => b[1] - a[1]).slice(0, 14).map(([name, time]) => `      ${time.toFixed(0)} ms ${name}`).join('\n');
}

test('no long frames while 10,000 documents are imported, embedded, placed and labeled', async ({ app, build }) => {
  test.skip(build !== 'threads', 'the aim is for the threads build');
  test.setTimeout(10 * 60000);
  const { page } = app;
  await page.addInitScript(() => {
    const record = /** @type {any} */ (window);
    record.frameDeltas = [];
    record.longTasks = [];
    let last = performance.now();
    const frame = () => {
      const now = performance.now();
      record.frameDeltas.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) record.longTasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  const session = await page.context().newCDPSession(page);
  await app.open();
  await page.evaluate(() => window.labelscape.projects.create('Frames'));
  await app.isIdle();

  /** @type {{phase: string, frames: number, work: number, delta: number, tasks: number[]}[]} */
  const phases = [];
  /** @param {string} phase @param {() => Promise<unknown>} run */
  async function measured(phase, run) {
    await page.evaluate(() => {
      window.labelscapeProbe('frames');
      Object.assign(window, { frameDeltas: [], longTasks: [] });
    });
    if (k_profile) {
      await session.send('Profiler.enable');
      await session.send('Profiler.setSamplingInterval', { interval: 500 });
      await session.send('Profiler.start');
    }
    await run();
    await page.waitForTimeout(200);
    const { deltas, tasks, work } = await page.evaluate(() => {
      const record = /** @type {any} */ (window);
      return { deltas: record.frameDeltas, tasks: record.longTasks, work: JSON.parse(window.labelscapeProbe('frames')).worstMs };
    });
    phases.push({ phase, frames: deltas.length, work, delta: Math.max(0, ...deltas), tasks });
    if (k_profile) console.log(`    ${phase}:\n${busiest((await session.send('Profiler.stop')).profile)}`);
  }

  await measured('import', () => page.evaluate(async (text) => {
    await window.labelscape.import({ name: 'texts.csv', text }, { text: 'text', id: 'id' });
  }, table().toString('utf8')));
  await measured('embed', () => page.evaluate(() => window.labelscape.embed()));
  await measured('layout', () => page.evaluate(() => window.labelscape.layout()));
  await measured('microtopics', () => page.evaluate(() => window.labelscape.topics()));
  await measured('the rest', () => app.isIdle(180000));
  await app.addLabels(['one', 'two', 'three']);
  await measured('label', async () => {
    for (const key of ['1', '2', '3', '1']) {
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('a');
      await expect.poll(async () => (await app.state()).alike?.ready ?? false).toBe(true);
      await page.keyboard.press(key);
      await expect.poll(async () => (await app.state()).alike).toBeNull();
    }
    await page.keyboard.press('Control+a');
    await page.keyboard.press('2');
    await expect.poll(async () => (await app.state()).counts.labeled).toBe(k_documents);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await app.state()).counts.labeled).toBeLessThan(k_documents);
  });
  await measured('save', () => app.isIdle());

  for (const { phase, frames, work, delta, tasks } of phases) {
    console.log(`  ${phase}: ${frames} frames; worst: work ${work.toFixed(0)} ms, from frame to frame ${delta.toFixed(0)} ms; ` +
      `${tasks.length} tasks above 50 ms${tasks.length ? `, longest ${Math.max(...tasks).toFixed(0)} ms` : ''}`);
  }
  const worst = phases.reduce((a, b) => (b.work > a.work ? b : a));
  console.log(`  worst frame: ${worst.work.toFixed(0)} ms of work, during ${worst.phase}`);
});
