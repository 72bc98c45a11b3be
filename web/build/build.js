// npm run build: both release builds of the wasm module and the static site in dist/.

import { fileURLToPath } from 'node:url';
import { buildPreset } from './cmake.js';
import { main, step } from './steps.js';
import { ensureNodeModules, toolchainEnv } from './tools.js';

export async function buildAll() {
  await ensureNodeModules();
  const env = await step('toolchain', toolchainEnv);
  await step('wasm build with threads', () => buildPreset('wasm-mt', ['labelscape'], env));
  await step('wasm build without threads', () => buildPreset('wasm', ['labelscape'], env));
  // Only now: esbuild may have been installed a moment ago.
  const { buildSite } = await import('./site.js');
  const site = await step('site', () => buildSite(env));
  const megabytes = (site.byteCount / 1e6).toFixed(1);
  console.log(`  dist/ has ${site.fileCount} files, ${megabytes} MB, version ${site.version}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(buildAll);
