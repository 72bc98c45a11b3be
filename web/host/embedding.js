/**
 * All that C++ may ask about embedding (EmbedderCalls in types.d.ts): which models there are, choosing one, downloads,
 * measuring, vectors. One model is chosen at a time, on this machine or behind an endpoint.
 */

import { EmbedError } from '../worker/embed_protocol.js';
import { pick } from './dialogs.js';
import { Embedder } from './embedder.js';
import { EmbedderPool } from './embedder_pool.js';
import { EmbeddingsEndpoint } from './endpoint/embeddings/embeddings.js';
import { Models } from './models/models.js';

/** @typedef {import('../types.d.ts').Answer} Answer */
/** @typedef {import('../types.d.ts').Emit} Emit */
/** @typedef {import('../types.d.ts').ModelDescription} ModelDescription */
/** @typedef {import('./embedder.js').EmbedderOptions} EmbedderOptions */

const k_measureMs = 10000;
/** The ONNX file, its weights if they lie beside it, tokenizer.json, config.json. */
const k_accept = '.onnx,.onnx_data,.data,.json';

/**
 * @typedef {EmbedderOptions & {workers?: number} & import('./models/models.js').ModelsOptions & {fileOf: (token: number) => File}}
 *     EmbeddingOptions fileOf: a file that the user dropped or picked
 *
 * @typedef {{id: string, title: string, source: string, dimension: number | null}} Current
 */

export class Embedding {
  /** @type {EmbeddingsEndpoint | null} */
  #remote = null;
  /** @type {{description: ModelDescription, vectorsId: string} | null} null: the built-in model */
  #chosen = null;
  #running = new AbortController();
  /** @type {Promise<unknown>} */
  #lastRemote = Promise.resolve();
  /** @type {Map<string, AbortController>} by model */
  #downloads = new Map();
  #options;
  #embedder;
  #models;
  #fileOf;

  /** @param {EmbeddingOptions} options */
  constructor(options) {
    this.#options = options;
    this.#embedder = new EmbedderPool(options);
    this.#models = new Models(options);
    this.#fileOf = options.fileOf;
  }

