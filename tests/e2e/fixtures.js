// What every spec starts from: the built site, served for the build under test, and a page object.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { test as base, expect } from '@playwright/test';
import Papa from 'papaparse';
import { serve } from '../../web/build/serve.js';
import { root } from '../../web/build/steps.js';

export { expect };

/**
 * A data set for development; undefined where there is none.
 * @param {string} name such as ag_news.csv.gz
 */
export function sharedData(name) {
  const path = join(process.env.LABELSCAPE_SHARED ?? join(root, '../shared'), 'data', name);
  return existsSync(path) ? path : undefined;
}

/** @param {string} path a CSV, gzipped if its name says so @returns {Record<string, string>[]} */
export function readTable(path) {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return /** @type {Record<string, string>[]} */ (Papa.parse(text, { header: true, skipEmptyLines: true }).data);
}

/** @param {object[]} rows @returns {Buffer} a CSV */
export const writeTable = (rows) => Buffer.from(Papa.unparse(rows), 'utf8');

/**
 * A widget as the probe gives it (src/ui/ui_probe.hpp).
 * @typedef {{name: string, role: string, label: string, value?: string, rect: [number, number, number, number],
 *   disabled?: boolean, focused?: boolean, selected?: boolean, pressed?: boolean, checked?: boolean}} Widget
 */

/** The page under test. */
export class App {
  /** Addresses outside the site that were asked for; every spec ends with none. */
  foreignRequests = /** @type {string[]} */ ([]);
  /** Errors nobody caught; every spec ends with none unless it empties the list. */
  pageErrors = /** @type {string[]} */ ([]);

  /**
   * @param {import('@playwright/test').Page} page
   * @param {string} url the site's folder, with a slash at the end
   */
  constructor(page, url) {
    this.page = page;
    this.url = url;
    const { origin } = new URL(url);
    page.context().on('request', (request) => {
      const { protocol, origin: asked } = new URL(request.url());
      if (protocol.startsWith('http') && asked !== origin) this.foreignRequests.push(request.url());
    });
    page.on('pageerror', (error) => this.pageErrors.push(String(error.stack ?? error)));
  }

  /**
   * Loads the page and waits until the application answers.
   * @param {string} [query] with its question mark
   */
  async open(query = '') {
    await this.page.goto(this.url + query);
    await this.isReady();
  }

  /** Waits for the end of the boot; the failure screen's text is the error if there is one. */
  async isReady() {
    const html = this.page.locator('html');
    await expect(html).toHaveAttribute('data-state', /ready|failed/, { timeout: 45000 });
    if ((await html.getAttribute('data-state')) === 'failed') {
      throw new Error(`the page failed: ${await this.page.locator('#failure').innerText()}`);
    }
  }

  /**
   * The widget of this name, as the program draws it now.
   * @param {string} name of the probe
   * @returns {Promise<Widget | undefined>}
   */
  async find(name) {
    const json = await this.page.evaluate((query) => window.labelscapeProbe(query), `items ${name}`);
    return JSON.parse(json).items.find((/** @type {Widget} */ item) => item.name === name);
  }

  /**
   * Waits until the widget is there and enabled.
   * @param {string} name
   * @param {number} [timeout] ms
   * @returns {Promise<Widget>}
   */
  async widget(name, timeout = 30000) {
    /** @type {Widget | undefined} */
    let found;
    await expect.poll(async () => {
      found = await this.find(name);
      return found !== undefined && !found.disabled;
    }, { message: `widget ${name}`, timeout }).toBe(true);
    return /** @type {Widget} */ (/** @type {unknown} */ (found));
  }

  /**
   * Presses a widget with the real mouse.
   * @param {string} name
   * @param {Parameters<import('@playwright/test').Mouse['click']>[2]} [options]
   */
  async click(name, options) {
    const [x, y, width, height] = await this.#restingRect(name);
    await this.page.mouse.move(x + width / 2, y + height / 2, { steps: 3 });
    await this.page.mouse.click(x + width / 2, y + height / 2, options);
    await this.page.waitForTimeout(60);
  }

  /** Presses a field with the mouse and waits until it takes text. @param {string} name */
  async clickInto(name) {
    await this.click(name);
    await expect.poll(async () => (await this.find(name))?.focused).toBe(true);
  }

