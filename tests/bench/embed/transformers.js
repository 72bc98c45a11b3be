// transformers.js as its documentation shows it: a pipeline that is given one batch after the other.

import { env, pipeline } from '@huggingface/transformers';

env.allowRemoteModels = false;
env.allowLocalModels = true;
env.useBrowserCache = false;
env.localModelPath = '/models/';
env.backends.onnx.wasm.wasmPaths = new URL('their-ort/', self.location.href).href;

let extract;

/** @param {{model: string, dtype: string, threads: number}} message */
async function load({ model, dtype, threads }) {
  env.backends.onnx.wasm.numThreads = threads;
  extract = await pipeline('feature-extraction', model, { device: 'wasm', dtype });
  return {};
}

/** @param {{texts: string[], batch: number}} message */
async function embed({ texts, batch }) {
  let vectors;
  for (let first = 0; first < texts.length; first += batch) {
    const { data, dims } = await extract(texts.slice(first, first + batch), { pooling: 'mean', normalize: true });
    vectors ??= new Float32Array(texts.length * dims[1]);
    vectors.set(data, first * dims[1]);
  }
  return { vectors };
}

self.onmessage = async ({ data }) => {
  try {
    self.postMessage(await (data.model ? load(data) : embed(data)));
  } catch (error) {
    self.postMessage({ error: String(error?.stack ?? error) });
  }
};
