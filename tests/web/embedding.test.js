import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { Embedding } from '../../web/host/embedding.js';
import { ModelStore } from '../../web/host/models/model_store.js';
import { packTexts } from '../../web/worker/embed_protocol.js';
import { NodeWorker, root, serveAssets } from './embed_support.js';
import { memoryCaches, ModelServer } from './model_server.js';
import { fileOf, sharedFile, skipWithout, wordTokenizer } from './model_support.js';
import { lookupModel } from './onnx_support.js';

/** @typedef {import('../../web/types.d.ts').EmbedderCalls} Calls */

/** @type {Awaited<ReturnType<typeof serveAssets>>} */
let site;
/** @type {ModelServer} */
let hub;
/** @type {Embedding} */
let embedding;
/** @type {NodeWorker[]} */
let workers;
/** @type {File[]} */
let arrived;

before(async () => {
  site = await serveAssets();
  hub = await new ModelServer().start();
});
after(async () => {
  await site.close();
  await hub.close();
});
beforeEach(() => {
  embedding?.dispose();
  workers = [];
  arrived = [];
  hub.seen = [];
  embedding = new Embedding({
    baseUrl: site.page, workerUrl: 'unused', store: new ModelStore(memoryCaches()), hub: hub.origin, firstWaitMs: 1,
    fileOf: (token) => arrived[token],
    createWorker: () => {
      workers.push(new NodeWorker(site.page));
      return /** @type {any} */ (workers.at(-1));
    },
  });
});
after(() => embedding.dispose());

/**
 * As C++ calls it: JSON in, JSON out.
 * @template {keyof Calls} M
 * @param {M} method @param {Parameters<Calls[M]>[0]} args
 * @param {{bytes?: Uint8Array, emit?: import('../../web/types.d.ts').Emit}} [options]
 * @returns {Promise<ReturnType<Calls[M]> & {bytes: Uint8Array}>}
 */
async function call(method, args, { bytes = new Uint8Array(), emit = () => {} } = {}) {
  const answer = await embedding.answer(method, JSON.parse(JSON.stringify(args)), bytes, emit);
  return { ...JSON.parse(JSON.stringify(answer?.json ?? {})), bytes: answer?.bytes };
}

/** @param {readonly string[]} texts @returns {Uint8Array} as wasm/embedder_web.cpp packs them */
function blockOf(texts) {
  const { bytes, offsets } = packTexts(texts);
  const block = new Uint8Array(offsets.byteLength + bytes.length);
  block.set(new Uint8Array(offsets.buffer));
  block.set(bytes, offsets.byteLength);
  return block;
}

/** @param {readonly string[]} texts @param {Partial<Parameters<Calls['embed']>[0]>} [args] @param {import('../../web/types.d.ts').Emit} [emit] */
const embed = (texts, args, emit) => call('embed', { rows: texts.length, ...args }, { bytes: blockOf(texts), emit });

/** @param {string} [name] @param {Parameters<typeof lookupModel>[0]} [options] */
async function addLookup(name = 'model.onnx', options = {}) {
  arrived = [fileOf(lookupModel(options), name), fileOf(wordTokenizer(), 'tokenizer.json'),
    fileOf('{"hidden_size": 4, "max_position_embeddings": 20}', 'config.json')];
  return (await call('addFiles', { tokens: [0, 1, 2] })).models[0];
}

test('the built-in model is chosen at first and answers as before', async () => {
  const { default: id, models: [{ dimension }] } = JSON.parse(readFileSync(join(root, 'assets/models.json'), 'utf8'));
  const current = await call('model', {});
  assert.deepEqual([current.id, current.source, current.dimension], [id, 'builtin', dimension]);
  assert.equal((await call('models', {})).current, id);
  const { rows, columns, truncated, bytes } = await embed(['hello', '']);
  assert.deepEqual([rows, columns, truncated, bytes.length], [2, dimension, 0, 2 * dimension * 4]);
  assert.equal((await call('estimate', { rows: 1 }, { bytes: blockOf(['hello']) })).requests, undefined);
  assert.equal(hub.seen.length, 0);
});