  /**
   * @param {string} method without 'embedder.'
   * @param {any} args @param {Uint8Array} bytes @param {Emit} emit
   * @returns {Promise<Answer | void>} rejects with EmbedError
   */
  async answer(method, args, bytes, emit) {
    const { signal } = this.#running;
    const progress = (/** @type {number} */ done, /** @type {number | null} */ total) => emit('progress', { done, total });
    switch (method) {
      case 'model': return { json: await this.#current() };
      case 'models': return { json: { models: await this.#models.list(), current: await this.#currentModel() } };
      case 'find': return { json: { models: await this.#models.find(args.text, signal) } };
      case 'addFiles': return { json: { models: await this.#models.addFiles(args.tokens.map(this.#fileOf)) } };
      case 'pickFiles': return { json: { models: await this.#pickFiles() } };
      case 'download': return { json: await this.#download(args.id, emit) };
      case 'stopDownload': return this.#downloads.get(args.id)?.abort();
      case 'remove': return this.#remove(args.id);
      case 'choose': return { json: await this.#choose(args) };
      case 'load': return { json: await this.#load(signal) };
      case 'measure': return { json: await this.#measure(args, signal, progress) };
      case 'estimate': return { json: this.#estimate(args, bytes) };
      case 'embed': return this.#embed(args, bytes, signal, args.progress ? progress : undefined);
      case 'cancel':
        this.#running.abort();
        this.#running = new AbortController();
        return;
      default: throw new Error(`The page does not know embedder.${method}`);
    }
  }

  async #pickFiles() {
    const files = await pick(k_accept, { multiple: true });
    return files.length === 0 ? [] : this.#models.addFiles(files);
  }

  /** @returns {Promise<Current>} */
  async #current() {
    if (this.#remote) {
      const { id, dimension, model } = this.#remote;
      return { id, title: model, source: 'remote', dimension };
    }
    const { id, dimension } = await this.#embedder.model();
    const { title, source } = this.#chosen?.description ?? (await this.#models.description(id));
    return { id, title, source, dimension };
  }

  /** @returns {Promise<string>} id of the chosen model in the list; that of its vectors behind an endpoint */
  async #currentModel() {
    return this.#remote?.id ?? this.#chosen?.description.id ?? (await this.#embedder.model()).id;
  }

  /** @param {string} id @param {Emit} emit */
  async #download(id, emit) {
    if (this.#downloads.has(id)) throw new EmbedError('conflict', 'This model is being downloaded already');
    const controller = new AbortController();
    this.#downloads.set(id, controller);
    // So that the browser does not drop it when it wants room.
    void globalThis.navigator?.storage?.persist?.();
    try {
      return await this.#models.download(id, {
        signal: controller.signal,
        onProgress: (done, total, path) => emit('progress', { done, total, path }),
      });
    } finally {
      this.#downloads.delete(id);
    }
  }

  /** @param {string} id */
  async #remove(id) {
    this.#downloads.get(id)?.abort();
    if (this.#chosen?.description.id === id) this.#useBuiltin();
    await this.#models.remove(id);
  }

  #useBuiltin() {
    this.#remote = null;
    this.#chosen = null;
    this.#embedder.use(null);
  }

  /** @param {Parameters<import('../types.d.ts').EmbedderCalls['choose']>[0]} args @returns {Promise<Current>} */
  async #choose({ id, settings, remote }) {
    if (remote) {
      const opened = new EmbeddingsEndpoint(remote);
      this.#useBuiltin();
      this.#remote = opened;
      return this.#current();
    }
    const builtin = id === undefined || (await this.#models.description(id)).source === 'builtin';
    if (builtin && !settings) {
      this.#useBuiltin();
      return this.#current();
    }
    const { spec, description } = await this.#models.open(String(id), settings);
    const speed = await this.#models.speed(description.id);
    this.#remote = null;
    this.#chosen = { description, vectorsId: spec.id };
    this.#embedder.use(spec, description.table ? 'wasm' : (speed?.provider ?? 'auto'));
    return this.#current();
  }

  /** @param {AbortSignal} signal */
  async #load(signal) {
    const started = performance.now();
    if (this.#remote) {
      const { dimension } = await this.#remote.test(signal);
      return { dimension, provider: 'remote', milliseconds: performance.now() - started, trials: [] };
    }
    const { dimension, provider, trials } = await this.#embedder.load();
    await this.#keepSpeed(provider, trials);
    return { dimension, provider, milliseconds: performance.now() - started, trials };
  }

  /**
   * @param {{id?: string, milliseconds?: number}} args @param {AbortSignal} signal
   * @param {(done: number, total: number) => void} onProgress
   */
  async #measure({ id, milliseconds = k_measureMs }, signal, onProgress) {
    if (id !== undefined && id !== (await this.#currentModel())) return this.#measureOther(id, milliseconds, { signal, onProgress });
    if (this.#remote) throw new EmbedError('bad_argument', 'The speed of an endpoint is not measured: its texts cost money');
    const { provider, trials } = await this.#embedder.measure(milliseconds, { signal, onProgress });
    return this.#keepSpeed(provider, trials);
  }

  /**
   * In a worker of its own, so that the chosen model goes on as it is.
   * @param {string} id @param {number} milliseconds @param {import('./embedder.js').EmbedOptions} options
   */
  async #measureOther(id, milliseconds, options) {
    const { spec } = await this.#models.open(id);
    const other = new Embedder(this.#options);
    other.use(spec);
    try {
      const { provider, trials } = await other.measure(milliseconds, options);
      return await this.#keepSpeed(provider, trials, id);
    } finally {
      other.dispose();
    }
  }

  /** @param {'wasm' | 'webgpu'} provider @param {import('../worker/embed_protocol.js').Trial[]} trials @param {string} [id] */
  async #keepSpeed(provider, trials, id) {
    const textsPerSecond = trials.find((trial) => trial.provider === provider)?.textsPerSecond;
    if (textsPerSecond === undefined) return null;
    const speed = { provider, textsPerSecond, trials, measured: Date.now() };
    await this.#models.setSpeed(id ?? (await this.#currentModel()), speed);
    return speed;
  }

  /** @param {{rows: number, remote?: import('../types.d.ts').RemoteModel}} args @param {Uint8Array} bytes */
  #estimate({ rows, remote }, bytes) {
    const asked = remote ? new EmbeddingsEndpoint(remote) : this.#remote;
    if (!asked) return null;
    const { texts, offsets } = unpacked(rows, bytes);
    return asked.estimate(texts, offsets);
  }

  /**
   * @param {{rows: number, kind?: 'document' | 'query'}} args @param {Uint8Array} bytes @param {AbortSignal} signal
   * @param {((done: number, total: number) => void)} [onProgress]
   * @returns {Promise<Answer>}
   */
  async #embed({ rows, kind }, bytes, signal, onProgress) {
    const { texts, offsets } = unpacked(rows, bytes);
    const embedder = this.#remote ?? this.#embedder;
    const run = () => embedder.embed(texts, offsets, { signal, kind, onProgress });
    // An endpoint gets one call after the other: each sends several requests at once already.
    const result = await (this.#remote ? (this.#lastRemote = this.#lastRemote.then(run, run)) : run());
    const { vectors, ...counts } = result;
    return { json: counts, bytes: new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength) };
  }

  dispose() {
    this.#embedder.dispose();
  }
}

/** @param {number} rows @param {Uint8Array} bytes offsets (u32, rows + 1), then the texts */
function unpacked(rows, bytes) {
  return { offsets: new Uint32Array(bytes.buffer, bytes.byteOffset, rows + 1), texts: bytes.subarray((rows + 1) * 4) };
}
