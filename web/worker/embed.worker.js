/**
 * The embedding worker: answers the messages of embed_protocol.js.
 */

import { EmbedEngine } from './embed_engine.js';
import { EmbedError } from './embed_protocol.js';
import { chooseEngine } from './measure.js';
import { webgpuAdapter } from './runtime.js';

/** @typedef {import('./embed_protocol.js').ToWorker} ToWorker */
/** @typedef {import('./embed_protocol.js').FromWorker} FromWorker */
/** @typedef {import('./embed_protocol.js').LoadMessage} LoadMessage */
/** @typedef {import('./embed_protocol.js').EmbedMessage} EmbedMessage */
/** @typedef {import('./embed_protocol.js').MeasureMessage} MeasureMessage */
/** @typedef {import('./embed_protocol.js').Provider} Provider */
/** @typedef {import('./embed_protocol.js').Trial} Trial */

/** How long a model of unknown speed is tried before its first use, where there is a choice. */
const k_shortTrialMs = 3000;

/** @type {EmbedEngine | null} */
let engine = null;
/** @type {((provider: Provider) => Promise<EmbedEngine>) | null} of the model that is loaded */
let open = null;
/** @type {LoadMessage['runtime']} */
let paths = null;
/** @type {Map<number, {aborted: boolean}>} */
const running = new Map();
/** @type {Promise<void>} */
let last = Promise.resolve();

/** @param {FromWorker} message @param {Transferable[]} [transfer] */
const post = (message, transfer = []) => self.postMessage(message, { transfer });

/** @param {number | null} request @param {unknown} error */
function postFailure(request, error) {
  const code = error instanceof EmbedError ? error.code : 'embedder';
  post({ type: 'failed', request, code, message: error instanceof Error ? error.message : String(error) });
}

/** @param {LoadMessage} message */
async function load({ spec, runtime, threads, provider }) {
  try {
    const { origin } = self.location;
    paths = runtime;
    open = (which) => EmbedEngine.load(spec, runtime, threads, origin, which);
    /** @type {Trial[]} */
    let trials = [];
    engine = await open(provider === 'auto' ? 'wasm' : provider);
    // A software adapter is never worth the wait; measure() tries it nevertheless.
    if (provider === 'auto' && (await webgpuAdapter(runtime)) === 'hardware') {
      trials = await choose(k_shortTrialMs, { isAborted: () => false, onProgress: () => {} });
    }
    post({ type: 'loaded', modelId: spec.id, dimension: engine.dimension, provider: engine.provider, trials });
  } catch (error) {
    postFailure(null, error);
  }
}

/**
 * Leaves the faster engine loaded.
 * @param {number} milliseconds
 * @param {{isAborted: () => boolean, onProgress: (share: number) => void}} hooks
 */
async function choose(milliseconds, hooks) {
  if (engine === null || open === null) throw new EmbedError('bad_argument', 'No model is loaded: send load first');
  const loader = open;
  const openOther = (await webgpuAdapter(paths)) !== 'none' ? () => loader('webgpu') : null;
  if (engine.provider !== 'wasm') {
    await engine.release();
    engine = await loader('wasm');
  }
  const { best, trials } = await chooseEngine(engine, openOther, milliseconds, hooks);
  engine = best;
  return trials;
}

/** @param {MeasureMessage} message @param {{aborted: boolean}} state */
async function measure({ request, milliseconds }, state) {
  const trials = await choose(milliseconds, {
    isAborted: () => state.aborted,
    onProgress: (share) => post({ type: 'progress', request, done: Math.round(share * 1000), total: 1000 }),
  });
  post({ type: 'measured', request, provider: /** @type {EmbedEngine} */ (engine).provider, trials });
}

/** @param {EmbedMessage} message @param {{aborted: boolean}} state */
async function embed({ request, bytes, offsets, kind }, state) {
  if (engine === null) throw new EmbedError('bad_argument', 'No model is loaded: send load first');
  const total = offsets.length - 1;
  const hooks = {
    isAborted: () => state.aborted,
    onProgress: (/** @type {number} */ done) => post({ type: 'progress', request, done, total }),
  };
  const result = await engine.embed(bytes, offsets, hooks, kind);
  post({ type: 'embedded', request, ...result }, [result.vectors.buffer]);
}

/** @param {EmbedMessage | MeasureMessage} message */
function start(message) {
  const state = { aborted: false };
  running.set(message.request, state);
  last = last
    .then(() => (message.type === 'embed' ? embed(message, state) : measure(message, state)))
    .catch((error) => postFailure(message.request, error))
    .finally(() => running.delete(message.request));
}

self.addEventListener('message', (/** @type {MessageEvent<ToWorker>} */ { data: message }) => {
  if (message.type === 'load') {
    last = last.then(() => load(message));
  } else if (message.type === 'abort') {
    const state = running.get(message.request);
    if (state) state.aborted = true;
  } else {
    start(message);
  }
});
