import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { parseHubId } from '../../web/host/models/hub.js';
import { readConfigs } from '../../web/host/models/model_config.js';
import { ModelStore } from '../../web/host/models/model_store.js';
import { Models } from '../../web/host/models/models.js';
import { variantsOf } from '../../web/host/models/onnx_files.js';
import { EmbedEngine } from '../../web/worker/embed_engine.js';
import { root, serveAssets } from './embed_support.js';
import { memoryCaches, ModelServer, sha256Of } from './model_server.js';
import { embedTexts, fileOf, wordTokenizer } from './model_support.js';
import { lookupModel } from './onnx_support.js';

/** @type {Awaited<ReturnType<typeof serveAssets>>} */
let site;
/** @type {ModelServer} */
let hub;
/** @type {ReturnType<typeof memoryCaches>} */
let caches;
/** @type {Models} */
let models;

const k_model = lookupModel();
const k_commit = 'c0ffee'.repeat(7).slice(0, 40);
/** @type {Record<string, string | Buffer>} */
const k_repository = {
  'config.json': JSON.stringify({ model_type: 'bert', hidden_size: 4, max_position_embeddings: 64 }),
  'tokenizer_config.json': '{"model_max_length": 32}',
  'tokenizer.json': wordTokenizer(),
  '1_Pooling/config.json': '{"word_embedding_dimension": 4, "pooling_mode_cls_token": true}',
  'README.md': 'not needed',
  'onnx/model.onnx': k_model,
  'onnx/model_fp16.onnx': lookupModel({ type: 'float16' }),
};

/** @param {string} name @param {Record<string, string | Buffer>} files @param {string} [commit] */
function publish(name, files, commit = k_commit) {
  const siblings = Object.entries(files).map(([path, content]) => ({
    rfilename: path, size: content.length, ...(path.endsWith('.onnx')
      ? { lfs: { sha256: sha256Of(Buffer.from(content)), size: content.length, pointerSize: 130 } } : {}),
  }));
  const listing = JSON.stringify({ sha: commit, siblings, cardData: { license: 'mit', language: ['en', 'de'] } });
  hub.files.set(`/api/models/${name}/revision/main?blobs=true`, listing);
  for (const [path, content] of Object.entries(files)) hub.files.set(`/${name}/resolve/${commit}/${path}`, content);
}

const makeModels = () =>
  new Models({ baseUrl: site.page, store: new ModelStore(caches), hub: hub.origin, firstWaitMs: 1 });

before(async () => {
  site = await serveAssets();
  hub = await new ModelServer().start();
});
after(async () => {
  await site.close();
  await hub.close();
});
beforeEach(() => {
  hub.files.clear();
  hub.trouble.clear();
  hub.seen = [];
  publish('some/model', k_repository);
  caches = memoryCaches();
  models = makeModels();
});

/** @param {string} id @param {import('../../web/types.d.ts').ModelSettings} [settings] @param {Models} [own] */
async function engineOf(id, settings, own = models) {
  const { spec } = await own.open(id, settings);
  return EmbedEngine.load(spec, null, 1, new URL(site.page).origin);
}

test('the list names the built-in model and the catalogue, and asks nobody', async () => {
  const list = await models.list();
  assert.equal(list[0].state, 'ready');
  assert.ok(list.length >= 7);
  for (const { id, source, state, dimension, maxTokens, license, languages, files } of list.slice(1)) {
    assert.deepEqual([source, state], ['catalogue', 'absent'], id);
    assert.ok(Number(dimension) > 0 && maxTokens > 0 && license && languages.length > 0, id);
    assert.ok(files.every(({ sha256 }) => sha256 === undefined || /^[0-9a-f]{64}$/.test(sha256)), id);
  }
  assert.equal(hub.seen.length, 0);
});

