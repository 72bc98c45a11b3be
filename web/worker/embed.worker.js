/**
 * The embedding worker: answers the calls of embed_protocol.js.
 */

import { answerCalls } from './calls.js';
import { EmbedEngine } from './embed_engine.js';
import { EmbedError } from './embed_protocol.js';
import { chooseEngine } from './measure.js';
import { webgpuAdapter } from './runtime.js';

/** @typedef {import('./calls.js').OpenCall} OpenCall */
/** @typedef {import('./embed_protocol.js').EmbedRequest} EmbedRequest */
/** @typedef {import('./embed_protocol.js').LoadRequest} LoadRequest */
/** @typedef {import('./embed_protocol.js').MeasureRequest} MeasureRequest */
/** @typedef {import('./embed_protocol.js').Provider} Provider */
/** @typedef {import('./embed_protocol.js').Request} Request */
/** @typedef {import('./embed_protocol.js').Trial} Trial */

/** How long a model of unknown speed is tried before its first use, where there is a choice. */
const k_shortTrialMs = 3000;

/** @type {EmbedEngine | null} */
let engine = null;
/** @type {((provider: Provider) => Promise<EmbedEngine>) | null} of the model that is loaded */
let open = null;
/** @type {LoadRequest['runtime']} */
let paths = null;
/** @type {Promise<unknown>} */
let last = Promise.resolve();

/** @param {LoadRequest} request */
async function load({ spec, runtime, threads, provider }) {
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
  return { value: { modelId: spec.id, dimension: engine.dimension, provider: engine.provider, trials } };
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

/** @param {MeasureRequest} request @param {OpenCall} call */
async function measure({ milliseconds }, call) {
  const trials = await choose(milliseconds, {
    isAborted: () => call.isCancelled,
    onProgress: (share) => call.emit({ type: 'progress', done: Math.round(share * 1000), total: 1000 }),
  });
  return { value: { provider: /** @type {EmbedEngine} */ (engine).provider, trials } };
}

/** @param {EmbedRequest} request @param {OpenCall} call */
async function embed({ bytes, offsets, kind }, call) {
  if (engine === null) throw new EmbedError('bad_argument', 'No model is loaded: send load first');
  const total = offsets.length - 1;
  const hooks = {
    isAborted: () => call.isCancelled,
    onProgress: (/** @type {number} */ done) => call.emit({ type: 'progress', done, total }),
  };
  const value = await engine.embed(bytes, offsets, hooks, kind);
  return { value, transfer: [value.vectors.buffer] };
}

/** @param {Request} request @param {OpenCall} call @returns {Promise<{value: any, transfer?: Transferable[]}>} */
function answer(request, call) {
  switch (request.type) {
    case 'load': return load(request);
    case 'measure': return measure(request, call);
    case 'embed': return embed(request, call);
  }
}

/** @param {unknown} error */
const describe = (error) => ({
  code: error instanceof EmbedError ? error.code : 'embedder',
  message: error instanceof Error ? error.message : String(error),
});

const take = answerCalls(
  (message, transfer) => self.postMessage(message, { transfer }),
  (request, call) => {
    const answered = last.then(() => answer(request, call));
    last = answered.catch(() => {});
    return answered;
  },
  describe,
);

self.addEventListener('message', ({ data }) => void take(data));
