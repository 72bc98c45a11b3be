// Puts the static site together in dist/: bundles, wasm builds, assets, and the service worker with
// the list of all files. Needs the two wasm builds; all URLs in the site are relative.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { noticesOf } from './notices.js';
import { root, StepError } from './steps.js';

/** @typedef {Map<string, Uint8Array>} Files site path -> content */

const k_wasmBuilds = [
  { folder: 'build/wasm/bin', name: 'labelscape' },
  { folder: 'build/wasm-mt/bin', name: 'labelscape-mt' },
];
const k_assetFolders = ['fonts', 'icons', 'models', 'samples'];
// What the page fetches, and the licences of what is inside the program; the rest is for building.
const k_served = /(\.(bin|csv|gz|json|jsonl|onnx|onnx_data|parquet)|\/(LICENSE|NOTICE)[^/]*)$/;
/** Kept for use without a network once they were needed, not before: few machines do need them. */
const k_onDemand = /^ort\/.*(webgpu|asyncify)/;
/** Models beside the built-in one: the page itself keeps those that the user wants. */
const k_unlisted = /^assets\/models\/(?!builtin\/|catalogue\.json$)/;

/**
 * @param {string} folder
 * @returns {string[]} paths of all files below it; none if it does not exist
 */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** @param {Uint8Array} bytes */
const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * @typedef {object} SiteOptions
 * @property {string} [folder] where it is written; dist/ by default
 * @property {string} [without] name of a wasm build that does not exist yet; pages that need it say so
 */

/** @param {string} [without] @returns {Files} */
function wasmFiles(without) {
  /** @type {Files} */
  const files = new Map();
  for (const { folder, name } of k_wasmBuilds.filter((build) => build.name !== without)) {
    for (const extension of ['mjs', 'wasm']) {
      const path = join(root, folder, `${name}.${extension}`);
      if (!existsSync(path)) {
        throw new StepError(`${relative(root, path)} is missing\nWhat to do: npm run build`);
      }
      files.set(`wasm/${name}.${extension}`, readFileSync(path));
    }
  }
  return files;
}

/**
 * ONNX Runtime Web: the build without WebGPU with the glue that starts its threads, and the build with WebGPU, which
 * is a module of its own because it is seldom loaded.
 * @returns {[name: string, path: string][]}
 */
export function runtimeFiles() {
  const names = ['ort-wasm-simd-threaded', 'ort-wasm-simd-threaded.asyncify']
    .flatMap((name) => [`${name}.mjs`, `${name}.wasm`]);
  return [...names, 'ort.webgpu.min.mjs'].map((name) => [name, join(root, 'node_modules/onnxruntime-web/dist', name)]);
}

/** @returns {Files} */
function staticFiles() {
  /** @type {Files} */
  const files = new Map();
  for (const name of ['index.html', 'style.css']) files.set(name, readFileSync(join(root, 'web', name)));

  const assets = join(root, 'assets');
  const top = existsSync(assets) ? readdirSync(assets).filter((name) => name.endsWith('.json')) : [];
  const paths = k_assetFolders.flatMap((name) => filesBelow(join(assets, name)));
  for (const path of [...top.map((name) => join(assets, name)), ...paths]) {
    const name = relative(assets, path);
    if (k_served.test(name)) files.set(`assets/${name}`, readFileSync(path));
  }

  for (const [name, path] of runtimeFiles()) files.set(`ort/${name}`, readFileSync(path));
  return files;
}

/**
 * @param {Record<string, string>} entries site path without .js -> source path
 * @param {Record<string, unknown>} constants
 * @returns {Promise<{ files: Files, sources: string[] }>} sources: what was bundled
 */
async function bundle(entries, constants) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: 'dist',
    write: false,
    bundle: true,
    metafile: true,
    minify: true,
    format: 'esm',
    splitting: true,
    chunkNames: 'worker/[name]-[hash]',
    target: 'es2022',
    platform: 'browser',
    legalComments: 'eof',
    logLevel: 'warning',
    define: Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)])),
  }).catch((/** @type {Error} */ error) => {
    throw new StepError(error.message);
  });
  return {
    files: new Map(result.outputFiles.map((file) => [relative(join(root, 'dist'), file.path), file.contents])),
    sources: Object.keys(result.metafile.inputs),
  };
}

/**
 * Writes what differs and deletes what is no longer part of the site.
 * @param {Files} files
 * @param {string} folder
 */
function writeSite(files, folder) {
  for (const path of filesBelow(folder)) {
    if (!files.has(relative(folder, path))) rmSync(path);
  }
  for (const [name, bytes] of files) {
    const path = join(folder, name);
    if (existsSync(path) && statSync(path).size === bytes.length && readFileSync(path).equals(bytes)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

/**
 * @param {NodeJS.ProcessEnv} env of the toolchain
 * @param {SiteOptions} [options]
 * @returns {Promise<{ version: string, fileCount: number, byteCount: number }>}
 */
export async function buildSite(env, { folder = join(root, 'dist'), without } = {}) {
  const wasm = wasmFiles(without);
  const { version: release } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const workers = filesBelow(join(root, 'web/worker')).filter((path) => path.endsWith('.worker.js'));
  const wasmBytes = Object.fromEntries([...wasm].map(([name, bytes]) => [name, bytes.length]));
  const page = await bundle({ main: 'web/main.js' }, { BUILD_WASM_BYTES: wasmBytes, APP_VERSION: release });
  const work = await bundle(Object.fromEntries(workers.map((path) => [`worker/${basename(path, '.js')}`, path])), {});
  const files = new Map([...staticFiles(), ...wasm, ...page.files, ...work.files]);
  files.set('NOTICES.txt', Buffer.from(noticesOf([...page.sources, ...work.sources], env)));

  const names = [...files.keys()].sort();
  const hashes = Object.fromEntries(names.map((name) => [name, hashOf(files.get(name) ?? new Uint8Array())]));
  const version = `${release}-${hashOf(Buffer.from(JSON.stringify(hashes))).slice(0, 12)}`;
  const listed = (/** @type {(name: string) => boolean} */ wanted) =>
    Object.fromEntries(Object.entries(hashes).filter(([name]) => wanted(name)));
  const { files: worker } = await bundle({ sw: 'web/isolation/sw.js' }, {
    SITE_VERSION: version,
    SITE_FILES: listed((name) => !k_onDemand.test(name) && !k_unlisted.test(name)),
    SITE_FILES_ON_DEMAND: listed((name) => k_onDemand.test(name)),
  });
  for (const [name, bytes] of worker) files.set(name, bytes);

  writeSite(files, folder);
  const byteCount = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  return { version, fileCount: files.size, byteCount };
}
