// Boot: what the browser can do -> which build -> host -> wasm -> ready.
// <html data-state> says how far it is: loading, ready or failed; data-offline="ready" once the site
// starts without a network.

import { missingCapabilities } from './capabilities.js';
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

/**
 * @param {string} name
 * @param {Blob} blob
 */
function download(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** @typedef {Awaited<ReturnType<typeof createHost>>} Host */
/** @typedef {{ rescue?: () => Promise<{ name: string, blob: Blob } | undefined> }} Rescue */

/** The module is dead; what it saved is in IndexedDB, out of its reach. */
class Watch {
  #ended = false;
  /** @type {Host | undefined} */
  host;

  /** @param {string} reason */
  end(reason) {
    if (this.#ended) return;
    this.#ended = true;
    keepLine(reason);
    showFailure({
      title: 'Labelscape has stopped',
      text: 'Something went wrong inside the program. Everything up to about a second ago is saved in this browser.',
      items: [
        { title: 'Reload', text: 'Your project opens again as it was last saved.' },
        {
          title: 'It stops again?',
          text: 'Save a copy of your work as a file first, then open it in another browser or on another machine.',
        },
      ],
      log: [...log],
      actions: [reload, { label: 'Save a copy of my work', run: () => this.#rescue() }],
    });
  }

  async #rescue() {
    const storage = /** @type {Rescue | undefined} */ (this.host?.storage);
    const rescued = await storage?.rescue?.();
    if (!rescued) return 'Nothing has been saved in this browser yet.';
    download(rescued.name, rescued.blob);
    return `Saved as ${rescued.name}`;
  }

  /** Traps and C++ exceptions that nobody caught leave the module unusable, on any of its threads. */
  listen() {
    /** @param {unknown} error @param {string} message */
    const look = (error, message) => {
      const isOurs = error instanceof WebAssembly.RuntimeError || error instanceof WebAssembly.Exception;
      const text = error instanceof ErrorEvent ? error.message : message;
      if (isOurs || /RuntimeError|Aborted\(/.test(text)) this.end(text);
      else keepLine(text);
    };
    addEventListener('error', (event) => look(event.error, event.message));
    addEventListener('unhandledrejection', (event) => look(event.reason, String(event.reason)));
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
  const module = await instantiate({
    baseUrl,
    threads,
    settings: { canvas, host, print, printErr: print, onAbort: (/** @type {unknown} */ what) => watch.end(String(what)) },
    onProgress: showDownload,
  });
  host.attach(module);
  module.boot(
    JSON.stringify({
      threads,
      processors: navigator.hardwareConcurrency || 1,
      dark: matchMedia('(prefers-color-scheme: dark)').matches,
      languages: navigator.languages,
      parameters: Object.fromEntries(new URLSearchParams(location.search)),
    }),
  );
  booted(module);
  window.labelscapeProbe = (query) => module.probe(query);
  showApp();
  canvas.focus();
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
