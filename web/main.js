// Boot: what the browser can do -> which build -> host -> wasm -> ready.
// <html data-state> says how far it is: loading, ready or failed; data-offline="ready" once the site
// starts without a network.

import { missingCapabilities } from './capabilities.js';
import { download } from './host/dialogs.js';
import { createHost } from './host/host.js';
import { instantiate, isBuilt } from './instantiate.js';
import { isolatePage, keepOffline } from './isolation/isolate.js';
import { createApi } from './scripting.js';
import { showApp, showDownload, showFailure } from './screens.js';

const k_logLines = 200;

/** @type {string[]} */
const log = [];

/** @param {string} line */
function keepLine(line) {
  log.push(line);
  if (log.length > k_logLines) log.shift();
}

const reload = { label: 'Reload', run: () => location.reload() };

/** @typedef {Awaited<ReturnType<typeof createHost>>} Host */
/** @typedef {import('./types.d.ts').Module} Module */

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
function watched(module, see) {
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
class Watch {
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

/**
 * @param {string} baseUrl
 * @param {boolean} threads
 * @param {Watch} watch
 */
async function startModule(baseUrl, threads, watch) {
  const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
  const host = await createHost({ canvas, baseUrl, threads, log: keepLine });
  watch.host = host;
  /** @type {(module: import('./types.d.ts').Module) => void} */
  let booted = () => {};
  window.labelscape = createApi(host, new Promise((resolve) => (booted = resolve)), APP_VERSION);
  /** @param {string} line */
  const print = (line) => {
    keepLine(line);
    console.log(line);
  };
  const bare = await instantiate({
    baseUrl,
    threads,
    settings: { canvas, host, print, printErr: print, onAbort: (/** @type {unknown} */ what) => watch.end(String(what)) },
    onProgress: showDownload,
  });
  const module = watched(bare, (error) => watch.see(error));
  host.attach(module);
  module.boot(
    JSON.stringify({
      threads,
      processors: navigator.hardwareConcurrency || 1,
      dark: matchMedia('(prefers-color-scheme: dark)').matches,
      languages: navigator.languages,
      data: dataOf(new URLSearchParams(location.search).get('data')),
    }),
  );
  flushWhenLeft(module, watch);
  booted(module);
  window.labelscapeProbe = (query) => module.probe(query);
  showApp();
  canvas.focus();
}

/**
 * What `?data=` names; nothing is asked of its host before the user agreed.
 * @param {string | null} address
 * @returns {{url: string, origin: string} | null} origin: empty for this site
 */
function dataOf(address) {
  if (!address) return null;
  if (!URL.canParse(address, location.href)) return { url: address, origin: '' };
  const { href, origin } = new URL(address, location.href);
  return { url: href, origin: origin === location.origin ? '' : origin };
}

/**
 * A hidden page may be ended without another word, and a closed one is asked about while something is not saved.
 * @param {Module} module
 * @param {Watch} watch
 */
function flushWhenLeft(module, watch) {
  const flush = () => watch.ended || module.flush();
  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') flush();
  });
  addEventListener('pagehide', flush);
  addEventListener('beforeunload', (event) => {
    if (!flush()) event.preventDefault();
  });
}

/** `npm start` serves the site as soon as one of its two wasm builds is there. @param {boolean} threads */
function showBeingBuilt(threads) {
  const which = threads ? 'with' : 'without';
  showFailure({
    title: 'This part of Labelscape is being built',
    text: `This page needs the build ${which} threads, and this server is still making it.`,
    items: [{ title: 'Wait a few minutes', text: 'The command that started the server says when it is done. Then reload.' }],
    actions: [reload],
  });
}

async function boot() {
  const missing = await missingCapabilities();
  if (missing.length > 0) {
    showFailure({
      title: 'This browser cannot run Labelscape yet',
      text: 'Labelscape runs inside the browser, and something that it needs is missing here.',
      items: missing.map(({ title, remedy }) => ({ title, text: remedy })),
      log: [navigator.userAgent],
      actions: [{ label: 'Try again', run: reload.run }],
    });
    return;
  }
  if ((await isolatePage()) === 'reloading') return;

  // ?threads=off is for machines where the build with threads misbehaves.
  const wantsThreads = new URLSearchParams(location.search).get('threads') !== 'off';
  const threads = crossOriginIsolated && wantsThreads;
  if (!isBuilt(threads)) return showBeingBuilt(threads);
  const watch = new Watch();
  watch.listen();
  try {
    await startModule(new URL('.', location.href).href, threads, watch);
  } catch (error) {
    keepLine(error instanceof Error ? (error.stack ?? error.message) : String(error));
    showFailure({
      title: 'Labelscape could not be loaded',
      text: 'A part of the page did not arrive or did not start. Nothing you have saved is lost.',
      items: [
        { title: 'Check the connection', text: 'Then try again; after one complete visit the page works offline.' },
        { title: 'It fails again?', text: 'Close other tabs to free memory, or try another browser.' },
      ],
      log: [...log],
      actions: [{ label: 'Try again', run: reload.run }],
    });
    return;
  }
  if (await keepOffline()) document.documentElement.dataset.offline = 'ready';
}

await boot();
