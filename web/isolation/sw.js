// The service worker. It adds the headers that make the page cross-origin isolated on hosts that do
// not send them, and keeps a copy of the site for use without a network.
//
// The build puts in the version and the hash of every file. A copy is complete or unused: files are
// checked against their hashes, and a new version takes over only between two page loads.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const k_scopePath = new URL(worker.registration.scope).pathname;
// Caches belong to the whole origin, which may serve several copies of the site.
const k_cachePrefix = `labelscape:${k_scopePath}:`;
const k_cacheName = k_cachePrefix + SITE_VERSION;
const k_hashHeader = 'X-Labelscape-Hash';
const k_updateTimeoutMs = 5000;
const k_isDevelopment = ['127.0.0.1', 'localhost', '[::1]'].includes(worker.location.hostname);

/** @param {Headers} headers */
function isolate(headers) {
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  return headers;
}

/** @returns {Promise<string[]>} names of the caches of other versions */
async function otherCaches() {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(k_cachePrefix) && name !== k_cacheName);
}

/**
 * @param {string} name @param {string} hash
 * @returns {Promise<Response>} the file as it belongs to this version
 */
async function fetchChecked(name, hash) {
  const response = await fetch(new URL(name, worker.registration.scope), { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${name}: HTTP status ${response.status}`);
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (found !== hash) throw new Error(`${name} is not the one of version ${SITE_VERSION}`);
  const headers = isolate(new Headers({ [k_hashHeader]: hash }));
  headers.set('Content-Type', response.headers.get('Content-Type') ?? 'application/octet-stream');
  return new Response(bytes, { headers });
}

/** Completes this version's cache; what an older one has already is not fetched again. */
async function fillCache() {
  const cache = await caches.open(k_cacheName);
  const older = await Promise.all((await otherCaches()).map((name) => caches.open(name)));
  for (const [name, hash] of Object.entries({ ...SITE_FILES, ...SITE_FILES_ON_DEMAND })) {
    if (await cache.match(name)) continue;
    let kept;
    for (const other of older) {
      const candidate = await other.match(name);
      if (candidate?.headers.get(k_hashHeader) === hash) kept = candidate;
    }
    if (!kept && Object.hasOwn(SITE_FILES_ON_DEMAND, name)) continue;
    await cache.put(name, kept ?? (await fetchChecked(name, hash)));
  }
}

/**
 * A file that is kept from its first use on.
 * @param {string} name
 */
async function onDemand(name) {
  const cache = await caches.open(k_cacheName);
  const kept = await cache.match(name);
  if (kept) return kept;
  const response = await fetchChecked(name, SITE_FILES_ON_DEMAND[name]);
  await cache.put(name, response.clone());
  return response;
}

async function install() {
  // The first visit must not wait for a download: the page asks for the copy later.
  if ((await otherCaches()).length === 0) await worker.skipWaiting();
  else await fillCache();
}

async function activate() {
  await Promise.all((await otherCaches()).map((name) => caches.delete(name)));
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

/** @param {Request} request */
async function answer(request) {
  if (request.mode === 'navigate') {
    const changing = await changeVersion();
    if (changing) return changing;
  }
  const name = new URL(request.url).pathname.slice(k_scopePath.length) || 'index.html';
  if (Object.hasOwn(SITE_FILES, name)) {
    const cache = await caches.open(k_cacheName);
    const kept = await cache.match(name);
    if (kept) return kept;
  }
  if (Object.hasOwn(SITE_FILES_ON_DEMAND, name)) return onDemand(name);
  const response = await fetch(request);
  // Redirects and errors are for the browser alone.
  if (response.status === 0) return response;
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers: isolate(new Headers(response.headers)) });
}

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));

worker.addEventListener('message', (event) => {
  if (event.data === 'take over') event.waitUntil(worker.skipWaiting());
  if (event.data !== 'fill') return;
  const [port] = event.ports;
  event.waitUntil(
    fillCache().then(
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
  if (method === 'GET' && isOurs && !headers.has('Range')) event.respondWith(answer(event.request));
});
