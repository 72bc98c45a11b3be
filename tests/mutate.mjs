// Do the tests notice? Makes small random changes of the code, one at a time, and says which ones no test sees.
// By hand:
//
//   node tests/mutate.mjs --of=io --count=60 --seed=1    C++: one of base, core, model, edit, io, jobs, app
//   node tests/mutate.mjs --of=web/worker --count=60     JavaScript below this folder
//
// Works on a copy in build/mutate/. C++ is built once with all mutants in it; the environment chooses one.

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { main, root, run, StepError } from '../web/build/steps.js';
import { toolchainEnv } from '../web/build/tools.js';
import { changesAt, placeIn, random } from './mutate/operators.mjs';

/**
 * @typedef {{ file: string, line: number, what: string, old: string, place: import('./mutate/operators.mjs').Place,
 *   changed: string }} Mutant line: counted from 0
 */

const copy = join(root, 'build/mutate');
const k_copied = ['CMakeLists.txt', 'package.json', 'src', 'shaders', 'tests', 'assets', 'wasm', 'web'];

function copyTree() {
  mkdirSync(copy, { recursive: true });
  for (const name of k_copied) {
    rmSync(join(copy, name), { recursive: true, force: true });
    cpSync(join(root, name), join(copy, name), { recursive: true, preserveTimestamps: true });
  }
}

/**
 * @param {string} folder below the checkout
 * @param {string} ending
 * @param {number} count
 * @param {number} seed
 * @returns {Mutant[]} at most one a line
 */
function choose(folder, ending, count, seed) {
  const next = random(seed);
  /** @type {Mutant[]} */
  const all = [];
  for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith(ending)) continue;
    const file = join(folder, name);
    readFileSync(join(root, file), 'utf8').split('\n').forEach((old, line) => {
      const place = placeIn(old);
      const changes = place ? changesAt(place) : [];
      const change = changes[Math.floor(next() * changes.length)];
      if (place && change) all.push({ file, line, what: change.what, old, place, changed: change.text });
    });
  }
  return all.map((mutant) => ({ mutant, key: next() })).sort((a, b) => a.key - b.key).slice(0, count).map(({ mutant }) => mutant);
}

/** The line with both forms in C++. @param {Mutant} mutant @param {number} number */
function bothForms({ place: { kind, before, code, after }, changed }, number) {
  const on = `ls_mutant(${number})`;
  if (kind === 'condition') return `${before}${on} ? static_cast<bool>(${changed}) : static_cast<bool>(${code})${after}`;
  if (kind === 'return') return `${before}{ if (${on}) { return ${changed}; } return ${code}; }`;
  return `${before}if (${on}) { ${changed}; } else { ${code}; }`;
}

/** The changed line. @param {Mutant} mutant */
const changedLine = ({ place: { kind, before, after }, changed }) =>
  `${before}${kind === 'return' ? 'return ' : ''}${changed}${kind === 'condition' ? '' : ';'}${after}`;

/** @param {Mutant[]} mutants @param {(mutant: Mutant, index: number) => string} lineOf */
function write(mutants, lineOf) {
  for (const file of new Set(mutants.map((mutant) => mutant.file))) {
    const lines = readFileSync(join(root, file), 'utf8').split('\n');
    mutants.forEach((mutant, index) => {
      if (mutant.file === file) lines[mutant.line] = lineOf(mutant, index);
    });
    writeFileSync(join(copy, file), lines.join('\n'));
  }
}

/** Those that the compiler takes. @param {Mutant[]} mutants @param {string} output */
function withoutErrors(mutants, output) {
  const places = [...output.matchAll(/(?:^|\/)(src\/[\w./]+):(\d+):\d+: error/gm)];
  /** @type {Set<Mutant>} */
  const wrong = new Set();
  for (const [, file, number] of places) {
    // A declaration whose scope got smaller is missed further down.
    const above = mutants.filter((mutant) => mutant.file === file && mutant.line < Number(number));
    const nearest = above.reduce((/** @type {Mutant | undefined} */ a, b) => (a && a.line > b.line ? a : b), undefined);
    if (nearest) wrong.add(nearest);
  }
  if (wrong.size === 0) throw new StepError(`the mutants did not compile\n${output.slice(-4000)}`);
  return mutants.filter((mutant) => !wrong.has(mutant));
}

/**
 * @param {string} layer
 * @param {Mutant[]} mutants
 * @returns {Promise<{ mutants: Mutant[], test: (index: number, timeoutMs?: number) => Promise<number> }>}
 *     test: 0 if the tests pass; -1 for none
 */
