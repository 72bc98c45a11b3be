/**
 * Files for the page: the dialogs, and the worker that reads and writes. The worker is started
 * when it is first needed and started again after it died.
 */
import { FileError, refuseUnpacked } from '../worker/files_protocol.js';

/**
 * @typedef {import('../worker/files_protocol.js').OpenOptions} OpenOptions
 * @typedef {import('../worker/files_protocol.js').OpenResult} OpenResult
 * @typedef {import('../worker/files_protocol.js').ReadPlan} ReadPlan
 * @typedef {import('../worker/files_protocol.js').ReadResult} ReadResult
 * @typedef {import('../worker/files_protocol.js').Reply} Reply
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

/**
 * @typedef {object} Pending
 * @property {(value: any) => void} resolve
 * @property {(error: FileError) => void} reject
 * @property {Partial<ReadHandlers>} handlers
 */

/** A worker that does not stop within this time after a cancel is ended. */
const k_cancelMs = 2000;
/**
 * A reader that says nothing for this long is ended. hyparquet trusts the lengths in a file, so a
 * damaged one can make it count for hours.
 */
const k_silentMs = 60000;

export class FilesHost {
  /**
   * @param {() => Worker} startWorker makes a module worker that runs worker/files.worker.js
   * @param {{silentMs?: number}} [limits]
   */
  constructor(startWorker, { silentMs = k_silentMs } = {}) {
    this.startWorker = startWorker;
    this.silentMs = silentMs;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.watch = undefined;
    /** @type {Worker | null} */
    this.worker = null;
    this.lastId = 0;
    /** @type {Map<number, Pending>} */
    this.pending = new Map();
    /** What to open again should the worker die between open and read. */
    /** @type {{source: Blob | Uint8Array, name: string, options: OpenOptions} | null} */
    this.opened = null;
    this.workerHasFile = false;
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
    this.opened = { source: bytes, name, options: chosen };
    this.workerHasFile = false;
    const result = await this.send({ type: 'open', ...this.opened }, [], { onProgress });
    this.workerHasFile = true;
    return result;
  }

  /**
   * Reads the file that was opened last.
   * @param {ReadPlan} plan
   * @param {ReadHandlers} handlers
   * @returns {Promise<ReadResult>} rejects with FileError; then the batches so far are void
   */
  async read(plan, handlers) {
    if (!this.opened) throw new FileError('no_file', 'No file is open: open one first');
    if (!this.workerHasFile) {
      await this.send({ type: 'open', ...this.opened }, [], {});
      this.workerHasFile = true;
    }
    return this.send({ type: 'read', plan }, [], handlers);
  }

  /** Ends everything under way with the error `cancelled`. */
  cancel() {
    const ids = [...this.pending.keys()];
    for (const id of ids) this.worker?.postMessage({ id, type: 'cancel' });
    setTimeout(() => {
      if (!ids.some((id) => this.pending.has(id))) return;
      this.stopWorker('cancelled', 'Reading was cancelled');
    }, k_cancelMs);
  }

  /**
   * @param {ArrayBuffer[]} blocks column batches with the same columns; they are moved away
   * @returns {Promise<Blob>}
   */
  async writeParquet(blocks) {
    const bytes = await this.send({ type: 'write_parquet', blocks }, blocks, {});
    return new Blob([bytes], { type: 'application/vnd.apache.parquet' });
  }

  /**
   * @param {ZipEntry[]} entries copied
   * @returns {Promise<Blob>}
   */
  async zip(entries) {
    const bytes = await this.send({ type: 'zip', entries }, [], {});
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
    return this.send({ type: 'unzip', bytes }, [], {});
  }

