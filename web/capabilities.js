// What the page cannot do without: names what is missing and what the user can do about it.

/**
 * @typedef {object} Missing
 * @property {'webassembly' | 'simd' | 'exceptions' | 'webgl2' | 'indexeddb'} id
 * @property {string} title one sentence without a full stop
 * @property {string} remedy what to do, in full sentences
 */

// The smallest modules that use the feature, as in GoogleChromeLabs/wasm-feature-detect.
const k_simdModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);
const k_exceptionsModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11,
]);
const k_storageTimeoutMs = 4000;

const k_updateBrowser =
  'Update this browser. Any Chrome, Edge or Firefox from 2022 on has it, and Safari from version 16.4.';

/** @returns {Missing | undefined} */
function missingWasm() {
  if (typeof WebAssembly !== 'object') {
    return {
      id: 'webassembly',
      title: 'WebAssembly is turned off',
      remedy:
        'Turn it on in the browser\'s settings: lockdown mode and some "enhanced security" modes switch it off, ' +
        'and an exception for this site is enough.',
    };
  }
  if (!WebAssembly.validate(k_simdModule)) {
    return {
      id: 'simd',
      title: 'WebAssembly SIMD is missing',
      remedy: `${k_updateBrowser} If it is up to date, the processor may be too old (before 2011).`,
    };
  }
  if (!WebAssembly.validate(k_exceptionsModule)) {
    return { id: 'exceptions', title: 'WebAssembly exceptions are missing', remedy: k_updateBrowser };
  }
  return undefined;
}

/** @returns {Missing | undefined} */
function missingWebgl() {
  const context = document.createElement('canvas').getContext('webgl2');
  // Browsers allow only a few contexts at a time.
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  if (context) return undefined;
  return {
    id: 'webgl2',
    title: 'WebGL 2 is not available',
    remedy:
      'Turn on "Use graphics acceleration when available" in the browser\'s settings and restart it. ' +
      'In a remote desktop or virtual machine, Chrome and Firefox can draw in software once it is allowed there.',
  };
}

/** @returns {Promise<boolean>} whether a database can really be opened, not only named */
function storageWorks() {
  return new Promise((resolve) => {
    const probe = 'labelscape-probe';
    try {
      const request = indexedDB.open(probe);
      request.onsuccess = () => {
        request.result.close();
        indexedDB.deleteDatabase(probe);
        resolve(true);
      };
      request.onerror = () => resolve(false);
      setTimeout(resolve, k_storageTimeoutMs, false);
    } catch {
      resolve(false);
    }
  });
}

/** @returns {Promise<Missing[]>} empty when Labelscape can run here */
export async function missingCapabilities() {
  /** @type {Missing[]} */
  const missing = [];
  for (const found of [missingWasm(), missingWebgl()]) {
    if (found) missing.push(found);
  }
  if (!(await storageWorks())) {
    missing.push({
      id: 'indexeddb',
      title: 'The browser does not let this page keep data',
      remedy:
        'Your work is kept in this browser and nowhere else, so it must be allowed to: allow cookies and site data ' +
        'for this site, leave private browsing, or free some disk space.',
    });
  }
  return missing;
}
