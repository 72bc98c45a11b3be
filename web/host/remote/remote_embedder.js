/**
 * Vectors of an OpenAI-compatible endpoint (POST {base}/embeddings), which Ollama, llama.cpp and many others have.
 * Nothing is sent before embed() or test() is called; the key is kept in memory and appears in no message.
 */

import { checkTexts, EmbedError } from '../../worker/embed_protocol.js';
import { wait } from '../models/download.js';
import { vectorsOf } from './remote_answer.js';
import { errorOfNetwork, errorOfStatus } from './remote_errors.js';
import { estimate, outgoingTexts, requestsOf } from './remote_texts.js';

/** @typedef {import('../../types.d.ts').RemoteModel} RemoteModel */
/** @typedef {import('../../worker/embed_protocol.js').Embedded} Embedded */
/** @typedef {import('../embedder.js').EmbedOptions} EmbedOptions */

const k_attempts = 6;
const k_firstWaitMs = 1000;
const k_maxWaitMs = 60000;
const k_timeoutMs = 120000;
/** Requests at a time. */
const k_parallel = 2;
const k_retried = [408, 425, 429, 500, 502, 503, 504, 529];

const cancelled = () => new EmbedError('cancelled', 'Embedding was stopped');

/** @param {Response} response @returns {number | null} milliseconds; null: not said, or hidden from pages */
function retryAfterMs({ headers }) {
  const ms = headers.get('retry-after-ms');
  if (ms !== null && Number.isFinite(Number(ms))) return Number(ms);
  const value = headers.get('Retry-After');
  if (value === null) return null;
  const seconds = Number(value);
  const wanted = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(wanted) ? Math.max(0, wanted) : null;
}

/** @param {string} base @returns {string} without a slash at its end; throws EmbedError */
function checkedBase(base) {
  const url = URL.canParse(base) ? new URL(base) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new EmbedError('bad_argument',
      'The address of an endpoint looks like http://localhost:11434/v1; the key has a field of its own');
  }
  return url.href.replace(/\/(embeddings)?\/*$/, '');
}

export class RemoteEmbedder {
  #key;
  /** @type {number | null} */
  #dimension = null;

  /** @param {RemoteModel} remote @param {{firstWaitMs?: number}} [options] */
  constructor(remote, { firstWaitMs = k_firstWaitMs } = {}) {
    const { key = '', ...rest } = remote;
    this.#key = key;
    this.remote_ = { ...rest, base: checkedBase(remote.base) };
    if (!remote.model) throw new EmbedError('bad_argument', 'An endpoint needs the name of a model');
    this.firstWaitMs_ = firstWaitMs;
    const { base, model, dimensions, prefixes } = this.remote_;
    /** Names the vectors. */
    this.id = [`${base}#${model}`, dimensions, prefixes?.document && JSON.stringify(prefixes.document)]
      .filter(Boolean).join(' ');
  }

  get dimension() {
    return this.#dimension;
  }

  /** @param {Uint8Array} bytes @param {Uint32Array} offsets what would be sent; sends nothing */
  estimate(bytes, offsets) {
    checkTexts(bytes, offsets);
    return { id: this.id, ...estimate(bytes, offsets, this.remote_) };
  }

  /**
   * Sends one word of no document.
   * @param {AbortSignal} [signal]
   * @returns {Promise<{dimension: number, milliseconds: number}>} rejects with EmbedError
   */
  async test(signal) {
    const started = performance.now();
    const [vector] = await this.#vectors(['test'], signal);
    return { dimension: vector.length, milliseconds: performance.now() - started };
  }

  /**
   * @param {Uint8Array} bytes @param {Uint32Array} offsets @param {EmbedOptions} [options]
   * @returns {Promise<Embedded>} rejects with EmbedError
   */
  async embed(bytes, offsets, { signal, onProgress, kind = 'document' } = {}) {
    checkTexts(bytes, offsets);
    const { texts, rows, truncated, blank } = outgoingTexts(bytes, offsets, this.remote_, kind);
    const total = offsets.length - 1;
    const starts = requestsOf(texts, this.remote_);
    /** @type {Float32Array[]} */
    const vectors = Array(texts.length);
    let next = 0;
    let done = blank;
    // One request that fails for good stops the others.
    const stop = new AbortController();
    const both = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
    const takeOne = async () => {
      const [begin, end] = [starts[next], starts[++next]];
      const own = await this.#vectors(texts.slice(begin, end), both);
      own.forEach((vector, i) => (vectors[begin + i] = vector));
      onProgress?.((done += end - begin), total);
    };
    const isLeft = () => next + 1 < starts.length && !both.aborted;
    const work = async () => {
      while (isLeft()) await takeOne();
    };
    try {
      // The first request goes alone: it says the dimension, and whether the others have a chance.
      if (this.#dimension === null && isLeft()) await takeOne();
      await Promise.all(Array.from({ length: k_parallel }, work));
    } catch (error) {
      stop.abort();
      throw signal?.aborted ? cancelled() : error;
    }
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
      const isTooLarge = error instanceof EmbedError && error.code === 'too_large';
      if (!isTooLarge || texts.length === 1) throw error;
      const half = texts.length >> 1;
      return [...(await this.#vectors(texts.slice(0, half), signal)), ...(await this.#vectors(texts.slice(half), signal))];
    }
  }

  /** @param {string[]} input @param {AbortSignal} [signal] @returns {Promise<any>} the answer's JSON */
  async #post(input, signal) {
    const { base, model, dimensions, timeoutMs = k_timeoutMs } = this.remote_;
    const about = { base, model, key: this.#key };
    for (let attempt = 1; ; ++attempt) {
      if (signal?.aborted) throw cancelled();
      const timeout = AbortSignal.timeout(timeoutMs);
      /** @type {number | null} */
      let pause = null;
      /** @type {() => EmbedError | Promise<EmbedError>} */
      let failure;
      try {
        const response = await fetch(`${base}/embeddings`, {
          method: 'POST',
          // Nothing else: every further header makes some servers refuse a page.
          headers: { 'Content-Type': 'application/json', ...(this.#key ? { Authorization: `Bearer ${this.#key}` } : {}) },
          body: JSON.stringify({ model, input, ...(dimensions ? { dimensions } : {}) }),
          credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'error',
          signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        });
        const body = await response.text();
        if (response.ok) {
          try {
            return JSON.parse(body);
          } catch {
            throw new EmbedError('bad_file',
              `${base} answered with something that is not JSON. Is the address that of an OpenAI-compatible server?`);
          }
        }
        const isSpent = response.status === 429 && /insufficient_quota|billing/.test(body);
        if (isSpent || !k_retried.includes(response.status)) throw errorOfStatus(response.status, body, about);
        pause = retryAfterMs(response);
        failure = () => errorOfStatus(response.status, body, about);
      } catch (error) {
        if (error instanceof EmbedError) throw error;
        if (signal?.aborted) throw cancelled();
        failure = () => (timeout.aborted
          ? new EmbedError('embedder',
              `${base} did not answer within ${timeoutMs / 1000} seconds: send fewer texts at a time`)
          : errorOfNetwork(about, error));
      }
      if (attempt >= k_attempts || (pause ?? 0) > k_maxWaitMs) throw await failure();
      // Not all at the same moment again.
      const backoff = this.firstWaitMs_ * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
      await wait(pause ?? Math.min(backoff, k_maxWaitMs), signal);
    }
  }
}