  /** Where the widget stays: what stands above it may take its final size one frame after it appeared. @param {string} name */
  async #restingRect(name) {
    let { rect } = await this.widget(name);
    for (;;) {
      await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      const before = String(rect);
      ({ rect } = await this.widget(name));
      if (String(rect) === before) return rect;
    }
  }

  /**
   * Chooses the entry with this text in a select or menu.
   * @param {string} name of the select
   * @param {string} choice
   */
  async choose(name, choice) {
    await this.click(name);
    await this.click(await this.#named(`${name}/`, (item) => item.label === choice));
  }

  /**
   * Waits for a widget of this kind; gives its name.
   * @param {string} prefix
   * @param {(item: Widget) => boolean} wanted
   */
  async #named(prefix, wanted) {
    let name = '';
    await expect.poll(async () => {
      name = (await this.widgets(prefix)).find(wanted)?.name ?? '';
      return name;
    }, { message: `a widget ${prefix}…`, timeout: 30000 }).not.toBe('');
    return name;
  }

  /** @param {string} prefix @returns {Promise<Widget[]>} */
  async widgets(prefix) {
    const json = await this.page.evaluate((query) => window.labelscapeProbe(query), `items ${prefix}`);
    return JSON.parse(json).items;
  }

  /**
   * Opens a file with Ctrl+O and the browser's file chooser; the import dialog is then open.
   * @param {{name: string, mimeType: string, buffer: Buffer}} file
   */
  async openFile(file) {
    // The browser opens a chooser only within seconds of the key, and on a busy machine the first pictures take longer.
    const press = async (/** @type {number} */ timeout) => {
      const chooser = this.page.waitForEvent('filechooser', { timeout });
      await this.page.keyboard.press('Control+o');
      return chooser;
    };
    await (await press(10000).catch(() => press(30000))).setFiles(file);
    await this.widget('import/confirm', 60000);
  }

  /**
   * Types new labels into the labels panel.
   * @param {string[]} names
   */
  async addLabels(names) {
    await this.clickInto('labels/add');
    // As fast as can be: none may lose a letter.
    for (const name of names) {
      await this.page.keyboard.type(name);
      await this.page.keyboard.press('Enter');
    }
    for (const name of names) await this.widget(`labels/row/${name}`);
    await this.page.keyboard.press('Escape');
  }

  /** Waits until nothing runs and everything is saved. @param {number} [timeout] ms */
  async isIdle(timeout = 60000) {
    await expect.poll(() => this.page.evaluate(async () => {
      const { idle, saved, jobs } = await window.labelscape.state();
      return idle && saved ? 'idle' : `saved: ${saved}, jobs: ${jobs.map(({ title, stage }) => `${title} ${stage}`)}`;
    }), { message: 'idle', timeout, intervals: [100] }).toBe('idle');
  }

  /** @returns {Promise<import('../../web/api.d.ts').State>} */
  state() {
    return this.page.evaluate(() => window.labelscape.state());
  }

  /** Waits until the site has its complete offline copy. */
  async isOffline() {
    await expect(this.page.locator('html')).toHaveAttribute('data-offline', 'ready', { timeout: 30000 });
  }
}

/**
 * @typedef {object} TestFixtures
 * @property {App} app a page object on the site; checks at the end that nothing went wrong unseen
 *
 * @typedef {object} WorkerFixtures
 * @property {'threads' | 'no-threads'} build which build the running project is for
 * @property {string} siteUrl the site, served for that build
 *
 * @typedef {import('@playwright/test').PlaywrightTestArgs & import('@playwright/test').PlaywrightTestOptions} TestArgs
 * @typedef {import('@playwright/test').PlaywrightWorkerArgs &
 *   import('@playwright/test').PlaywrightWorkerOptions} WorkerArgs
 */

/** @type {import('@playwright/test').Fixtures<TestFixtures, WorkerFixtures, TestArgs, WorkerArgs>} */
const fixtures = {
  build: ['threads', { option: true, scope: 'worker' }],
  siteUrl: [
    async ({ build }, use) => {
      // LABELSCAPE_SITE: another folder than dist/, so that a build can go on meanwhile.
      const server = await serve({ port: 0, isolated: build === 'threads', folder: process.env.LABELSCAPE_SITE || undefined });
      await use(server.url);
      await server.close();
    },
    { scope: 'worker' },
  ],
  app: async ({ page, siteUrl }, use) => {
    const app = new App(page, siteUrl);
    await use(app);
    expect(app.foreignRequests, 'requests to other origins').toEqual([]);
    expect(app.pageErrors, 'errors nobody caught').toEqual([]);
  },
};

export const test = base.extend(fixtures);
