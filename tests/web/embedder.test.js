import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Embedder } from '../../web/host/embedder.js';
import { packTexts } from '../../web/worker/embed_protocol.js';
import { NodeWorker, root, serveAssets } from './embed_support.js';

/** @typedef {import('../../web/host/embedder.js').EmbedOptions} EmbedOptions */
/** @typedef {import('../../web/host/embedder.js').EmbedderOptions} EmbedderOptions */

const k_dimension = JSON.parse(readFileSync(join(root, 'assets/models.json'), 'utf8')).models[0].dimension;
const k_sentences = [
  'My card was declined at the shop', 'The cat sleeps on the warm sofa', 'How do I reset my password?',
  'Der Zug nach Berlin hat Verspätung', '今日はとても暑いです', 'The parliament passed a new law on taxes',
];

/** @type {Awaited<ReturnType<typeof serveAssets>>} */
let site;
/** @type {Embedder} */
let embedder;

/** @param {Partial<EmbedderOptions> & {page?: string}} [options] */
function makeEmbedder({ page = site.page, ...options } = {}) {
  const createWorker = () => /** @type {Worker} */ (/** @type {unknown} */ (new NodeWorker(page)));
  return new Embedder({ baseUrl: page, workerUrl: 'unused', createWorker, ...options });
}

/** @param {readonly string[]} texts @param {EmbedOptions} [options] */
function embed(texts, options) {
  const { bytes, offsets } = packTexts(texts);
  return embedder.embed(bytes, offsets, options);
}

/** @param {Float32Array} vectors @param {number} row */
const rowOf = (vectors, row) => vectors.slice(row * k_dimension, (row + 1) * k_dimension);
/** @param {Float32Array} a @param {Float32Array} b */
const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);
/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
const largestDifference = (a, b) => Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

/** @param {number} count @returns {string[]} texts of many lengths, every one different */
const manyTexts = (count) =>
  Array.from({ length: count }, (_, i) => `${'number '.repeat((i * 7919) % 23)}${k_sentences[i % 6]} ${i}`);

before(async () => {
  site = await serveAssets();
  embedder = makeEmbedder();
});

after(async () => {
  embedder.dispose();
  await site.close();
});

test('the model is known before the worker starts', async () => {
  const lazy = makeEmbedder({ createWorker: () => assert.fail('started too early') });
  const { id, dimension } = await lazy.model();
  assert.match(id, /^builtin/);
  assert.equal(dimension, k_dimension);
});

test('rows are unit vectors, alike texts are near', async () => {
  const texts = [...k_sentences, 'card payment was refused in a store'];
  const { vectors, ...counts } = await embed(texts);
  assert.deepEqual(counts, { rows: 7, columns: k_dimension, truncated: 0, blank: 0, averaged: 0 });
  const { rows } = counts;
  for (let i = 0; i < rows; ++i) assert.ok(Math.abs(dot(rowOf(vectors, i), rowOf(vectors, i)) - 1) < 1e-5);
  const [own, ...others] = texts.slice(0, 6).map((_, i) => dot(rowOf(vectors, i), rowOf(vectors, 6)));
  assert.ok(own > 0.4 && others.every((cosine) => cosine < own - 0.2), `${own} ${others}`);
});

test('results keep the order of the texts and do not depend on their neighbors', async () => {
  const texts = manyTexts(3000);
  const { vectors } = await embed(texts);
  for (const i of [0, 1, 22, 500, 1777, 2999]) {
    const alone = await embed([texts[i]]);
    assert.ok(largestDifference(alone.vectors, rowOf(vectors, i)) < 1e-6, `row ${i}`);
  }
  const again = await embed(texts);
  assert.deepEqual(again.vectors, vectors);
});

test('no texts give no rows', async () => {
  const { rows, vectors } = await embed([]);
  assert.deepEqual([rows, vectors.length], [0, 0]);
});

test('blank texts and texts of unknown characters are zero rows, and are counted', async () => {
  const { vectors, blank } = await embed(['', '  \n', 'hello', '\u{10380}\u{10381}']);
  const norms = [0, 1, 2, 3].map((i) => Math.round(dot(rowOf(vectors, i), rowOf(vectors, i))));
  assert.deepEqual({ norms, blank }, { norms: [0, 0, 1, 0], blank: 3 });
});

