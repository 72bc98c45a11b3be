// What tests of downloads need: a server that behaves, or not, and the Cache API that Node lacks.

import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

/** @param {Uint8Array} bytes */
export const sha256Of = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * @typedef {object} Misbehavior of one answer
 * @property {number} [cutAfter] bytes after which the connection dies
 * @property {number} [status] instead of the file
 * @property {boolean} [ignoreRange] all of the file, whatever was asked
 * @property {number} [bytesPerMs] no faster than that
 *
 * @typedef {{method: string, path: string, range: string | undefined, cookie: string | undefined,
 *     referer: string | undefined}} Seen
 */

export class ModelServer {
  /** @type {Map<string, Buffer | string>} path -> content */
  files = new Map();
  /** @type {Map<string, Misbehavior[]>} path -> what goes wrong, one answer after the other */
  trouble = new Map();
  /** @type {Seen[]} */
  seen = [];
  etag = '"one"';

  async start() {
    this.server_ = createServer((request, response) => this.answer(request, response));
    await new Promise((resolve) => this.server_?.listen(0, '127.0.0.1', () => resolve(null)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.server_.address());
    this.origin = `http://127.0.0.1:${port}`;
    return this;
  }

  async close() {
    this.server_?.closeAllConnections();
    await new Promise((resolve) => this.server_?.close(resolve));
  }

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  async answer(request, response) {
    const path = decodeURIComponent(String(request.url));
    const { range, cookie, referer } = request.headers;
    this.seen.push({ method: String(request.method), path, range, cookie, referer });
    const wrong = request.method === 'GET' ? (this.trouble.get(path)?.shift() ?? {}) : {};
    const content = this.files.get(path);
    if (wrong.status || content === undefined) return response.writeHead(wrong.status ?? 404).end();
    const bytes = Buffer.from(/** @type {any} */ (content));
    const from = range && !wrong.ignoreRange ? Number(/^bytes=(\d+)-$/.exec(range)?.[1]) : 0;
    response.writeHead(from > 0 ? 206 : 200, {
      'Content-Length': bytes.length - from, ETag: this.etag, 'Access-Control-Allow-Origin': '*',
      ...(from > 0 ? { 'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
    });
    if (request.method === 'HEAD') return response.end();
    const end = wrong.cutAfter === undefined ? bytes.length : Math.min(bytes.length, from + wrong.cutAfter);
    if (wrong.bytesPerMs) {
      for (let at = from; at < end && !response.destroyed; at += wrong.bytesPerMs * 5) {
        response.write(bytes.subarray(at, Math.min(end, at + wrong.bytesPerMs * 5)));
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    } else {
      await new Promise((resolve) => response.write(bytes.subarray(from, end), () => resolve(null)));
    }
    if (wrong.cutAfter === undefined) return response.end();
    // What was written must be on its way before the connection dies.
    setTimeout(() => response.destroy(), 20);
  }
}

/** The Cache API in memory, as far as the store uses it. */
export class MemoryCaches {
  /** Bytes it has room for. */
  room = Infinity;
  /** @type {Map<string, {blob: Blob, headers: [string, string][]}>} */
  entries = new Map();

  async open() {
    return {
      match: async (/** @type {string | Request} */ key) => {
        const found = this.entries.get(urlOf(key));
        return found && new Response(found.blob, { headers: found.headers });
      },
      put: async (/** @type {string} */ key, /** @type {Response} */ response) => {
        const blob = await response.blob();
        const used = [...this.entries.values()].reduce((sum, entry) => sum + entry.blob.size, 0);
        if (used + blob.size > this.room) throw new DOMException('no room', 'QuotaExceededError');
        this.entries.set(urlOf(key), { blob, headers: [...response.headers] });
      },
      delete: async (/** @type {string | Request} */ key) => this.entries.delete(urlOf(key)),
      keys: async () => [...this.entries.keys()].map((url) => new Request(url)),
    };
  }
}

/** @param {string | Request} key */
const urlOf = (key) => (typeof key === 'string' ? key : key.url);

/** @returns {CacheStorage & MemoryCaches} */
export const memoryCaches = () => /** @type {any} */ (new MemoryCaches());
