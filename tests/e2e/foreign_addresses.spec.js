// A project file from somebody else: no address in it is asked for anything before the user has agreed to that.

import { unzipSync, zipSync } from 'fflate';
import { expect, test } from './fixtures.js';

/** @typedef {import('./fixtures.js').App} App */

const k_there = 'https://somebody.example';
const k_settings = { pooling: 0, normalize: true, maxTokens: 512, document: `${k_there}/document`, query: `${k_there}/query`, average: false };

/** Every field of view.json that may hold an address, alone. @type {[string, (view: any) => void][]} */
const k_fields = [
  ['an endpoint', (view) => (view.model = { id: '', title: 'Theirs', remote: { base: `${k_there}/v1`, model: 'm', dimensions: 0, price: 0 } })],
  ['an endpoint on this machine', (view) => (view.model = { id: '', title: '', remote: { base: 'http://localhost:11434/v1', model: 'm', dimensions: 0, price: 0 } })],
  ['a model by its address', (view) => (view.model = { id: `${k_there}/model/`, title: 'Theirs' })],
  ['a model file by its address', (view) => (view.model = { id: `url:${k_there}/model.onnx`, title: 'Theirs', settings: k_settings })],
  ['a model of the hub', (view) => (view.model = { id: 'somebody/model:int8', title: 'Theirs', settings: k_settings })],
  ['prefixes', (view) => (view.model = { id: '', title: `${k_there}/title`, settings: k_settings })],
  ['searches', (view) => Object.assign(view, { search: `${k_there}/search`, semantic: true, colorBy: 3, colorColumn: `${k_there}/column` })],
  ['filters', (view) => (view.filter = [
    { kind: 8, value: `${k_there}/text` }, { kind: 12, value: `${k_there}/documents`, docs: [0, 1] },
    { kind: 6, text: `${k_there}/column`, value: `${k_there}/value`, negated: true },
  ])],
];

/** @param {App} app @returns {Promise<Record<string, Uint8Array>>} the parts of a project whose texts and names are addresses */
async function exported(app) {
  const base64 = await app.page.evaluate(async (there) => {
    await window.labelscape.projects.create(`${there}/project`);
    const rows = Array.from({ length: 30 }, (_, i) => `${there}/text${i} refund money,${there}/id${i},${there}/label${i % 2},<img src=${there}/cell${i}.png>`);
    const text = `text,id,label,picture\n${rows.join('\n')}\n`;
    await window.labelscape.import({ name: 'table.csv', text }, { text: 'text', id: 'id', label: 'label' });
    await window.labelscape.embed();
    await window.labelscape.layout();
    const bytes = new Uint8Array(await (await window.labelscape.projects.save()).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }, k_there);
  return unzipSync(Buffer.from(base64, 'base64'));
}

/** @param {Record<string, Uint8Array>} parts @param {string} name @param {(json: any) => void} change */
function edit(parts, name, change) {
  const json = JSON.parse(Buffer.from(/** @type {Uint8Array} */ (parts[name])).toString('utf8'));
  change(json);
  return { ...parts, [name]: Buffer.from(JSON.stringify(json)) };
}

test('no address of a project file is asked for anything', async ({ app }) => {
  test.setTimeout(300000);
  const { page } = app;
  // Whatever it is, it gets an answer: a request that fails would not be tried again.
  await page.context().route((url) => url.origin !== new URL(app.url).origin, (route) => route.fulfill({ status: 200, body: '{}' }));
  await app.open();
  const parts = await exported(app);
  // Without its checksum the manifest proves nothing, so every other part is taken as it is.
  const open = edit(parts, 'manifest.json', (manifest) => Object.assign(manifest, { check: 1, id: `${k_there}/id` }));
  for (const [what, change] of k_fields) {
    const file = zipSync(edit(open, 'view.json', change));
    const id = await page.evaluate(
      async (base64) => window.labelscape.projects.load(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], 'theirs.labelscape')),
      Buffer.from(file).toString('base64'),
    );
    expect(id, what).not.toBe('');
    await app.isIdle();
    const { counts } = await app.state();
    expect(counts.documents, what).toBe(30);
    expect(counts.visible, 'the view is taken as it is').toBe(new Map([['searches', 0], ['filters', 2]]).get(what) ?? 30);
    // What a person does first: looks at documents, searches, computes the map anew.
    await page.mouse.move(640, 400, { steps: 5 });
    await page.keyboard.press('ArrowDown');
    await page.evaluate(async () => {
      await window.labelscape.search('refund', { mode: 'semantic' }).catch(() => undefined);
      await window.labelscape.layout().catch(() => undefined);
    });
    await app.click('map/model');
    await page.waitForTimeout(700);
    await page.keyboard.press('Escape');
    expect(app.foreignRequests, what).toEqual([]);
  }
  // A request would have been seen, also one of a worker.
  await page.evaluate(async (there) => {
    await fetch(`${there}/seen`, { mode: 'no-cors' });
    const source = `fetch('${there}/seen-too', { mode: 'no-cors' }).then(() => postMessage(1))`;
    const worker = new Worker(URL.createObjectURL(new Blob([source])));
    await new Promise((resolve) => (worker.onmessage = resolve));
  }, k_there);
  expect(app.foreignRequests.splice(0)).toEqual([`${k_there}/seen`, `${k_there}/seen-too`]);
});
