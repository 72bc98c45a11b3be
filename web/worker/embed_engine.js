/**
 * Loads one embedding model and turns texts into vectors with it; no messages, no page.
 */

import { checkTexts, EmbedError } from './embed_protocol.js';
import { nameOf, readModelFile } from './model_files.js';
import { ModelGraph } from './model_graph.js';
import { normalize } from './pooling.js';
import { openRuntime } from './runtime.js';
import { TextTokenizer } from './tokenizer.js';

/** @typedef {import('./embed_protocol.js').ModelSpec} ModelSpec */
/** @typedef {import('./embed_protocol.js').RuntimePaths} RuntimePaths */
/** @typedef {import('./embed_protocol.js').Embedded} Embedded */
/** @typedef {import('./embed_protocol.js').Provider} Provider */
/** @typedef {import('./embed_protocol.js').TextKind} TextKind */

// A window of texts is tokenized, sorted by length and run as batches of nearly equal lengths.
// Larger windows pad less, smaller ones answer an abort sooner.
const k_windowTexts = 8192;
const k_windowBytes = 1 << 18;
/** Parts of one text whose vectors are averaged; what comes after them is cut. */
const k_maxParts = 64;
/** A graphics card needs more texts at once before it is busy. */
const k_webgpuRows = 32;

/**
 * @typedef {object} EmbedHooks
 * @property {() => boolean} isAborted asked between batches
 * @property {(done: number) => void} onProgress rows finished; grows with every call
 *
 * @typedef {object} Window texts that are tokenized together
 * @property {number[][]} parts token ids; every text has one part, or none, or several
 * @property {number[]} rowOfPart
 * @property {Map<number, number>} tokensOfRow of texts of several parts
 */

/**
 * Lets waiting messages in, such as an abort.
 * @returns {Promise<void>}
 */
function nextTask() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** @param {Uint8Array} bytes @param {ModelSpec} spec @returns {TextTokenizer} */
function readTokenizer(bytes, spec) {
  try {
    return new TextTokenizer(JSON.parse(new TextDecoder().decode(bytes)), spec.maxTokens);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EmbedError('bad_file', `${nameOf(spec.tokenizer)} is no usable tokenizer: ${reason}`);
  }
}

export class EmbedEngine {
  #spec;
  #tokenizer;
  #batchRows;
  #batchTokens;

  /**
   * @param {ModelSpec} spec
   * @param {TextTokenizer} tokenizer
   * @param {ModelGraph} graph
   */
  constructor(spec, tokenizer, graph) {
    this.#spec = spec;
    this.#tokenizer = tokenizer;
    this.graph = graph;
    const { rows, tokens } = spec.batch;
    this.#batchRows = graph.provider === 'webgpu' ? Math.max(rows, k_webgpuRows) : rows;
    this.#batchTokens = tokens;
  }

  get dimension() {
    return this.graph.dimension;
  }

  get provider() {
    return this.graph.provider;
  }

  /**
   * Throws EmbedError.
   * @param {ModelSpec} spec
   * @param {RuntimePaths | null} runtime
   * @param {number} threads of the runtime; more than 1 needs cross-origin isolation
   * @param {string} origin the only origin to load from
   * @param {Provider} [provider]
   * @returns {Promise<EmbedEngine>}
   */
  static async load(spec, runtime, threads, origin, provider = 'wasm') {
    const opened = await openRuntime(provider, runtime, threads, origin);
    const [model, tokenizerBytes, ...data] = await Promise.all([
      readModelFile(spec.model, origin),
      readModelFile(spec.tokenizer, origin),
      ...(spec.data ?? []).map(async ({ path, file }) => ({ path, data: await readModelFile(file, origin) })),
    ]);
    const tokenizer = readTokenizer(tokenizerBytes, spec);
    return new EmbedEngine(spec, tokenizer, await ModelGraph.load(opened, model, data, spec, provider));
  }

  release() {
    return this.graph.release();
  }

