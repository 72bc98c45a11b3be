// The offline copy: every file that is given out is the one of its version, whatever the cache or the server hold.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { OtherVersionError, SiteCopy } from '../../web/isolation/site_copy.js';

const k_prefix = 'labelscape:/:';

/** A CacheStorage in memory; as in browsers, each open() gives another object. */
class FakeCaches {
  stored = /** @type {Map<string, Map<string, Response>>} */ (new Map());

  async keys() {
    return [...this.stored.keys()];
  }
  /** @param {string} name */
  async delete(name) {
    return this.stored.delete(name);
  }
  /** @param {string} name */
  async open(name) {
    if (!this.stored.has(name)) this.stored.set(name, new Map());
    const files = /** @type {Map<string, Response>} */ (this.stored.get(name));
    return {
      /** @param {string} key */
      match: async (key) => files.get(key)?.clone(),
      /** @param {string} key @param {Response} response */
      put: async (key, response) => {
        const { headers } = response;
        files.set(key, new Response(await response.arrayBuffer(), { headers }));
      },
      /** @param {string} key */
      delete: async (key) => files.delete(key),
    };
  }
  /** @param {string} version @param {string} name @param {string} text */
  damage(version, name, text) {
    this.stored.get(k_prefix + version)?.set(name, new Response(text));
  }
}

/** @param {string} text */
const hash = (text) => createHash('sha256').update(text).digest('hex');

/** @type {FakeCaches} */
let caches;
/** @type {Record<string, string>} */
let server;
/** @type {string[]} */
let asked;

/** @param {Record<string, string>} files */
const hashes = (files) => Object.fromEntries(Object.entries(files).map(([name, text]) => [name, hash(text)]));

/** @param {string} version @param {Record<string, string>} files @param {Record<string, string>} [onDemand] */
function copyOf(version, files, onDemand = {}) {
  return new SiteCopy({
    caches: /** @type {any} */ (caches),
    prefix: k_prefix,
    version,
    files: hashes(files),
    onDemand: hashes(onDemand),
    fetchFile: async (name) => {
      asked.push(name);
      const text = server[name];
      return text === undefined ? new Response('no', { status: 404 }) : new Response(text, { headers: { 'Content-Type': 'text/x' } });
    },
    prepare: (headers) => (headers.set('X-Isolated', 'yes'), headers),
  });
}

/** @param {SiteCopy} copy @param {string} name */
async function textOf(copy, name) {
  const { response, checked } = await copy.take(name);
  const text = await response.text();
  await checked;
  return text;
}

const k_one = { 'index.html': 'page 1', 'main.js': 'script 1', 'font.bin': 'font' };
const k_two = { 'index.html': 'page 2', 'main.js': 'script 2', 'font.bin': 'font' };

beforeEach(() => {
  caches = new FakeCaches();
  server = { ...k_one };
  asked = [];
});

test('a copy is complete when every file has arrived as it should be', async () => {
  const copy = copyOf('1', k_one);
  assert.equal(await copy.isComplete(), false);
  await copy.fill();
  assert.equal(await copy.isComplete(), true);
  assert.deepEqual(asked.sort(), Object.keys(k_one).sort());
  const { response } = await copy.take('main.js');
  assert.equal(await response.text(), 'script 1');
  assert.equal(response.headers.get('X-Isolated'), 'yes');
  assert.equal(response.headers.get('Content-Type'), 'text/x');
  assert.equal(asked.length, 3, 'nothing is fetched twice');
});

test('a copy that the server can no longer complete stays incomplete', async () => {
  const copy = copyOf('1', k_one);
  assert.equal(await textOf(copy, 'index.html'), 'page 1');
  server = { ...k_two };
  await assert.rejects(copy.fill(), OtherVersionError);
  assert.equal(await copy.isComplete(), false);
  server = {};
  await assert.rejects(copy.fill(), /HTTP status 404/);
  assert.equal(await copy.isComplete(), false);
});

test('a file of another version is given out with a word and never kept', async () => {
  const copy = copyOf('1', k_one);
  server['main.js'] = 'script 2';
  const { response, checked } = await copy.take('main.js');
  await assert.rejects(checked, OtherVersionError);
  assert.equal(await response.text(), 'script 2');
  assert.equal(caches.stored.get(`${k_prefix}1`)?.has('main.js'), false);
});

test('a damaged file is fetched anew, also by a worker that starts again', async () => {
  await copyOf('1', k_one).fill();
  caches.damage('1', 'main.js', 'scri');
  asked = [];
  const copy = copyOf('1', k_one);
  assert.equal(await textOf(copy, 'main.js'), 'script 1');
  assert.deepEqual(asked, ['main.js']);
  assert.equal(await textOf(copyOf('1', k_one), 'main.js'), 'script 1');
  assert.deepEqual(asked, ['main.js'], 'what came is kept');
});

test('a new version takes over the files that did not change, but no damaged ones', async () => {
  await copyOf('1', k_one).fill();
  server = { ...k_two };
  asked = [];
  await copyOf('2', k_two).fill();
  assert.deepEqual(asked, ['index.html', 'main.js']);

  caches.damage('2', 'font.bin', 'damaged');
  await caches.delete(`${k_prefix}1`);
  server = { ...k_one };
  asked = [];
  const back = copyOf('1', k_one);
  assert.equal(await back.hasCompletePredecessor(), true);
  await back.fill();
  assert.deepEqual(asked, Object.keys(k_one));
  assert.equal(await textOf(back, 'font.bin'), 'font');
});

test('only a complete copy counts as a version to wait for', async () => {
  const first = copyOf('1', k_one);
  await textOf(first, 'index.html');
  const second = copyOf('2', k_two);
  assert.equal(await second.hasCompletePredecessor(), false);
  await first.fill();
  assert.equal(await second.hasCompletePredecessor(), true);
  await first.markIncomplete();
  assert.equal(await second.hasCompletePredecessor(), false);
  await second.dropOthers();
  assert.deepEqual(await caches.keys(), []);
});

test('what is needed seldom comes with its first use', async () => {
  server['gpu.wasm'] = 'gpu';
  const copy = copyOf('1', k_one, { 'gpu.wasm': 'gpu' });
  await copy.fill();
  assert.equal(asked.includes('gpu.wasm'), false);
  assert.equal(copy.has('gpu.wasm') && copy.has('main.js') && !copy.has('toString'), true);
  assert.equal(await textOf(copy, 'gpu.wasm'), 'gpu');
  server = {};
  assert.equal(await textOf(copy, 'gpu.wasm'), 'gpu');
});
