// What the browser tests call: the page's side of embedding, without the application around it.
import { Embedding } from '../../web/host/embedding.js';
import { packTexts } from '../../web/worker/embed_protocol.js';

const baseUrl = new URL('.', location.href).href;
/** @type {Map<number, File>} */
const files = new Map();

/** @param {{hub: string, threads?: number}} options */
function open({ hub, threads = 1 }) {
  const embedding = new Embedding({
    baseUrl, hub, threads, firstWaitMs: 1, webgpu: true,
    workerUrl: new URL('worker/embed.worker.js', baseUrl), runtimeUrl: new URL('ort/', baseUrl),
    fileOf: (token) => /** @type {File} */ (files.get(token)),
  });
  return {
    /** @param {string} method @param {object} [args] @param {string[]} [texts] */
    async call(method, args = {}, texts = []) {
      const { bytes, offsets } = packTexts(texts);
      const block = new Uint8Array(offsets.byteLength + bytes.length);
      block.set(new Uint8Array(offsets.buffer));
      block.set(bytes, offsets.byteLength);
      const answer = await embedding.answer(method, args, block, () => {});
      const floats = answer?.bytes ? Array.from(new Float32Array(answer.bytes.buffer, 0, answer.bytes.length / 4)) : [];
      return { .../** @type {any} */ (answer?.json ?? {}), floats };
    },
    /** @param {string[]} paths of this server @returns {Promise<number[]>} tokens */
    async arrive(paths) {
      return Promise.all(paths.map(async (path) => {
        const blob = await (await fetch(path)).blob();
        files.set(files.size, new File([blob], path.split('/').at(-1) ?? ''));
        return files.size - 1;
      }));
    },
  };
}

Object.assign(globalThis, { open_embedding: open });
