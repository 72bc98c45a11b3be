/**
 * Places where the files of a model are found: the hub, a folder behind any URL, files of the user's. Each lists
 * its files and reads the small ones; nothing large is loaded here.
 */

import { EmbedError } from '../../worker/embed_protocol.js';
import { hubUrl, listHub } from './hub.js';
import { k_candidates, dataPath } from './onnx_files.js';
import { k_configFiles } from './model_config.js';

/** @typedef {import('../../types.d.ts').ModelPart} ModelPart */
/** @typedef {import('./hub.js').HubId} HubId */

/**
 * @typedef {object} Repository
 * @property {string} name
 * @property {string | null} origin the only one that is asked; null for files
 * @property {string} revision
 * @property {string} license
 * @property {string[]} languages
 * @property {ModelPart[]} files with url or blob
 * @property {(path: string) => Promise<any>} readJson undefined where there is none, or it is no JSON
 */

const k_request = /** @type {const} */ ({ credentials: 'omit', referrerPolicy: 'no-referrer' });

/** @param {string} url @param {AbortSignal} [signal] */
async function fetchJson(url, signal) {
  const response = await fetch(url, { ...k_request, signal }).catch(() => null);
  return response?.ok ? response.json().catch(() => undefined) : undefined;
}

/**
 * @param {HubId} id @param {{hub?: string, signal?: AbortSignal}} options
 * @returns {Promise<Repository>} rejects with EmbedError
 */
export async function openHub(id, options) {
  const listing = await listHub(id, options);
  const pinned = { name: id.name, revision: listing.revision };
  const urlOf = (/** @type {string} */ path) => hubUrl(pinned, path, options.hub);
  const files = listing.files.map((file) => ({ ...file, url: urlOf(file.path) }));
  const paths = new Set(files.map(({ path }) => path));
  return {
    ...listing, name: id.name, files, origin: new URL(urlOf('')).origin,
    readJson: async (path) => (paths.has(path) ? fetchJson(urlOf(path), options.signal) : undefined),
  };
}

/**
 * A folder behind a URL has no listing: the usual names are tried.
 * @param {string} url of the folder, or of its ONNX file @param {AbortSignal} [signal]
 * @returns {Promise<Repository>} rejects with EmbedError
 */
export async function openFolder(url, signal) {
  const { href, origin, pathname } = new URL(url);
  const single = /([^/]+\.onnx)$/.exec(pathname)?.[1];
  const folder = new URL(single ? '.' : href.endsWith('/') ? href : `${href}/`, href);
  // The transformers.js layout: weights in onnx/, all else above.
  const base = single && folder.pathname.endsWith('/onnx/') ? new URL('..', folder) : folder;
  const inBase = folder.pathname.slice(base.pathname.length);
  const graphs = single ? [inBase + single] : k_candidates;
  const found = await Promise.all([...graphs, ...graphs.map(dataPath), 'tokenizer.json'].map(async (path) => {
    const response = await fetch(new URL(path, base), { ...k_request, method: 'HEAD', signal }).catch(() => null);
    if (!response) return null;
    if (!response.ok || /text\/html/.test(response.headers.get('Content-Type') ?? '')) return undefined;
    const length = Number(response.headers.get('Content-Length'));
    const isPlain = !response.headers.get('Content-Encoding');
    return { path, url: new URL(path, base).href, bytes: isPlain && length > 0 ? length : undefined };
  }));
  if (signal?.aborted) throw new EmbedError('cancelled', 'The search was stopped');
  if (found.every((file) => file === null)) {
    throw new EmbedError('not_found', `${origin} cannot be reached, or it does not let this page read its files (CORS)`);
  }
  return {
    name: base.pathname.split('/').filter(Boolean).at(-1) ?? base.host, origin, revision: '', license: '', languages: [],
    files: /** @type {ModelPart[]} */ (found.filter(Boolean)),
    readJson: (path) => fetchJson(new URL(path, base).href, signal),
  };
}

/**
 * Files that the user picked or dropped. Two files may have the same name, such as config.json.
 * @param {File[]} files
 * @returns {Repository}
 */
export function openFiles(files) {
  const pathOf = (/** @type {File} */ file) => file.webkitRelativePath?.split('/').slice(1).join('/') || file.name;
  const parsed = async (/** @type {File} */ file) => file.text().then(JSON.parse).catch(() => undefined);
  const isPooling = (/** @type {any} */ json) => json?.word_embedding_dimension !== undefined;
  return {
    name: (files.find(({ name }) => name.endsWith('.onnx'))?.name ?? 'model').replace(/\.onnx$/, ''),
    origin: null, revision: '', license: '', languages: [],
    files: files.map((file) => ({ path: pathOf(file), bytes: file.size, blob: file })),
    readJson: async (path) => {
      const name = path.split('/').at(-1);
      const found = await Promise.all(files.filter((file) => file.name === name).map(parsed));
      return found.find((json) => isPooling(json) === (path === k_configFiles.pooling));
    },
  };
}