test('a model of the user is added, chosen, loaded, measured, used and left again', async () => {
  const added = await addLookup();
  assert.equal(added.state, 'open');
  const chosen = await call('choose', { id: added.id });
  assert.deepEqual([chosen.id, chosen.source], [added.id, 'files']);
  const loaded = await call('load', {});
  assert.deepEqual([loaded.dimension, loaded.provider], [4, 'wasm']);

  /** @type {number[]} */
  const progress = [];
  const speed = await call('measure', { milliseconds: 300 }, { emit: (_, value) => progress.push(/** @type {any} */ (value).done) });
  assert.ok(speed.textsPerSecond > 100 && progress.length > 2);
  const { models, current } = await call('models', {});
  assert.equal(current, added.id);
  assert.equal(models.find(({ id }) => id === added.id)?.speed?.textsPerSecond, speed.textsPerSecond);

  // Another one is measured beside it.
  const { default: builtin } = JSON.parse(readFileSync(join(root, 'assets/models.json'), 'utf8'));
  const other = await call('measure', { id: builtin, milliseconds: 300 });
  assert.ok(other.textsPerSecond > 0);
  assert.equal((await call('models', {})).models.find(({ id }) => id === builtin)?.speed?.textsPerSecond, other.textsPerSecond);
  assert.equal((await call('model', {})).id, added.id);

  const { columns, blank } = await embed(['w7 w8', 'strange'], { kind: 'query' });
  assert.deepEqual([columns, blank], [4, 1]);
  const settings = await call('choose', { id: added.id, settings: { longTexts: 'average' } });
  assert.equal(settings.id, `${added.id} average`);
  const { averaged } = await embed(['w1 '.repeat(100), 'w7']);
  assert.equal(averaged, 1);
  assert.equal((await call('choose', {})).source, 'builtin');
  assert.equal((await embed(['hello'])).columns, 256);
});

test('what does not fit is refused with the reason, and the built-in model still works', async () => {
  const { id } = await addLookup('odd.onnx', { inputs: ['input_ids', 'attention_mask', 'position_ids'] });
  await call('choose', { id });
  await assert.rejects(call('load', {}), { code: 'bad_file', message: /position_ids/ });
  await assert.rejects(embed(['w7']), { code: 'bad_file', message: /position_ids/ });
  await call('choose', {});
  assert.equal((await embed(['hello'])).columns, 256);
  await assert.rejects(call('choose', { id: 'no/model' }), { code: 'not_found' });
  await assert.rejects(call('choose', { id: 'Xenova/gte-small:int8' }), { code: 'not_found', message: /download it first/ });
});

test('changing the model ends the requests of the one before', async () => {
  const { id } = await addLookup();
  const texts = Array.from({ length: 20000 }, (_, i) => `number ${i}`);
  const open = embed(texts);
  const ended = assert.rejects(open, { code: 'cancelled' });
  await call('choose', { id });
  await ended;
  assert.equal((await embed(['w7'])).columns, 4);
});

test('a worker that dies in the middle is replaced, the vectors are the same', async () => {
  const { id } = await addLookup();
  await call('choose', { id });
  const texts = Array.from({ length: 12000 }, (_, i) => `w${i % 90} w${i % 7}`);
  let killed = false;
  const result = await embed(texts, { progress: true }, () => {
    if (!killed) workers[0].thread.emit('error', new Error('out of memory'));
    killed = true;
  });
  assert.ok(killed && workers.length === 2);
  assert.deepEqual(result.bytes, (await embed(texts)).bytes);
});

test('a cancel ends embedding and measuring', async () => {
  const { id } = await addLookup();
  await call('choose', { id });
  await call('load', {});
  const texts = Array.from({ length: 30000 }, (_, i) => `w${i % 90}`);
  for (const start of [() => embed(texts), () => call('measure', { milliseconds: 60000 })]) {
    const started = performance.now();
    const stopped = assert.rejects(start(), { code: 'cancelled' });
    setTimeout(() => call('cancel', {}), 50);
    await stopped;
    assert.ok(performance.now() - started < 3000);
  }
  assert.equal((await embed(['w7'])).rows, 1);
});

