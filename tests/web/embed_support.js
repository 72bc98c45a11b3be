import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker as Thread } from 'node:worker_threads';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const k_module = new URL('./embed_node_worker.mjs', import.meta.url);

/**
 * Serves assets/ below /deep/site/, as a static host in a sub-path does.
 * @param {Record<string, (bytes: Buffer) => Buffer | null>} [changes] by the end of the path; null: 404
 * @returns {Promise<{page: string, close: () => Promise<unknown>}>}
 */
export async function serveAssets(changes = {}) {
  const server = createServer((request, response) => {
    const path = String(request.url).replace(/^\/deep\/site\//, '');
    const file = join(root, path);
    const change = Object.entries(changes).find(([end]) => path.endsWith(end))?.[1];
    if (!path.startsWith('assets/') || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
    } else if (change) {
      const bytes = change(readFileSync(file));
      response.writeHead(bytes ? 200 : 404).end(bytes ?? '');
    } else {
      createReadStream(file).pipe(response);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    page: `http://127.0.0.1:${address.port}/deep/site/index.html`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * The embedding worker in a thread of Node, with the interface of a browser's Worker.
 * @implements {Pick<Worker, 'postMessage' | 'terminate'>}
 */
export class NodeWorker {
  /** @param {string} page @param {URL} [module] */
  constructor(page, module = k_module) {
    this.thread = new Thread(module, { workerData: { page } });
  }

  /** @param {string} type @param {(event: any) => void} listener */
  addEventListener(type, listener) {
    this.thread.on(type, (/** @type {any} */ value) =>
      listener(type === 'message' ? { data: value } : { type, message: value.message }),
    );
  }

  /** @param {unknown} message */
  postMessage(message) {
    this.thread.postMessage(message);
  }

  terminate() {
    void this.thread.terminate();
  }
}