  /**
   * Throws EmbedError; with code cancelled once isAborted says so.
   * @param {Uint8Array} bytes
   * @param {Uint32Array} offsets
   * @param {EmbedHooks} hooks
   * @param {TextKind} [kind]
   * @returns {Promise<Embedded>}
   */
  async embed(bytes, offsets, hooks, kind = 'document') {
    checkTexts(bytes, offsets);
    const rows = offsets.length - 1;
    const columns = this.dimension;
    const vectors = new Float32Array(rows * columns);
    const result = { rows, columns, vectors, truncated: 0, blank: 0, averaged: 0 };
    for (let begin = 0; begin < rows; ) {
      let end = begin + 1;
      while (end < rows && end - begin < k_windowTexts && offsets[end + 1] - offsets[begin] <= k_windowBytes) ++end;
      const window = this.#tokenize(bytes, offsets, begin, end, kind, result);
      await this.#runWindow(window, begin, end, result, hooks);
      begin = end;
    }
    return result;
  }

  /**
   * @param {Uint8Array} bytes @param {Uint32Array} offsets @param {number} begin @param {number} end
   * @param {TextKind} kind @param {Embedded} result its counts
   * @returns {Window}
   */
  #tokenize(bytes, offsets, begin, end, kind, result) {
    const prefix = this.#spec.prefixes[kind];
    const maxParts = this.#spec.longTexts === 'average' ? k_maxParts : 1;
    /** @type {Window} */
    const window = { parts: [], rowOfPart: [], tokensOfRow: new Map() };
    for (let row = begin; row < end; ++row) {
      const { parts, truncated } = this.#tokenizer.encodeBytes(prefix, bytes, offsets[row], offsets[row + 1], maxParts);
      if (truncated) ++result.truncated;
      if (parts.length === 0) ++result.blank;
      for (const part of parts) {
        window.parts.push(part);
        window.rowOfPart.push(row);
      }
      if (parts.length > 1) window.tokensOfRow.set(row, parts.reduce((sum, part) => sum + part.length, 0));
    }
    result.averaged += window.tokensOfRow.size;
    return window;
  }

  /** @param {Window} window @param {number} begin @param {number} end @param {Embedded} result @param {EmbedHooks} hooks */
  async #runWindow({ parts, rowOfPart, tokensOfRow }, begin, end, result, hooks) {
    const { vectors, columns } = result;
    const order = parts.map((_, k) => k).sort((a, b) => parts[a].length - parts[b].length || a - b);
    let reported = begin;
    for (let k = 0; k < order.length; ) {
      const batch = this.#nextBatch(order, k, parts);
      await nextTask();
      if (hooks.isAborted()) throw new EmbedError('cancelled', 'Embedding was stopped');
      await this.graph.run(batch.map((part) => parts[part]), (r, vector) => {
        const row = rowOfPart[batch[r]];
        const tokens = tokensOfRow.get(row);
        if (tokens === undefined) {
          vectors.set(vector, row * columns);
          if (vector.every((value) => value === 0)) ++result.blank;
          return;
        }
        const share = parts[batch[r]].length / tokens;
        for (let d = 0, at = row * columns; d < columns; ++d) vectors[at++] += share * vector[d];
      });
      k += batch.length;
      const done = end - Math.ceil(((end - begin) * (order.length - k)) / order.length);
      if (done > reported) hooks.onProgress((reported = done));
    }
    if (this.#spec.normalize) {
      for (const row of tokensOfRow.keys()) normalize(vectors.subarray(row * columns, (row + 1) * columns));
    }
    if (reported < end) hooks.onProgress(end);
  }

  /**
   * @param {number[]} order parts by length
   * @param {number} first
   * @param {number[][]} parts
   * @returns {number[]} as many parts from `first` on as fit a batch; at least one
   */
  #nextBatch(order, first, parts) {
    let end = first + 1;
    const last = Math.min(order.length, first + this.#batchRows);
    while (end < last && (end + 1 - first) * parts[order[end]].length <= this.#batchTokens) ++end;
    return order.slice(first, end);
  }
}
