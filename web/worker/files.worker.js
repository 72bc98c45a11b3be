/**
 * Reads and writes files off the page's thread. `createFileService` is the whole of it; the last
 * lines connect it to the worker it runs in, so that tests can run it without one.
 */
import { answerCalls } from './calls.js';
import { FileError } from './files_protocol.js';
import { openFile } from './readers/file_reader.js';
import { writeParquet } from './writers/parquet.js';
import { unzip, zip } from './writers/zip.js';

/**
 * @typedef {import('./calls.js').OpenCall} OpenCall
 * @typedef {import('./files_protocol.js').Event} Event
 * @typedef {import('./files_protocol.js').Request} Request
 */

/** How many batches may be on their way to the page. */
const k_batchesAhead = 4;

/** @param {OpenCall} call @returns {import('./readers/issues.js').Control} */
const controlOf = (call) => ({
  progress: (done, total, rows) => call.emit({ type: 'progress', done, total, rows }),
  cancelled: () => call.isCancelled,
});

/** @param {import('./calls.js').Post} post @returns {ReturnType<typeof answerCalls>} */
export function createFileService(post) {
  /** @type {import('./readers/file_reader.js').FileReader | null} */
  let reader = null;
  /** The last call to open. @type {OpenCall | null} */
  let lastOpen = null;

  /**
   * @param {Request} request
   * @param {OpenCall} call
   * @returns {Promise<{value: any, transfer?: Transferable[]}>}
   */
  async function answer(request, call) {
    if (request.type === 'open') {
      reader = null;
      lastOpen = call;
      const opened = await openFile(request.source, request.name, request.options, controlOf(call));
      // Another file may have been opened meanwhile.
      if (call === lastOpen) reader = opened;
      return { value: opened.opened };
    }
    if (request.type === 'read') {
      if (!reader) throw new FileError('no_file', 'No file is open: open one first');
      const onRestart = (/** @type {string} */ reason) => call.emit({ type: 'restart', reason });
      const sendBatch = (/** @type {ArrayBuffer} */ block) =>
        call.emitBounded({ type: 'batch', block }, [block], k_batchesAhead);
      return { value: await reader.read(request.plan, sendBatch, onRestart, controlOf(call)) };
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
    throw new FileError('bad_request', `The file worker does not know "${/** @type {any} */ (request).type}"`);
  }

  return answerCalls(post, answer, describeError);
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
  const handle = createFileService((message, transfer) => scope.postMessage(message, transfer));
  scope.onmessage = (/** @type {MessageEvent} */ { data }) => void handle(data);
}