test('a model of the hub is found with what its own files say', async () => {
  const [first, second] = await models.find('some/model');
  const { id, dtype, dimension, maxTokens, pooling, license, languages, revision, origin, state, bytes, source } = first;
  assert.deepEqual({ id, dtype, dimension, maxTokens, pooling, license, languages, revision, origin, state, source }, {
    id: 'some/model:fp16', dtype: 'fp16', dimension: 4, maxTokens: 32, pooling: 'cls', license: 'mit',
    languages: ['en', 'de'], revision: k_commit, origin: hub.origin, state: 'absent', source: 'hub',
  });
  assert.equal(second.id, 'some/model:fp32');
  assert.equal(bytes, k_repository['onnx/model_fp16.onnx'].length + k_repository['tokenizer.json'].length);
  assert.ok(hub.seen.every(({ path }) => !path.endsWith('.onnx')), 'weights only when they are asked for');
  await assert.rejects(models.open(id), { code: 'not_found', message: /download it first/ });
});

test('it is downloaded with progress, used, listed after a reload without a network, and removed', async () => {
  const { id } = (await models.find('some/model'))[1];
  /** @type {number[]} */
  const seen = [];
  let wanted = 0;
  const info = await models.download(id, { onProgress: (done, total) => (seen.push(done), (wanted = total ?? 0)) });
  assert.deepEqual([info.state, info.storedBytes, seen.at(-1)], ['ready', wanted, wanted]);
  assert.ok(seen.every((done, i) => i === 0 || done >= seen[i - 1]));

  hub.files.clear();
  hub.seen = [];
  const reloaded = makeModels();
  const listed = (await reloaded.list()).find((model) => model.id === id);
  assert.deepEqual([listed?.state, listed?.pooling, listed?.license], ['ready', 'cls', 'mit']);
  const engine = await engineOf(id, {}, reloaded);
  assert.equal((await embedTexts(engine, ['w7'])).columns, 4);
  assert.equal(hub.seen.length, 0);

  await reloaded.remove(id);
  assert.equal(caches.entries.size, 0);
  assert.ok(!(await reloaded.list()).some((model) => model.id === id));
});

test('a download that broke off is listed as partial and goes on after a reload', async () => {
  const { id, files } = (await models.find('some/model'))[1];
  const path = `/some/model/resolve/${k_commit}/onnx/model.onnx`;
  hub.trouble.set(path, [{ cutAfter: 100000 }, ...Array(4).fill({ status: 503 })]);
  await assert.rejects(models.download(id), { code: 'not_found', message: /broke off/ });
  const reloaded = makeModels();
  const partial = (await reloaded.list()).find((model) => model.id === id);
  assert.equal(partial?.state, 'partial');
  assert.ok(Number(partial?.storedBytes) >= 100000);
  hub.trouble.clear();
  hub.seen = [];
  assert.equal((await reloaded.download(id)).state, 'ready');
  assert.deepEqual(hub.seen.map((request) => [request.path, request.range !== undefined]), [[path, true]]);
  assert.equal(files.length, 2);
});

test('a file with another hash than the hub said is refused', async () => {
  const { id } = (await models.find('some/model'))[1];
  hub.files.set(`/some/model/resolve/${k_commit}/onnx/model.onnx`, Buffer.from(k_model).fill(1, 9, 10));
  await assert.rejects(models.download(id), { code: 'bad_file', message: /another SHA-256/ });
  await assert.rejects(models.open(id), { code: 'not_found' });
});

test('a model of the catalogue gets its missing sizes and hashes from the hub, the known ones from the site', async () => {
  const list = await models.list();
  const info = list.find(({ id }) => id.startsWith('Xenova/gte-small'));
  const files = { 'onnx/model_quantized.onnx': k_model, 'tokenizer.json': wordTokenizer() };
  publish('Xenova/gte-small', files);
  // The site knows the hash of the real file.
  await assert.rejects(models.download(String(info?.id)), { code: /bad_file|not_found/ });
  publish('Xenova/bge-small-en-v1.5', files);
  const own = await models.download('Xenova/bge-small-en-v1.5:int8');
  assert.equal(own.state, 'ready');
  assert.equal(own.files.find(({ path }) => path.endsWith('.onnx'))?.sha256, sha256Of(k_model));
  assert.equal(own.revision, k_commit);
});

