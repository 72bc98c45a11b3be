// Builds what the harness loads from OURS_DIR: the modules of bench/ and scatter/ with their adapters.

import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPreset } from '../../web/build/cmake.js';
import { root, step } from '../../web/build/steps.js';

export const site = join(root, 'build/bench-site');

/** @param {NodeJS.ProcessEnv} env from toolchainEnv() */
export async function buildBenchSite(env) {
  await step('core with threads', () => buildPreset('wasm-mt', ['bench'], env));
  await step('scatter renderer', () => buildPreset('wasm', ['scatter_bench'], env));
  rmSync(site, { recursive: true, force: true });
  mkdirSync(site, { recursive: true });
  for (const folder of ['build/wasm-mt/bench', 'build/wasm/bench']) {
    for (const name of readdirSync(join(root, folder))) copyFileSync(join(root, folder, name), join(site, name));
  }
  // For golden.mjs: build/ itself is a place for CommonJS.
  writeFileSync(join(site, 'package.json'), '{ "type": "module" }\n');
  for (const name of ['bench-adapter.js', 'start.html']) {
    copyFileSync(join(root, 'tests/bench', name), join(site, name));
  }
}
