// What must be installed before anything can be built: npm packages and the wasm toolchain.

import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runOrFail, step } from './steps.js';

/** Installs the locked npm packages unless the ones that are here come from the same lock file. */
export async function ensureNodeModules() {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  const stamp = join(root, 'node_modules', '.labelscape-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  await step('npm packages', () =>
    runOrFail('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      quiet: true,
      hint: 'check the network and npm\'s registry setting, then run again',
    }),
  );
  writeFileSync(stamp, lock);
}

/**
 * Installs the toolchain where it is missing.
 * @returns {Promise<NodeJS.ProcessEnv>} the environment that CMake and the browser tests need
 */
export async function toolchainEnv() {
  await runOrFail('wasm/toolchain/setup.sh', []);
  const script = 'source "$(wasm/toolchain/setup.sh --print-env)" && env -0';
  const listing = execFileSync('bash', ['-c', script], { cwd: root, encoding: 'utf8' });
  /** @type {NodeJS.ProcessEnv} */
  const env = {};
  for (const line of listing.split('\0')) {
    const equals = line.indexOf('=');
    if (equals > 0) env[line.slice(0, equals)] = line.slice(equals + 1);
  }
  // Lets a checkout in another folder use what the cache already has.
  return { ...env, CCACHE_BASEDIR: root, CCACHE_NOHASHDIR: '1' };
}
