// The embedding engine beside transformers.js in one page, each in its own worker, given the same texts.

import { Embedder } from '../../../web/host/embedder.js';
import { workerSpec } from '../../../web/host/models/model_spec.js';
import { packTexts } from '../../../web/worker/embed_protocol.js';

const here = new URL('.', location.href);

/** @param {string} model folder of the model @param {string} file of its graph @param {number} threads */
async function openOurs(model, file, threads) {
  const embedder = new Embedder({
    baseUrl: here, workerUrl: new URL('worker/embed.worker.js', here), runtimeUrl: new URL('ort/', here), threads,
  });
  const description = {
    dimension: null, maxTokens: 512, output: null, pooling: 'mean', normalize: true, table: false, longTexts: 'cut',
    prefixes: { document: '', query: '' },
    files: { model: { path: file }, tokenizer: { path: 'tokenizer.json' }, data: [] },
  };
  const urlOf = async ({ path }) => ({ url: new URL(`models/${model}/${path}`, location.origin).href });
  embedder.use(await workerSpec(model, description, urlOf));
  await embedder.load();
  return {
    /** @param {string[]} texts */
    async embed(texts) {
      const { bytes, offsets } = packTexts(texts);
      return (await embedder.embed(bytes, offsets)).vectors;
    },
    close: () => embedder.dispose(),
  };
}

/** @param {string} model @param {string} dtype as transformers.js names it @param {number} threads */
async function openTheirs(model, dtype, threads) {
  const worker = new Worker(new URL('transformers.js', here), { type: 'module' });
  const ask = (message) => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data));
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(message);
  });
  await ask({ model, dtype, threads });
  return {
    /** @param {string[]} texts @param {number} batch */
    embed: async (texts, batch) => (await ask({ texts, batch })).vectors,
    close: () => worker.terminate(),
  };
}

/** @param {() => Promise<Float32Array>} embed */
async function timed(embed) {
  const began = performance.now();
  const vectors = await embed();
  return { ms: performance.now() - began, vectors };
}

/** @param {Float32Array} a @param {Float32Array} b @param {number} rows of unit length */
function leastCosine(a, b, rows) {
  if (a.length !== b.length) return NaN;
  const columns = a.length / rows;
  let least = 1;
  for (let row = 0; row < rows; ++row) {
    let dot = 0;
    for (let i = row * columns; i < (row + 1) * columns; ++i) dot += a[i] * b[i];
    // NaN is kept.
    least = dot >= least ? least : dot;
  }
  return least;
}

/**
 * One after the other, again and again.
 * @param {{model: string, file: string, dtype: string, threads: number, texts: string[], trialTexts: number,
 *     batches: number[], reps: number}} options batches: sizes that are tried for transformers.js with the first texts
 */
globalThis.compare = async ({ model, file, dtype, threads, texts, trialTexts, batches, reps }) => {
  const ours = await openOurs(model, file, threads);
  const theirs = await openTheirs(model, dtype, threads);
  const trial = texts.slice(0, trialTexts);
  await ours.embed(trial);
  let best = { batch: 0, ms: Infinity };
  const trials = [];
  for (const batch of batches) {
    await theirs.embed(trial.slice(0, batch), batch);
    const { ms } = await timed(() => theirs.embed(trial, batch));
    trials.push({ batch, rate: (1000 * trial.length) / ms });
    if (ms < best.ms) best = { batch, ms };
  }
  const runs = [];
  let cosine = 1;
  for (let i = 0; i < reps; ++i) {
    const own = await timed(() => ours.embed(texts));
    const other = await timed(() => theirs.embed(texts, best.batch));
    cosine = Math.min(cosine, leastCosine(own.vectors, other.vectors, texts.length));
    runs.push({ ours_ms: own.ms, theirs_ms: other.ms });
  }
  ours.close();
  theirs.close();
  return { batch: best.batch, trials, runs, cosine };
};
