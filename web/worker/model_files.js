/**
 * Reads the files of a model: from the page's own origin, or from bytes the page already has.
 */

import { EmbedError } from './embed_protocol.js';

/** @typedef {import('./embed_protocol.js').ModelFile} ModelFile */

/** @param {string} url @param {string} origin */
export function checkOrigin(url, origin) {
  if (new URL(url).origin !== origin) {
    throw new EmbedError('bad_argument', `Refused to load from another origin: ${url}`);
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<string>} */
async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {ModelFile} file @param {string} [fallback] */
export const nameOf = (file, fallback = 'The file') => file.url ?? /** @type {File} */ (file.blob)?.name ?? fallback;

/**
 * The size is checked where it is known, the hash wherever Web Crypto exists, which is in secure contexts.
 * Models of other origins come as blobs: only the page knows which origin the user chose.
 * @param {ModelFile} file
 * @param {string} origin the only origin to load from
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function readModelFile(file, origin) {
  if (file.blob) return readBlob(file.blob, file.bytes);
  const url = String(file.url);
  checkOrigin(url, origin);
  const response = await fetch(url, { redirect: 'error' }).catch((error) => {
    throw new EmbedError('not_found', `Could not load ${url}: ${error.message}. Check the connection and retry`);
  });
  if (!response.ok) throw new EmbedError('not_found', `Could not load ${url}: HTTP status ${response.status}`);
  const buffer = await response.arrayBuffer().catch((error) => {
    throw new EmbedError('not_found', `${url} broke off: ${error.message}. Check the connection and retry`);
  });
  const bytes = new Uint8Array(buffer);
  if (file.bytes !== undefined && bytes.length !== file.bytes) {
    const sizes = `${bytes.length} bytes instead of ${file.bytes}`;
    throw new EmbedError('bad_file', `${url} has ${sizes}. Copy the site's files again`);
  }
  if (file.sha256 && globalThis.crypto?.subtle && (await sha256(bytes)) !== file.sha256) {
    throw new EmbedError('bad_file', `${url} is not the file it should be (SHA-256). Copy the site's files again`);
  }
  return bytes;
}

/** @param {Blob} blob @param {number | undefined} size @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function readBlob(blob, size) {
  const name = /** @type {File} */ (blob).name ?? 'A file of the model';
  if (size !== undefined && blob.size !== size) {
    throw new EmbedError('bad_file', `${name} has ${blob.size} bytes instead of ${size}. Download the model again`);
  }
  const buffer = await blob.arrayBuffer().catch((error) => {
    throw new EmbedError('not_found', `${name} can no longer be read: ${error.message}. Add the model again`);
  });
  return new Uint8Array(buffer);
}
