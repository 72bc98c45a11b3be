/**
 * Owns the embedding worker: starts it when first needed, restarts it after a crash, cancels.
 */

import { checkTexts, EmbedError } from '../worker/embed_protocol.js';
import { builtinDescription } from './models/catalogue.js';
import { k_tableBatch, workerSpec } from './models/model_spec.js';

/** @typedef {import('../worker/embed_protocol.js').Embedded} Embedded */
/** @typedef {import('../worker/embed_protocol.js').FromWorker} FromWorker */
/** @typedef {import('../worker/embed_protocol.js').ModelSpec} ModelSpec */
/** @typedef {import('../worker/embed_protocol.js').Provider} Provider */
/** @typedef {import('../worker/embed_protocol.js').RuntimePaths} RuntimePaths */
/** @typedef {import('../worker/embed_protocol.js').TextKind} TextKind */
/** @typedef {import('../worker/embed_protocol.js').ToWorker} ToWorker */
/** @typedef {import('../worker/embed_protocol.js').Trial} Trial */

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
 * @typedef {{modelId: string, dimension: number, provider: Provider, trials: Trial[]}} Loaded
 * @typedef {{provider: Provider, trials: Trial[]}} Measured
 *
 * @typedef {object} Task
 * @property {number} request
 * @property {() => ToWorker} message
 * @property {EmbedOptions} options
 * @property {number} attempts
 * @property {boolean} sent
 * @property {boolean} cancelled
 * @property {ReturnType<typeof setTimeout> | undefined} abortTimer
 * @property {(result: any) => void} resolve Embedded or Measured
 * @property {(error: EmbedError) => void} reject
 */

const cancelled = () => new EmbedError('cancelled', 'Embedding was stopped');

/** @param {string | URL} url */
const folderOf = (url) => new URL('.', url);

export class Embedder {
  /** @param {EmbedderOptions} options */
  constructor(options) {
    this.options_ = options;
    this.createWorker_ =
      options.createWorker ?? (() => new Worker(options.workerUrl, { type: 'module', name: 'embedder' }));
    /** @type {Promise<ModelSpec> | null} */
    this.spec_ = null;
    /** @type {Worker | null} */
    this.worker_ = null;
    /** Set by use(): not that of assets/models.json. */
    this.foreign_ = false;
    /** @type {Provider | 'auto'} */
    this.provider_ = 'wasm';
    /** @type {Promise<Loaded> | null} */
    this.ready_ = null;
    /** @type {((outcome: EmbedError | Loaded) => void) | null} set while the worker loads */
    this.settleReady_ = null;
    /** @type {Map<number, Task>} */
    this.tasks_ = new Map();
    this.nextRequest_ = 1;
    this.disposed_ = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.silenceTimer_ = undefined;
  }

  /**
   * What is known of the model before it is loaded.
   * @returns {Promise<ModelSpec>} rejects with EmbedError
   */
  model() {
    this.spec_ ??= this.readSpec().catch((error) => {
      this.spec_ = null;
      throw error;
    });
    return this.spec_;
  }

  /**
   * Changes the model: open requests reject with code cancelled, the worker is replaced when it is next needed.
   * @param {ModelSpec | null} spec null: the one of assets/models.json
   * @param {Provider | 'auto'} [provider] auto: a short measurement before the first use where there is a choice
   */
  use(spec, provider = 'wasm') {
    this.stop(cancelled());
    for (const task of [...this.tasks_.values()]) this.finish(task, cancelled());
    this.foreign_ = spec !== null;
    this.spec_ = spec === null ? null : Promise.resolve(spec);
    this.provider_ = provider;
  }

  /**
   * Starts the worker and loads the model; embed does so by itself.
   * @returns {Promise<Loaded>} rejects with EmbedError
   */
  async load() {
    const spec = await this.model();
    if (this.disposed_) throw cancelled();
    this.ready_ ??= this.start(spec);
    const loaded = await this.ready_;
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
    return this.request((request) => ({ type: 'embed', request, bytes, offsets, kind }), options);
  }

  /**
   * Runs the model for about so long in every way this machine offers, and stays with the fastest.
   * @param {number} milliseconds
   * @param {EmbedOptions} [options] progress in thousandths
   * @returns {Promise<Measured>} rejects with EmbedError; code cancelled after options.signal
   */
  async measure(milliseconds, options = {}) {
    const measured = await this.request((request) => ({ type: 'measure', request, milliseconds }), options);
    this.provider_ = measured.provider;
    return measured;
  }

  /**
   * @param {(request: number) => ToWorker} message
   * @param {EmbedOptions} options
   * @returns {Promise<any>}
   */
  async request(message, options) {
    if (options.signal?.aborted) throw cancelled();
    return new Promise((resolve, reject) => {
      const request = this.nextRequest_++;
      /** @type {Task} */
      const task = {
        request, message: () => message(request), options, resolve, reject,
        attempts: 0, sent: false, cancelled: false, abortTimer: undefined,
      };
      this.tasks_.set(request, task);
      options.signal?.addEventListener('abort', () => this.cancel(task), { once: true });
      void this.submit(task);
    });
  }

  /** Ends the worker; open and later requests reject with code cancelled. */
  dispose() {
    this.disposed_ = true;
    this.stop(cancelled());
    for (const task of [...this.tasks_.values()]) this.finish(task, cancelled());
  }

