// Models in a real browser: the Cache API, blobs across the worker's border, WebGPU.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { runtimeFiles } from '../../web/build/site.js';
import { root } from './embed_support.js';
import { ModelServer, sha256Of } from './model_server.js';
import { largestDifference, sharedModels, skipWithout, wordTokenizer } from './model_support.js';
import { lookupModel } from './onnx_support.js';

const k_browser = process.env.CHROMIUM || '/usr/bin/chromium';
const k_types = /** @type {Record<string, string>} */ ({
  '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm',
});
const skip = existsSync(k_browser) ? false : `no browser at ${k_browser}`;
const skipGolden = skip || skipWithout('synthetic-bert-tiny');

/** @type {import('node:http').Server} */
let server;
/** @type {ModelServer} */
let hub;
/** @type {import('playwright-core').Browser} */
let browser;
/** @type {string} */
let page_url;
/** @type {string[]} */
const asked = [];

/** The part of the built site that embedding needs. */
async function siteFiles() {
  const { outputFiles } = await build({
    absWorkingDir: root, write: false, outdir: 'dist', bundle: true, format: 'esm', target: 'es2022', platform: 'browser',
    entryPoints: { main: 'tests/web/browser_entry.js', 'worker/embed.worker': 'web/worker/embed.worker.js' },
  });
  const files = new Map(outputFiles.map(({ path, contents }) => [path.slice(join(root, 'dist').length), contents]));
  for (const [name, path] of runtimeFiles()) files.set(`/ort/${name}`, readFileSync(path));
  files.set('/', Buffer.from('<!doctype html><meta charset="utf-8"><script type="module" src="main.js"></script>'));
  return files;
}

