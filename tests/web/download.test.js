import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { Download } from '../../web/host/models/download.js';
import { ModelStore } from '../../web/host/models/model_store.js';
import { Sha256, sha256OfBlob } from '../../web/host/models/sha256.js';
import { memoryCaches, ModelServer, sha256Of } from './model_server.js';

const k_bytes = randomBytes(11 << 20);
const k_path = '/model.onnx';

/** @type {ModelServer} */
let server;
/** @type {ReturnType<typeof memoryCaches>} */
let caches;
/** @type {ModelStore} */
let store;

before(async () => (server = await new ModelServer().start()));
after(() => server.close());
beforeEach(() => {
  caches = memoryCaches();
  store = new ModelStore(caches);
  server.files.set(k_path, k_bytes);
  server.trouble.clear();
  server.seen = [];
  server.etag = '"one"';
});

const k_known = { bytes: k_bytes.length, sha256: sha256Of(k_bytes) };

/** @param {Partial<import('../../web/host/models/model_spec.js').SpecFile>} [known] @param {import('../../web/host/models/download.js').DownloadHooks} [hooks] */
const download = (known = k_known, hooks = {}) =>
  new Download(store, 'a/b:int8', { path: 'model.onnx', url: server.origin + k_path, ...known }, String(server.origin),
    { firstWaitMs: 1, ...hooks }).run();

const stored = async () => Buffer.from(await (await store.readFile('a/b:int8', 'model.onnx')).arrayBuffer());
const isComplete = async () => (await store.fileState('a/b:int8', 'model.onnx')).complete;
const ranges = () => server.seen.map(({ range }) => range);

test('SHA-256 by pieces is that of the whole', async () => {
  for (const size of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 100000]) {
    const bytes = randomBytes(size);
    const hash = new Sha256();
    for (let at = 0; at < size; at += 1 + (at % 97)) hash.update(bytes.subarray(at, Math.min(size, at + 1 + (at % 97))));
    assert.equal(hash.hex(), sha256Of(bytes), `${size} bytes`);
  }
  assert.equal(await sha256OfBlob(new Blob([k_bytes])), k_known.sha256);
});

for (const [title, known] of /** @type {const} */ ([['known', k_known], ['unknown', {}]])) {
  test(`a file of ${title} size and hash arrives whole, in one request, with progress`, async () => {
    /** @type {number[]} */
    const seen = [];
    await download(known, { onProgress: (done, total) => (assert.equal(total, k_bytes.length), seen.push(done)) });
    assert.ok((await stored()).equals(k_bytes) && (await isComplete()));
    assert.deepEqual(ranges(), [undefined]);
    assert.ok(seen.length > 2 && seen.every((done, i) => i === 0 || done > seen[i - 1]));
    assert.equal(seen.at(-1), k_bytes.length);
    // And never again.
    await download(known);
    assert.equal(server.seen.length, 1);
  });

  test(`a file of ${title} size and hash is resumed where the network was cut`, async () => {
    server.trouble.set(k_path, [{ cutAfter: 5 << 20 }, { cutAfter: 3 << 20 }, { cutAfter: 1 << 20 }]);
    await download(known);
    assert.ok((await stored()).equals(k_bytes) && (await isComplete()));
    const starts = ranges().map((range) => Number(/\d+/.exec(range ?? '0')?.[0]));
    assert.equal(starts.length, 4);
    assert.ok(starts.every((start, i) => i === 0 || start > starts[i - 1]), String(starts));
  });
}

test('a server that dies ends it with what to do, and the next call goes on', async () => {
  server.trouble.set(k_path, [{ cutAfter: 6 << 20 }, { status: 503 }, { status: 503 }, { status: 503 }, { status: 503 }]);
  await assert.rejects(download(), { code: 'not_found', message: /broke off after \d+ bytes: .*go on/ });
  const { bytes } = await store.fileState('a/b:int8', 'model.onnx');
  assert.ok(bytes > 0 && !(await isComplete()));
  server.trouble.clear();
  server.seen = [];
  await download();
  assert.deepEqual(ranges(), [`bytes=${bytes}-`]);
  assert.ok((await stored()).equals(k_bytes) && (await isComplete()));
});

