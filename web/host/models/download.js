/**
 * Downloads one file of a model into the store: in pieces, so that it can go on after the network broke off or the
 * page was closed, and checked against the size and the SHA-256 where they are known.
 */

import { EmbedError } from '../../worker/embed_protocol.js';
import { wait } from '../wait.js';
import { Sha256 } from './sha256.js';

/** @typedef {import('./model_store.js').ModelStore} ModelStore */
/** @typedef {import('./model_spec.js').SpecFile} SpecFile */

/** What is lost at most when the page dies. */
const k_pieceBytes = 4 << 20;
/** The network may break off so many times without a byte in between. */
const k_attempts = 4;
const k_firstWaitMs = 500;

/**
 * @typedef {object} DownloadHooks
 * @property {AbortSignal} [signal]
 * @property {(done: number, total: number | null) => void} [onProgress] bytes of this file
 * @property {number} [firstWaitMs] before the second attempt; doubles with every further one
 */

const cancelled = () => new EmbedError('cancelled', 'The download was stopped');

/** The network broke off: worth another attempt. */
class BrokenOff extends Error {}

export class Download {
  #store;
  #model;
  #file;
  #origin;
  #hooks;
  #have = 0;
  #pieces = 0;
  /** @type {string | null} */
  #etag = null;
  #total;
  #hash;

  /**
   * @param {ModelStore} store @param {string} model @param {SpecFile} file
   * @param {string} origin the one the user chose: the only one that is asked, though it may redirect
   * @param {DownloadHooks} hooks
   */
  constructor(store, model, file, origin, hooks) {
    this.#store = store;
    this.#model = model;
    this.#file = file;
    this.#origin = origin;
    this.#hooks = hooks;
    this.#total = file.bytes ?? null;
    this.#hash = new Sha256();
  }

