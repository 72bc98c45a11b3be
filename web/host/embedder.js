/**
 * Owns the embedding worker: starts it when first needed, restarts it after a crash, cancels.
 */

import { WorkerCalls } from '../worker/calls.js';
import { checkTexts, EmbedError } from '../worker/embed_protocol.js';
import { builtinDescription } from './models/catalogue.js';
import { k_tableBatch, workerSpec } from './models/model_spec.js';

/** @typedef {import('../worker/embed_protocol.js').Embedded} Embedded */
/** @typedef {import('../worker/embed_protocol.js').Loaded} Loaded */
/** @typedef {import('../worker/embed_protocol.js').Measured} Measured */
/** @typedef {import('../worker/embed_protocol.js').ModelSpec} ModelSpec */
/** @typedef {import('../worker/embed_protocol.js').Provider} Provider */
/** @typedef {import('../worker/embed_protocol.js').RuntimePaths} RuntimePaths */
/** @typedef {import('../worker/embed_protocol.js').TextKind} TextKind */
/** @typedef {import('../worker/embed_protocol.js').Request} Request */

const k_abortAnswerMs = 2000;
/** A worker that says nothing for so long while it has work is taken for dead: one batch of a large model is slow. */
const k_silenceMs = 120000;
const k_attempts = 2;

/**
 * @typedef {object} EmbedderOptions
 * @property {string | URL} baseUrl the page; assets/models.json is found from here
 * @property {string | URL} workerUrl the bundled embed.worker.js
 * @property {string | URL | null} [runtimeUrl] folder of ort-wasm-simd-threaded.mjs and .wasm, with a
 *     slash at its end; null where the runtime finds its own files, as under Node
 * @property {boolean} [webgpu] the runtime folder has the build that knows WebGPU
 * @property {number} [threads] of the runtime; more than 1 needs cross-origin isolation. Tables that are looked up
 *     gain nothing from them and always run on one
 * @property {string} [modelId] one of assets/models.json; its default if left out
 * @property {() => Worker} [createWorker]
 * @property {number} [abortAnswerMs]
 * @property {number} [silenceMs]
 *
 * @typedef {object} EmbedOptions
 * @property {(done: number, total: number) => void} [onProgress] rows; starts again after a crash
 * @property {AbortSignal} [signal]
 * @property {TextKind} [kind] decides the prefix; document if left out
 *
 *
 * @typedef {object} Task
 * @property {Request} request
 * @property {EmbedOptions} options
 * @property {number} attempts
 * @property {boolean} sent
 * @property {number} call of the worker, once it is sent
 * @property {boolean} cancelled
 * @property {ReturnType<typeof setTimeout> | undefined} abortTimer
 * @property {(result: any) => void} resolve Embedded or Measured
 * @property {(error: EmbedError) => void} reject
 */

const cancelled = () => new EmbedError('cancelled', 'Embedding was stopped');

/** @param {unknown} error @returns {EmbedError} */
const errorOf = (error) => (error instanceof EmbedError ? error : new EmbedError('embedder', String(error)));

/** @param {string | URL} url */
const folderOf = (url) => new URL('.', url);

export class Embedder {
  #options;
  #createWorker;
  /** @type {Promise<ModelSpec> | null} */
  #spec = null;
  /** Null while there is no worker. @type {WorkerCalls | null} */
  #calls = null;
  /** Set by use(): not that of assets/models.json. */
  #foreign = false;
  /** @type {Provider | 'auto'} */
  #provider = 'wasm';
  /** @type {Promise<Loaded> | null} */
  #ready = null;
  /** @type {Set<Task>} */
  #tasks = new Set();
  #disposed = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #silenceTimer;

  /** @param {EmbedderOptions} options */
  constructor(options) {
    this.#options = options;
    this.#createWorker =
      options.createWorker ?? (() => new Worker(options.workerUrl, { type: 'module', name: 'embedder' }));
  }

