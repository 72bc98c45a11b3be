/**
 * Vectors of an OpenAI-compatible endpoint (POST {base}/embeddings), which Ollama, llama.cpp and many others have.
 * Nothing is sent before embed() or test() is called; the key is kept in memory and appears in no message.
 */

import { checkTexts } from '../../../worker/embed_protocol.js';
import { EndpointError } from '../errors.js';
import { post } from '../post.js';
import { Profile } from '../profile.js';
import { runRequests } from '../rate.js';
import { k_firstWaitMs, retried } from '../retry.js';
import { vectorsOf } from './answer.js';
import { estimate, outgoingTexts, requestsOf } from './texts.js';

/** @typedef {import('../../../types.d.ts').RemoteModel} RemoteModel */
/** @typedef {import('../../../worker/embed_protocol.js').Embedded} Embedded */
/** @typedef {import('../../embedder.js').EmbedOptions} EmbedOptions */

/** @type {import('../errors.js').Advice} */
const k_advice = {
  stopped: 'Embedding was stopped',
  slow: 'send fewer texts at a time',
  tooLarge: 'A single text is too long for it: allow fewer characters a text',
  trouble: 'The server has trouble: go on later, what is embedded stays',
  refused: "Check the model's name and the length of the texts",
};

const cancelled = () => new EndpointError('cancelled', k_advice.stopped);

export class EmbeddingsEndpoint {
  #profile;
  #remote;
  #firstWaitMs;
  /** @type {number | null} */
  #dimension = null;

  /** @param {RemoteModel} remote throws EndpointError @param {{firstWaitMs?: number}} [options] */
  constructor(remote, { firstWaitMs = k_firstWaitMs } = {}) {
    this.#profile = new Profile(remote, 'embeddings');
    const { key, ...rest } = remote;
    const { base, model } = this.#profile;
    this.#remote = { ...rest, base };
    this.#firstWaitMs = firstWaitMs;
    const { dimensions, prefixes } = remote;
    /** Names the vectors. */
    this.id = [`${base}#${model}`, dimensions, prefixes?.document && JSON.stringify(prefixes.document)]
      .filter(Boolean).join(' ');
  }

  get model() {
    return this.#profile.model;
  }

  get dimension() {
    return this.#dimension;
  }

  /** @param {Uint8Array} bytes @param {Uint32Array} offsets what would be sent; sends nothing */
  estimate(bytes, offsets) {
    checkTexts(bytes, offsets);
    return { id: this.id, ...estimate(bytes, offsets, this.#remote) };
  }

  /**
   * Sends one word of no document.
   * @param {AbortSignal} [signal]
   * @returns {Promise<{dimension: number, milliseconds: number}>} rejects with EndpointError
   */
  async test(signal) {
    const started = performance.now();
    const [vector] = await this.#vectors(['test'], signal);
    return { dimension: vector.length, milliseconds: performance.now() - started };
  }

  /**
   * @param {Uint8Array} bytes @param {Uint32Array} offsets @param {EmbedOptions} [options]
   * @returns {Promise<Embedded>} rejects with EndpointError
   */
  async embed(bytes, offsets, { signal, onProgress, kind = 'document' } = {}) {
    checkTexts(bytes, offsets);
    const { texts, rows, truncated, blank } = outgoingTexts(bytes, offsets, this.#remote, kind);
    const total = offsets.length - 1;
    const starts = requestsOf(texts, this.#remote);
    /** @type {Float32Array[]} */
    const vectors = Array(texts.length);
    let done = blank;
    /** @param {number} request @param {AbortSignal} both */
    const take = async (request, both) => {
      const [begin, end] = [starts[request], starts[request + 1]];
      const own = await this.#vectors(texts.slice(begin, end), both);
      own.forEach((vector, i) => (vectors[begin + i] = vector));
      onProgress?.((done += end - begin), total);
    };
    // The first request says the dimension, and whether the others have a chance.
    await runRequests(starts.length - 1, take, { firstAlone: this.#dimension === null, signal }).catch((error) => {
      throw signal?.aborted ? cancelled() : error;
    });
    if (signal?.aborted) throw cancelled();
    // Rows of zeros have a length too.
    if (texts.length === 0 && total > 0 && this.#dimension === null) await this.test(signal);
    if (texts.length === 0) onProgress?.(total, total);
    const columns = this.#dimension ?? 0;
    const matrix = new Float32Array(total * columns);
    rows.forEach((row, i) => matrix.set(vectors[i], row * columns));
    return { rows: total, columns, vectors: matrix, truncated, blank, averaged: 0 };
  }

  /**
   * Halves what is too large for one request.
   * @param {string[]} texts @param {AbortSignal} [signal]
   * @returns {Promise<Float32Array[]>}
   */
  async #vectors(texts, signal) {
    try {
      const own = vectorsOf(await this.#post(texts, signal), texts.length, this.#dimension);
      this.#dimension = own[0].length;
      return own;
    } catch (error) {
      const isTooLarge = error instanceof EndpointError && error.code === 'too_large';
      if (!isTooLarge || texts.length === 1) throw error;
      const half = texts.length >> 1;
      return [...(await this.#vectors(texts.slice(0, half), signal)), ...(await this.#vectors(texts.slice(half), signal))];
    }
  }

  /** @param {string[]} input @param {AbortSignal} [signal] @returns {Promise<any>} the answer's JSON */
  #post(input, signal) {
    const { model, dimensions } = this.#remote;
    const json = { model, input, ...(dimensions ? { dimensions } : {}) };
    const how = { firstWaitMs: this.#firstWaitMs, stopped: k_advice.stopped, signal };
    return retried(() => post(this.#profile, json, k_advice, signal), how);
  }
}
