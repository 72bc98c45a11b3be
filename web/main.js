// Boot: what the browser can do -> which build -> host -> wasm -> ready.
// <html data-state> says how far it is: loading, ready or failed; data-offline="ready" once the site
// starts without a network.

import { missingCapabilities } from './capabilities.js';
import { createHost } from './host/host.js';
import { instantiate, isBuilt } from './instantiate.js';
import { isolatePage, keepOffline } from './isolation/isolate.js';
import { createApi } from './scripting.js';
import { showApp, showDownload, showFailure } from './screens.js';
import { keepLine, log, reload, Watch, watched } from './watch.js';

/** @typedef {import('./types.d.ts').Module} Module */

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
