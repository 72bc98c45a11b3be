// npm run build: both release builds of the wasm module and the static site in dist/.

import { fileURLToPath } from 'node:url';
import { buildPreset, isUpToDate } from './cmake.js';
import { main, step } from './steps.js';
import { ensureNodeModules, toolchainEnv } from './tools.js';

/** @param {NodeJS.ProcessEnv} env @param {import('./site.js').SiteOptions} [options] */
async function makeSite(env, options) {
  // Only now: esbuild may have been installed a moment ago.
  const { buildSite } = await import('./site.js');
  const site = await step('site', () => buildSite(env, options));
  const megabytes = (site.byteCount / 1e6).toFixed(1);
  console.log(`  dist/ has ${site.fileCount} files, ${megabytes} MB, version ${site.version}`);
}

/**
 * @param {() => Promise<void>} [served] called as soon as dist/ is a site: where the build without threads takes its time,
 *     that is before it begins, and pages that need it say that it is being made
 */
export async function buildAll(served = async () => {}) {
  await ensureNodeModules();
  const env = await step('toolchain', toolchainEnv);
  await step('wasm build with threads', () => buildPreset('wasm-mt', ['labelscape'], env));
  if (await isUpToDate('wasm', ['labelscape'], env)) {
    await makeSite(env);
    return served();
  }
  await makeSite(env, { without: 'labelscape' });
  await served();
  await step('wasm build without threads', () => buildPreset('wasm', ['labelscape'], env));
  await makeSite(env);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(() => buildAll());
