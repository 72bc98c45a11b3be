/**
 * The models kept in this browser, in the Cache API. Of a model it knows its description (JSON), its files, each as
 * a row of pieces so that a download that broke off goes on where it was, and notes (JSON) such as its speed here.
 */

import { EmbedError } from '../../worker/embed_protocol.js';

const k_cacheName = 'labelscape-models';
/** Nothing is ever fetched from there: a cache wants addresses as keys. */
const k_base = 'https://models.invalid/';
const k_size = 'X-Labelscape-Size';

/** @param {string} model @param {string[]} rest */
const keyOf = (model, ...rest) => k_base + [model, ...rest].map(encodeURIComponent).join('/');

/** @param {unknown} error @returns {EmbedError} */
function storageError(error) {
  const isFull = /** @type {any} */ (error)?.name === 'QuotaExceededError';
  const message = error instanceof Error ? error.message : String(error);
  return isFull
    ? new EmbedError('storage_full', 'The browser has no room for this model: remove another one or free disk space')
    : new EmbedError('storage', `The browser did not keep the model: ${message}`);
}

/** @param {Blob | string} content @param {Record<string, string>} [headers] */
function responseOf(content, headers = {}) {
  const size = typeof content === 'string' ? content.length : content.size;
  return new Response(content, { headers: { ...headers, [k_size]: String(size) } });
}

/** @typedef {{bytes: number, pieces: number, etag: string | null, complete: boolean}} FileState */

export class ModelStore {
  #storage;

  /** @param {CacheStorage | undefined} [storage] undefined where there is none: outside secure contexts */
  constructor(storage = globalThis.caches) {
    this.#storage = storage;
  }

  /** @returns {Promise<Cache>} */
  async #cache() {
    if (!this.#storage) {
      throw new EmbedError('storage', 'This browser keeps no models for pages without https: open the page through https');
    }
    return this.#storage.open(k_cacheName).catch((error) => {
      throw storageError(error);
    });
  }

  /** @param {string} key @param {Response} response */
  async #put(key, response) {
    const cache = await this.#cache();
    await cache.put(key, response).catch((error) => {
      throw storageError(error);
    });
  }

  /** @param {string} key @returns {Promise<any>} null if there is none */
  async #json(key) {
    const found = await (await this.#cache()).match(key);
    return found ? found.json() : null;
  }

  /** @param {string} model @param {string} name @returns {Promise<any>} null if there is none */
  note(model, name) {
    return this.#json(keyOf(model, 'note', name));
  }

  /** @param {string} model @param {string} name @param {unknown} value */
  setNote(model, name, value) {
    return this.#put(keyOf(model, 'note', name), responseOf(JSON.stringify(value)));
  }

  /** @param {string} model @param {string} path @returns {Promise<Response[]>} the pieces that are there, in order */
  async #pieces(model, path) {
    const cache = await this.#cache();
    const pieces = [];
    for (;;) {
      const piece = await cache.match(keyOf(model, 'file', path, String(pieces.length)));
      if (!piece) return pieces;
      pieces.push(piece);
    }
  }

  /** @param {string} model @param {string} path @returns {Promise<FileState>} */
  async fileState(model, path) {
    const pieces = await this.#pieces(model, path);
    const bytes = pieces.reduce((sum, piece) => sum + Number(piece.headers.get(k_size)), 0);
    const complete = (await this.note(model, `complete ${path}`)) !== null;
    return { bytes, pieces: pieces.length, etag: pieces[0]?.headers.get('ETag') ?? null, complete };
  }

  /**
   * @param {string} model @param {string} path
   * @param {number} index how many pieces are there before it
   * @param {Blob} piece
   * @param {string | null} etag of the file it is a piece of
   */
  async addPiece(model, path, index, piece, etag) {
    /** @type {Record<string, string>} */
    const headers = etag === null ? {} : { ETag: etag };
    await this.#put(keyOf(model, 'file', path, String(index)), responseOf(piece, headers));
  }

  /** @param {string} model @param {string} path */
  async dropFile(model, path) {
    const cache = await this.#cache();
    await cache.delete(keyOf(model, 'note', `complete ${path}`));
    // From the end, so that what is left of a page that is closed now is still a beginning.
    for (let index = (await this.#pieces(model, path)).length - 1; index >= 0; --index) {
      await cache.delete(keyOf(model, 'file', path, String(index)));
    }
  }

  /** @param {string} model @param {string} path */
  async completeFile(model, path) {
    await this.setNote(model, `complete ${path}`, true);
  }

  /** @param {string} model @param {string} path @returns {Promise<Blob>} what is there of it */
  async readFile(model, path) {
    const pieces = await Promise.all((await this.#pieces(model, path)).map((piece) => piece.blob()));
    return new Blob(pieces);
  }

  /** @returns {Promise<string[]>} every model of which anything is kept */
  async list() {
    if (!this.#storage) return [];
    const names = (await (await this.#cache()).keys())
      .filter(({ url }) => url.startsWith(k_base))
      .map(({ url }) => decodeURIComponent(url.slice(k_base.length).split('/')[0]));
    return [...new Set(names)].sort();
  }

  /** @param {string} model @returns {Promise<number>} bytes of its files, complete or not */
  async bytesOf(model) {
    if (!this.#storage) return 0;
    const cache = await this.#cache();
    const start = keyOf(model, 'file', '');
    let bytes = 0;
    for (const request of await cache.keys()) {
      if (request.url.startsWith(start)) bytes += Number((await cache.match(request))?.headers.get(k_size));
    }
    return bytes;
  }

  /** @param {string} model */
  async remove(model) {
    const cache = await this.#cache();
    for (const request of await cache.keys()) {
      if (request.url.startsWith(keyOf(model, ''))) await cache.delete(request);
    }
  }
}
