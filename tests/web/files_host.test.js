import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetchUrl } from '../../web/host/fetch_url.js';
import { FilesHost } from '../../web/host/files_host.js';
import { BatchBuilder } from '../../web/worker/column_batch/batch_builder.js';
import { decodeBlock } from '../../web/worker/column_batch/decode_block.js';
import { ThreadWorker } from './files_support.js';

/** @param {(host: FilesHost, count: () => number) => Promise<void>} body */
async function withHost(body) {
  let started = 0;
  const host = new FilesHost(() => {
    started++;
    return /** @type {any} */ (new ThreadWorker());
  });
  try {
    await body(host, () => started);
  } finally {
    host.stopWorker('cancelled', 'the test is over');
  }
}

const k_rows = Array.from({ length: 100000 }, (_, i) => `text number ${i},label ${i % 7},${i}`);
const k_csv = new Blob([['text,label,id', ...k_rows].join('\n')]);

/** @param {FilesHost} host */
async function readIds(host) {
  /** @type {number[]} */
  const ids = [];
  const result = await host.read({ columns: ['id'] }, {
    onBatch: (block) => void ids.push(.../** @type {number[]} */ (decodeBlock(block).columns[0].values)),
    onRestart: () => void (ids.length = 0),
  });
  return { ids, result };
}

test('a file is opened and read in the worker, which starts only when needed', async () => {
  await withHost(async (host, count) => {
    assert.equal(count(), 0);
    const opened = await host.open(new File([k_csv], 'a.csv'));
    assert.deepEqual(opened.columns.map(({ name, type }) => `${name}:${type}`), ['text:text', 'label:text', 'id:number']);
    assert.equal(opened.name, 'a.csv');
    const { ids, result } = await readIds(host);
    assert.equal(result.rows, 100000);
    assert.ok(ids.every((id, i) => id === i));
    assert.equal(count(), 1);
  });
});

test('the worker waits for a slow reader', async () => {
  let arrived = 0;
  let taken = 0;
  let ahead = 0;
  const host = new FilesHost(() => {
    const worker = new ThreadWorker();
    worker.thread.on('message', ({ type }) => {
      if (type === 'batch') ahead = Math.max(ahead, ++arrived - taken);
    });
    return /** @type {any} */ (worker);
  });
  await host.open(new File([k_csv], 'a.csv'));
  await host.read({}, {
    onBatch: async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      taken++;
    },
    onRestart: () => {},
  });
  assert.ok(arrived >= 7 && ahead <= 4, `${arrived} arrived, ${ahead} ahead`);
  host.stopWorker('cancelled', 'the test is over');
});

test('pasted text, and errors with their code', async () => {
  await withHost(async (host) => {
    const opened = await host.open({ name: 'pasted', text: 'Grüße 😀\nzwei' });
    assert.deepEqual(opened.preview, [['Grüße 😀'], ['zwei']]);
    await assert.rejects(host.open(new File([], 'a.csv')), { code: 'empty_file' });
    await assert.rejects(readIds(host), { code: 'empty_file' });
  });
});

test('cancel ends a read, and the next one works', async () => {
  await withHost(async (host, count) => {
    await host.open(new File([k_csv], 'a.csv'));
    const read = host.read({}, { onBatch: () => host.cancel(), onRestart: () => {} });
    await assert.rejects(read, { code: 'cancelled' });
    const { result } = await readIds(host);
    assert.equal(result.rows, 100000);
    assert.equal(count(), 1);
  });
});

test('a worker that hangs is ended by a cancel', async () => {
  await withHost(async (host, count) => {
    const hanging = host.unzip(new Uint8Array(4));
    setTimeout(() => host.cancel(), 50);
    await assert.rejects(hanging, { code: 'cancelled' });
    await host.open({ name: '', text: 'a\nb' });
    assert.equal(count(), 2);
  });
});

test('a reader that says nothing any more is ended', async () => {
  const host = new FilesHost(() => /** @type {any} */ (new ThreadWorker()), { silentMs: 1500 });
  const lengths = { name: '', text: 'a\nb' };
  await host.open(lengths);
  const hanging = host.unzip(new Uint8Array(4));
  await assert.rejects(Promise.all([hanging, readIds(host)]), { code: 'file_stuck' });
  assert.equal((await host.open(lengths)).preview.length, 2);
  host.stopWorker('cancelled', 'the test is over');
});

test('after a crash the worker starts again with the same file', async () => {
  await withHost(async (host, count) => {
    await host.open(new File([k_csv], 'a.csv'));
    await assert.rejects(host.unzip(new Uint8Array(3)), { code: 'worker_died' });
    const { ids } = await readIds(host);
    assert.equal(ids.length, 100000);
    assert.equal(count(), 2);
  });
});

test('an error of the reader of batches ends the read', async () => {
  await withHost(async (host) => {
    await host.open(new File([k_csv], 'a.csv'));
    const onBatch = () => {
      throw new Error('no room');
    };
    await assert.rejects(host.read({}, { onBatch, onRestart: () => {} }), { message: 'no room' });
    assert.equal((await readIds(host)).ids.length, 100000);
  });
});

test('Parquet and zip are written in the worker', async () => {
  await withHost(async (host) => {
    const builder = new BatchBuilder([{ name: 'text', type: 'text' }]);
    builder.append(1, ['hello']);
    const parquet = await host.writeParquet([builder.take()]);
    const opened = await host.open(new File([parquet], 'a.parquet'));
    assert.deepEqual(opened.preview, [['hello']]);
    const entries = [{ name: 'a', bytes: new Uint8Array([1, 2, 3, 4, 5]) }];
    const archive = await host.zip(entries);
    assert.deepEqual(await host.unzip(archive), { entries, problems: [] });
    assert.equal(entries[0].bytes.length, 5);
  });
});

test('a file at an address', async () => {
  /** @param {Response | Error} answer */
  const fetchIt = (answer) => async (/** @type {any} */ _address, /** @type {any} */ init) => {
    assert.deepEqual(init, { credentials: 'omit', referrerPolicy: 'no-referrer' });
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const at = 'https://host.example/data/some%20texts.csv?x=1';
  const file = await fetchUrl(at, fetchIt(new Response('text\na\n')));
  assert.deepEqual([file.name, await file.text()], ['some texts.csv', 'text\na\n']);
  await assert.rejects(fetchUrl(at, fetchIt(new Response('', { status: 404 }))), /host.example answers 404/);
  await assert.rejects(fetchUrl(at, fetchIt(new TypeError('CORS'))), { code: 'fetch_failed' });
  await assert.rejects(fetchUrl('::', fetchIt(new Response(''))), { code: 'fetch_failed' });
});