test('10,000 empty texts are 10,000 zero rows', async () => {
  const { rows, vectors, blank } = await embed(Array(10000).fill(''));
  assert.deepEqual([rows, blank], [10000, 10000]);
  assert.ok(vectors.every((value) => value === 0));
});

test('a text of 1 MB is cut and counted', async () => {
  const long = 'The committee discussed energy prices. '.repeat(27000);
  const { vectors, truncated } = await embed([long, 'short', 'x'.repeat(1 << 20)]);
  assert.equal(truncated, 2);
  assert.ok(Math.abs(dot(rowOf(vectors, 0), rowOf(vectors, 0)) - 1) < 1e-5);
});

test('a lone surrogate and broken UTF-8 are read as the replacement character', async () => {
  const wanted = await embed(['broken \ufffd text']);
  const surrogate = await embed(['broken \ud800 text']);
  assert.deepEqual(surrogate.vectors, wanted.vectors);
  const bytes = Uint8Array.from([...new TextEncoder().encode('broken '), 0xff, ...new TextEncoder().encode(' text')]);
  const { vectors } = await embedder.embed(bytes, Uint32Array.of(0, bytes.length));
  assert.deepEqual(vectors, wanted.vectors);
});

test('offsets that do not fit the bytes are refused', async () => {
  const bytes = new Uint8Array(4);
  for (const offsets of [[], [0], [1, 4], [0, 5], [0, 3, 2, 4]]) {
    await assert.rejects(embedder.embed(bytes, Uint32Array.from(offsets)), { code: 'bad_argument' });
  }
});

test('progress grows to the total', async () => {
  /** @type {number[]} */
  const seen = [];
  await embed(manyTexts(9000), { onProgress: (done, total) => seen.push(done / total) });
  assert.ok(seen.length > 2 && seen.every((share, i) => i === 0 || share > seen[i - 1]));
  assert.equal(seen.at(-1), 1);
});

test('a cancelled request rejects soon and the next one is answered', async () => {
  const controller = new AbortController();
  const stopped = embed(manyTexts(12000), { signal: controller.signal, onProgress: () => controller.abort() });
  const next = embed(['hello']);
  await assert.rejects(stopped, { code: 'cancelled' });
  assert.equal((await next).rows, 1);
  await assert.rejects(embed(['hello'], { signal: controller.signal }), { code: 'cancelled' });
});

/** @param {(worker: NodeWorker, count: number) => void} [onCreate] @param {Partial<EmbedderOptions>} [options] */
function countingEmbedder(onCreate = () => {}, options = {}) {
  const workers = /** @type {NodeWorker[]} */ ([]);
  const createWorker = () => {
    const worker = new NodeWorker(site.page);
    workers.push(worker);
    onCreate(worker, workers.length);
    return /** @type {Worker} */ (/** @type {unknown} */ (worker));
  };
  return { workers, own: makeEmbedder({ createWorker, ...options }) };
}

test('a worker that does not answer an abort is replaced, its other work is done again', async () => {
  const { workers, own } = countingEmbedder((worker, count) => {
    const post = worker.postMessage.bind(worker);
    if (count === 1) worker.postMessage = (message) => /** @type {any} */ (message).type !== 'cancel' && post(message);
  }, { abortAnswerMs: 30 });
  await own.load();
  const controller = new AbortController();
  const { bytes, offsets } = packTexts(manyTexts(12000));
  const stopped = own.embed(bytes, offsets, { signal: controller.signal, onProgress: () => controller.abort() });
  const small = packTexts(['hello']);
  const next = own.embed(small.bytes, small.offsets);
  await assert.rejects(stopped, { code: 'cancelled' });
  assert.equal((await next).rows, 1);
  assert.equal(workers.length, 2);
  own.dispose();
});