test('a model on this host, and one behind any URL, is found without a listing', async () => {
  hub.files.set('/models/mine/onnx/model_quantized.onnx', k_model);
  hub.files.set('/models/mine/onnx/model_quantized.onnx_data', 'x');
  hub.files.set('/models/mine/tokenizer.json', wordTokenizer());
  hub.files.set('/models/mine/config.json', '{"hidden_size": 4, "max_position_embeddings": 48}');
  // The server is no hub here.
  models = new Models({ baseUrl: site.page, store: new ModelStore(caches), hub: 'http://127.0.0.1:1' });
  for (const url of ['/models/mine', '/models/mine/', '/models/mine/onnx/model_quantized.onnx']) {
    const [{ id, source, dtype, maxTokens, files, state }] = await models.find(hub.origin + url);
    assert.deepEqual([source, dtype, maxTokens, files.length, state], ['url', 'int8', 48, 3, 'absent'], url);
    assert.ok(id.startsWith(`${hub.origin}/models/mine`));
  }
  const [{ id, source }] = await models.find('assets/models/builtin');
  assert.deepEqual([id, source], ['/deep/site/assets/models/builtin:fp32', 'folder']);
  assert.equal((await models.download(id)).state, 'ready');
  assert.equal((await engineOf(id)).dimension, 256);
});

test('files of the user run at once, and can be kept', async () => {
  const files = [fileOf(k_model, 'model.onnx'), fileOf(wordTokenizer(), 'tokenizer.json'),
    fileOf('{"hidden_size": 4, "max_position_embeddings": 20}', 'config.json'),
    fileOf('{"word_embedding_dimension": 4, "pooling_mode_lasttoken": true}', 'config.json')];
  const [{ id, state, pooling, maxTokens, origin }] = await models.addFiles(files);
  assert.deepEqual([state, pooling, maxTokens, origin], ['open', 'last', 20, null]);
  assert.equal((await engineOf(id)).dimension, 4);
  assert.equal((await models.download(id)).state, 'ready');
  assert.equal((await engineOf(id, {}, makeModels())).dimension, 4);
  const other = await models.addFiles([fileOf(lookupModel({ scale: 2 }), 'model.onnx'), files[1]]);
  assert.notEqual(other[0].id, id);
});

test('settings change the id of the vectors, and impossible ones are refused', async () => {
  const { id } = (await models.find('some/model'))[1];
  await models.download(id);
  const idOf = async (/** @type {import('../../web/types.d.ts').ModelSettings} */ settings) => (await models.open(id, settings)).spec.id;
  assert.equal(await idOf({}), id);
  assert.equal(await idOf({ prefixes: { query: 'query: ' } }), id, 'queries are no vectors of the project');
  const changed = [{ longTexts: 'average' }, { pooling: 'mean' }, { maxTokens: 16 }, { prefixes: { document: 'passage: ' } }];
  const ids = await Promise.all(changed.map((settings) => idOf(/** @type {any} */ (settings))));
  assert.equal(new Set([id, ...ids]).size, 5);
  for (const settings of [{ maxTokens: 33 }, { maxTokens: 1 }, { pooling: 'max' }, { longTexts: 'drop' }]) {
    await assert.rejects(models.open(id, /** @type {any} */ (settings)), { code: 'bad_argument' });
  }
});

/** @type {[string, Record<string, string | Buffer>, RegExp][]} */
const k_useless = [
  ['no ONNX file', { 'model.safetensors': 'x', 'tokenizer.json': '{}' }, /no ONNX file.*converted copy/],
  ['no tokenizer', { 'onnx/model.onnx': k_model }, /no tokenizer\.json/],
];
for (const [title, files, message] of k_useless) {
  test(`a repository with ${title} is refused with advice`, async () => {
    publish('some/other', files);
    await assert.rejects(models.find('some/other'), { code: 'bad_file', message });
  });
}

test('what cannot be found is said clearly', async () => {
  await assert.rejects(models.find('no/model'), { code: 'not_found', message: /check the name/ });
  await assert.rejects(models.find('http://127.0.0.1:1/model'), { code: 'not_found', message: /cannot be reached/ });
  await assert.rejects(models.find('ftp://host/model'), { code: 'bad_argument' });
  await assert.rejects(models.open('never/seen:int8'), { code: 'not_found', message: /look it up/ });
  await assert.rejects(models.addFiles([fileOf(k_model, 'model.onnx')]), { code: 'bad_file', message: /together/ });
});

