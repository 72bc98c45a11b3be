// The offline copy on a host that sends no headers: whatever the cache and the server hold, a page is of one version.

import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../web/build/steps.js';
import { serve } from '../../web/build/serve.js';
import { App, expect, test } from './fixtures.js';

test.skip(({ build }) => build !== 'threads', 'needs the service worker');

/** @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof serve>>} */
let host;

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'labelscape-copy-'));
  cpSync(process.env.LABELSCAPE_SITE || join(root, 'dist'), folder, { recursive: true });
  // As elsewhere than on a developer's machine, where a new version is looked for at every visit.
  const worker = join(folder, 'sw.js');
  writeFileSync(worker, readFileSync(worker, 'utf8').replaceAll('127.0.0.1', 'nowhere.test'));
  host = await serve({ folder, base: '/labelscape/', isolated: false, port: 0 });
});

test.afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

/** Publishes version 2: page, style and script say so, and the service worker knows their hashes. */
function publish() {
  /** @param {string} text */
  const hash = (text) => createHash('sha256').update(text).digest('hex');
  const path = join(folder, 'sw.js');
  let worker = readFileSync(path, 'utf8').replace(/[0-9.]+-[0-9a-f]{12}/, '9.9.9-000000000000');
  const changes = /** @type {[string, (text: string) => string][]} */ ([
    ['index.html', (text) => text.replace('<html', '<html data-page="2"')],
    ['style.css', (text) => `${text}\n:root { --style: 2; }\n`],
    ['main.js', (text) => `document.documentElement.dataset.script = "2";\n${text}`],
  ]);
  for (const [name, change] of changes) {
    const before = readFileSync(join(folder, name), 'utf8');
    const after = change(before);
    expect(worker).toContain(hash(before));
    worker = worker.replace(hash(before), hash(after));
    writeFileSync(join(folder, name), after);
  }
  writeFileSync(path, worker);
}

/** @param {App} app @returns {Promise<string>} versions of page, style and script */
const versionsOf = (app) =>
  app.page.evaluate(() => {
    const html = document.documentElement;
    const style = getComputedStyle(html).getPropertyValue('--style') || '1';
    return [html.dataset.page ?? '1', style, html.dataset.script ?? '1'].join();
  });

/** Empties part of the copy, as when the first visit was cut short. @param {App} app @param {string[]} names */
const loseOf = (app, names) =>
  app.page.evaluate(async (lost) => {
    for (const key of await caches.keys()) {
      if (!key.startsWith('labelscape:')) continue;
      const cache = await caches.open(key);
      for (const name of lost) await cache.delete(name);
    }
  }, names);

/** @param {App} app @param {string} name */
const damage = (app, name) =>
  app.page.evaluate(async (file) => {
    const key = (await caches.keys()).find((one) => one.startsWith('labelscape:')) ?? '';
    const headers = { 'Content-Type': 'text/javascript' };
    await (await caches.open(key)).put(file, new Response('}{ damaged', { headers }));
  }, name);

for (const lost of [['index.html'], ['style.css', 'main.js']]) {
  test(`a copy without ${lost.join(' and ')} is not mixed with a new version`, async ({ page }) => {
    const app = new App(page, host.url);
    await app.open();
    await app.isOffline();
    await loseOf(app, [...lost, '.complete']);
    publish();
    for (let visit = 0; visit < 4; ++visit) {
      await app.open(`?visit=${visit}`);
      expect(['1,1,1', '2,2,2']).toContain(await versionsOf(app));
    }
    expect(await versionsOf(app)).toBe('2,2,2');
    await app.isOffline();
    await host.close();
    await app.open();
    expect(await versionsOf(app)).toBe('2,2,2');
    expect(app.pageErrors).toEqual([]);
  });
}

test('a damaged file of the copy is fetched anew', async ({ page }) => {
  const app = new App(page, host.url);
  await app.open();
  await app.isOffline();
  await damage(app, 'main.js');
  await app.open();
  await app.isOffline();
  await host.close();
  await app.open();
  expect(app.pageErrors).toEqual([]);
});

test('a damaged file that the server no longer has leads to the new version', async ({ page }) => {
  const app = new App(page, host.url);
  await app.open();
  await app.isOffline();
  await damage(app, 'main.js');
  publish();
  await expect(async () => {
    await app.open();
    expect(await versionsOf(app)).toBe('2,2,2');
  }).toPass();
  expect(app.pageErrors).toEqual([]);
});