  /**
   * What is known of the model before it is loaded.
   * @returns {Promise<ModelSpec>} rejects with EmbedError
   */
  model() {
    this.#spec ??= this.#readSpec().catch((error) => {
      this.#spec = null;
      throw error;
    });
    return this.#spec;
  }

  /**
   * Changes the model: open requests reject with code cancelled, the worker is replaced when it is next needed.
   * @param {ModelSpec | null} spec null: the one of assets/models.json
   * @param {Provider | 'auto'} [provider] auto: a short measurement before the first use where there is a choice
   */
  use(spec, provider = 'wasm') {
    this.#stop(cancelled());
    for (const task of [...this.#tasks]) this.#finish(task, cancelled());
    this.#foreign = spec !== null;
    this.#spec = spec === null ? null : Promise.resolve(spec);
    this.#provider = provider;
  }

  /**
   * Starts the worker and loads the model; embed does so by itself.
   * @returns {Promise<Loaded>} rejects with EmbedError
   */
  async load() {
    const spec = await this.model();
    if (this.#disposed) throw cancelled();
    this.#ready ??= this.#start(spec);
    const loaded = await this.#ready;
    spec.dimension = loaded.dimension;
    return loaded;
  }

  /**
   * Text i is the UTF-8 of bytes[offsets[i] .. offsets[i + 1]]. Neither array may change before the
   * answer: after a crash they are sent once more.
   * @param {Uint8Array} bytes
   * @param {Uint32Array} offsets
   * @param {EmbedOptions} [options]
   * @returns {Promise<Embedded>} rejects with EmbedError; code cancelled after options.signal
   */
  async embed(bytes, offsets, options = {}) {
    checkTexts(bytes, offsets);
    const { kind = 'document' } = options;
    // A copy crosses, so that the same texts can be sent again after a crash.
    return this.#request({ type: 'embed', bytes, offsets, kind }, options);
  }

  /**
   * Runs the model for about so long in every way this machine offers, and stays with the fastest.
   * @param {number} milliseconds
   * @param {EmbedOptions} [options] progress in thousandths
   * @returns {Promise<Measured>} rejects with EmbedError; code cancelled after options.signal
   */
  async measure(milliseconds, options = {}) {
    const measured = await this.#request({ type: 'measure', milliseconds }, options);
    this.#provider = measured.provider;
    return measured;
  }

  /**
   * @param {Request} request
   * @param {EmbedOptions} options
   * @returns {Promise<any>}
   */
  async #request(request, options) {
    if (options.signal?.aborted) throw cancelled();
    return new Promise((resolve, reject) => {
      /** @type {Task} */
      const task = { request, options, resolve, reject, attempts: 0, sent: false, call: 0, cancelled: false, abortTimer: undefined };
      this.#tasks.add(task);
      options.signal?.addEventListener('abort', () => this.#cancel(task), { once: true });
      void this.#submit(task);
    });
  }

  /** Ends the worker; open and later requests reject with code cancelled. */
  dispose() {
    this.#disposed = true;
    this.#stop(cancelled());
    for (const task of [...this.#tasks]) this.#finish(task, cancelled());
  }

  /** @returns {Promise<ModelSpec>} */
  async #readSpec() {
    const assets = new URL('assets/', folderOf(this.#options.baseUrl));
    const description = await builtinDescription(assets, this.#options.modelId);
    return workerSpec(description.id, description, async ({ url, bytes, sha256 }) => ({ url, bytes, sha256 }));
  }

  /** @param {ModelSpec} spec @returns {Promise<Loaded>} */
  async #start(spec) {
    const calls = new WorkerCalls(this.#createWorker(), {
      errorOf: (code, message) => new EmbedError(/** @type {EmbedError['code']} */ (code), message),
      onDeath: (message, type) => this.#restart(`The embedding worker stopped: ${message || type}`),
    });
    this.#calls = calls;
    const threads = spec.batch === k_tableBatch ? 1 : (this.#options.threads ?? 1);
    const request = { type: 'load', spec, runtime: this.#runtimePaths(), threads, provider: this.#provider };
    try {
      const loaded = await calls.call(request).answer;
      this.#expectAnswer();
      return loaded;
    } catch (error) {
      if (calls === this.#calls) {
        if (!this.#foreign) this.#spec = null; // the list of models may be what was wrong
        this.#stop(errorOf(error));
      }
      throw error;
    }
  }

  /** @returns {RuntimePaths | null} */
  #runtimePaths() {
    const { runtimeUrl, webgpu = false } = this.#options;
    if (!runtimeUrl) return null;
    const file = (/** @type {string} */ name) => new URL(name, runtimeUrl).href;
    const [wasm, gpu] = ['ort-wasm-simd-threaded', 'ort-wasm-simd-threaded.asyncify'];
    return {
      mjs: file(`${wasm}.mjs`),
      wasm: file(`${wasm}.wasm`),
      ...(webgpu
        ? { webgpu: { module: file('ort.webgpu.min.mjs'), mjs: file(`${gpu}.mjs`), wasm: file(`${gpu}.wasm`) } }
        : {}),
    };
  }

  /** @param {Task} task @returns {Promise<void>} */
  async #submit(task) {
    ++task.attempts;
    try {
      await this.load();
    } catch (error) {
      const known = errorOf(error);
      const retried = known.code === 'embedder' && task.attempts < k_attempts;
      if (this.#tasks.has(task)) retried ? void this.#submit(task) : this.#finish(task, known);
      return;
    }
    const calls = this.#calls;
    if (!this.#tasks.has(task)) return;
    if (!calls) return this.#submit(task); // it died since
    task.sent = true;
    this.#expectAnswer();
    const call = calls.call(task.request, {
      onEvent: ({ done, total }) => {
        this.#expectAnswer();
        if (!task.cancelled) task.options.onProgress?.(done, total);
      },
    });
    task.call = call.id;
    const outcome = await call.answer.catch(errorOf);
    // Where the worker was replaced, restart() has seen to the task.
    if (calls !== this.#calls) return;
    this.#expectAnswer();
    if (outcome instanceof EmbedError && outcome.code === 'embedder') this.#restart(outcome.message);
    else this.#finish(task, task.cancelled && !(outcome instanceof EmbedError) ? cancelled() : outcome);
  }

  /** @param {Task} task */
  #cancel(task) {
    if (!this.#tasks.has(task) || task.cancelled) return;
    if (!task.sent) return this.#finish(task, cancelled());
    task.cancelled = true;
    this.#calls?.cancel(task.call);
    task.abortTimer = setTimeout(
      () => this.#restart('The embedding worker did not stop in time', task),
      this.#options.abortAnswerMs ?? k_abortAnswerMs,
    );
  }

  /**
   * Ends the worker and sends what is still wanted to a new one.
   * A task fails at its second crash, unless the crash is only that of a cancelled neighbor.
   * @param {string} reason
   * @param {Task | null} [guilty]
   */
  #restart(reason, guilty = null) {
    const error = new EmbedError('embedder', `${reason}. Retry; reload the page if it happens again`);
    this.#stop(error);
    for (const task of [...this.#tasks].filter(({ sent }) => sent)) {
      task.sent = false;
      if (guilty !== null) --task.attempts;
      if (task.cancelled) this.#finish(task, cancelled());
      else if (task.attempts >= k_attempts) this.#finish(task, error);
      else void this.#submit(task);
    }
  }

  /** @param {EmbedError} error what a load under way rejects with */
  #stop(error) {
    clearTimeout(this.#silenceTimer);
    const calls = this.#calls;
    this.#calls = null;
    this.#ready = null;
    calls?.end(error);
  }

  /** @param {Task} task @param {Embedded | Measured | EmbedError} outcome */
  #finish(task, outcome) {
    this.#tasks.delete(task);
    clearTimeout(task.abortTimer);
    if (this.#tasks.size === 0) clearTimeout(this.#silenceTimer);
    if (outcome instanceof EmbedError) task.reject(outcome);
    else task.resolve(outcome);
  }

  #expectAnswer() {
    clearTimeout(this.#silenceTimer);
    if (this.#tasks.size === 0) return;
    const silenceMs = this.#options.silenceMs ?? k_silenceMs;
    this.#silenceTimer = setTimeout(() => this.#restart('The embedding worker fell silent'), silenceMs);
  }
}
