// The page's boot: which build starts where, the service worker, and the screens when it cannot.

import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../web/build/steps.js';
import { serve } from '../../web/build/serve.js';
import { buildSite } from '../../web/build/site.js';
import { App, expect, test } from './fixtures.js';

const k_subPath = '/people/someone/labelscape/';

/** @param {import('@playwright/test').Page} page */
function wasmRequests(page) {
  /** @type {string[]} */
  const names = [];
  page.on('request', (request) => {
    const name = new URL(request.url()).pathname.split('/').at(-1) ?? '';
    if (name.startsWith('labelscape') && name.endsWith('.wasm')) names.push(name);
  });
  return names;
}

test('starts the build that fits the page', async ({ app, page, build }) => {
  const requested = wasmRequests(page);
  await app.open();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(build === 'threads');
  expect(requested).toEqual([build === 'threads' ? 'labelscape-mt.wasm' : 'labelscape.wasm']);
  await expect(page.locator('#loading')).toBeHidden();
  await expect(page.getByRole('progressbar', { includeHidden: true })).toHaveAttribute('aria-valuenow', '100');
  expect(await page.locator('#canvas').boundingBox()).toMatchObject({ x: 0, y: 0, width: 1280, height: 800 });
});

test('?threads=off starts the build without threads', async ({ app, page }) => {
  const requested = wasmRequests(page);
  await app.open('?threads=off');
  expect(requested).toEqual(['labelscape.wasm']);
});

test('a site whose build without threads is still being made starts the other, and says what it waits for', async ({ page, build }) => {
  test.skip(build !== 'threads', 'one is enough');
  const folder = mkdtempSync(join(tmpdir(), 'labelscape-half-'));
  await buildSite({}, { folder, without: 'labelscape' });
  const host = await serve({ folder, port: 0 });
  try {
    await new App(page, host.url).open();
    await page.goto(`${host.url}?threads=off`);
    await expect(page.locator('html')).toHaveAttribute('data-state', 'failed');
    await expect(page.locator('#failure h1')).toHaveText('This part of Labelscape is being built');
    await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible();
  } finally {
    await host.close();
    rmSync(folder, { recursive: true });
  }
});

test.describe('on a host that sends no headers, under a sub-path', () => {
  test.skip(({ build }) => build !== 'threads', 'needs the service worker');

  /** @type {string} */
  let folder;
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let host;

  test.beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'labelscape-site-'));
    cpSync(join(root, 'dist'), folder, { recursive: true });
    host = await serve({ folder, base: k_subPath, isolated: false, port: 0 });
  });

  test.afterEach(async () => {
    await host.close();
    rmSync(folder, { recursive: true });
  });

  /** Versions of the site; models have a cache of their own. @param {App} app */
  const cachesOf = (app) =>
    app.page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('labelscape:')));

  /**
   * Publishes a new version: style.css and the service worker that names its hash.
   * @param {string} style
   */
  function publish(style) {
    /** @param {string} text */
    const hash = (text) => createHash('sha256').update(text).digest('hex');
    const worker = readFileSync(join(folder, 'sw.js'), 'utf8');
    const old = hash(readFileSync(join(folder, 'style.css'), 'utf8'));
    expect(worker).toContain(old);
    const version = /[0-9.]+-[0-9a-f]{12}/;
    writeFileSync(join(folder, 'sw.js'), worker.replace(old, hash(style)).replace(version, '9.9.9-000000000000'));
  }

  test('isolates the page with one reload and works offline after the first visit', async ({ page }) => {
    const app = new App(page, host.url);
    /** @type {string[]} */
    const paths = [];
    page.on('request', (request) => paths.push(new URL(request.url()).pathname));
    await app.open('?from=a-link');
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(page.url()).toBe(`${host.url}?from=a-link`);
    expect(paths.filter((path) => path === k_subPath)).toHaveLength(2);
    expect(paths.filter((path) => !path.startsWith(k_subPath))).toEqual([]);

    await app.isOffline();
    await host.close();
    for (const query of ['', '?from=another-link']) {
      await app.open(query);
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    }
    const kept = await page.evaluate(async () => (await fetch('ort/ort-wasm-simd-threaded.wasm')).status);
    expect(kept).toBe(200);
    expect(app.foreignRequests).toEqual([]);
    expect(app.pageErrors).toEqual([]);
  });

  test('a new version replaces the old one as a whole', async ({ page }) => {
    const app = new App(page, host.url);
    await app.open();
    await app.isOffline();
    const [before] = await cachesOf(app);

    const style = `${readFileSync(join(folder, 'style.css'), 'utf8')}\n:root { --version: 2; }\n`;
    publish(style);
    writeFileSync(join(folder, 'style.css'), style);
    const seen = () => getComputedStyle(document.documentElement).getPropertyValue('--version');
    // A new version may not be complete at the first reload after it came out.
    await expect(async () => {
      await app.open();
      expect(await page.evaluate(seen)).toBe('2');
    }).toPass();
    await app.isReady();
    await app.isOffline();
    expect(await cachesOf(app)).toEqual([before?.replace(/[^:]*$/, '9.9.9-000000000000')]);

    await host.close();
    await app.open();
    expect(await page.evaluate(seen)).toBe('2');
  });

  test('a half-published version leaves the old one in use', async ({ page }) => {
    const app = new App(page, host.url);
    await app.open();
    await app.isOffline();
    const before = await cachesOf(app);

    publish('/* this file never arrives */');
    await app.open();
    await app.isOffline();
    // The new worker opened its cache, could not complete it, and is not in use.
    expect(await cachesOf(app)).toContain(before[0]);
    await host.close();
    await app.open();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  });
});

