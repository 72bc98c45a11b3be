// The page's side of the service worker: cross-origin isolation where the host sends no headers
// (threads need it), and the offline copy of the site.

const k_activationTimeoutMs = 8000;
const k_reloadGapMs = 10000;
const k_reloadKey = 'labelscape-isolation-reload';

/** @returns {Promise<ServiceWorkerRegistration | undefined>} undefined where there can be none */
async function register() {
  if (!globalThis.isSecureContext || !('serviceWorker' in navigator)) return undefined;
  try {
    return await navigator.serviceWorker.register('sw.js', { updateViaCache: 'none' });
  } catch {
    return undefined;
  }
}

/**
 * @param {ServiceWorkerRegistration} registration
 * @returns {Promise<boolean>} false if it does not become active in time
 */
function becomesActive(registration) {
  if (registration.active) return Promise.resolve(true);
  return Promise.race([
    navigator.serviceWorker.ready.then(() => true),
    new Promise((resolve) => setTimeout(resolve, k_activationTimeoutMs, false)),
  ]);
}

/** @returns {boolean} false if the last reload was a moment ago, so that it cannot go round and round */
function mayReload() {
  try {
    const last = Number(sessionStorage.getItem(k_reloadKey));
    if (Date.now() - last < k_reloadGapMs) return false;
    sessionStorage.setItem(k_reloadKey, String(Date.now()));
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes the page cross-origin isolated if it can be: registers the service worker and reloads once.
 * @returns {Promise<'isolated' | 'reloading' | 'impossible'>} after 'reloading' the caller does nothing more
 */
export async function isolatePage() {
  if (globalThis.crossOriginIsolated) return 'isolated';
  // A frame is isolated only if its parent is; a page that our worker controls got the headers already.
  if (window.top !== window || navigator.serviceWorker?.controller) return 'impossible';
  const registration = await register();
  if (!registration || !(await becomesActive(registration)) || !mayReload()) return 'impossible';
  location.reload();
  return 'reloading';
}

/**
 * Fills the offline copy in the background.
 * @returns {Promise<boolean>} whether the site now starts without a network
 */
export async function keepOffline() {
  const registration = await register();
  if (!registration || !(await becomesActive(registration))) return false;
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = (event) => {
      port1.close();
      resolve(event.data === 'filled');
    };
    registration.active?.postMessage('fill', [port2]);
  });
}
