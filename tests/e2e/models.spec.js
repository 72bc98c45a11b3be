// Embedding models on the real site: the user's own files, a folder of the host, an endpoint; what goes wrong with each.

import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { ModelServer } from '../web/model_server.js';
import { sharedModels, wordTokenizer } from '../web/model_support.js';
import { lookupModel } from '../web/onnx_support.js';
import { expect, test, writeTable } from './fixtures.js';

/** @typedef {import('./fixtures.js').App} App */

const k_model = join(sharedModels, 'synthetic-bert-tiny');
const k_files = ['model_quantized.onnx', 'tokenizer.json', 'config.json'];
const k_rows = 600;
const k_subjects = ['the refund of my money is late', 'a parcel was lost by the courier', 'I cannot log in to my account',
  'the screen of the phone is broken'];

/** A project with a map, and one label. @param {App} app */
async function openProject(app) {
  await app.open();
  const rows = Array.from({ length: k_rows }, (_, i) => ({
    text: `${k_subjects[i % 4]}, case ${i} ${'and so on '.repeat(i % 12)}`, label: i < 4 ? `label ${i}` : '',
  }));
  await app.openFile({ name: 'cases.csv', mimeType: 'text/csv', buffer: writeTable(rows) });
  await app.click('import/confirm');
  await app.click('import/done');
  await app.isIdle(120000);
}

/** As if files from the desktop were dropped. @param {App} app @param {string[]} paths */
async function drop(app, paths) {
  const files = paths.map((path) => ({ name: String(path.split('/').at(-1)), base64: readFileSync(path).toString('base64') }));
  await app.page.evaluate((dropped) => {
    const dataTransfer = new DataTransfer();
    for (const { name, base64 } of dropped) {
      dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
    }
    dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
  }, files);
}

/** Puts the keyboard on a widget as a screen reader does, and presses a key. @param {App} app @param {string} name */
async function pressKey(app, name, key = 'Enter') {
  await app.widget(name);
  await app.page.evaluate((query) => window.labelscapeProbe(query), `focus ${name}`);
  await expect.poll(async () => (await app.find(name))?.focused ?? false).toBe(true);
  await app.page.keyboard.press(key);
}

/** @param {App} app @param {string} name @param {string} text */
async function fill(app, name, text) {
  await app.click(name);
  await expect.poll(async () => (await app.find(name))?.focused).toBe(true);
  await app.page.keyboard.press('Control+a');
  await app.page.keyboard.type(text);
  // A slow page still takes the letters in; the key is not told to anybody.
  if (name !== 'endpoint/key') await expect.poll(async () => (await app.find(name))?.value).toBe(text);
}

/** Opens a project from the start screen. @param {App} app @param {string | undefined} id */
async function reopen(app, id) {
  await app.click(`start/project/${id}`);
  await expect.poll(async () => (await app.state()).project?.id, { timeout: 60000 }).toBe(id);
  await app.isIdle();
}

/** What embed() says without embedding anything anew. @param {App} app */
const embedded = (app) => app.page.evaluate(() => window.labelscape.embed());
/** @param {App} app */
const columns = async (app) => (await app.page.evaluate(() => window.labelscape.vectors())).columns;
/** @param {App} app */
const status = async (app) => (await app.find('models/status'))?.label ?? '';
/** @param {App} app @param {string} name */
const label = async (app, name) => (await app.find(name))?.label ?? '';

