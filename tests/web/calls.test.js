import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerCalls, WorkerCalls } from '../../web/worker/calls.js';

/** @typedef {import('../../web/worker/calls.js').OpenCall} OpenCall */

/** @param {(message: any, call: OpenCall) => Promise<{value: any, transfer?: Transferable[]}>} answer */
function connect(answer) {
  const { port1, port2 } = new MessageChannel();
  const take = answerCalls((message, transfer) => port2.postMessage(message, transfer), answer,
    (error) => ({ code: 'broken', message: String(error) }));
  port2.addEventListener('message', ({ data }) => void take(data));
  port2.start();
  port1.start();
  const worker = Object.assign(port1, { terminate: () => port1.close() });
  const calls = new WorkerCalls(/** @type {any} */ (worker), {
    errorOf: (code, message) => Object.assign(new Error(message), { code }),
    onDeath: () => assert.fail('the worker died'),
  });
  return { calls, worker };
}

const ended = new Error('ended');

test('calls are answered by their id, in any order, with what was moved', async () => {
  const { calls } = connect(async ({ bytes, wait }) => {
    if (wait) await new Promise((resolve) => setTimeout(resolve, 10));
    return { value: bytes, transfer: [bytes.buffer] };
  });
  const [first, second] = [new Uint8Array([1, 2]), new Uint8Array([3])];
  const slow = calls.call({ type: 'a', bytes: first, wait: true }, { transfer: [first.buffer] });
  const quick = calls.call({ type: 'a', bytes: second });
  assert.deepEqual([first.length, second.length], [0, 1]);
  assert.deepEqual([...(await quick.answer)], [3]);
  assert.ok(calls.isOpen(slow.id) && !calls.isOpen(quick.id));
  assert.deepEqual([...(await slow.answer)], [1, 2]);
  calls.end(ended);
});

test('an error crosses as code and message', async () => {
  const { calls } = connect(async () => {
    throw new RangeError('too far');
  });
  await assert.rejects(calls.call({ type: 'a' }).answer, { code: 'broken', message: 'RangeError: too far' });
  calls.end(ended);
});

test('the worker stays so many acknowledged events ahead, and a cancel lets it go on', async () => {
  let sent = 0;
  const { calls } = connect(async (_message, call) => {
    while (!call.isCancelled && sent < 20) {
      ++sent;
      await call.emitBounded({ type: 'part' }, [], 3);
    }
    return { value: call.isCancelled };
  });
  let taken = 0;
  let ahead = 0;
  const call = calls.call({ type: 'a' }, {
    onEvent: async () => {
      ahead = Math.max(ahead, sent - taken);
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (++taken === 6) calls.cancel(call.id);
    },
  });
  assert.equal(await call.answer, true);
  assert.ok(ahead <= 3 && sent < 20, `${ahead} ahead, ${sent} sent`);
  calls.end(ended);
});

test('what the taker of events throws ends the call, also in the worker', async () => {
  /** @type {(cancelled: boolean) => void} */
  let told = () => {};
  const cancelled = new Promise((resolve) => (told = resolve));
  const { calls } = connect(async (_message, call) => {
    for (let i = 0; i < 3; ++i) await call.emitBounded({ type: 'part' }, [], 1);
    told(call.isCancelled);
    return { value: null };
  });
  const onEvent = () => {
    throw new Error('no room');
  };
  await assert.rejects(calls.call({ type: 'a' }, { onEvent }).answer, { message: 'no room' });
  assert.equal(await cancelled, true);
  calls.end(ended);
});

test('the end of the worker rejects what is open', async () => {
  const { calls } = connect(() => new Promise(() => {}));
  const { answer } = calls.call({ type: 'a' });
  calls.end(ended);
  await assert.rejects(answer, ended);
});
