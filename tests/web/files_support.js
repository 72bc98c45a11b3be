/** What the tests of file reading share. */
import { Worker as NodeWorker } from 'node:worker_threads';
import { decodeBlock } from '../../web/worker/column_batch/decode_block.js';
import { openFile } from '../../web/worker/readers/file_reader.js';

/**
 * @typedef {import('../../web/worker/files_protocol.js').OpenOptions} OpenOptions
 * @typedef {import('../../web/worker/files_protocol.js').ReadPlan} ReadPlan
 */

/** A control that nobody cancels. */
export const k_noControl = { progress: () => {}, cancelled: () => false };

/**
 * Opens and reads to the end.
 * @param {Blob | Uint8Array | string} source
 * @param {string} [name]
 * @param {{options?: OpenOptions, plan?: ReadPlan, control?: any}} [more]
 */
export async function readAll(source, name = '', { options = {}, plan = {}, control = k_noControl } = {}) {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source;
  const reader = await openFile(bytes, name, options, control);
  const opened = reader.opened;
  if (!opened) throw new Error('openFile did not describe the file');
  /** @type {ArrayBuffer[]} */
  let blocks = [];
  /** @type {string[]} */
  const restarts = [];
  const result = await reader.read(plan, async (block) => void blocks.push(block), (reason) => {
    restarts.push(reason);
    blocks = [];
  }, control);
  const decoded = blocks.map((block) => decodeBlock(block));
  const numbers = decoded.flatMap(({ rowNumbers }) => rowNumbers);
  /** @type {Record<string, any[]>} */
  const columns = Object.fromEntries(result.columns.map(({ name: column }, c) =>
    [column, decoded.flatMap((block) => block.columns[c].values)]));
  return { opened, result, restarts, numbers, columns, blocks };
}

/**
 * A small generator of numbers in [0, 1), the same for the same seed.
 * @param {number} seed
 */
export function makeRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const k_bootstrap = `
  const { parentPort } = require('node:worker_threads');
  import(${JSON.stringify(new URL('../../web/worker/files.worker.js', import.meta.url).href)})
    .then(({ createFileService }) => {
      const handle = createFileService((reply, transfer) => parentPort.postMessage(reply, transfer));
      parentPort.on('message', (request) => {
        if (request.type === 'unzip' && request.bytes.length === 3) throw new Error('struck down');
        if (request.type === 'unzip' && request.bytes.length === 4) for (;;);
        handle(request);
      });
    });
`;

/**
 * The browser's Worker over a thread of Node that runs the real service. Unzipping 3 bytes makes it
 * crash, 4 bytes make it hang.
 */
export class ThreadWorker {
  constructor() {
    this.thread = new NodeWorker(k_bootstrap, {
      eval: true, resourceLimits: { maxOldGenerationSizeMb: 700 },
    });
  }

  /** @param {string} type @param {(event: any) => void} listener */
  addEventListener(type, listener) {
    this.thread.on(type, (/** @type {any} */ value) => listener(type === 'message' ? { data: value } : { type, message: value.message }));
  }

  /** @param {any} message @param {any} [transfer] */
  postMessage(message, transfer) {
    this.thread.postMessage(message, transfer);
  }

  terminate() {
    this.thread.terminate();
  }
}
