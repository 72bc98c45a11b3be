// Fetches one build of the wasm module, with progress, and starts it.

import { wellFormed } from './strings.js';

/** @typedef {import('./types.d.ts').Module} Module */

/** @type {readonly (keyof Module)[]} */
const k_doors = ['boot', 'complete', 'event', 'fileArrived', 'script', 'probe', 'input'];

/**
 * Texts are well-formed from here on: C++ reads half a character pair as bytes that are no UTF-8.
 * @param {Module} module
 * @returns {Module} the same
 */
export function guardDoors(module) {
  const doors = /** @type {Record<string, (...args: unknown[]) => unknown>} */ (/** @type {object} */ (module));
  for (const name of k_doors) {
    const enter = doors[name];
    doors[name] = (...args) => enter(...args.map((arg) => (typeof arg === 'string' ? wellFormed(arg) : arg)));
  }
  return module;
}

/**
 * @param {string} url
 * @param {number} totalBytes the size of the file; what a server says may be the compressed size
 * @param {(doneBytes: number, totalBytes: number) => void} onProgress
 * @returns {Promise<WebAssembly.Module>} compiled while it arrives
 */
async function compile(url, totalBytes, onProgress) {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`${url} could not be loaded: HTTP status ${response.status}`);
  let doneBytes = 0;
  const counted = response.body.pipeThrough(
    new TransformStream({
      transform(chunk, controller) {
        doneBytes += chunk.length;
        onProgress(doneBytes, totalBytes);
        controller.enqueue(chunk);
      },
    }),
  );
  // A type of our own: static hosts often do not know .wasm.
  return WebAssembly.compileStreaming(new Response(counted, { headers: { 'Content-Type': 'application/wasm' } }));
}

/** @param {boolean} threads */
const nameOf = (threads) => (threads ? 'labelscape-mt' : 'labelscape');

/** Whether the site has this build of the module. @param {boolean} threads */
export const isBuilt = (threads) => `wasm/${nameOf(threads)}.wasm` in BUILD_WASM_BYTES;

/**
 * @param {object} options
 * @param {string} options.baseUrl the site's folder, with a slash at the end
 * @param {boolean} options.threads which build
 * @param {Record<string, unknown>} options.settings for Emscripten's factory: canvas, host, print, onAbort, ...
 * @param {(doneBytes: number, totalBytes: number) => void} options.onProgress
 * @returns {Promise<Module>} the module, initialized
 */
export async function instantiate({ baseUrl, threads, settings, onProgress }) {
  const name = nameOf(threads);
  const wasmPath = `wasm/${name}.wasm`;
  const [factory, compiled] = await Promise.all([
    import(new URL(`wasm/${name}.mjs`, baseUrl).href),
    compile(new URL(wasmPath, baseUrl).href, BUILD_WASM_BYTES[wasmPath] ?? 1, onProgress),
  ]);
  return new Promise((resolve, reject) => {
    const made = factory.default({
      ...settings,
      locateFile: (/** @type {string} */ file) => new URL(`wasm/${file}`, baseUrl).href,
      /**
       * @param {WebAssembly.Imports} imports
       * @param {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} receive
       */
      instantiateWasm(imports, receive) {
        WebAssembly.instantiate(compiled, imports).then((instance) => receive(instance, compiled), reject);
        return {};
      },
    });
    made.then((/** @type {Module} */ module) => resolve(guardDoors(module)), reject);
  });
}