test('names of the hub are told from other addresses', () => {
  const named = (/** @type {string} */ text) => parseHubId(text, 'https://hub.test');
  assert.deepEqual(named('a/b-c.1'), { name: 'a/b-c.1', revision: 'main' });
  assert.deepEqual(named('a/b@v2'), { name: 'a/b', revision: 'v2' });
  assert.deepEqual(named(' https://hub.test/a/b/tree/dev/onnx '), { name: 'a/b', revision: 'dev' });
  assert.deepEqual(named('https://hub.test/a/b?x=1'), { name: 'a/b', revision: 'main' });
  for (const text of ['a', 'assets/models', 'assets/models/x', 'https://other.test/a/b', '../x', '']) assert.equal(named(text), null);
});

test('number formats are told by the names of the files', () => {
  const paths = ['onnx/model.onnx', 'onnx/model_O3.onnx', 'onnx/model_q4.onnx', 'onnx/model_quantized.onnx',
    'onnx/model_int8.onnx', 'onnx/model_q4.onnx_data', 'onnx/decoder.onnx', 'onnx/model.onnx_data', 'onnx/model.onnx_data_1'];
  const variants = variantsOf(paths.map((path) => ({ path }))).map(({ dtype, data }) => `${dtype}+${data.length}`);
  assert.deepEqual(variants, ['int8+0', 'fp32+2', 'q4+1']);
  assert.deepEqual(variantsOf([{ path: 'sentence.onnx' }]).map(({ dtype }) => dtype), ['fp32']);
});

test('the small files of a repository are read with sensible fallbacks', () => {
  const bare = { dimension: null, maxTokens: 512, pooling: 'auto', normalize: true, table: false, prefixes: { document: '', query: '' } };
  assert.deepEqual(readConfigs('x/y', {}), bare);
  assert.equal(readConfigs('x/bge-small-en-v1.5', {}).pooling, 'cls');
  assert.equal(readConfigs('x/y', { config: { _name_or_path: 'intfloat/multilingual-e5-small' } }).prefixes.query, 'query: ');
  assert.equal(readConfigs('x', { config: { model_type: 'xlm-roberta', max_position_embeddings: 514 } }).maxTokens, 512);
  assert.equal(readConfigs('x', { tokenizer: { model_max_length: 1e30 } }).maxTokens, 512);
  assert.equal(readConfigs('x', { sentence: { max_seq_length: 128 }, tokenizer: { model_max_length: 512 } }).maxTokens, 128);
  assert.equal(readConfigs('x', { config: { max_position_embeddings: 32768 } }).maxTokens, 2048);
  const module = (/** @type {string} */ type) => ({ type: `sentence_transformers.models.${type}` });
  const dense = readConfigs('x', { modules: [module('Pooling'), module('Dense')], pooling: { pooling_mode_mean_tokens: true, word_embedding_dimension: 9 } });
  assert.deepEqual([dense.pooling, dense.dimension], ['ready', null]);
  const table = readConfigs('x', { config: { model_type: 'model2vec', hidden_dim: 64, seq_length: 1e6 } });
  assert.deepEqual([table.table, table.pooling, table.dimension], [true, 'ready', 64]);
  assert.deepEqual(readConfigs('e5-base', { prompts: { prompts: { query: 'q: ', passage: 'p: ' } } }).prefixes, { document: 'p: ', query: 'q: ' });
});

test('the address of the hub stands in one file only', () => {
  const names = readdirSync(join(root, 'web'), { recursive: true, encoding: 'utf8' });
  const texts = [...names.map((name) => join('web', name)), 'assets/models/catalogue.json']
    .filter((name) => /\.(js|ts|html|json)$/.test(name) && readFileSync(join(root, name), 'utf8').includes('//huggingface.co'));
  assert.deepEqual(texts, [join('web', 'host/models/hub.js')]);
});
