// Questions of C++ and the one answer to each: whatever goes wrong on the page is an answer too.

import { wellFormedJson } from '../strings.js';
import { FileError } from '../worker/files_protocol.js';

/** @typedef {import('../types.d.ts').Module} Module */
/** @typedef {import('../types.d.ts').Answer} Answer */
/** @typedef {import('../types.d.ts').Emit} Emit */

/** Codes of file errors that the core knows (src/base/error_codes.hpp) or that are no fault of the file. @type {Record<string, string>} */
const k_fileCodes = {
  cancelled: 'cancelled', too_large: 'too_large', too_many_columns: 'too_large', row_too_large: 'too_large',
  bad_request: 'bad_argument', no_such_column: 'bad_argument', fetch_failed: 'not_found', no_file: 'not_found',
  bad_column_batch: 'internal',
};

/** @param {any} error @returns {string} a code of the core; those of a DOMException are numbers */
function codeOf(error) {
  if (error instanceof FileError) return k_fileCodes[error.code] ?? 'bad_file';
  return typeof error?.code === 'string' ? error.code : 'internal';
}

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error || error instanceof DOMException ? error.message : String(error));

/** An answer that is no JSON becomes an error. @param {string} code @param {unknown} value @returns {[code: string, json: string]} */
function written(code, value) {
  try {
    return [code, wellFormedJson(value)];
  } catch (error) {
    return ['internal', wellFormedJson({ message: `The page gave an answer that is no JSON: ${messageOf(error)}` })];
  }
}

export class Answers {
  /** @type {Module | undefined} */
  #module;
  #answer;
  #log;

  /**
   * @param {(method: string, args: any, bytes: Uint8Array, emit: Emit) => Promise<Answer | void>} answer
   * @param {(line: string) => void} log
   */
  constructor(answer, log) {
    this.#answer = answer;
    this.#log = log;
  }

  /** @param {Module} module */
  attach(module) {
    this.#module = module;
  }

  /**
   * The answer goes to module.complete() once, events before it to module.event(); request 0 wants none.
   * @param {number} request
   * @param {string} method
   * @param {string} json arguments
   * @param {Uint8Array} bytes a copy, this side's own
   */
  take(request, method, json, bytes) {
    /** @type {Emit} */
    const emit = (kind, value, block) => this.#send('event', request, kind, value, block);
    this.#parsed(method, json, bytes, emit).then(
      (answer) => {
        if (request !== 0) this.#send('complete', request, 'ok', answer?.json ?? {}, answer?.bytes);
      },
      (error) => {
        this.#log(`${method}: ${error?.stack ?? error}`);
        if (request !== 0) this.#send('complete', request, codeOf(error), { message: messageOf(error) });
      },
    );
  }

  /** @param {string} method @param {string} json @param {Uint8Array} bytes @param {Emit} emit */
  async #parsed(method, json, bytes, emit) {
    return this.#answer(method, JSON.parse(json), bytes, emit);
  }

  /**
   * @param {'complete' | 'event'} entry
   * @param {number} request
   * @param {string} code
   * @param {unknown} value
   * @param {Uint8Array} [bytes]
   * @returns {void}
   */
  #send(entry, request, code, value, bytes = new Uint8Array()) {
    const module = this.#module;
    if (!module) return this.#log(`An answer came before the program: ${code}`);
    const [kind, json] = written(code, value);
    const address = module.alloc(bytes.length) >>> 0;
    if (address === 0 && bytes.length > 0) {
      return this.#send('complete', request, 'too_large', { message: 'There is no memory left for this in the browser' });
    }
    // Made now: memory that grew since left older views behind.
    if (bytes.length > 0) new Uint8Array(module.wasmMemory.buffer, address, bytes.length).set(bytes);
    module[entry](request, kind, json, address, bytes.length);
  }
}
