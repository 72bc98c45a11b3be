// The graphics context is lost and comes back, a tab is frozen, workers are killed: work goes on, and the picture is the same.
// LABELSCAPE_LOSSES: how often each; a few in the usual run, twenty by hand.

import { expect, test } from './fixtures.js';

/** @typedef {import('./fixtures.js').App} App */

const k_losses = Number(process.env.LABELSCAPE_LOSSES ?? 3);
/** Share of pixels that may differ: a caret, an edge. */
const k_same = 0.002;

/** A few hundred documents about a few things. */
function table() {
  const words = ['refund money back payment invoice', 'parcel late courier delivery lost', 'password login locked account reset'];
  const texts = Array.from({ length: 400 }, (_, i) => {
    const subject = /** @type {string} */ (words[i % words.length]).split(' ');
    return `${subject[i % 5]} ${subject[(i * 7) % 5]} ${subject[(i * 3) % 5]} number ${i}`;
  });
  return `text\n${texts.join('\n')}\n`;
}

/** @param {App} app */
async function openMap(app) {
  await app.page.addInitScript(() => {
    const getContext = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = /** @type {any} */ (
      /** @this {HTMLCanvasElement} @param {string} type @param {any} options */
      function (type, options) {
        const context = getContext.call(this, type, options);
        if (type === 'webgl2') Object.assign(window, { testedGl: context });
        return context;
      }
    );
  });
  await app.open();
  await app.page.evaluate(async (text) => {
    await window.labelscape.projects.create('Graphics');
    await window.labelscape.import({ name: 'table.csv', text }, { text: 'text' });
    for (const name of ['Money', 'Parcel']) await window.labelscape.labels.add({ name });
    await window.labelscape.embed();
    await window.labelscape.layout();
    await window.labelscape.topics();
  }, table());
  await app.isIdle(120000);
  await app.page.mouse.move(5, 795);
}

/** Loses the context and gives it back. @param {App} app @param {number} [ms] between both */
const lose = (app, ms = 30) =>
  app.page.evaluate(async (pause) => {
    const { testedGl: gl } = /** @type {{ testedGl: WebGL2RenderingContext }} */ (/** @type {unknown} */ (window));
    const extension = gl.getExtension('WEBGL_lose_context') ?? Reflect.get(window, 'loseContext');
    Object.assign(window, { loseContext: extension });
    const event = (/** @type {string} */ name) =>
      new Promise((resolve) => gl.canvas.addEventListener(name, () => setTimeout(resolve), { once: true }));
    const lost = event('webglcontextlost');
    extension.loseContext();
    await lost;
    await new Promise((resolve) => setTimeout(resolve, pause));
    const restored = event('webglcontextrestored');
    extension.restoreContext();
    await restored;
  }, ms);

/** The picture at rest. @param {App} app @returns {Promise<string>} PNG in base64 */
async function picture(app) {
  let before = '';
  for (let trial = 0; trial < 40; ++trial) {
    await app.page.waitForTimeout(150);
    const now = (await app.page.screenshot()).toString('base64');
    if (now === before) return now;
    before = now;
  }
  return before;
}

/** @param {App} app @param {string} a @param {string} b @returns {Promise<number>} share of pixels that differ visibly */
const difference = (app, a, b) =>
  app.page.evaluate(async ([first, second]) => {
    const pixels = async (/** @type {string} */ png) => {
      const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d'));
      context.drawImage(bitmap, 0, 0);
      return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
    };
    const [one, other] = await Promise.all([pixels(first), pixels(second)]);
    let differing = 0;
    for (let i = 0; i < one.length; i += 4) {
      const far = [0, 1, 2].some((c) => Math.abs(Number(one[i + c]) - Number(other[i + c])) > 40);
      differing += far ? 1 : 0;
    }
    return differing / (one.length / 4);
  }, /** @type {[string, string]} */ ([a, b]));

test('a lost context comes back with the same picture', async ({ app }) => {
  test.setTimeout(300000);
  await openMap(app);
  const before = await picture(app);
  for (let i = 0; i < k_losses; ++i) {
    await lose(app, (i % 4) * 40);
    expect(await difference(app, before, await picture(app)), `after loss ${i + 1}`).toBeLessThan(k_same);
  }
  // Lost again before the first picture.
  await lose(app, 0);
  await lose(app, 0);
  expect(await difference(app, before, await picture(app))).toBeLessThan(k_same);
  // The comparison sees a map that is not as it was.
  await app.click('map/zoom-in');
  expect(await difference(app, before, await picture(app))).toBeGreaterThan(k_same);
});

test('contexts lost while panning, labeling and computing cost nothing', async ({ app }) => {
  test.setTimeout(300000);
  await openMap(app);
  const { page } = app;
  for (let i = 0; i < k_losses; ++i) {
    await page.mouse.move(640, 400);
    await page.mouse.down({ button: 'right' });
    await page.mouse.move(700, 420, { steps: 3 });
    const lost = lose(app, 60);
    await page.mouse.move(660, 440, { steps: 6 });
    await lost;
    await page.mouse.move(640, 400, { steps: 3 });
    await page.mouse.up({ button: 'right' });

    const [first] = await page.evaluate(() => window.labelscape.documents({ limit: 1 }));
    const labeled = page.evaluate(([id, i]) => window.labelscape.assign([String(id)], Number(i) % 2 ? 'Money' : 'Parcel'), [first?.id, i]);
    await lose(app, 0);
    await labeled;

    const computed = page.evaluate((seed) => window.labelscape.layout({ seed }), 1);
    await lose(app, 100);
    await computed;
  }
  await app.isIdle(120000);
  await page.mouse.move(5, 795);
  const after = await picture(app);
  // What a page without any loss draws.
  await page.setViewportSize({ width: 1281, height: 800 });
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await difference(app, after, await picture(app))).toBeLessThan(k_same);
  const steps = await page.evaluate(async () => (await window.labelscape.history()).filter((step) => step.title.includes('Label ')).length);
  expect(steps).toBe(k_losses);
});

test('a frozen and a hidden tab go on where they were', async ({ app }) => {
  test.setTimeout(300000);
  await openMap(app);
  const { page } = app;
  const before = await picture(app);
  const session = await page.context().newCDPSession(page);
  for (let i = 0; i < k_losses; ++i) {
    const computed = page.evaluate(() => window.labelscape.layout({ seed: 1 }));
    computed.catch(() => undefined);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await page.bringToFront();
    await computed;
    await app.isIdle(120000);
  }
  const { counts } = await app.state();
  expect(counts.embedded).toBe(counts.documents);
  await page.evaluate(() => window.labelscape.layout({ seed: 1 }));
  await app.isIdle(120000);
  const shown = await picture(app);
  expect(await difference(app, shown, await picture(app))).toBeLessThan(k_same);
  expect(before.length).toBeGreaterThan(1000);
});
