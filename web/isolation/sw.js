// The service worker. It adds the headers that make the page cross-origin isolated on hosts that do
// not send them, and keeps a copy of the site for use without a network.
//
// The build puts in the version and the hash of every file. What a page gets is of one version: from the copy where that is
// complete, else from the server as long as its files are those of this version, else from the server alone.
// A new version takes over only between two page loads.

import { OtherVersionError, SiteCopy } from './site_copy.js';

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const k_scopePath = new URL(worker.registration.scope).pathname;
const k_updateTimeoutMs = 5000;
/** A page that still starts may be loaded again; one that has been in use for longer must not be. */
const k_bootMs = 60000;
const k_isDevelopment = ['127.0.0.1', 'localhost', '[::1]'].includes(worker.location.hostname);

/** @param {Headers} headers */
function isolate(headers) {
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  return headers;
}

const copy = new SiteCopy({
  caches,
  // Caches belong to the whole origin, which may serve several copies of the site.
  prefix: `labelscape:${k_scopePath}:`,
  version: SITE_VERSION,
  files: SITE_FILES,
  onDemand: SITE_FILES_ON_DEMAND,
  fetchFile: (name) => fetch(new URL(name, worker.registration.scope), { cache: 'no-cache' }),
  prepare: isolate,
});

/** Pages that this worker has answered since it started. @type {Map<string, { sinceMs: number, ours: boolean }>} */
const pages = new Map();

async function install() {
  // The first visit must not wait for a download: the page asks for the copy later.
  if (await copy.hasCompletePredecessor()) await copy.fill();
  else await worker.skipWaiting();
}

async function activate() {
  await copy.dropOthers();
  await worker.clients.claim();
}

/** On the developer's machine a rebuilt site must show at the first reload. */
async function lookForUpdate() {
  await worker.registration.update().catch(() => undefined);
  const installing = worker.registration.installing;
  if (!installing) return;
  await new Promise((resolve) => {
    installing.addEventListener('statechange', () => resolve(undefined), { once: true });
  });
}

/** Chromium can hold a worker's own update back for minutes, and a page must not wait for that. */
function updateTimeout() {
  return new Promise((resolve) => setTimeout(resolve, k_updateTimeoutMs, undefined));
}

/**
 * A page that loads itself again once the new version is in charge. A request before that would only keep the old one
 * busy, and the new one waiting.
 */
const k_changingPage = `<!doctype html><meta charset="utf-8"><title>Labelscape</title><script>
  setTimeout(() => location.reload(), 5000);
  navigator.serviceWorker.getRegistration().then(function look(registration) {
    const changed = !registration?.waiting && registration?.active?.state === 'activated';
    changed ? location.reload() : setTimeout(look, 20, registration);
  });
</script>`;

let hasAskedToTakeOver = false;

/**
 * Lets a new version that is ready take over, if no other page is using this one.
 * @returns {Promise<Response | undefined>} a page that loads itself again
 */
async function changeVersion() {
  if (k_isDevelopment) await Promise.race([lookForUpdate(), updateTimeout()]);
  const { waiting } = worker.registration;
  if (!waiting || hasAskedToTakeOver || (await worker.clients.matchAll()).length > 1) return undefined;
  hasAskedToTakeOver = true;
  waiting.postMessage('take over');
  return new Response(k_changingPage, { headers: isolate(new Headers({ 'Content-Type': 'text/html' })) });
}

/**
 * @param {Request} request @param {RequestInit} [how]
 * @returns {Promise<Response>} as the server has it, with the headers that isolate
 */
async function fromServer(request, how) {
  const response = await fetch(request, how);
  // Redirects and errors are for the browser alone.
  if (response.status === 0) return response;
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers: isolate(new Headers(response.headers)) });
}

/** @typedef {{ response: Response, ours: boolean }} Page ours: of this version */

/** @returns {Promise<Page>} */
async function pageOfCopy() {
  const { response, checked } = await copy.take('index.html');
  const ours = await checked.then(() => true, () => false);
  if (!ours) await copy.markIncomplete();
  return { response, ours };
}

/** @param {Request} request @returns {Promise<Page>} */
async function pageOfServer(request) {
  const response = await fromServer(request, { cache: 'no-cache' });
  return { response, ours: !response.ok || (await copy.isOurs('index.html', response)) };
}

/**
 * The page itself. It decides where its parts come from.
 * @param {FetchEvent} event
 */
async function answerPage({ request, resultingClientId }) {
  const changing = await changeVersion();
  if (changing) return changing;
  const { response, ours } = (await copy.isComplete()) ? await pageOfCopy() : await pageOfServer(request);
  pages.set(resultingClientId, { sinceMs: Date.now(), ours });
  if (ours) return response;
  // The server has another version, which this one's files must not be mixed with.
  await Promise.race([lookForUpdate(), updateTimeout()]);
  return (await changeVersion()) ?? response;
}

let startedAnewMs = 0;

/**
 * Something of another version arrived for a page of this one: what was kept is of no use any more, and a page that has
 * not started yet starts anew.
 * @param {string} clientId
 */
async function startAnew(clientId) {
  await copy.markIncomplete();
  const page = pages.get(clientId);
  const now = Date.now();
  // Not round and round, where a server goes on to mix versions.
  if (!page || now - page.sinceMs > k_bootMs || now - startedAnewMs < k_bootMs) return;
  startedAnewMs = now;
  pages.delete(clientId);
  const client = await worker.clients.get(clientId);
  if (client instanceof WindowClient) await client.navigate(client.url).catch(() => undefined);
}

/** @param {FetchEvent} event */
async function answer(event) {
  const { request, clientId } = event;
  const name = new URL(request.url).pathname.slice(k_scopePath.length) || 'index.html';
  if (request.mode === 'navigate' && name === 'index.html') return answerPage(event);
  const ours = pages.get(clientId)?.ours ?? (await copy.isComplete());
  if (!ours || !copy.has(name)) return fromServer(request);
  const { response, checked } = await copy.take(name);
  event.waitUntil(checked.catch((error) => (error instanceof OtherVersionError ? startAnew(clientId) : undefined)));
  return response;
}

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));

worker.addEventListener('message', (event) => {
  if (event.data === 'take over') event.waitUntil(worker.skipWaiting());
  if (event.data !== 'fill') return;
  const [port] = event.ports;
  const isOtherVersion = event.source instanceof Client && pages.get(event.source.id)?.ours === false;
  const filled = isOtherVersion ? Promise.reject(new Error('the server has another version')) : copy.fill();
  event.waitUntil(
    filled.then(
      () => port?.postMessage('filled'),
      (error) => {
        console.warn('The offline copy is not complete:', error);
        port?.postMessage('failed');
      },
    ),
  );
});

worker.addEventListener('fetch', (event) => {
  const { method, url, headers } = event.request;
  const { origin, pathname } = new URL(url);
  const isOurs = origin === worker.location.origin && pathname.startsWith(k_scopePath);
  if (method === 'GET' && isOurs && !headers.has('Range')) event.respondWith(answer(event));
});
