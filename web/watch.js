// An eye on the module: notices when it is dead, says so, and helps to what is saved. Keeps the last lines of the log.

import { download } from './host/dialogs.js';
import { showFailure } from './screens.js';

/** @typedef {import('./host/host.js').Host} Host */
/** @typedef {import('./types.d.ts').Module} Module */

const k_logLines = 200;

/** @type {string[]} */
export const log = [];

/** @param {string} line */
export function keepLine(line) {
  log.push(line);
  if (log.length > k_logLines) log.shift();
}

export const reload = { label: 'Reload', run: () => location.reload() };

/** What engines say of a program that has ended, where only words arrive. */
const k_fatal = /RuntimeError|Aborted\(|WebAssembly\.Exception|bad_alloc/;

/**
 * Whether the module cannot go on. What ends one of its threads comes as the ErrorEvent that Emscripten throws again;
 * an error of the page's own code is none, unless the module's stack ran out in it.
 * @param {unknown} error
 * @param {string} message
 */
function isFatal(error, message) {
  if (error instanceof WebAssembly.RuntimeError || error instanceof WebAssembly.Exception) return true;
  if (error instanceof ErrorEvent) return true;
  const isStack = /call stack|too much recursion/.test(message);
  if (isStack) return /wasm/.test(error instanceof Error ? (error.stack ?? '') : message);
  return k_fatal.test(message);
}

/**
 * The module with an eye on it: whoever catches what it throws, it is seen.
 * @param {Module} module
 * @param {(error: unknown) => void} see
 * @returns {Module}
 */
export function watched(module, see) {
  return new Proxy(module, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (/** @type {unknown[]} */ ...args) => {
        try {
          return value(...args);
        } catch (error) {
          see(error);
          throw error;
        }
      };
    },
  });
}

/** The module is dead; what it saved is in IndexedDB, out of its reach. */
export class Watch {
  ended = false;
  /** @type {Host | undefined} */
  host;

  /** @param {string} reason */
  end(reason) {
    if (this.ended) return;
    this.ended = true;
    keepLine(reason);
    showFailure({
      title: 'Labelscape has stopped',
      text: 'Something went wrong inside the program. Everything up to about a second ago is saved in this browser.',
      items: [
        { title: 'Reload', text: 'Your project opens again as it was last saved.' },
        {
          title: 'It stops again?',
          text: 'Save a copy of your work as a file first. Then reopen without the last change, which is kept beside the project, or open the file in another browser or on another machine.',
        },
      ],
      log: [...log],
      actions: [
        reload,
        { label: 'Save a copy of my work', run: () => this.#rescue() },
        { label: 'Reopen without the last change', run: () => this.#leaveOutLast() },
      ],
    });
  }

  async #rescue() {
    const rescued = await this.host?.rescue();
    if (!rescued) return 'Nothing has been saved in this browser yet.';
    download(rescued.name, rescued.blob);
    return `Saved as ${rescued.name}`;
  }

  async #leaveOutLast() {
    const name = await this.host?.storage.setLastAside();
    if (!name) return 'There is no single change to leave out: the project has been saved as a whole since.';
    reload.run();
    return `Opening ${name} without its last change`;
  }

  /** Traps and C++ exceptions that nobody caught leave the module unusable, on any of its threads. */
  listen() {
    addEventListener('error', (event) => this.see(event.error, event.message));
    addEventListener('unhandledrejection', (event) => this.see(event.reason));
  }

  /** @param {unknown} error @param {string} [message] */
  see(error, message = String(error)) {
    const text = error instanceof ErrorEvent ? error.message : message;
    if (isFatal(error, text)) this.end(text);
    else keepLine(text);
  }
}