  /** Rejects with EmbedError; what arrived until then is kept, unless it is wrong. */
  async run() {
    const url = String(this.#file.url);
    if (new URL(url).origin !== this.#origin) {
      throw new EmbedError('bad_argument', `Refused to load ${url}: the model is from ${this.#origin}`);
    }
    if (await this.#resume()) return;
    for (let failures = 0; ; ) {
      const before = this.#have;
      try {
        await this.#attempt(url);
        break;
      } catch (error) {
        if (this.#hooks.signal?.aborted) throw cancelled();
        if (!(error instanceof BrokenOff)) throw error;
        failures = this.#have > before ? 1 : failures + 1;
        if (failures >= k_attempts) throw this.#brokenOff(url, error);
        await wait((this.#hooks.firstWaitMs ?? k_firstWaitMs) * 2 ** (failures - 1), this.#hooks.signal);
        if (this.#hooks.signal?.aborted) throw cancelled();
      }
    }
    await this.#check(url);
    await this.#store.completeFile(this.#model, this.#file.path);
  }

  /** @returns {Promise<boolean>} whether all of it is there */
  async #resume() {
    const { bytes, pieces, etag, complete } = await this.#store.fileState(this.#model, this.#file.path);
    if (complete) this.#hooks.onProgress?.(bytes, bytes);
    if (complete || bytes === 0) return complete;
    const reader = (await this.#store.readFile(this.#model, this.#file.path)).stream().getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) this.#hash.update(next.value);
    this.#have = bytes;
    this.#pieces = pieces;
    this.#etag = etag;
    return false;
  }

  async #startOver() {
    await this.#store.dropFile(this.#model, this.#file.path);
    this.#have = 0;
    this.#pieces = 0;
    this.#etag = null;
    this.#total = this.#file.bytes ?? null;
    this.#hash = new Sha256();
  }

  /** @param {string} url */
  async #attempt(url) {
    if (this.#total !== null && this.#have >= this.#total) return;
    /** @type {Record<string, string>} */
    const headers = this.#have > 0 ? { Range: `bytes=${this.#have}-` } : {};
    // No cookies, no referrer: the server learns only which file is wanted.
    const response = await fetch(url, {
      headers, signal: this.#hooks.signal, credentials: 'omit', referrerPolicy: 'no-referrer',
    }).catch((error) => {
      throw new BrokenOff(error.message);
    });
    if (response.status >= 500 || response.status === 429) throw new BrokenOff(`HTTP status ${response.status}`);
    if (this.#have > 0 && !this.#continues(response)) {
      await this.#startOver();
      if (response.status === 206 || response.status === 416) {
        await response.body?.cancel();
        throw new BrokenOff('the rest of the file is of another one');
      }
    }
    if (!response.ok) throw refusedBy(url, response.status);
    this.#etag = response.headers.get('ETag') ?? this.#etag;
    const length = Number(response.headers.get('Content-Length') ?? NaN);
    const isPlain = !response.headers.get('Content-Encoding');
    if (this.#total === null && isPlain && length > 0) this.#total = this.#have + length;
    await this.#receive(url, /** @type {ReadableStream<Uint8Array>} */ (response.body));
  }

  /** @param {Response} response @returns {boolean} whether it is the rest of the same file */
  #continues(response) {
    if (response.status !== 206) return false;
    const range = response.headers.get('Content-Range');
    const etag = response.headers.get('ETag');
    // Both are hidden where the server does not expose them to pages.
    if (range !== null && !range.startsWith(`bytes ${this.#have}-`)) return false;
    return etag === null || this.#etag === null || etag === this.#etag;
  }

  /** @param {string} url @param {ReadableStream<Uint8Array>} body */
  async #receive(url, body) {
    const reader = body.getReader();
    /** @type {Uint8Array[]} */
    let piece = [];
    let size = 0;
    const flush = async () => {
      if (size === 0) return;
      const blob = new Blob(/** @type {BlobPart[]} */ (piece));
      await this.#store.addPiece(this.#model, this.#file.path, this.#pieces++, blob, this.#etag);
      this.#have += size;
      piece = [];
      size = 0;
    };
    try {
      for (;;) {
        const { done, value } = await reader.read().catch((error) => {
          throw new BrokenOff(error.message);
        });
        if (done) break;
        piece.push(value);
        size += value.length;
        this.#hash.update(value);
        if (this.#file.bytes !== undefined && this.#have + size > this.#file.bytes) throw await this.#wrong(url, 'is longer');
        this.#hooks.onProgress?.(this.#have + size, this.#total);
        if (size >= k_pieceBytes) await flush();
      }
    } catch (error) {
      if (error instanceof BrokenOff) await flush();
      else await reader.cancel().catch(() => {});
      throw error;
    }
    await flush();
    if (this.#total !== null && this.#have < this.#total) {
      throw new BrokenOff(`only ${this.#have} of ${this.#total} bytes came`);
    }
  }

  /** @param {string} url */
  async #check(url) {
    if (this.#file.bytes !== undefined && this.#have !== this.#file.bytes) throw await this.#wrong(url, 'has another size');
    if (this.#have === 0) throw await this.#wrong(url, 'is empty');
    if (this.#file.sha256 && this.#hash.hex() !== this.#file.sha256) throw await this.#wrong(url, 'has another SHA-256');
  }

  /** @param {string} url @param {string} what */
  async #wrong(url, what) {
    await this.#startOver();
    return new EmbedError('bad_file', `${url} is not the file it should be: it ${what}. Nothing of it was kept`);
  }

  /** @param {string} url @param {Error} error */
  #brokenOff(url, error) {
    const what = this.#have > 0 ? `broke off after ${this.#have} bytes` : 'could not be loaded';
    return new EmbedError('not_found', `${url} ${what}: ${error.message}. Check the connection and go on`);
  }
}

/** @param {string} url @param {number} status */
function refusedBy(url, status) {
  if (status === 401 || status === 403) {
    const advice = 'download it by hand and drop its files here';
    return new EmbedError('not_found', `${url} is not public (HTTP status ${status}): ${advice}`);
  }
  return new EmbedError('not_found', `Could not load ${url}: HTTP status ${status}`);
}