async function prepareCpp(layer, mutants) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...(await toolchainEnv()), LABELSCAPE_SHARED: process.env.LABELSCAPE_SHARED ?? join(root, '../shared') };
  const header = join(copy, 'mutant.hpp');
  writeFileSync(header, `#pragma once
#include <cstdlib>
inline bool ls_mutant(int number) {
    static const int on = std::getenv("LS_MUTANT") ? std::atoi(std::getenv("LS_MUTANT")) : -1;
    return on == number;
}
`);
  const build = join(copy, 'build');
  const folders = ['IMGUI_DIR', 'HNSWLIB_DIR', 'NLOHMANN_JSON_DIR', 'GTEST_DIR'].map((name) => `-D${name}=${env[name] ?? ''}`);
  const flags = ['-DCMAKE_BUILD_TYPE=None', `-DCMAKE_CXX_FLAGS=-O1 -w -include ${header}`];
  const configured = await run('cmake', ['-G', 'Ninja', '-S', copy, '-B', build, ...flags, ...folders], { env, quiet: true });
  if (configured.code !== 0) throw new StepError(configured.output);
  for (let left = mutants; ; ) {
    write(mutants, (mutant) => mutant.old);
    write(left, bothForms);
    const { code, output } = await run('ninja', ['-C', build, '-j2', '-k0', `${layer}_tests`], { env, quiet: true });
    if (code === 0) {
      const program = join(build, 'bin', `${layer}_tests`);
      const test = async (/** @type {number} */ index, timeoutMs = 600000) =>
        (await run(program, ['--gtest_brief=1', '--gtest_fail_fast'], {
          env: { ...env, LS_MUTANT: String(index) }, quiet: true, timeoutMs,
        })).code;
      return { mutants: left, test };
    }
    left = withoutErrors(left, output);
  }
}

/**
 * @param {Mutant[]} mutants
 * @returns {Promise<{ mutants: Mutant[], test: (index: number, timeoutMs?: number) => Promise<number> }>}
 */
async function prepareJs(mutants) {
  const { build } = await import('esbuild');
  rmSync(join(copy, 'node_modules'), { force: true, recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const names = readdirSync(join(root, 'tests/web')).filter((name) => name.endsWith('.test.js') && !name.startsWith('browser'));
  /** Which tests see a file. @type {Map<string, string[]>} */
  const seenBy = new Map();
  for (const name of names) {
    const entry = join('tests/web', name);
    const { metafile } = await build({
      absWorkingDir: root, entryPoints: [entry], bundle: true, write: false, metafile: true, platform: 'node', format: 'esm',
      packages: 'external', logLevel: 'silent',
    });
    for (const file of Object.keys(metafile.inputs)) seenBy.set(file, [...(seenBy.get(file) ?? []), join(copy, entry)]);
  }
  const files = new Set(mutants.flatMap(({ file }) => seenBy.get(file) ?? []));
  const test = async (/** @type {number} */ index, timeoutMs = 600000) => {
    const mutant = mutants[index];
    const tests = mutant ? (seenBy.get(mutant.file) ?? []) : [...files];
    if (tests.length === 0) return 0;
    if (mutant) write([mutant], changedLine);
    const { code } = await run('node', ['--test', ...tests], { quiet: true, timeoutMs });
    if (mutant) write([mutant], ({ old }) => old);
    return code;
  };
  return { mutants, test };
}

await main(async () => {
  const { values } = parseArgs({
    options: { of: { type: 'string', default: 'io' }, count: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
  });
  const inCpp = !values.of.startsWith('web');
  const chosen = choose(inCpp ? join('src', values.of) : values.of, inCpp ? '.cpp' : '.js', Number(values.count), Number(values.seed));
  copyTree();
  const { mutants, test } = await (inCpp ? prepareCpp(values.of, chosen) : prepareJs(chosen));
  const fromMs = performance.now();
  if ((await test(-1)) !== 0) throw new StepError('the tests fail without any mutant');
  const timeoutMs = 10000 + 5 * (performance.now() - fromMs);
  /** @type {Mutant[]} */
  const survivors = [];
  for (const [index, mutant] of mutants.entries()) {
    const code = await test(index, timeoutMs);
    if (code === 0) survivors.push(mutant);
    console.log(`${code === 0 ? 'SURVIVED' : code === 124 ? 'timed out' : 'killed'}  ${relative('', mutant.file)}:${mutant.line + 1}  ` +
      `${mutant.what}  |  ${mutant.old.trim()}`);
  }
  const killed = mutants.length - survivors.length;
  console.log(`${values.of}: ${killed} of ${mutants.length} mutants killed (${Math.round((100 * killed) / mutants.length)} %)`);
});