test.describe('says what is missing and what to do', () => {
  const cases = [
    { title: 'WebGL 2 is not available', remedy: /graphics acceleration/, hide: 'webgl2' },
    { title: 'WebAssembly is turned off', remedy: /settings/, hide: 'webassembly' },
    { title: 'WebAssembly SIMD is missing', remedy: /Update this browser/, hide: 'simd' },
    { title: 'WebAssembly exceptions are missing', remedy: /Update this browser/, hide: 'exceptions' },
    { title: 'The browser does not let this page keep data', remedy: /site data/, hide: 'indexeddb' },
  ];
  for (const { title, remedy, hide } of cases) {
    test(hide, async ({ app, page }) => {
      await page.addInitScript((feature) => {
        // Opcode prefixes: 0xfd of SIMD, 0x06 (try) of the smallest module with exceptions.
        const opcodes = /** @type {Record<string, number[]>} */ ({ simd: [253], exceptions: [6, 64, 25] });
        const opcode = opcodes[feature];
        if (feature === 'webgl2') {
          const getContext = HTMLCanvasElement.prototype.getContext;
          HTMLCanvasElement.prototype.getContext = /** @type {any} */ (
            /** @this {HTMLCanvasElement} @param {string} type @param {any} options */
            function (type, options) {
              return type === 'webgl2' ? null : getContext.call(this, type, options);
            }
          );
        } else if (feature === 'webassembly') {
          Reflect.deleteProperty(globalThis, 'WebAssembly');
        } else if (feature === 'indexeddb') {
          IDBFactory.prototype.open = () => {
            throw new DOMException('denied', 'SecurityError');
          };
        } else if (opcode) {
          const validate = WebAssembly.validate;
          WebAssembly.validate = (bytes) => {
            const text = new Uint8Array(/** @type {ArrayBuffer} */ (bytes)).join(' ');
            return !text.includes(opcode.join(' ')) && validate(bytes);
          };
        }
      }, hide);
      const requested = wasmRequests(page);
      await page.goto(app.url);

      const screen = page.getByRole('alert');
      await expect(screen.getByRole('heading')).toBeFocused();
      await expect(screen.getByRole('listitem')).toHaveCount(1);
      await expect(screen.getByRole('listitem')).toContainText(title);
      await expect(screen.getByRole('listitem')).toContainText(remedy);
      await expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
      expect(requested).toEqual([]);
    });
  }
});

test('a file that does not arrive is named, and trying again helps', async ({ app, page }) => {
  await page.route('**/*.wasm', (route) => route.fulfill({ status: 503 }));
  await page.goto(app.url);
  const screen = page.getByRole('alert');
  await expect(screen.getByRole('heading')).toHaveText('Labelscape could not be loaded');
  await screen.getByText('Details').click();
  await expect(screen.locator('pre')).toContainText(/wasm\/labelscape.*\.wasm could not be loaded: HTTP status 503/);
  await page.unroute('**/*.wasm');
  await screen.getByRole('button', { name: 'Try again' }).click();
  await app.isReady();
});

test('when the module dies, the log is shown and the saved work can be had', async ({ app, page }) => {
  await app.open();
  await page.evaluate(() => {
    const error = new WebAssembly.RuntimeError('memory access out of bounds');
    dispatchEvent(new ErrorEvent('error', { error, message: `Uncaught ${error}` }));
  });
  const screen = page.getByRole('alert');
  await expect(screen.getByRole('heading')).toHaveText('Labelscape has stopped');
  await screen.getByText('Details').click();
  await expect(screen.locator('pre')).toContainText('memory access out of bounds');

  const download = page.waitForEvent('download').then(() => 'saved', () => 'none');
  await screen.getByRole('button', { name: 'Save a copy of my work' }).click();
  const said = screen.getByRole('status');
  await expect(said).toHaveText(/^(Saved as .+|Nothing has been saved in this browser yet\.)$/);
  if ((await said.innerText()).startsWith('Saved')) expect(await download).toBe('saved');

  await screen.getByRole('button', { name: 'Reload' }).click();
  await app.isReady();
});