  /** @returns {Promise<ModelSpec>} */
  async readSpec() {
    const assets = new URL('assets/', folderOf(this.options_.baseUrl));
    const description = await builtinDescription(assets, this.options_.modelId);
    return workerSpec(description.id, description, async ({ url, bytes, sha256 }) => ({ url, bytes, sha256 }));
  }

  /** @param {ModelSpec} spec @returns {Promise<Loaded>} */
  start(spec) {
    return new Promise((resolve, reject) => {
      this.settleReady_ = (outcome) => (outcome instanceof EmbedError ? reject(outcome) : resolve(outcome));
      const worker = this.createWorker_();
      this.worker_ = worker;
      worker.addEventListener('message', ({ data }) => worker === this.worker_ && this.receive(data));
      /** @param {Event} event */
      const crash = (event) => {
        const reason = 'message' in event && event.message ? String(event.message) : event.type;
        if (worker === this.worker_) this.restart(`The embedding worker stopped: ${reason}`);
      };
      worker.addEventListener('error', crash);
      worker.addEventListener('messageerror', crash);
      const threads = spec.batch === k_tableBatch ? 1 : (this.options_.threads ?? 1);
      this.post({ type: 'load', spec, runtime: this.runtimePaths(), threads, provider: this.provider_ });
    });
  }

  /** @returns {RuntimePaths | null} */
  runtimePaths() {
    const { runtimeUrl, webgpu = false } = this.options_;
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

  /** @param {Task} task */
  async submit(task) {
    ++task.attempts;
    try {
      await this.load();
    } catch (error) {
      const known = error instanceof EmbedError ? error : new EmbedError('embedder', String(error));
      const retried = known.code === 'embedder' && task.attempts < k_attempts;
      if (this.tasks_.has(task.request)) retried ? void this.submit(task) : this.finish(task, known);
      return;
    }
    if (!this.tasks_.has(task.request)) return;
    task.sent = true;
    this.post(task.message());
    this.expectAnswer();
  }

  /** @param {Task} task */
  cancel(task) {
    if (!this.tasks_.has(task.request) || task.cancelled) return;
    if (!task.sent) return this.finish(task, cancelled());
    task.cancelled = true;
    this.post({ type: 'abort', request: task.request });
    task.abortTimer = setTimeout(
      () => this.restart('The embedding worker did not stop in time', task),
      this.options_.abortAnswerMs ?? k_abortAnswerMs,
    );
  }

  /** @param {FromWorker} message */
  receive(message) {
    this.expectAnswer();
    if (message.type === 'loaded') {
      this.settleReady_?.(message);
      this.settleReady_ = null;
      return;
    }
    if (message.type === 'failed' && message.request === null) {
      if (!this.foreign_) this.spec_ = null; // the list of models may be what was wrong
      return this.stop(new EmbedError(message.code, message.message));
    }
    const task = this.tasks_.get(/** @type {number} */ (message.request));
    if (!task) return;
    if (message.type === 'progress') {
      if (!task.cancelled) task.options.onProgress?.(message.done, message.total);
    } else if (message.type === 'embedded') {
      const { type, request, ...embedded } = message;
      this.finish(task, task.cancelled ? cancelled() : embedded);
    } else if (message.type === 'measured') {
      const { provider, trials } = message;
      this.finish(task, task.cancelled ? cancelled() : { provider, trials });
    } else if (message.code === 'embedder') {
      this.restart(message.message);
    } else {
      this.finish(task, new EmbedError(message.code, message.message));
    }
  }

  /**
   * Ends the worker and sends what is still wanted to a new one.
   * A task fails at its second crash, unless the crash is only that of a cancelled neighbor.
   * @param {string} reason
   * @param {Task | null} [guilty]
   */
  restart(reason, guilty = null) {
    const error = new EmbedError('embedder', `${reason}. Retry; reload the page if it happens again`);
    this.stop(error);
    for (const task of [...this.tasks_.values()].filter(({ sent }) => sent)) {
      task.sent = false;
      if (guilty !== null) --task.attempts;
      if (task.cancelled) this.finish(task, cancelled());
      else if (task.attempts >= k_attempts) this.finish(task, error);
      else void this.submit(task);
    }
  }

  /** @param {EmbedError} error what a load under way rejects with */
  stop(error) {
    clearTimeout(this.silenceTimer_);
    this.worker_?.terminate();
    this.worker_ = null;
    this.ready_ = null;
    this.settleReady_?.(error);
    this.settleReady_ = null;
  }

  /** @param {Task} task @param {Embedded | Measured | EmbedError} outcome */
  finish(task, outcome) {
    this.tasks_.delete(task.request);
    clearTimeout(task.abortTimer);
    if (this.tasks_.size === 0) clearTimeout(this.silenceTimer_);
    if (outcome instanceof EmbedError) task.reject(outcome);
    else task.resolve(outcome);
  }

  expectAnswer() {
    clearTimeout(this.silenceTimer_);
    if (this.tasks_.size === 0) return;
    const silenceMs = this.options_.silenceMs ?? k_silenceMs;
    this.silenceTimer_ = setTimeout(() => this.restart('The embedding worker fell silent'), silenceMs);
  }

  /** @param {ToWorker} message */
  post(message) {
    this.worker_?.postMessage(message);
  }
}
