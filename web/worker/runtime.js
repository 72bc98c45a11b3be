/**
 * Which build of ONNX Runtime Web runs a model. The one with WebGPU is loaded only when it is asked for.
 */

import * as wasmRuntime from 'onnxruntime-web/wasm';
import { EmbedError } from './embed_protocol.js';
import { checkOrigin } from './model_files.js';

/** @typedef {import('./embed_protocol.js').Provider} Provider */
/** @typedef {import('./embed_protocol.js').RuntimePaths} RuntimePaths */
/** @typedef {typeof wasmRuntime} Runtime */

/**
 * @param {RuntimePaths | null} paths
 * @returns {Promise<'none' | 'software' | 'hardware'>} what a model can be tried on
 */
export async function webgpuAdapter(paths) {
  const gpu = /** @type {any} */ (globalThis.navigator)?.gpu;
  if (!paths?.webgpu || !gpu) return 'none';
  const adapter = await gpu.requestAdapter().catch(() => null);
  if (!adapter) return 'none';
  const { isFallbackAdapter = adapter.isFallbackAdapter, architecture } = adapter.info ?? {};
  return isFallbackAdapter || architecture === 'swiftshader' ? 'software' : 'hardware';
}

/**
 * @param {Provider} provider
 * @param {RuntimePaths | null} paths null: the runtime finds its own files, as it does under Node
 * @param {number} threads more than 1 needs cross-origin isolation
 * @param {string} origin the only origin to load from
 * @returns {Promise<Runtime>}
 */
export async function openRuntime(provider, paths, threads, origin) {
  if (provider === 'wasm') return configured(wasmRuntime, paths, threads, origin);
  if (!paths?.webgpu) throw new EmbedError('bad_argument', 'This site was built without WebGPU');
  const { module, mjs, wasm } = paths.webgpu;
  checkOrigin(module, origin);
  const runtime = await import(/* a file of the built site, not of the bundle */ module);
  return configured(runtime, { mjs, wasm }, 1, origin);
}

/** @param {Runtime} runtime @param {RuntimePaths | null} paths @param {number} threads @param {string} origin */
function configured(runtime, paths, threads, origin) {
  if (paths !== null) {
    checkOrigin(paths.mjs, origin);
    checkOrigin(paths.wasm, origin);
    runtime.env.wasm.wasmPaths = { mjs: paths.mjs, wasm: paths.wasm };
  }
  runtime.env.wasm.numThreads = threads;
  return runtime;
}
