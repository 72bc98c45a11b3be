import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import { EmbeddingsEndpoint } from '../../web/host/endpoint/embeddings/embeddings.js';
import { withoutKey } from '../../web/host/endpoint/errors.js';
import { packTexts } from '../../web/worker/embed_protocol.js';

const k_key = 'sk-secret-1234567890abcdef';

/** @typedef {{status?: number, headers?: Record<string, string>, body?: unknown, hang?: boolean, die?: boolean}} Reply */
/** @type {import('node:http').Server} */
let server;
/** @type {string} */
let base;
/** @type {{json: any, authorization: string | undefined, at: number}[]} */
let seen = [];
/** @type {Reply[]} what goes wrong, one answer after the other */
let replies = [];

/** @param {string} text */
const vectorOf = (text) => [text.length, 1, 0];
/** @param {string[]} input */
const answerTo = (input) => ({ data: input.map((text, index) => ({ index, embedding: vectorOf(text) })).reverse() });

before(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (request.method !== 'POST') return response.writeHead(200).end();
    const json = JSON.parse(body);
    seen.push({ json, authorization: request.headers.authorization, at: performance.now() });
    const { status = 200, headers = {}, body: own, hang, die } = replies.shift() ?? {};
    if (die) return request.socket.destroy();
    if (hang) return;
    if (request.url !== '/v1/embeddings') return response.writeHead(404).end('<html>nothing here</html>');
    const text = typeof own === 'string' ? own : JSON.stringify(own ?? answerTo(json.input));
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(text);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  base = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/v1`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen = [];
  replies = [];
});

/** @param {Partial<import('../../web/types.d.ts').RemoteModel>} [options] */
const makeRemote = (options) => new EmbeddingsEndpoint({ base, model: 'small', key: k_key, ...options }, { firstWaitMs: 5 });

/** @param {readonly string[]} texts @param {Partial<import('../../web/types.d.ts').RemoteModel>} [options] @param {import('../../web/host/embedder.js').EmbedOptions} [hooks] */
function embed(texts, options, hooks) {
  const { bytes, offsets } = packTexts(texts);
  return makeRemote(options).embed(bytes, offsets, hooks);
}

/** @param {number} count */
const manyTexts = (count) => Array.from({ length: count }, (_, i) => 'x'.repeat(1 + (i % 40)));

test('texts go out in batches and come back as unit vectors in their order', async () => {
  const texts = ['abc', '', 'a', ...manyTexts(200)];
  /** @type {number[]} */
  const progress = [];
  const { rows, columns, vectors, blank, truncated } = await embed(texts, { batchTexts: 50 }, { onProgress: (done) => progress.push(done) });
  assert.deepEqual([rows, columns, blank, truncated], [203, 3, 1, 0]);
  texts.forEach((text, row) => {
    const length = Math.hypot(text.length, 1);
    const wanted = text === '' ? [0, 0, 0] : [text.length / length, 1 / length, 0];
    wanted.forEach((value, d) => assert.ok(Math.abs(vectors[row * 3 + d] - value) < 1e-6));
  });
  assert.deepEqual(seen.map(({ json }) => json.input.length).sort(), [2, 50, 50, 50, 50].sort());
  assert.ok(seen.every(({ json, authorization }) => json.model === 'small' && authorization === `Bearer ${k_key}`));
  assert.ok(progress.every((done, i) => i === 0 || done > progress[i - 1]));
  assert.equal(progress.at(-1), 203);
});

test('the estimate says what would leave, and sends nothing', async () => {
  const { bytes, offsets } = packTexts(['word '.repeat(100), '', 'это пример', 'x'.repeat(3000)]);
  const remote = makeRemote({ batchTexts: 2, maxCharacters: 2000, pricePerMillion: 0.02, prefixes: { document: 'p: ' } });
  const { origin, encrypted, texts, requests, characters, tokens, price, truncated, blank } = remote.estimate(bytes, offsets);
  assert.deepEqual({ origin, encrypted, texts, requests, characters, truncated, blank },
    { origin: new URL(base).origin, encrypted: true, texts: 3, requests: 2, characters: 2519, truncated: 1, blank: 1 });
  assert.ok(tokens > 500 && tokens < 800, String(tokens));
  assert.equal(price, (tokens / 1e6) * 0.02);
  assert.equal(makeRemote().estimate(bytes, offsets).price, null);
  assert.equal(seen.length, 0);
});

test('prefixes, dimensions and the cut are sent', async () => {
  const options = { prefixes: { document: 'd: ', query: 'q: ' }, dimensions: 3, maxCharacters: 4, key: undefined };
  const { truncated } = await embed(['abcdefgh', 'ab\u{1f600}cd', 'é'], options, { kind: 'query' });
  assert.deepEqual(seen[0].json, { model: 'small', input: ['q: abcd', 'q: ab\u{1f600}', 'q: é'], dimensions: 3 });
  assert.deepEqual([truncated, seen[0].authorization], [2, undefined]);
});

test('a text of 1 MB, a lone surrogate and 10,000 empty texts have a clear outcome', async () => {
  const { truncated } = await embed(['long '.repeat(220000), 'broken \ud800 text']);
  assert.equal(truncated, 1);
  assert.equal(seen[0].json.input[1], 'broken \ufffd text');
  assert.ok(seen[0].json.input[0].length <= 24000);
  seen = [];
  const { rows, columns, blank, vectors } = await embed(Array(10000).fill(''));
  assert.deepEqual([rows, columns, blank, vectors.every((value) => value === 0)], [10000, 3, 10000, true]);
  assert.deepEqual(seen.map(({ json }) => json.input), [['test']], 'only what tells the dimension');
});

test('trouble of the moment is tried again, as late as the server asks', async () => {
  replies = [{ status: 429, headers: { 'Retry-After': '1' } }, { status: 503 }, { die: true }];
  const { rows } = await embed(['hello']);
  assert.deepEqual([rows, seen.length], [1, 4]);
  assert.ok(seen[1].at - seen[0].at >= 950, `${seen[1].at - seen[0].at} ms`);
});

test('the waits grow', async () => {
  replies = Array(6).fill({ status: 500 });
  await assert.rejects(embed(['hello']), { code: 'embedder', message: /HTTP status 500.*go on later/ });
  assert.equal(seen.length, 6);
  const waits = seen.slice(1).map(({ at }, i) => at - seen[i].at);
  assert.ok(waits[4] > 2 * waits[1], String(waits));
});

const k_echo = { error: { message: `Incorrect API key provided: ${k_key}.` } };
/** @type {[Reply, string, RegExp][]} */
const k_refusals = [
  [{ status: 401, body: k_echo }, 'bad_argument', /401: Incorrect API key.*Check the key/],
  [{ status: 403, body: '' }, 'bad_argument', /OLLAMA_ORIGINS/],
  [{ status: 404, body: { error: 'model "small" not found' } }, 'not_found', /404: model "small" not found.*\/v1/],
  [{ status: 413, body: '' }, 'too_large', /too long/],
  [{ status: 429, body: { error: { code: 'insufficient_quota', message: 'insufficient_quota' } } }, 'embedder', /credit/],
  [{ status: 400, body: { detail: 'bad input' } }, 'bad_argument', /400: bad input/],
  [{ body: 'no json' }, 'bad_file', /not JSON/],
  [{ body: {} }, 'bad_file', /no list "data"/],
  [{ body: { data: [] } }, 'bad_file', /0 vectors for 1 texts/],
  [{ body: { data: [{ embedding: [1, null, NaN] }] } }, 'bad_file', /no number|dimensions/],
  [{ body: { data: [{ embedding: ['a', 1] }] } }, 'bad_file', /no number/],
  [{ body: { data: [{ index: 0, embedding: [] }] } }, 'bad_file', /0 dimensions/],
  [{ body: { data: [{ index: 7, embedding: [1] }] } }, 'bad_file', /text 7/],
  [{ body: { data: [{ index: 0 }] } }, 'bad_file', /text 0 has no vector/],
];
for (const [reply, code, message] of k_refusals) {
  test(`${reply.status ?? 200} ${JSON.stringify(reply.body)} is a clear error without the key`, async () => {
    replies = [reply];
    const error = await embed(['hello']).then(() => assert.fail('no error'), (caught) => caught);
    assert.deepEqual([error.name, error.code], ['EndpointError', code]);
    assert.match(error.message, message);
    assert.ok(!error.message.includes('secret') && !error.stack.includes('secret'));
    assert.equal(seen.length, 1);
  });
}

test('a vector of another dimension than before is refused', async () => {
  replies = [{}, { body: { data: [{ index: 0, embedding: [1, 2] }] } }];
  await assert.rejects(embed(['a', 'b'], { batchTexts: 1 }), { code: 'bad_file', message: /2 dimensions where 3/ });
});

test('vectors as base64 are read', async () => {
  const embedding = Buffer.from(Float32Array.of(3, 4).buffer).toString('base64');
  replies = [{ body: { data: [{ index: 0, embedding }] } }];
  const { vectors } = await embed(['a']);
  assert.ok(Math.abs(vectors[0] - 0.6) < 1e-6 && Math.abs(vectors[1] - 0.8) < 1e-6);
});

test('a request that is too large is halved', async () => {
  replies = [{ status: 413 }, { status: 413 }];
  const { rows } = await embed(manyTexts(8));
  assert.equal(rows, 8);
  assert.deepEqual(seen.map(({ json }) => json.input.length), [8, 4, 2, 2, 4]);
});

test('a server that is not there, that dies, or that hangs is told apart', async () => {
  await assert.rejects(embed(['a'], { base: 'http://127.0.0.1:1/v1' }), { code: 'not_found', message: /cannot be reached/ });
  replies = Array(6).fill({ die: true });
  await assert.rejects(embed(['a']), { code: 'embedder', message: /does not let this page in/ });
  replies = Array(6).fill({ hang: true });
  await assert.rejects(embed(['a'], { timeoutMs: 30 }), { code: 'embedder', message: /did not answer within 0\.03 seconds/ });
});

test('a cancel stops at once, also while it waits', async () => {
  for (const reply of [{ hang: true }, { status: 429, headers: { 'Retry-After': '30' } }]) {
    replies = [reply];
    const controller = new AbortController();
    const stopped = embed(manyTexts(500), {}, { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    const started = performance.now();
    await assert.rejects(stopped, { code: 'cancelled' });
    assert.ok(performance.now() - started < 1000);
  }
});

test('a test sends one word and tells the dimension', async () => {
  assert.equal((await makeRemote().test()).dimension, 3);
  assert.deepEqual(seen[0].json.input, ['test']);
});

test('addresses and models that cannot be are refused before anything is sent', () => {
  for (const wrong of ['localhost', 'file:///x', 'https://user:pass@host/v1', '']) {
    assert.throws(() => makeRemote({ base: wrong }), { code: 'bad_argument' }, wrong);
  }
  assert.throws(() => makeRemote({ model: '' }), { code: 'bad_argument' });
  const same = [base, `${base}/`, `${base}/embeddings`].map((address) => makeRemote({ base: address }).id);
  assert.deepEqual(same, Array(3).fill(`${base}#small`));
  assert.ok(!same[0].includes('secret'));
});

test('keys are taken out of what servers say', () => {
  const said = withoutKey(`got Bearer abc123 and ${k_key}, or sk-proj-ab**cdef; hf_abcdefghijk`, k_key);
  assert.ok(!/abc123|secret|sk-proj|hf_abc/.test(said), said);
});
