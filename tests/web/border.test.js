// The page's side of the border to C++: the doors of the module, the host's answers, window.labelscape.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { guardDoors } from '../../web/instantiate.js';
import { createApi } from '../../web/scripting.js';
import { Answers } from '../../web/host/answers.js';

/** @typedef {import('../../web/types.d.ts').Module} Module */

/** A module that notes what comes in. */
function fakeModule() {
  const wasmMemory = new WebAssembly.Memory({ initial: 1 });
  /** @type {unknown[][]} */
  const calls = [];
  const note = (/** @type {string} */ name) => (/** @type {unknown[]} */ ...args) => void calls.push([name, ...args]);
  /** @type {Module} */
  const module = {
    boot: note('boot'),
    complete: note('complete'),
    event: note('event'),
    fileArrived: note('fileArrived'),
    script: note('script'),
    input: note('input'),
    alloc: () => 64,
    probe: (query) => query,
    tick: () => false,
    flush: () => true,
    wasmMemory,
  };
  return { module, calls };
}

test('texts are well-formed behind every door', () => {
  const { module, calls } = fakeModule();
  guardDoors(module);
  module.boot('\ud83d');
  module.complete(1, 'ok', '\ud83d', 0, 0);
  module.event(1, '\ud83d', '{}', 0, 0);
  module.fileArrived(1, 'half \ud83d.csv');
  module.script(1, 'a\ude00', '{}');
  module.input(0, 1, 2, 3, 4, 5, '\ud83d\u{1f600}');
  assert.equal(module.probe('items \ud83d'), 'items \ufffd');
  assert.deepEqual(calls.flat().filter((value) => typeof value === 'string' && /\p{Cs}/u.test(value)), []);
  assert.deepEqual(calls.at(-1), ['input', 0, 1, 2, 3, 4, 5, '\ufffd\u{1f600}']);
});

describe('answers of the host', () => {
  /** What the module is told. @param {(args: any) => unknown} reply @param {string} [json] */
  async function answered(reply, json = '{}') {
    const { module, calls } = fakeModule();
    const answers = new Answers(async (_method, args) => ({ json: await reply(args) }), () => {});
    answers.attach(module);
    answers.take(7, 'some.method', json, new Uint8Array());
    for (let turns = 0; calls.length === 0 && turns < 100; ++turns) await new Promise((next) => setImmediate(next));
    assert.equal(calls.length, 1);
    const [door, request, code, said] = calls[0];
    assert.deepEqual([door, request, typeof code], ['complete', 7, 'string']);
    return { code, text: String(said), json: JSON.parse(String(said)) };
  }

  test('a question that is no JSON is an error answer', async () => {
    const { code, json } = await answered(() => 1, '{"half":');
    assert.equal(code, 'internal');
    assert.equal(typeof json.message, 'string');
  });

  test('half a pair in an answer is no half any more', async () => {
    const { code, text, json } = await answered(() => [{ name: 'x\ud83d' }]);
    assert.equal(code, 'ok');
    assert.deepEqual(json, [{ name: 'x\ufffd' }]);
    assert.ok(!text.includes('ud83d'));
  });

  test('an answer that JSON cannot hold is an error answer', async () => {
    /** @type {Record<string, unknown>} */
    const circle = {};
    circle.self = circle;
    const { code, json } = await answered(() => circle);
    assert.equal(code, 'internal');
    assert.match(json.message, /no JSON/);
  });

  test('an answer for which the program has no memory says so', async () => {
    const { module, calls } = fakeModule();
    module.alloc = (bytes) => (bytes > 100 ? 0 : 64);
    const answers = new Answers(async () => ({ bytes: new Uint8Array(1000) }), () => {});
    answers.attach(module);
    answers.take(7, 'some.method', '{}', new Uint8Array());
    await new Promise((next) => setImmediate(next));
    assert.deepEqual(calls.map(([door, request, code]) => [door, request, code]), [['complete', 7, 'too_large']]);
  });

  test('code and message are texts, whatever was thrown', async () => {
    const named = Object.assign(new Error('full'), { code: 'storage_full' });
    for (const thrown of [new DOMException('no room', 'DataCloneError'), 'a text', null, { code: 5 }, named]) {
      const { code, json } = await answered(() => Promise.reject(thrown));
      assert.equal(code, thrown === named ? 'storage_full' : 'internal');
      assert.equal(typeof json.message, 'string');
    }
  });
});

describe('window.labelscape', () => {
  /** An API whose program answers each call with `reply`. @param {(method: string, args: any) => any} reply */
  function api(reply) {
    const host = /** @type {any} */ ({ keep: () => 1, onScriptReply: null });
    const module = /** @type {any} */ ({
      script: (/** @type {number} */ call, /** @type {string} */ method, /** @type {string} */ json) =>
        queueMicrotask(() => host.onScriptReply({ head: { call, ok: true }, answer: reply(method, JSON.parse(json)) }, new Uint8Array())),
    });
    return { host, labelscape: createApi(host, Promise.resolve(module), '1') };
  }

  test('times that no Date can hold are null', async () => {
    const { labelscape } = api((method) =>
      method === 'history' ? [{ title: 'x', atMs: 9e15, undone: false }] : [{ provenance: { at: 1e300 } }, { provenance: { at: 0 } }, { provenance: null }]);
    const times = (await labelscape.documents()).map(({ provenance }) => provenance && provenance.at);
    assert.deepEqual(times, [null, '1970-01-01T00:00:00.000Z', null]);
    assert.equal((await labelscape.history())[0].at, null);
  });

  test('what cannot be written as JSON is refused, and the next call goes through', async () => {
    const { labelscape } = api(() => 1);
    /** @type {any} */
    const circle = {};
    circle.self = circle;
    await assert.rejects(labelscape.embed(circle), { code: 'bad_argument' });
    assert.equal(await labelscape.embed(), 1);
  });

  test('numbers that JSON has no word for reach the program as what they were', async () => {
    const { labelscape } = api((_method, args) => args);
    assert.deepEqual(await labelscape.layout({ neighbors: NaN }), { neighbors: 'NaN' });
  });

  test('a file is a file, a blob, an address or a named text', async () => {
    const { labelscape } = api(() => 1);
    for (const source of [5, null, undefined, 'text', {}, { name: 'x' }, { name: 5, text: 'x' }, []]) {
      await assert.rejects(labelscape.import(/** @type {any} */ (source)), { code: 'bad_argument' });
    }
    assert.equal(await labelscape.import({ name: 'x.csv', text: 'a\n1' }), 1);
  });

  test('a listener that throws keeps nothing from the next', async () => {
    const { host, labelscape } = api(() => 1);
    /** @type {unknown[]} */
    const seen = [];
    const before = globalThis.reportError;
    globalThis.reportError = (error) => void seen.push(error);
    labelscape.on('change', () => {
      throw new Error('mine');
    });
    labelscape.on('change', (detail) => seen.push(detail));
    host.onScriptReply({ head: { call: 0, ok: true }, answer: { event: 'change', detail: 5 } }, new Uint8Array());
    globalThis.reportError = before;
    assert.deepEqual(seen.map(String), ['Error: mine', '5']);
  });
});
