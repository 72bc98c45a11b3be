/**
 * Which way of running a model is faster on this machine, and whether it gives the same vectors.
 */

import { EmbedError, packTexts } from './embed_protocol.js';

/** @typedef {import('./embed_engine.js').EmbedEngine} EmbedEngine */
/** @typedef {import('./embed_protocol.js').Trial} Trial */

/** Of one component of a unit vector. Half-precision and int8 graphs differ by up to a few thousandths. */
const k_tolerance = 0.02;
/** So many times slower with a few sentences it will not be faster with more. */
const k_hopeless = 8;

const k_sentences = [
  'My card was declined at the shop', 'How do I reset my password?', 'Der Zug nach Berlin hat heute Verspätung',
  'The parliament passed a new law on taxes after a long debate about the budget of the coming year',
  'Great phone, but the battery hardly lasts a day', '今日はとても暑いです', 'Cancel my order, please',
  'The committee discussed energy prices, the state of the roads and the schools, and adjourned until Monday; ' +
    'a decision on the bridge is expected before the summer, though some members would rather wait for the report',
];

/** @returns {{bytes: Uint8Array, offsets: Uint32Array, rows: number}} texts of many lengths, no two alike */
function probeTexts() {
  const texts = Array.from({ length: 32 }, (_, i) =>
    [k_sentences[i % 8], k_sentences[(i * 3 + 1) % 8], k_sentences[(i * 5 + 2) % 8]]
      .slice(0, 1 + (i % 3)).join('. ') + ` ${i}`);
  return { ...packTexts(texts), rows: texts.length };
}

/**
 * Embeds a few sentences, twice: the first time compiles shaders and grows memory.
 * @param {EmbedEngine} engine
 * @param {{isAborted: () => boolean}} hooks
 * @returns {Promise<{textsPerSecond: number, vectors: Float32Array}>}
 */
async function warmUp(engine, { isAborted }) {
  const { bytes, offsets } = packTexts(k_sentences);
  const hooks = { isAborted, onProgress: () => {} };
  await engine.embed(bytes, offsets, hooks);
  const started = performance.now();
  const { vectors } = await engine.embed(bytes, offsets, hooks);
  return { textsPerSecond: (k_sentences.length * 1000) / Math.max(1e-3, performance.now() - started), vectors };
}

/**
 * Runs the probe texts again and again for about so long.
 * @param {EmbedEngine} engine
 * @param {number} milliseconds
 * @param {{isAborted: () => boolean, onProgress: (share: number) => void}} hooks
 * @returns {Promise<number>} texts a second; 0 if not one batch was finished in the time
 */
async function measureEngine(engine, milliseconds, hooks) {
  const { bytes, offsets, rows } = probeTexts();
  const started = performance.now();
  const isOver = () => performance.now() - started >= milliseconds;
  let before = 0;
  let done = 0;
  while (!isOver()) {
    try {
      await engine.embed(bytes, offsets, {
        isAborted: () => hooks.isAborted() || isOver(),
        onProgress: (rowsDone) => {
          done = before + rowsDone;
          hooks.onProgress(Math.min(1, (performance.now() - started) / milliseconds));
        },
      });
    } catch (error) {
      if (hooks.isAborted() || !(error instanceof EmbedError && error.code === 'cancelled')) throw error;
    }
    before += rows;
  }
  return (done * 1000) / (performance.now() - started);
}

/** @param {Float32Array} a @param {Float32Array} b */
function largestDifference(a, b) {
  if (a.length !== b.length) return Infinity;
  let most = 0;
  for (let i = 0; i < a.length; ++i) {
    const difference = Math.abs(a[i] - b[i]);
    if (!(difference <= most)) most = Number.isNaN(difference) ? Infinity : difference;
  }
  return most;
}

/**
 * Measures wasm and, if there is one, another engine.
 * @param {EmbedEngine} wasm
 * @param {(() => Promise<EmbedEngine>) | null} openOther of WebGPU
 * @param {number} milliseconds in all
 * @param {{isAborted: () => boolean, onProgress: (share: number) => void}} hooks
 * @returns {Promise<{best: EmbedEngine, trials: Trial[]}>} the engine that is not taken is released
 */
export async function chooseEngine(wasm, openOther, milliseconds, hooks) {
  const time = openOther ? milliseconds / 2 : milliseconds;
  const share = openOther ? 0.5 : 1;
  const base = await warmUp(wasm, hooks);
  const measured = await measureEngine(wasm, time, { ...hooks, onProgress: (part) => hooks.onProgress(part * share) });
  const textsPerSecond = measured || base.textsPerSecond;
  /** @type {Trial[]} */
  const trials = [{ provider: 'wasm', textsPerSecond, difference: 0, refused: null }];
  if (!openOther) return { best: wasm, trials };

  /** @type {Trial} */
  const trial = { provider: 'webgpu', textsPerSecond: 0, difference: 0, refused: null };
  trials.push(trial);
  /** @type {EmbedEngine | null} */
  let other = null;
  try {
    other = await openOther();
    const own = await warmUp(other, hooks);
    trial.textsPerSecond = own.textsPerSecond;
    trial.difference = largestDifference(own.vectors, base.vectors);
    const isHopeless = own.textsPerSecond * k_hopeless < textsPerSecond;
    if (!isHopeless) {
      const onProgress = (/** @type {number} */ part) => hooks.onProgress(0.5 + part / 2);
      trial.textsPerSecond = (await measureEngine(other, time, { ...hooks, onProgress })) || own.textsPerSecond;
    }
    if (trial.difference > k_tolerance) trial.refused = 'its vectors differ from those of wasm';
    else if (trial.textsPerSecond <= textsPerSecond) trial.refused = 'it is slower here';
  } catch (error) {
    if (hooks.isAborted()) {
      await other?.release();
      throw error;
    }
    trial.refused = error instanceof Error ? error.message : String(error);
  }
  if (other !== null && trial.refused === null) {
    await wasm.release();
    return { best: other, trials };
  }
  await other?.release().catch(() => {});
  return { best: wasm, trials };
}
