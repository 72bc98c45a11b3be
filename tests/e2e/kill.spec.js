// The kill test: the browser process is killed in the middle of work, again and again. Whatever had been answered a
// second before is there when the same profile is opened again, history included.
//
// LABELSCAPE_KILLS: how many times (default 6). LABELSCAPE_KILL_SEED: the order of what happens (default 1).

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { serve } from '../../web/build/serve.js';
import { App, expect, test } from './fixtures.js';
import config from './playwright.config.js';

const k_kills = Number(process.env.LABELSCAPE_KILLS ?? 6);
const k_seed = Number(process.env.LABELSCAPE_KILL_SEED ?? 1);
const k_documents = 300;
const k_labels = ['alpha', 'beta', 'gamma', 'delta'];
/** What is younger than this when the process dies may be lost. */
const k_graceMs = 1000;

/** mulberry32 @param {number} seed @returns {() => number} in 0..1 */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** All that must survive, as one text: labels by document and the titles of the history. @param {App} app */
const snapshot = (app) => app.page.evaluate(async () => {
  const documents = await window.labelscape.documents({ limit: 1000 });
  const history = await window.labelscape.history();
  const labels = documents.map(({ id, labels: of }) => `${id}:${[...of].sort().join('+')}`).join(' ');
  return `${labels}\n${history.map(({ title, undone }) => title + (undone ? ' (undone)' : '')).join('\n')}`;
});

/**
 * Whether one undo or one redo leads to the labels of this state.
 * @param {App} app
 * @param {string} state of snapshot()
 */
async function isOneStepFrom(app, state) {
  const wanted = state.split('\n')[0];
  const labels = async () => (await snapshot(app)).split('\n')[0];
  if (await app.page.evaluate(() => window.labelscape.undo())) {
    if ((await labels()) === wanted) return true;
    await app.page.evaluate(() => window.labelscape.redo());
  }
  return (await app.page.evaluate(() => window.labelscape.redo())) && (await labels()) === wanted;
}

/** Until keys that were pressed have done what they do: keys may wait for a few frames. @param {App} app */
const settled = (app) => app.page.evaluate(async () => {
  for (let frame = 0; frame < 6; ++frame) await new Promise((next) => requestAnimationFrame(next));
});

/**
 * One step of work, at most one edit, by the scripting interface or by keys; answered when it returns.
 * @param {App} app
 * @param {() => number} random
 */
async function work(app, random) {
  const kind = random();
  const label = k_labels[Math.floor(random() * k_labels.length)] ?? '';
  if (kind < 0.5) {
    const from = Math.floor(random() * k_documents);
    const count = 1 + Math.floor(random() ** 3 * 60);
    const ids = Array.from({ length: count }, (_, i) => `d${(from + i) % k_documents}`);
    await app.page.evaluate(([docs, name]) => window.labelscape.assign(docs, name), /** @type {const} */ ([ids, label]));
  } else if (kind < 0.6) {
    await app.page.evaluate(() => window.labelscape.undo());
  } else if (kind < 0.65) {
    await app.page.evaluate(() => window.labelscape.redo());
  } else {
    await app.page.keyboard.press('ArrowDown');
    await app.page.keyboard.press(random() < 0.8 ? String(1 + Math.floor(random() * k_labels.length)) : 'Control+z');
    await settled(app);
  }
}

test('a killed browser loses nothing that was answered a second before', async ({ build }) => {
  test.setTimeout(60000 + k_kills * 60000);
  const { launchOptions } = /** @type {{launchOptions: import('@playwright/test').LaunchOptions}} */ (config.use);
  const profile = mkdtempSync(join(tmpdir(), 'labelscape-profile-'));
  const server = await serve({ port: 0, isolated: build === 'threads', folder: process.env.LABELSCAPE_SITE || undefined });
  const random = randomFrom(k_seed);
  /** @type {{id: string, states: {at: number, text: string}[]} | undefined} */
  let expected;
  let lost = 0;
  let steps = 0;
  try {
    for (let round = 0; round <= k_kills; ++round) {
      const browser = await chromium.launchPersistentContext(profile, {
        ...launchOptions, viewport: { width: 1280, height: 800 }, serviceWorkers: build === 'threads' ? 'allow' : 'block',
      });
      const page = browser.pages()[0] ?? (await browser.newPage());
      const app = new App(page, server.url);
      await app.open();
      /** @type {string} */
      let id;
      if (!expected) {
        id = await page.evaluate(async ([rows, labels]) => {
          const made = await window.labelscape.projects.create('Killed');
          const text = Array.from({ length: rows }, (_, i) => `d${i},message number ${i} about topic ${i % 17}`).join('\n');
          await window.labelscape.import({ name: 'texts.csv', text: `id,text\n${text}` }, { id: 'id', text: 'text' });
          for (const name of labels) await window.labelscape.labels.add({ name });
          return made;
        }, /** @type {const} */ ([k_documents, k_labels]));
        await app.isIdle();
      } else {
        ({ id } = expected);
        await page.evaluate((known) => window.labelscape.projects.open(known), id);
        const found = await snapshot(app);
        const place = expected.states.findLastIndex(({ text }) => text === found);
        const youngest = expected.states.at(-1)?.text ?? '';
        // The step under way when the browser died may have been kept without having been answered.
        const kept = place >= 0 || (await isOneStepFrom(app, youngest));
        expect(kept, `after kill ${round} there was no state of the last second, but\n${found.slice(-2000)}`).toBe(true);
        lost += place < 0 ? 0 : expected.states.length - 1 - place;
      }
      if (round === k_kills) {
        await browser.close();
        break;
      }

      const victim = await processOf(browser);
      /** @type {{at: number, text: string}[]} */
      const states = [{ at: Date.now(), text: await snapshot(app) }];
      let killed = 0;
      const death = new Promise((resolve) => {
        setTimeout(() => {
          killed = Date.now();
          resolve(victim.kill());
        }, 2500 + random() * 5000);
      });
      try {
        for (;;) {
          await work(app, random);
          const text = await snapshot(app);
          states.push({ at: Date.now(), text });
          ++steps;
        }
      } catch (error) {
        // In the middle of whatever it was.
        if (killed === 0) throw error;
      }
      await death;
      // What must be there: the youngest state that was older than the grace, or any later one.
      const firstAllowed = states.findLastIndex(({ at }) => at <= killed - k_graceMs);
      expected = { id, states: states.slice(Math.max(0, firstAllowed)) };
    }
  } finally {
    await server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  console.log(`  ${k_kills} kills during ${steps} steps: ${lost} steps of the last second were lost, none before`);
});

/**
 * The browser's process, to be killed as a power failure would.
 * @param {import('@playwright/test').BrowserContext} context
 */
async function processOf(context) {
  const browser = context.browser();
  const session = browser ? await browser.newBrowserCDPSession() : await context.newCDPSession(/** @type {any} */ (context.pages()[0]));
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const pid = processInfo.find(({ type }) => type === 'browser')?.id;
  if (!pid) throw new Error('the browser did not name its process');
  const closed = new Promise((resolve) => context.once('close', resolve));
  return {
    kill: async () => {
      process.kill(pid, 'SIGKILL');
      await closed;
    },
  };
}
