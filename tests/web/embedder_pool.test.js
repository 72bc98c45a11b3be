import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { EmbedderPool } from '../../web/host/embedder_pool.js';
import { packTexts } from '../../web/worker/embed_protocol.js';
import { NodeWorker, serveAssets } from './embed_support.js';

/** @type {Awaited<ReturnType<typeof serveAssets>>} */
let site;
before(async () => (site = await serveAssets()));
after(() => site.close());

/** @param {number} workers */
function makePool(workers) {
  const running = new Set();
  const createWorker = () => {
    const worker = new NodeWorker(site.page);
    running.add(worker);
    const { terminate } = worker;
    worker.terminate = () => (running.delete(worker), terminate.call(worker));
    return /** @type {Worker} */ (/** @type {unknown} */ (worker));
  };
  return { pool: new EmbedderPool({ baseUrl: site.page, workerUrl: 'unused', createWorker, workers }), running };
}

/** @param {EmbedderPool} pool @param {number} batch @param {AbortSignal} [signal] */
function embed(pool, batch, signal) {
  const { bytes, offsets } = packTexts(Array.from({ length: 500 }, (_, i) => `text ${i} of batch ${batch} about trains`));
  return pool.embed(bytes, offsets, { signal });
}

test('several workers share the batches of a table and give the vectors of one, then the others end', async () => {
  const one = makePool(1);
  const two = makePool(2);
  const batches = [0, 1, 2, 3, 4];
  const wanted = await Promise.all(batches.map((batch) => embed(one.pool, batch)));
  const own = await Promise.all(batches.map((batch) => embed(two.pool, batch)));
  assert.deepEqual([one.running.size, two.running.size], [1, 2]);
  own.forEach(({ vectors }, i) => assert.deepEqual(vectors, wanted[i].vectors));
  for (let i = 0; i < 100 && two.running.size > 1; ++i) await new Promise((next) => setTimeout(next, 100));
  assert.equal(two.running.size, 1);
  // Afterwards it works as before.
  assert.deepEqual((await embed(two.pool, 3)).vectors, wanted[3].vectors);
  one.pool.dispose();
  two.pool.dispose();
});

test('a change of the model and a cancel end what every worker does', async () => {
  const { pool, running } = makePool(2);
  const [first, second] = [embed(pool, 0), embed(pool, 1)];
  pool.use(null);
  await assert.rejects(first, { code: 'cancelled' });
  await assert.rejects(second, { code: 'cancelled' });
  const stop = new AbortController();
  const [kept, stopped] = [embed(pool, 2), embed(pool, 3, stop.signal)];
  stop.abort();
  await assert.rejects(stopped, { code: 'cancelled' });
  assert.equal((await kept).rows, 500);
  pool.dispose();
  assert.equal(running.size, 0);
  await assert.rejects(embed(pool, 4), { code: 'cancelled' });
});
