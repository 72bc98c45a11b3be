/**
 * Owns the worker that reads and writes files: it is started when it is first needed and started again after it died.
 */
import { WorkerCalls } from '../worker/calls.js';
import { FileError, refuseUnpacked } from '../worker/files_protocol.js';

/**
 * @typedef {import('../worker/files_protocol.js').OpenOptions} OpenOptions
 * @typedef {import('../worker/files_protocol.js').OpenResult} OpenResult
 * @typedef {import('../worker/files_protocol.js').ReadPlan} ReadPlan
 * @typedef {import('../worker/files_protocol.js').ReadResult} ReadResult
 * @typedef {import('../worker/files_protocol.js').Request} Request
 * @typedef {import('../worker/files_protocol.js').Event} Event
 * @typedef {import('../worker/files_protocol.js').UnzipResult} UnzipResult
 * @typedef {import('../worker/files_protocol.js').ZipEntry} ZipEntry
 * @typedef {File | Blob | Uint8Array | {name: string, text: string}} FileSource
 */

/**
 * @typedef {object} ReadHandlers
 * @property {(block: ArrayBuffer) => void | Promise<void>} onBatch the next batches wait for it
 * @property {(reason: string) => void} onRestart drop the batches of this read so far
 * @property {(done: number, total: number, rows: number) => void} [onProgress] bytes of the file
 */

/** A worker that does not stop within this time after a cancel is ended. */
const k_cancelMs = 2000;
/**
 * A reader that says nothing for this long is ended. hyparquet trusts the lengths in a file, so a
 * damaged one can make it count for hours.
 */
const k_silentMs = 60000;

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));

export class FilesHost {
  #startWorker;
  #silentMs;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #watch;
  /** Null while there is no worker. @type {WorkerCalls | null} */
  #calls = null;
  /** What to open again should the worker die between open and read. */
  /** @type {{source: Blob | Uint8Array, name: string, options: OpenOptions} | null} */
  #opened = null;
  #workerHasFile = false;

  /**
   * @param {() => Worker} startWorker makes a module worker that runs worker/files.worker.js
   * @param {{silentMs?: number}} [limits]
   */
  constructor(startWorker, { silentMs = k_silentMs } = {}) {
    this.#startWorker = startWorker;
    this.#silentMs = silentMs;
  }

  /**
   * @param {FileSource} source
   * @param {OpenOptions} [options]
   * @param {(done: number, total: number, rows: number) => void} [onProgress]
   * @returns {Promise<OpenResult>} rejects with FileError
   */
  async open(source, options = {}, onProgress = () => {}) {
    const name = 'name' in source ? source.name : '';
    const bytes = 'text' in source && typeof source.text === 'string'
      ? new TextEncoder().encode(source.text)
      : /** @type {Blob | Uint8Array} */ (source);
    // The user's choice of bytes for text that never was bytes would garble it.
    const chosen = bytes === source ? options : { ...options, encoding: 'utf-8' };
    this.#opened = { source: bytes, name, options: chosen };
    this.#workerHasFile = false;
    const result = await this.#send({ type: 'open', ...this.#opened }, { handlers: { onProgress } });
    this.#workerHasFile = true;
    return result;
  }

  /**
   * Reads the file that was opened last.
   * @param {ReadPlan} plan
   * @param {ReadHandlers} handlers
   * @returns {Promise<ReadResult>} rejects with FileError; then the batches so far are void
   */
  async read(plan, handlers) {
    if (!this.#opened) throw new FileError('no_file', 'No file is open: open one first');
    if (!this.#workerHasFile) {
      await this.#send({ type: 'open', ...this.#opened });
      this.#workerHasFile = true;
    }
    return this.#send({ type: 'read', plan }, { handlers });
  }

  /** Ends everything under way with the error `cancelled`. */
  cancel() {
    const calls = this.#calls;
    const ids = calls?.cancelAll() ?? [];
    setTimeout(() => {
      if (calls !== this.#calls || !ids.some((id) => calls?.isOpen(id))) return;
      this.stopWorker('cancelled', 'Reading was cancelled');
    }, k_cancelMs);
  }

  /**
   * @param {ArrayBuffer[]} blocks column batches with the same columns; they are moved away
   * @returns {Promise<Blob>}
   */
  async writeParquet(blocks) {
    const bytes = await this.#send({ type: 'write_parquet', blocks }, { transfer: blocks });
    return new Blob([bytes], { type: 'application/vnd.apache.parquet' });
  }

  /**
   * @param {ZipEntry[]} entries copied
   * @returns {Promise<Blob>}
   */
  async zip(entries) {
    const bytes = await this.#send({ type: 'zip', entries });
    return new Blob([bytes], { type: 'application/zip' });
  }

  /**
   * @param {Blob | Uint8Array} source
   * @returns {Promise<UnzipResult>}
   */
  async unzip(source) {
    if (source instanceof Blob) refuseUnpacked(source.size);
    const bytes = source instanceof Uint8Array
      ? source : new Uint8Array(await source.arrayBuffer());
    return this.#send({ type: 'unzip', bytes });
  }

  /**
   * @param {Request} request
   * @param {{transfer?: Transferable[], handlers?: Partial<ReadHandlers>}} [options]
   * @returns {Promise<any>} rejects with FileError
   */
  async #send(request, { transfer, handlers = {} } = {}) {
    const calls = (this.#calls ??= this.#start());
    if (request.type === 'open' || request.type === 'read') this.#expectAnswer();
    const call = calls.call(request, {
      transfer,
      onEvent: (/** @type {Event} */ event) => this.#take(event, handlers, () => calls.isOpen(call.id)),
    });
    try {
      return await call.answer;
    } catch (error) {
      throw error instanceof FileError ? error : new FileError('file_error', `The file cannot be handed over: ${messageOf(error)}`);
    } finally {
      if (calls === this.#calls) clearTimeout(this.#watch);
    }
  }

  /** Starts to count the silence of the reader anew. */
  #expectAnswer() {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => {
      this.stopWorker('file_stuck', 'Reading does not get on: the file is probably damaged');
    }, this.#silentMs);
  }

  #start() {
    return new WorkerCalls(this.#startWorker(), {
      errorOf: (code, message) => new FileError(code, message),
      onDeath: (message) => {
        const why = message ? ` (${message})` : '';
        this.stopWorker('worker_died', `The file worker stopped${why}. It starts again when needed`);
      },
    });
  }

  /**
   * Ends the worker; what is under way rejects.
   * @param {string} code
   * @param {string} message
   */
  stopWorker(code, message) {
    clearTimeout(this.#watch);
    const calls = this.#calls;
    this.#calls = null;
    this.#workerHasFile = false;
    calls?.end(new FileError(code, message));
  }

  /**
   * @param {Event} event
   * @param {Partial<ReadHandlers>} handlers
   * @param {() => boolean} isOpen whether the call still waits for its answer
   */
  async #take(event, handlers, isOpen) {
    clearTimeout(this.#watch);
    try {
      if (event.type === 'batch') await handlers.onBatch?.(event.block);
      else if (event.type === 'restart') handlers.onRestart?.(event.reason);
      else handlers.onProgress?.(event.done, event.total, event.rows);
    } catch (error) {
      throw error instanceof FileError ? error : new FileError('file_error', messageOf(error));
    }
    if (isOpen()) this.#expectAnswer();
  }
}