test('a download can be stopped and goes on, twice at once is a conflict', async () => {
  const files = { 'onnx/model.onnx': lookupModel(), 'tokenizer.json': wordTokenizer() };
  const siblings = Object.keys(files).map((rfilename) => ({ rfilename }));
  hub.files.set('/api/models/some/model/revision/main?blobs=true', JSON.stringify({ sha: 'main', siblings }));
  for (const [path, content] of Object.entries(files)) hub.files.set(`/some/model/resolve/main/${path}`, content);
  const { models: [{ id, bytes }] } = await call('find', { text: 'some/model' });
  assert.equal(bytes, null);
  hub.trouble.set('/some/model/resolve/main/onnx/model.onnx', [{ bytesPerMs: 1000 }]);
  const stopped = call('download', { id }, {
    emit: (_, value) => /** @type {any} */ (value).done > 100000 && void call('stopDownload', { id }),
  });
  const ended = assert.rejects(stopped, { code: 'cancelled' });
  await assert.rejects(call('download', { id }), { code: 'conflict' });
  await ended;
  assert.equal((await call('download', { id })).state, 'ready');
  await call('choose', { id });
  assert.equal((await embed(['w7'])).columns, 4);
  await call('remove', { id });
  assert.equal((await call('model', {})).source, 'builtin');
});

test('an endpoint is chosen, estimated and used like any model', async () => {
  hub.answer = async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    hub.seen.push(/** @type {any} */ ({ body }));
    const { input } = JSON.parse(body);
    response.end(JSON.stringify({ data: input.map((/** @type {string} */ text) => ({ embedding: [text.length, 1] })) }));
  };
  const remote = { base: `${hub.origin}/v1`, model: 'small', key: 'sk-secret-123456', pricePerMillion: 1 };
  const asked = await call('estimate', { rows: 1, remote }, { bytes: blockOf(['hello']) });
  assert.deepEqual([asked.id, asked.texts, (await call('model', {})).source], [`${hub.origin}/v1#small`, 1, 'builtin']);
  const current = await call('choose', { remote });
  assert.deepEqual([current.id, current.source, current.dimension], [`${hub.origin}/v1#small`, 'remote', null]);
  const estimate = await call('estimate', { rows: 2 }, { bytes: blockOf(['hello', '']) });
  assert.deepEqual([estimate.requests, estimate.blank, estimate.origin], [1, 1, hub.origin]);
  assert.equal(hub.seen.length, 0);
  assert.equal((await call('load', {})).dimension, 2);
  const { rows, columns } = await embed(['hello', '']);
  assert.deepEqual([rows, columns], [2, 2]);
  await assert.rejects(call('measure', {}), { code: 'bad_argument' });
  assert.ok(!JSON.stringify([current, estimate, await call('model', {}), await call('models', {})]).includes('secret'));
});

test('a real graph behind the page gives the reference vectors', { skip: skipWithout('synthetic-bert-tiny') }, async () => {
  const names = ['model.onnx', 'tokenizer.json', 'config.json', 'tokenizer_config.json'];
  arrived = names.map((name) => fileOf(sharedFile(`synthetic-bert-tiny/${name}`), name));
  const { models: [{ id, maxTokens, dimension }] } = await call('addFiles', { tokens: [0, 1, 2, 3] });
  assert.deepEqual([maxTokens, dimension], [512, 32]);
  await call('choose', { id });
  const { items } = JSON.parse(String(sharedFile('synthetic-bert-tiny/golden.json')));
  const item = items.find((/** @type {any} */ candidate) => candidate.name === 'pangram');
  const { bytes } = await embed([item.text]);
  const vector = new Float32Array(bytes.buffer, bytes.byteOffset, 16);
  item.fp32.embedding_first16.forEach((/** @type {number} */ value, /** @type {number} */ d) =>
    assert.ok(Math.abs(value - vector[d]) < 1e-5));
});