  /**
   * @param {Record<string, any>} request
   * @param {Transferable[]} transfer
   * @param {Partial<ReadHandlers>} handlers
   * @returns {Promise<any>}
   */
  send(request, transfer, handlers) {
    const worker = this.liveWorker();
    const id = ++this.lastId;
    if (request.type === 'open' || request.type === 'read') this.expectAnswer();
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject, handlers });
      try {
        worker.postMessage({ ...request, id }, transfer);
      } catch (error) {
        this.pending.delete(id);
        const why = error instanceof Error ? error.message : String(error);
        reject(new FileError('file_error', `The file cannot be handed over: ${why}`));
      }
    });
  }

  /** Starts to count the silence of the reader anew. */
  expectAnswer() {
    clearTimeout(this.watch);
    this.watch = setTimeout(() => {
      this.stopWorker('file_stuck', 'Reading does not get on: the file is probably damaged');
    }, this.silentMs);
  }

  liveWorker() {
    if (this.worker) return this.worker;
    const worker = this.startWorker();
    worker.onmessage = ({ data }) => void this.take(worker, data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      const why = event.message ? ` (${event.message})` : '';
      this.stopWorker('worker_died', `The file worker stopped${why}. It starts again when needed`);
    };
    this.worker = worker;
    return worker;
  }

  /**
   * @param {string} code
   * @param {string} message
   */
  stopWorker(code, message) {
    clearTimeout(this.watch);
    this.worker?.terminate();
    this.worker = null;
    this.workerHasFile = false;
    const waiting = [...this.pending.values()];
    this.pending.clear();
    for (const { reject } of waiting) reject(new FileError(code, message));
  }

  /**
   * @param {Worker} worker
   * @param {Reply} reply
   */
  async take(worker, reply) {
    const request = this.pending.get(reply.id);
    if (!request || worker !== this.worker) return;
    const { resolve, reject, handlers } = request;
    clearTimeout(this.watch);
    if (reply.type === 'progress') {
      this.expectAnswer();
      handlers.onProgress?.(reply.done, reply.total, reply.rows);
    } else if (reply.type === 'restart') {
      this.expectAnswer();
      handlers.onRestart?.(reply.reason);
    } else if (reply.type === 'batch') {
      await this.deliver(worker, reply.id, reply.block, request);
    } else {
      this.pending.delete(reply.id);
      if (reply.type === 'result') resolve(reply.value);
      else reject(new FileError(reply.code, reply.message));
    }
  }

  /**
   * @param {Worker} worker
   * @param {number} id
   * @param {ArrayBuffer} block
   * @param {Pending} request
   */
  async deliver(worker, id, block, { reject, handlers }) {
    try {
      await handlers.onBatch?.(block);
      if (this.pending.has(id)) this.expectAnswer();
      worker.postMessage({ id, type: 'ack' });
    } catch (error) {
      worker.postMessage({ id, type: 'cancel' });
      this.pending.delete(id);
      const why = error instanceof Error ? error.message : String(error);
      reject(error instanceof FileError ? error : new FileError('file_error', why));
    }
  }
}

/**
 * Lets the user choose files; must be called from a click or key.
 * @param {string} accept as in an input element: ".csv,.tsv"
 * @param {{multiple?: boolean}} [options]
 * @returns {Promise<File[]>} empty when the dialog is closed without a choice
 */
export function pick(accept, { multiple = false } = {}) {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = multiple;
    input.onchange = () => resolve([...(input.files ?? [])]);
    input.oncancel = () => resolve([]);
    input.click();
  });
}

/**
 * Saves under a name in the browser's download folder.
 * @param {string} name
 * @param {Blob} blob
 */
export function download(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser takes the bytes after this turn; a minute is enough for it to begin.
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/**
 * The file at an address that the user gave (`?data=`). Nothing is sent with it.
 * @param {string} url absolute, or relative to the page
 * @param {typeof fetch} [fetchIt]
 * @returns {Promise<File>} named as the last part of the address; rejects with `fetch_failed`
 */
export async function fetchUrl(url, fetchIt = fetch) {
  const address = parseUrl(url);
  let response;
  try {
    response = await fetchIt(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  } catch {
    throw new FileError('fetch_failed', `${address.host} cannot be reached or does not allow ` +
      'other pages to read this file. Download it and drop it here');
  }
  if (!response.ok) {
    const status = `${address.host} answers ${response.status} for this file`;
    throw new FileError('fetch_failed', `${status}. Check the address`);
  }
  return new File([await response.blob()], fileName(address));
}

/** @param {string} url */
function parseUrl(url) {
  try {
    return new URL(url, globalThis.location?.href);
  } catch {
    throw new FileError('fetch_failed', `"${url}" is not an address`);
  }
}

/** @param {URL} address */
function fileName(address) {
  const last = address.pathname.split('/').pop() || 'data';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
