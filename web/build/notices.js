// NOTICES.txt of the built site: the licences of everything of others that is inside it.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.js';

const k_licence = /^(licen[cs]e|copying|copyright|notice)/i;

/** @param {string} folder @returns {string} the licence texts that lie in it */
function textsIn(folder) {
  if (!existsSync(folder)) return '';
  const names = readdirSync(folder).filter((name) => k_licence.test(name)).sort();
  return names.map((name) => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n');
}

/** @param {string} name of an npm package */
function packageNotice(name) {
  const folder = join(root, 'node_modules', name);
  const { version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const by = typeof author === 'string' ? author : author?.name ?? 'its authors';
  return { title: `${name} ${version}`, text: textsIn(folder) || `Licence: ${license}, by ${by}` };
}

/**
 * What is compiled into the wasm module.
 * @param {NodeJS.ProcessEnv} env of the toolchain
 */
function nativeNotices(env) {
  /** @param {string | undefined} include */
  const docOf = (include, name = '') => (include ? join(include, '../share/doc', name) : '');
  const emscripten = env.EMSCRIPTEN_ROOT ?? '';
  return [
    { title: 'Dear ImGui', text: textsIn(env.IMGUI_DIR ?? '') },
    { title: 'hnswlib', text: textsIn(docOf(env.HNSWLIB_DIR, 'libhnswlib-dev')) },
    { title: 'JSON for Modern C++', text: textsIn(docOf(env.NLOHMANN_JSON_DIR, 'nlohmann-json3-dev')) },
    { title: 'Emscripten, libc++ and compiler-rt', text: textsIn(join(root, 'assets/emscripten')) },
    { title: 'musl', text: textsIn(join(emscripten, 'system/lib/libc/musl')) },
    { title: 'Inter', text: textsIn(join(root, 'assets/fonts')) },
    { title: 'Lucide', text: textsIn(join(root, 'assets/icons')) },
  ].filter(({ text }) => text);
}

/**
 * @param {string[]} sources paths of the bundled files below the root, such as node_modules/NAME/index.js
 * @param {NodeJS.ProcessEnv} env of the toolchain; what it does not know is left out
 * @returns {string}
 */
export function noticesOf(sources, env) {
  const packages = sources.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  const names = [...new Set(packages.filter((name) => name !== undefined))].sort();
  const notices = [...nativeNotices(env), ...names.map(packageNotice)];
  const line = '-'.repeat(80);
  return ['Labelscape contains the work of others:', ...notices.map(({ title, text }) => `${line}\n${title}\n\n${text}`)]
    .join('\n\n') + '\n';
}
