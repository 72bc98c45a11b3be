import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from '../../web/build/serve.js';

/** @type {string} */
let folder;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'labelscape-serve-'));
  mkdirSync(join(folder, 'site/deep'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'not served');
  for (const name of ['index.html', 'a.js', 'a.mjs', 'a.wasm', 'a.css', 'a.json', 'a.onnx', 'deep/index.html']) {
    writeFileSync(join(folder, 'site', name), `content of ${name}`);
  }
});

after(() => rmSync(folder, { recursive: true }));

/**
 * @param {import('../../web/build/serve.js').ServeOptions} options
 * @param {(url: string) => Promise<void>} check
 */
async function withServer(options, check) {
  const server = await serve({ folder: join(folder, 'site'), port: 0, ...options });
  try {
    await check(server.url);
  } finally {
    await server.close();
  }
}

/**
 * A request whose path is sent as it stands, where fetch would clean it first.
 * @param {string} url @param {string} path @returns {Promise<number>}
 */
function rawStatus(url, path) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

test('every kind of file has the type that browsers insist on', () =>
  withServer({}, async (url) => {
    const types = {
      '': 'text/html; charset=utf-8',
      'a.js': 'text/javascript; charset=utf-8',
      'a.mjs': 'text/javascript; charset=utf-8',
      'a.wasm': 'application/wasm',
      'a.css': 'text/css; charset=utf-8',
      'a.json': 'application/json',
      'a.onnx': 'application/octet-stream',
    };
    for (const [name, type] of Object.entries(types)) {
      const response = await fetch(url + name);
      assert.equal(response.status, 200, name);
      assert.equal(response.headers.get('content-type'), type, name);
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff', name);
      assert.equal(await response.text(), `content of ${name || 'index.html'}`);
    }
  }));

test('the isolation headers come with every file, or with none', async () => {
  for (const isolated of [true, false]) {
    await withServer({ isolated }, async (url) => {
      for (const name of ['', 'a.js', 'a.wasm']) {
        const { headers } = await fetch(url + name);
        assert.equal(headers.get('cross-origin-opener-policy'), isolated ? 'same-origin' : null);
        assert.equal(headers.get('cross-origin-embedder-policy'), isolated ? 'require-corp' : null);
        assert.equal(headers.get('cross-origin-resource-policy'), isolated ? 'same-origin' : null);
      }
    });
  }
});

test('a file is kept by the browser only until it changes', () =>
  withServer({}, async (url) => {
    const first = await fetch(`${url}a.css`);
    assert.equal(first.headers.get('cache-control'), 'no-cache');
    const etag = first.headers.get('etag') ?? '';
    const again = () => fetch(`${url}a.css`, { headers: { 'If-None-Match': etag } });
    assert.equal((await again()).status, 304);
    writeFileSync(join(folder, 'site/a.css'), 'changed content');
    const changed = await again();
    assert.equal(changed.status, 200);
    assert.equal(await changed.text(), 'changed content');
  }));

test('nothing outside the folder is served', () =>
  withServer({}, async (url) => {
    for (const path of ['/../secret.txt', '/deep/../../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/%00', '/%zz', '//etc/passwd', '/deep', '/none']) {
      assert.equal(await rawStatus(url, path), 404, path);
    }
    assert.equal(await rawStatus(url, '/deep/../a.js'), 200);
  }));

test('a sub-path is served as such', () =>
  withServer({ base: '/some/where/' }, async (url) => {
    assert.match(url, /\/some\/where\/$/);
    assert.equal((await fetch(`${url}deep/`)).status, 200);
    const redirect = await fetch(url.slice(0, -1), { redirect: 'manual' });
    assert.equal(redirect.status, 301);
    assert.equal(redirect.headers.get('location'), '/some/where/');
    assert.equal(await rawStatus(url, '/a.js'), 404);
  }));

test('HEAD has no body and other methods are refused', () =>
  withServer({}, async (url) => {
    const head = await fetch(`${url}a.js`, { method: 'HEAD' });
    assert.equal(head.headers.get('content-length'), String('content of a.js'.length));
    assert.equal(await head.text(), '');
    assert.equal((await fetch(`${url}a.js`, { method: 'POST' })).status, 405);
  }));

test('a taken port leads to the next one', () =>
  withServer({}, async (url) => {
    const taken = Number(new URL(url).port);
    await withServer({ port: taken }, async (second) => {
      assert.ok(Number(new URL(second).port) > taken);
    });
    await assert.rejects(serve({ folder, port: taken, portAttempts: 1 }), /taken/);
  }));
