// Configures and builds one CMake preset.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runOrFail } from './steps.js';

const k_folderVariables = ['IMGUI_DIR', 'HNSWLIB_DIR', 'NLOHMANN_JSON_DIR', 'GTEST_DIR'];

/**
 * @param {string} preset its binary folder is build/<preset>
 * @param {string[]} targets
 * @param {NodeJS.ProcessEnv} env from toolchainEnv()
 * @param {{ quiet?: boolean, timeoutMs?: number }} [options]
 * @returns {Promise<string>} the output, when quiet
 */
export async function buildPreset(preset, targets, env, options = {}) {
  const folder = join(root, 'build', preset);
  const definitions = k_folderVariables.map((name) => `-D${name}=${env[name] ?? ''}`);
  const stamp = join(folder, 'configured-with');
  const wanted = `${definitions.join('\n')}\n${env.EMSCRIPTEN_CMAKE}\n${readFileSync(join(root, 'CMakePresets.json'))}`;

  const isConfigured =
    existsSync(join(folder, 'build.ninja')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  let output = '';
  // The wasm tests are CommonJS programs, in a checkout whose package.json says otherwise.
  mkdirSync(join(root, 'build'), { recursive: true });
  writeFileSync(join(root, 'build/package.json'), '{ "type": "commonjs" }\n');
  if (!isConfigured) {
    // Another toolchain or another place of a library: nothing of the old cache may stay.
    output += await runOrFail('cmake', ['--preset', preset, '--fresh', ...definitions], { env, ...options });
    writeFileSync(stamp, wanted);
  }
  const build = ['--build', folder, '--target', ...targets];
  output += await runOrFail('cmake', [...build, ...(options.quiet ? ['--', '--quiet'] : [])], { env, ...options });
  return output;
}