test('after a crash the same texts are sent again and give the same vectors', async () => {
  const { workers, own } = countingEmbedder();
  const texts = manyTexts(9000);
  const { bytes, offsets } = packTexts(texts);
  let killed = false;
  const { vectors } = await own.embed(bytes, offsets, {
    onProgress: () => {
      if (!killed) workers[0].thread.emit('error', new Error('out of memory'));
      killed = true;
    },
  });
  assert.equal(workers.length, 2);
  assert.deepEqual(vectors, (await embed(texts)).vectors);
  own.dispose();
});

test('a worker that crashes every time is given up at its second crash', async () => {
  const { workers, own } = countingEmbedder((worker) => {
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (message) => {
      if (/** @type {any} */ (message).type !== 'embed') return post(message);
      worker.thread.emit('error', new Error('killed'));
    };
  });
  const { bytes, offsets } = packTexts(['hello']);
  await assert.rejects(own.embed(bytes, offsets), { code: 'embedder', message: /killed/ });
  assert.equal(workers.length, 2);
  own.dispose();
});

test('a worker that cannot even start is given up', async () => {
  const gone = new URL('./no_such_worker.mjs', import.meta.url);
  const createWorker = () => /** @type {Worker} */ (/** @type {unknown} */ (new NodeWorker(site.page, gone)));
  const own = makeEmbedder({ createWorker });
  const { bytes, offsets } = packTexts(['hello']);
  await assert.rejects(own.embed(bytes, offsets), { code: 'embedder' });
});

test('a silent worker is given up', async () => {
  const { workers, own } = countingEmbedder((worker) => {
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (message) => /** @type {any} */ (message).type === 'load' && post(message);
  }, { silenceMs: 50 });
  const { bytes, offsets } = packTexts(['hello']);
  await assert.rejects(own.embed(bytes, offsets), { code: 'embedder', message: /silent/ });
  assert.equal(workers.length, 2);
});

test('dispose ends open requests', async () => {
  const own = makeEmbedder();
  const { bytes, offsets } = packTexts(manyTexts(9000));
  const open = own.embed(bytes, offsets);
  own.dispose();
  await assert.rejects(open, { code: 'cancelled' });
});

/** @param {Buffer} bytes */
function flipByte(bytes) {
  bytes[bytes.length >> 1] ^= 1;
  return bytes;
}

/** @param {Buffer} bytes */
const withForeignModel = (bytes) =>
  Buffer.from(String(bytes).replace('models/builtin/model.onnx', 'http://127.0.0.1:1/model.onnx'));

/** @param {Buffer} bytes */
const withDimension = (bytes) => Buffer.from(String(bytes).replace(/"dimension": \d+/, '"dimension": 7'));

const k_broken = /** @type {const} */ ([
  ['a missing list of models', { 'models.json': () => null }, 'not_found', /404/],
  ['a list that is not JSON', { 'models.json': () => Buffer.from('<html>') }, 'bad_file', /JSON/],
  ['a missing model', { 'model.onnx': () => null }, 'not_found', /404/],
  ['a cut model', { 'model.onnx': (/** @type {Buffer} */ b) => b.subarray(0, 5000) }, 'bad_file', /5000 bytes/],
  ['a changed model', { 'model.onnx': flipByte }, 'bad_file', /SHA-256/],
  ['a changed tokenizer', { 'tokenizer.json': flipByte }, 'bad_file', /SHA-256/],
  ['a model of another origin', { 'models.json': withForeignModel }, 'bad_argument', /another origin/],
  ['a model of another shape', { 'models.json': withDimension }, 'bad_file', /expected/],
]);

for (const [title, changes, code, message] of k_broken) {
  test(`${title} is a clear error, and a retry starts afresh`, async () => {
    /** @type {Record<string, (bytes: Buffer) => Buffer | null>} */
    const broken = { ...changes };
    const bad = await serveAssets(broken);
    const own = makeEmbedder({ page: bad.page });
    await assert.rejects(own.load(), { name: 'EmbedError', code, message });
    for (const key of Object.keys(broken)) delete broken[key];
    const { dimension } = await own.load();
    assert.equal(dimension, k_dimension);
    own.dispose();
    await bad.close();
  });
}