test('a server that is not there is a clear error', async () => {
  const file = { path: 'model.onnx', url: 'http://127.0.0.1:1/model.onnx' };
  const gone = new Download(store, 'a', file, 'http://127.0.0.1:1', { firstWaitMs: 1 });
  await assert.rejects(gone.run(), { code: 'not_found', message: /could not be loaded/ });
});

test('a cancel keeps what arrived', async () => {
  server.trouble.set(k_path, [{ bytesPerMs: 40000 }]);
  const controller = new AbortController();
  const onProgress = (/** @type {number} */ done) => done > (5 << 20) && controller.abort();
  await assert.rejects(download(k_known, { signal: controller.signal, onProgress }), { code: 'cancelled' });
  const { bytes } = await store.fileState('a/b:int8', 'model.onnx');
  assert.ok(bytes >= 4 << 20 && bytes < k_bytes.length);
  await download();
  assert.equal(ranges().at(-1), `bytes=${bytes}-`);
  assert.ok((await stored()).equals(k_bytes));
});

test('a server that knows no ranges sends it all again', async () => {
  server.trouble.set(k_path, [{ cutAfter: 5 << 20 }, { ignoreRange: true }]);
  await download();
  assert.ok((await stored()).equals(k_bytes) && (await isComplete()));
});

test('a file that changed meanwhile is not glued to its old beginning', async () => {
  server.trouble.set(k_path, [{ cutAfter: 5 << 20 }, { status: 500 }, { status: 500 }, { status: 500 }, { status: 500 }]);
  await assert.rejects(download({}), { code: 'not_found' });
  const other = randomBytes(9 << 20);
  server.files.set(k_path, other);
  server.etag = '"two"';
  server.trouble.clear();
  await download({});
  assert.ok((await stored()).equals(other));
});

const k_wrong = /** @type {const} */ ([
  ['another content', Buffer.from(k_bytes).fill(7, 5, 6), /another SHA-256/],
  ['bytes too many', Buffer.concat([k_bytes, Buffer.from('x')]), /is longer/],
]);
for (const [title, content, message] of k_wrong) {
  test(`a file with ${title} is refused and not kept`, async () => {
    server.files.set(k_path, content);
    await assert.rejects(download(), { code: 'bad_file', message });
    assert.equal((await store.fileState('a/b:int8', 'model.onnx')).bytes, 0);
    server.files.set(k_path, k_bytes);
    await download();
    assert.ok(await isComplete());
  });
}

test('a truncated file is never complete', async () => {
  server.files.set(k_path, k_bytes.subarray(0, 5 << 20));
  await assert.rejects(download(), { code: 'not_found', message: /broke off after 5242880 bytes/ });
  assert.equal(await isComplete(), false);
});

test('a browser without room, or without a cache, says so', async () => {
  caches.room = 6 << 20;
  await assert.rejects(download(), { code: 'storage_full', message: /no room/ });
  store = new ModelStore(/** @type {any} */ (null));
  await assert.rejects(download(), { code: 'storage', message: /https/ });
});

test('only the origin that the user chose is asked, without cookies and referrer', async () => {
  const file = { path: 'model.onnx', url: server.origin + k_path };
  const foreign = new Download(store, 'a', file, 'http://127.0.0.1:9', {});
  await assert.rejects(foreign.run(), { code: 'bad_argument', message: /the model is from/ });
  assert.equal(server.seen.length, 0);
  await download();
  assert.deepEqual(server.seen.map(({ cookie, referer }) => [cookie, referer]), [[undefined, undefined]]);
});

test('what is not public is said so', async () => {
  for (const status of [401, 403, 404]) {
    server.trouble.set(k_path, [{ status }]);
    await assert.rejects(download(), { code: 'not_found', message: status === 404 ? /404/ : /not public/ });
  }
});