before(async () => {
  if (skip) return;
  const files = await siteFiles();
  server = createServer((request, response) => {
    const path = String(request.url).replace('/index.html', '/');
    asked.push(path);
    const shared = path.startsWith('/shared/') ? join(sharedModels, path.slice(8)) : join(root, path);
    const isFile = path.startsWith('/assets/') || path.startsWith('/shared/');
    const bytes = files.get(path) ?? (isFile && statSync(shared, { throwIfNoEntry: false })?.isFile() ? readFileSync(shared) : undefined);
    response.writeHead(bytes ? 200 : 404, {
      'Content-Type': path === '/' ? 'text/html' : (k_types[extname(path)] ?? 'application/octet-stream'),
      'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp',
    }).end(bytes);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  page_url = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`;
  hub = await new ModelServer().start();
  browser = await chromium.launch({
    executablePath: k_browser,
    args: ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-unsafe-swiftshader'],
  });
});
after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
  await hub?.close();
});

/** @param {import('playwright-core').BrowserContext} [context] */
async function openPage(context) {
  const page = await (context ?? (await browser.newContext())).newPage();
  await page.goto(page_url);
  await page.waitForFunction(() => 'open_embedding' in globalThis);
  return page;
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string[]} paths of files that arrive first
 * @param {[method: string, args?: any, texts?: string[]][]} calls '$1' in the arguments is the id of the first model
 * @param {number} [threads]
 * @returns {Promise<any[]>}
 */
const run = (page, paths, calls, threads = 1) =>
  page.evaluate(async ({ paths, calls, hub, threads }) => {
    const embedding = /** @type {any} */ (globalThis).open_embedding({ hub, threads });
    let tokens = await embedding.arrive(paths);
    const answers = [];
    let id = '';
    for (const [method, args = {}, texts = []] of calls) {
      if (args.id === '$1') args.id = id;
      if (method === 'addFiles') args.tokens = tokens;
      const answer = await embedding.call(method, args, texts)
        .catch((/** @type {any} */ error) => ({ error: `${error.code}: ${error.message}` }));
      id = answer.models?.[0]?.id ?? id;
      answers.push(answer);
    }
    return answers;
  }, { paths, calls, hub: String(hub.origin), threads });

const k_bert = ['model.onnx', 'tokenizer.json', 'config.json'].map((name) => `/shared/synthetic-bert-tiny/${name}`);

/** @param {string[]} texts @param {string} folder */
function goldenItems(folder, texts = []) {
  const { items } = JSON.parse(readFileSync(join(sharedModels, folder, 'golden.json'), 'utf8'));
  return items.filter((/** @type {any} */ item) => texts.length === 0 || texts.includes(item.name));
}

for (const threads of [1, 2]) {
  test(`reference vectors in the browser, ${threads} threads`, { skip: skipGolden }, async () => {
    for (const [file, dtype, tolerance] of /** @type {const} */ ([['model.onnx', 'fp32', 1e-5], ['model_quantized.onnx', 'int8', 1e-2]])) {
      const items = goldenItems('synthetic-bert-tiny');
      const page = await openPage();
      const [, , loaded, embedded] = await run(page, [`/shared/synthetic-bert-tiny/${file}`, ...k_bert.slice(1)], [
        ['addFiles'], ['choose', { id: '$1' }], ['load'],
        ['embed', { rows: items.length }, items.map((/** @type {any} */ item) => item.text)],
      ], threads);
      assert.equal(loaded.error, undefined);
      items.forEach((/** @type {any} */ item, /** @type {number} */ i) => {
        const own = embedded.floats.slice(i * 32, i * 32 + 16);
        if (item.name === 'supplementary' || own.every((/** @type {number} */ value) => value === 0)) return;
        assert.ok(largestDifference(own, item[dtype].embedding_first16) <= tolerance, `${dtype} ${item.name}`);
      });
      await page.context().close();
    }
  });
}

test('WebGPU is tried where there is an adapter, and taken only if it is faster and gives the same', { skip: skipGolden }, async (t) => {
  const page = await openPage();
  const items = goldenItems('synthetic-bert-tiny', ['pangram', 'hello', 'sim_a']);
  const hasAdapter = await page.evaluate(async () => (await /** @type {any} */ (navigator).gpu?.requestAdapter()) != null);
  const [, , loaded, speed, embedded] = await run(page, k_bert, [
    ['addFiles'], ['choose', { id: '$1' }], ['load'], ['measure', { milliseconds: 2000 }],
    ['embed', { rows: items.length }, items.map((/** @type {any} */ item) => item.text)],
  ]);
  assert.equal(speed.error, undefined);
  t.diagnostic(`loaded in ${Math.round(loaded.milliseconds)} ms; ${JSON.stringify(speed.trials)}`);
  assert.equal(speed.trials[0].provider, 'wasm');
  assert.equal(speed.trials.length, hasAdapter ? 2 : 1);
  if (hasAdapter) {
    const [wasm, webgpu] = speed.trials;
    assert.ok(webgpu.textsPerSecond > 0, webgpu.refused);
    assert.ok(webgpu.difference < 1e-3, String(webgpu.difference));
    assert.equal(speed.provider, webgpu.textsPerSecond > wasm.textsPerSecond ? 'webgpu' : 'wasm');
  }
  items.forEach((/** @type {any} */ item, /** @type {number} */ i) =>
    assert.ok(largestDifference(embedded.floats.slice(i * 32, i * 32 + 16), item.fp32.embedding_first16) < 1e-3));
  await page.context().close();
});

test('a download is kept in the Cache API: cut, resumed, used without a network after a reload, removed', { skip }, async () => {
  const model = lookupModel({ vocabulary: 400000 });
  const tokenizer = wordTokenizer();
  const siblings = [
    { rfilename: 'onnx/model.onnx', size: model.length, lfs: { sha256: sha256Of(model), size: model.length } },
    { rfilename: 'tokenizer.json', size: tokenizer.length },
  ];
  hub.files.set('/api/models/some/model/revision/main?blobs=true', JSON.stringify({ sha: 'main', siblings }));
  hub.files.set('/some/model/resolve/main/onnx/model.onnx', model);
  hub.files.set('/some/model/resolve/main/tokenizer.json', tokenizer);
  hub.trouble.set('/some/model/resolve/main/onnx/model.onnx', [{ cutAfter: 5 << 20 }, ...Array(4).fill({ status: 503 })]);
  const context = await browser.newContext();
  const page = await openPage(context);
  const [found, broken, again] = await run(page, [], [['find', { text: 'some/model' }], ['download', { id: '$1' }], ['models']]);
  assert.equal(found.models[0].bytes, model.length + tokenizer.length);
  assert.match(broken.error, /not_found: .*(broke off|503)/);
  const partial = again.models.find((/** @type {any} */ info) => info.id === found.models[0].id);
  assert.equal(partial.state, 'partial');

  await page.reload();
  await page.waitForFunction(() => 'open_embedding' in globalThis);
  hub.trouble.clear();
  hub.seen = [];
  const { id } = found.models[0];
  const [done] = await run(page, [], [['download', { id }]]);
  assert.deepEqual([done.state, done.error], ['ready', undefined]);
  const ranges = hub.seen.filter(({ method, path }) => method === 'GET' && path.endsWith('.onnx')).map(({ range }) => range);
  assert.equal(ranges.length, 1);
  assert.match(String(ranges[0]), /^bytes=[1-9]\d+-$/);

  await page.reload();
  await page.waitForFunction(() => 'open_embedding' in globalThis);
  await hub.close();
  const [, embedded, listed, , gone] = await run(page, [], [
    ['choose', { id }], ['embed', { rows: 2 }, ['w7', 'strange']], ['models'], ['remove', { id }], ['models']]);
  assert.deepEqual([embedded.columns, embedded.blank], [4, 1]);
  assert.equal(listed.models.find((/** @type {any} */ info) => info.id === id).storedBytes, model.length + tokenizer.length);
  assert.ok(!gone.models.some((/** @type {any} */ info) => info.id === id));
  await context.close();
});

test('the runtime with WebGPU is asked for only by models that may need it', { skip }, async () => {
  asked.length = 0;
  const page = await openPage();
  const [embedded] = await run(page, [], [['embed', { rows: 1 }, ['hello']]]);
  assert.equal(embedded.columns, 256);
  assert.ok(!asked.some((path) => /webgpu|asyncify/.test(path)), asked.join(' '));
  await page.context().close();
});
