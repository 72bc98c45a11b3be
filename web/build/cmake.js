// Configures and builds one CMake preset.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, runOrFail } from './steps.js';

const k_folderVariables = ['IMGUI_DIR', 'HNSWLIB_DIR', 'NLOHMANN_JSON_DIR', 'GTEST_DIR'];
const k_stamp = 'configured-with';

/** @param {string} preset */
const folderOf = (preset) => join(root, 'build', preset);

/** @param {NodeJS.ProcessEnv} env */
const definitionsOf = (env) => k_folderVariables.map((name) => `-D${name}=${env[name] ?? ''}`);

/** What the configuration follows from. @param {NodeJS.ProcessEnv} env */
const stampOf = (env) =>
  `${definitionsOf(env).join('\n')}\n${env.EMSCRIPTEN_CMAKE}\n${readFileSync(join(root, 'CMakePresets.json'))}`;

/** @param {string} preset @param {NodeJS.ProcessEnv} env */
function isConfigured(preset, env) {
  const stamp = join(folderOf(preset), k_stamp);
  return existsSync(join(folderOf(preset), 'build.ninja')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf(env);
}

/**
 * @param {string} preset
 * @param {string[]} targets
 * @param {NodeJS.ProcessEnv} env from toolchainEnv()
 * @returns {Promise<boolean>} false if buildPreset would have something to do
 */
export async function isUpToDate(preset, targets, env) {
  if (!isConfigured(preset, env)) return false;
  const { output } = await run('cmake', ['--build', folderOf(preset), '--target', ...targets, '--', '-n'], { env, quiet: true });
  return output.includes('no work to do');
}

/**
 * @param {string} preset its binary folder is build/<preset>
 * @param {string[]} targets
 * @param {NodeJS.ProcessEnv} env from toolchainEnv()
 * @param {{ quiet?: boolean, timeoutMs?: number }} [options]
 * @returns {Promise<string>} the output, when quiet
 */
export async function buildPreset(preset, targets, env, options = {}) {
  const folder = folderOf(preset);
  let output = '';
  // The wasm tests are CommonJS programs, in a checkout whose package.json says otherwise.
  mkdirSync(join(root, 'build'), { recursive: true });
  writeFileSync(join(root, 'build/package.json'), '{ "type": "commonjs" }\n');
  if (!isConfigured(preset, env)) {
    // Another toolchain or another place of a library: nothing of the old cache may stay.
    output += await runOrFail('cmake', ['--preset', preset, '--fresh', ...definitionsOf(env)], { env, ...options });
    writeFileSync(join(folder, k_stamp), stampOf(env));
  }
  const build = ['--build', folder, '--target', ...targets];
  output += await runOrFail('cmake', [...build, ...(options.quiet ? ['--', '--quiet'] : [])], { env, ...options });
  return output;
}