test('a model of the user is dropped, kept, used, found again after a reload and left again', async ({ app }) => {
  test.skip(!existsSync(k_model), 'no synthetic-bert-tiny in the shared models');
  test.setTimeout(240000);
  const { page } = app;
  await openProject(app);
  const builtin = (await embedded(app)).model;
  const labeled = (await app.state()).counts.labeled;

  await drop(app, k_files.map((name) => join(k_model, name)));
  await app.widget('models/use');
  expect(await label(app, 'models/details/title')).toBe('model_quantized');
  await app.click('models/download');
  await app.widget('models/remove');
  await app.click('models/measure');
  await app.widget('models/running');
  await app.widget('models/use', 60000);
  await app.click('models/use');
  // The worker dies in the middle of it and another one goes on.
  const worker = page.workers().findLast((one) => one.url().includes('embed'));
  await worker?.evaluate(() => void setTimeout(() => { throw new Error('killed by the test'); })).catch(() => {});
  await expect.poll(() => columns(app), { timeout: 120000 }).toBe(32);
  await app.isIdle(120000);
  const changed = await embedded(app);
  expect(changed.model).toContain('model_quantized');
  expect([changed.count, changed.dimension]).toEqual([k_rows, 32]);
  expect((await app.state()).counts.labeled).toBe(labeled);
  expect((await app.state()).counts.topics).toBeGreaterThan(0);
  app.pageErrors = app.pageErrors.filter((error) => !error.includes('killed by the test'));

  const { project } = await app.state();
  await page.reload();
  await app.isReady();
  await reopen(app, project?.id);
  expect((await embedded(app)).model).toBe(changed.model);
  expect((await page.evaluate(() => window.labelscape.search('a lost parcel', { mode: 'semantic', limit: 5 }))).length).toBe(5);

  await page.keyboard.press('m');
  await expect.poll(() => status(app)).toContain('In use: model_quantized');
  await pressKey(app, `models/row/${builtin}`);
  await pressKey(app, 'models/use');
  await expect.poll(() => columns(app), { timeout: 120000 }).toBe(256);
  await page.keyboard.press('Escape');
  await app.isIdle(120000);
  expect((await embedded(app)).model).toBe(builtin);
  const again = await page.evaluate((id) => window.labelscape.embed({ model: id }), changed.model);
  expect([again.model, again.count]).toEqual([changed.model, k_rows]);
  const refused = await page.evaluate(() => window.labelscape.embed({ model: 'no/model' }).catch((error) => error.code));
  expect(refused).toBe('not_found');
});

test('a download that the network breaks off says so and goes on later', async ({ app }) => {
  test.setTimeout(180000);
  const server = await new ModelServer().start();
  const graph = '/tiny/onnx/model.onnx';
  server.files.set(graph, lookupModel()).set('/tiny/tokenizer.json', wordTokenizer());
  server.trouble.set(graph, [{ cutAfter: 20000 }, ...Array(3).fill({ status: 503 })]);
  await openProject(app);
  await app.page.keyboard.press('m');
  await fill(app, 'models/query', `${server.origin}/tiny`);
  expect(server.seen.length).toBe(0);
  await app.page.keyboard.press('Enter');
  await expect.poll(() => label(app, 'models/download')).toMatch(/^Download .* from 127\.0\.0\.1/);
  expect(server.seen.filter(({ method, path }) => method === 'GET' && path === graph).length).toBe(0);
  await app.click('models/download');
  await expect.poll(() => status(app), { timeout: 60000 }).toMatch(/broke off after \d+ bytes.*Check the connection and go on/);
  await expect.poll(() => label(app, 'models/download')).toMatch(/^Download the other/);
  await app.click('models/download');
  await app.widget('models/use', 60000);
  expect(server.seen.at(-1)?.range).toMatch(/^bytes=\d+-$/);
  app.foreignRequests = app.foreignRequests.filter((url) => !url.startsWith(String(server.origin)));
  await server.close();
});

/** An OpenAI-compatible server that counts what arrives. @param {(request: number) => boolean} works */
async function startEndpoint(works) {
  /** @type {{input: string[], authorization: string | undefined}[]} */
  const seen = [];
  const server = createServer(async (request, response) => {
    const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'authorization, content-type' };
    let body = '';
    for await (const chunk of request) body += chunk;
    if (request.method !== 'POST') return response.writeHead(204, cors).end();
    const { input } = JSON.parse(body);
    seen.push({ input, authorization: request.headers.authorization });
    if (!works(seen.length)) return response.writeHead(401, cors).end('{"error": {"message": "The credit is used up"}}');
    const vector = (/** @type {string} */ text) => Array.from({ length: 8 }, (_, i) => text.charCodeAt((i * 3) % text.length) / 128);
    response.writeHead(200, { ...cors, 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ data: input.map((/** @type {string} */ text, /** @type {number} */ index) => ({ index, embedding: vector(text) })) }));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { seen, base: `http://127.0.0.1:${port}/v1`, close: () => (server.closeAllConnections(), server.close()) };
}

