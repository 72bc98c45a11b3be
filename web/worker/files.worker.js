/**
 * Reads and writes files off the page's thread. `createFileService` is the whole of it; the last
 * lines connect it to the worker it runs in, so that tests can run it without one.
 */
import { FileError } from './files_protocol.js';
import { openFile } from './readers/file_reader.js';
import { writeParquet } from './writers/parquet.js';
import { unzip, zip } from './writers/zip.js';

/**
 * @typedef {import('./files_protocol.js').Request} Request
 * @typedef {import('./files_protocol.js').Reply} Reply
 * @typedef {(reply: Reply, transfer: Transferable[]) => void} Post
 */

/** How many batches may be on their way to the page. */
const k_batchesAhead = 4;

/** One request under way: cancel, and batches that the page has not taken yet. */
class Task {
  /**
   * @param {number} id
   * @param {Post} post
   */
  constructor(id, post) {
    this.id = id;
    this.post = post;
    this.isCancelled = false;
    this.unacknowledged = 0;
    this.wake = () => {};
  }

  acknowledge() {
    this.unacknowledged--;
    this.wake();
  }

  cancel() {
    this.isCancelled = true;
    this.wake();
  }

  /** @param {ArrayBuffer} block */
  async sendBatch(block) {
    this.post({ id: this.id, type: 'batch', block }, [block]);
    this.unacknowledged++;
    while (this.unacknowledged >= k_batchesAhead && !this.isCancelled) {
      await new Promise((resolve) => {
        this.wake = () => resolve(undefined);
      });
    }
  }

  /** @returns {import('./readers/issues.js').Control} */
  get control() {
    return {
      progress: (done, total, rows) => {
        this.post({ id: this.id, type: 'progress', done, total, rows }, []);
      },
      cancelled: () => this.isCancelled,
    };
  }
}

/**
 * @param {Post} post
 * @returns {(request: Request) => Promise<void>} resolves when the request is answered
 */
export function createFileService(post) {
  /** @type {Map<number, Task>} */
  const tasks = new Map();
  /** @type {import('./readers/file_reader.js').FileReader | null} */
  let reader = null;
  /** The id of the last request to open. */
  let lastOpen = 0;

  /**
   * @param {Request} request
   * @param {Task} task
   * @returns {Promise<{value: any, transfer?: Transferable[]}>}
   */
  async function answer(request, task) {
    if (request.type === 'open') {
      reader = null;
      lastOpen = request.id;
      const opened = await openFile(request.source, request.name, request.options, task.control);
      // Another file may have been opened meanwhile.
      if (request.id === lastOpen) reader = opened;
      return { value: opened.opened };
    }
    if (request.type === 'read') {
      if (!reader) throw new FileError('no_file', 'No file is open: open one first');
      const onRestart = (/** @type {string} */ reason) => {
        post({ id: task.id, type: 'restart', reason }, []);
      };
      const sendBatch = (/** @type {ArrayBuffer} */ block) => task.sendBatch(block);
      return { value: await reader.read(request.plan, sendBatch, onRestart, task.control) };
    }
    if (request.type === 'write_parquet') {
      const value = writeParquet(request.blocks);
      return { value, transfer: [value] };
    }
    if (request.type === 'zip') {
      const value = zip(request.entries);
      return { value, transfer: [value.buffer] };
    }
    if (request.type === 'unzip') {
      const value = unzip(request.bytes);
      return { value, transfer: value.entries.map(({ bytes }) => bytes.buffer) };
    }
    throw new FileError('bad_request', `The file worker does not know "${request.type}"`);
  }

  return async (request) => {
    const { id } = request;
    if (request.type === 'ack') return tasks.get(id)?.acknowledge();
    if (request.type === 'cancel') return tasks.get(id)?.cancel();
    const task = new Task(id, post);
    tasks.set(id, task);
    try {
      const { value, transfer } = await answer(request, task);
      post({ id, type: 'result', value }, transfer ?? []);
    } catch (error) {
      post({ id, type: 'error', ...describeError(error) }, []);
    } finally {
      tasks.delete(id);
    }
  };
}

/**
 * @param {unknown} error
 * @returns {{code: string, message: string}}
 */
function describeError(error) {
  if (error instanceof FileError) return { code: error.code, message: error.message };
  const why = error instanceof Error ? error.message : String(error);
  const isMemory = error instanceof RangeError;
  return isMemory
    ? { code: 'too_large', message: `The file does not fit into memory (${why}). Split it up` }
    : { code: 'file_error', message: `The file cannot be handled: ${why}` };
}

const scope = /** @type {any} */ (globalThis);
if (typeof scope.WorkerGlobalScope === 'function' && scope instanceof scope.WorkerGlobalScope) {
  const handle = createFileService((reply, transfer) => scope.postMessage(reply, transfer));
  scope.onmessage = (/** @type {MessageEvent<Request>} */ { data }) => void handle(data);
}
