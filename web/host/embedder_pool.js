/**
 * One embedding worker, or several for a model that only looks up tables: a graph of look-ups runs on one core, and its
 * tokenizer takes as long. The others start when there is work for them, and end when there is none.
 */

import { Embedder } from './embedder.js';
import { k_tableBatch } from './models/model_spec.js';

/** @typedef {import('../worker/embed_protocol.js').Embedded} Embedded */
/** @typedef {import('./embedder.js').EmbedderOptions} EmbedderOptions */
/** @typedef {import('./embedder.js').EmbedOptions} EmbedOptions */

/** Between two batches of one job there is less. */
const k_idleMs = 3000;

export class EmbedderPool {
  #options;
  #first;
  /** Embeds that are under way, by worker. */
  #open;
  /** @type {Parameters<Embedder['use']>} */
  #used;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #idleTimer;

  /** @param {EmbedderOptions & {workers?: number}} options workers: at most so many, 1 if left out */
  constructor(options) {
    this.#options = options;
    this.#first = new Embedder(options);
    this.#open = new Map([[this.#first, 0]]);
    this.#used = [null];
  }

  /** As Embedder.model(). */
  model() {
    return this.#first.model();
  }

  /** As Embedder.use(). @param {Parameters<Embedder['use']>} chosen */
  use(...chosen) {
    this.#used = chosen;
    this.#endOthers();
    this.#first.use(...chosen);
  }

  /** As Embedder.load(); the other workers follow, so that they take less from the page at once. */
  async load() {
    const loaded = await this.#first.load();
    // What ails one of them is said when it has work.
    while (this.#open.size < this.#limit) this.#add().load().catch(() => {});
    return loaded;
  }

  /** As Embedder.measure(), of one worker. @param {Parameters<Embedder['measure']>} how */
  measure(...how) {
    return this.#first.measure(...how);
  }

  /**
   * As Embedder.embed(); several calls may be worked on at the same time.
   * @param {Uint8Array} bytes
   * @param {Uint32Array} offsets
   * @param {EmbedOptions} [options]
   * @returns {Promise<Embedded>}
   */
  async embed(bytes, offsets, options) {
    const embedder = this.#leastBusy();
    this.#count(embedder, 1);
    clearTimeout(this.#idleTimer);
    try {
      return await embedder.embed(bytes, offsets, options);
    } finally {
      this.#count(embedder, -1);
      if ([...this.#open.values()].every((count) => count === 0)) {
        this.#idleTimer = setTimeout(() => this.#endOthers(), k_idleMs);
      }
    }
  }

  /** Workers at most; the model at first, which is built in, is a table. */
  get #limit() {
    const [spec] = this.#used;
    return spec === null || spec.batch === k_tableBatch ? (this.#options.workers ?? 1) : 1;
  }

  /** @returns {Embedder} a new one where all have work */
  #leastBusy() {
    const [embedder, work] = [...this.#open].reduce((least, one) => (one[1] < least[1] ? one : least));
    return work === 0 || this.#open.size >= this.#limit ? embedder : this.#add();
  }

  /** @returns {Embedder} one more */
  #add() {
    const other = new Embedder(this.#options);
    if (this.#used[0] !== null) other.use(...this.#used);
    this.#open.set(other, 0);
    return other;
  }

  /** @param {Embedder} embedder @param {number} change */
  #count(embedder, change) {
    // One that was ended meanwhile does not come back.
    if (change > 0 || this.#open.has(embedder)) this.#open.set(embedder, (this.#open.get(embedder) ?? 0) + change);
  }

  /** Open requests of theirs reject with code cancelled. */
  #endOthers() {
    clearTimeout(this.#idleTimer);
    for (const embedder of this.#open.keys()) {
      if (embedder === this.#first) continue;
      this.#open.delete(embedder);
      embedder.dispose();
    }
  }

  /** Ends the workers; open and later requests reject with code cancelled. */
  dispose() {
    this.#endOthers();
    this.#first.dispose();
  }
}