/** Up to the button that sends. @param {App} app @param {string} base */
async function describeEndpoint(app, base) {
  await app.page.keyboard.press('m');
  await app.click('models/tab/endpoint');
  await fill(app, 'endpoint/base', base);
  await fill(app, 'endpoint/model', 'small');
  await fill(app, 'endpoint/key', 'sk-secret-1234567890');
  await fill(app, 'endpoint/price', '2');
  await app.click('endpoint/estimate');
  await app.widget('endpoint/send');
}

test('an endpoint gets nothing before the user has seen what would be sent', async ({ app }) => {
  test.setTimeout(180000);
  const endpoint = await startEndpoint(() => true);
  await openProject(app);
  await describeEndpoint(app, endpoint.base);
  const estimated = `600 texts in 10 requests to ${new URL(endpoint.base).origin}`;
  await expect.poll(async () => (await label(app, 'endpoint/estimated')).replace(/\s/g, ' ')).toBe(estimated);
  expect(await label(app, 'endpoint/send')).toContain('Send 600 texts to http://127.0.0.1');
  expect([endpoint.seen.length, app.foreignRequests.length]).toEqual([0, 0]);

  await app.click('endpoint/send');
  await expect.poll(() => columns(app), { timeout: 120000 }).toBe(8);
  await app.page.keyboard.press('Escape');
  await app.isIdle(120000);
  expect(endpoint.seen.length).toBe(10);
  expect(endpoint.seen.flatMap(({ input }) => input).length).toBe(k_rows);
  expect(endpoint.seen.every(({ authorization }) => authorization === 'Bearer sk-secret-1234567890')).toBe(true);
  expect(await columns(app)).toBe(8);
  app.foreignRequests = app.foreignRequests.filter((url) => !url.startsWith(endpoint.base));

  // After a reload it is asked again only when the user says so.
  const { project } = await app.state();
  await app.page.reload();
  await app.isReady();
  await reopen(app, project?.id);
  const search = await app.page.evaluate(() => window.labelscape.search('parcel', { mode: 'semantic' }).catch((error) => error.message));
  expect(search).toContain('the endpoint is not connected');
  expect(endpoint.seen.length).toBe(10);
  endpoint.close();
});

test('an endpoint that gives up in the middle loses nothing', async ({ app }) => {
  test.setTimeout(180000);
  const endpoint = await startEndpoint((request) => request <= 6);
  await openProject(app);
  const before = await app.state();
  await describeEndpoint(app, endpoint.base);
  await app.click('endpoint/send');
  await expect.poll(() => status(app), { timeout: 60000 }).toMatch(/401: The credit is used up\. Check the key/);
  await app.isIdle();
  const after = await app.state();
  expect(after.counts).toEqual(before.counts);
  expect(await columns(app)).toBe(256);
  app.foreignRequests = app.foreignRequests.filter((url) => !url.startsWith(endpoint.base));
  endpoint.close();
});

test('an endpoint that is not there is said to be so', async ({ app }) => {
  test.setTimeout(180000);
  const endpoint = await startEndpoint(() => true);
  endpoint.close();
  await openProject(app);
  await describeEndpoint(app, endpoint.base);
  await app.click('endpoint/send');
  await expect.poll(() => status(app), { timeout: 120000 }).toMatch(/cannot be reached.*Is the server running/);
  await app.isIdle();
  expect((await embedded(app)).count).toBe(k_rows);
  expect(await columns(app)).toBe(256);
  app.foreignRequests = [];
});
