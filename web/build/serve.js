// A static file server for dist/, for developers and tests. Any other static host does as well.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { main, root, StepError } from './steps.js';

/** @type {Record<string, string>} */
const k_mimeTypes = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.jsonl': 'application/jsonl; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.otf': 'font/otf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

const k_isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * @typedef {object} ServeOptions
 * @property {string} [folder] what is served; dist/ by default
 * @property {string} [base] path prefix with slashes at both ends, as on a host with many sites
 * @property {boolean} [isolated] send the headers that make the page cross-origin isolated
 * @property {number} [port] 0: any free port
 * @property {number} [portAttempts] how many ports to try, one after the other
 */

/**
 * @param {string} urlPath
 * @param {string} base
 * @returns {string | undefined} a relative path that stays inside the folder
 */
function fileName(urlPath, base) {
  let path;
  try {
    path = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (!path.startsWith(base) || path.includes('\0')) return undefined;
  const name = normalize(path.slice(base.length) || '.');
  if (name === '..' || name.startsWith(`..${sep}`) || name.startsWith(sep)) return undefined;
  return path.endsWith('/') ? join(name, 'index.html') : name;
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {{ folder: string, base: string, isolated: boolean }} options
 */
async function answer(request, response, { folder, base, isolated }) {
  /** @param {number} status @param {string} text @param {Record<string, string>} [headers] */
  const refuse = (status, text, headers = {}) => {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers });
    response.end(request.method === 'HEAD' ? '' : `${text}\n`);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(405, 'only GET and HEAD', { Allow: 'GET, HEAD' });
  }
  const urlPath = (request.url ?? '/').split('?')[0] ?? '/';
  if (`${urlPath}/` === base) return refuse(301, base, { Location: base });
  const name = fileName(urlPath, base);
  const path = name === undefined ? undefined : join(folder, name);
  const found = path === undefined ? undefined : await stat(path).catch(() => undefined);
  if (path === undefined || !found?.isFile()) return refuse(404, `not found: ${urlPath}`);

  const etag = `"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"`;
  const headers = {
    'Content-Type': k_mimeTypes[extname(path)] ?? 'application/octet-stream',
    // Kept, but asked for every time: a rebuilt file is never mixed with an old one.
    'Cache-Control': 'no-cache',
    ETag: etag,
    'X-Content-Type-Options': 'nosniff',
    ...(isolated ? k_isolationHeaders : {}),
  };
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers);
    return response.end();
  }
  response.writeHead(200, { ...headers, 'Content-Length': found.size });
  if (request.method === 'HEAD') return response.end();
  createReadStream(path)
    .on('error', () => response.destroy())
    .pipe(response);
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<boolean>} false if the port is taken
 */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    const failed = (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(false) : reject(error);
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      resolve(true);
    });
  });
}

/**
 * Serves a folder on 127.0.0.1 until closed.
 * @param {ServeOptions} [options]
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve(options = {}) {
  const { folder = join(root, 'dist'), base = '/', isolated = true, port = 8080, portAttempts = 20 } = options;
  const server = createServer((request, response) => {
    answer(request, response, { folder, base, isolated }).catch(() => response.destroy());
  });
  for (let attempt = 0; attempt < portAttempts; ++attempt) {
    if (!(await listen(server, port === 0 ? 0 : port + attempt))) continue;
    const address = /** @type {import('node:net').AddressInfo} */ (server.address());
    return {
      url: `http://127.0.0.1:${address.port}${base}`,
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    };
  }
  throw new StepError(
    `ports ${port} to ${port + portAttempts - 1} are all taken\nWhat to do: npm start -- --port <free port>`,
  );
}

/**
 * Serves dist/ as the command line says and prints the address.
 * @param {string[]} args
 */
export async function serveFromArgs(args) {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8080' },
      base: { type: 'string', default: '/' },
      'no-isolation': { type: 'boolean', default: false },
    },
  });
  const server = await serve({
    port: Number(values.port),
    base: values.base,
    isolated: !values['no-isolation'],
  });
  console.log(`\nLabelscape is at ${server.url}  (Ctrl+C stops it)`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(() => serveFromArgs(process.argv.slice(2)));
}
