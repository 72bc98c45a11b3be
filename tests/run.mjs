// npm test: every suite in order, each with its time, and the sum in the last line.
//
//   npm test                        everything
//   npm test -- --only=native,web   some suites: native, sanitize, wasm, wasm-mt, web, types, site, e2e

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPreset } from '../web/build/cmake.js';
import { root, run, runOrFail, secondsSince, StepError } from '../web/build/steps.js';
import { ensureNodeModules, toolchainEnv } from '../web/build/tools.js';

/** @typedef {{ passed: number, failed: number, skipped: number, note?: string }} Count */

// Half an hour is the aim on a quiet machine with a warm compiler cache; a first run on a new one takes longer.
const k_budgetMs = 80 * 60 * 1000;
const k_fromMs = performance.now();

/** Inherited by every program that is started, so that a hanging one cannot take the whole night. */
const timeLeft = () => ({ timeoutMs: Math.max(1000, k_budgetMs - (performance.now() - k_fromMs)) });

/** @param {string} output @param {RegExp} pattern one group with a number @returns {number} sum of all */
function sum(output, pattern) {
  return [...output.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
}

/** @param {string} folder @param {string} ending */
function filesIn(folder, ending) {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
}

/** @param {string} note @returns {Count} */
const nothing = (note) => ({ passed: 0, failed: 0, skipped: 0, note });

/**
 * The tests of one CMake preset; counts GoogleTest cases, not executables.
 * @param {string} preset
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} [layers] only these
 * @returns {Promise<Count>}
 */
async function ctest(preset, env, layers) {
  const targets = layers ? layers.map((layer) => `${layer}_tests`) : ['all', 'tests'];
  await buildPreset(preset, targets, env, { quiet: true, ...timeLeft() });
  const folder = join(root, 'build', preset);
  const chosen = layers ? ['-R', `^(${layers.join('|')})$`] : [];
  const { code, output } = await run('ctest', ['--test-dir', folder, '--verbose', '--timeout', '900', ...chosen], {
    env,
    quiet: true,
    ...timeLeft(),
  });
  if (/No tests were found/.test(output)) return nothing('no tests yet');
  const failedExecutables = sum(output, /tests passed, (\d+) tests? failed/g);
  const failed = Math.max(sum(output, /\[  FAILED  \] (\d+) tests?, listed/g), failedExecutables, code === 0 ? 0 : 1);
  if (failed > 0) console.log(output);
  const skippedNames = new Set([...output.matchAll(/\[  SKIPPED \] ([\w./]+\.[\w./]+)/g)].map((match) => match[1]));
  for (const name of skippedNames) console.log(`  skipped: ${name}`);
  const passed = sum(output, /\[  PASSED  \] (\d+) tests?\./g);
  return { passed, failed, skipped: sum(output, /\[  SKIPPED \] (\d+) tests?, listed/g) };
}

/** @returns {Promise<Count>} */
async function webTests() {
  const files = filesIn('tests/web', '.test.js');
  if (files.length === 0) return nothing('no tests yet');
  const { code, output } = await run('node', ['--test', '--test-reporter=tap', ...files], { quiet: true, ...timeLeft() });
  const failed = Math.max(sum(output, /^# fail (\d+)$/gm), sum(output, /^# cancelled (\d+)$/gm), code === 0 ? 0 : 1);
  if (failed > 0) console.log(output);
  for (const [line] of output.matchAll(/^.*# SKIP.*$/gm)) console.log(`  ${line.trim()}`);
  return { passed: sum(output, /^# pass (\d+)$/gm), failed, skipped: sum(output, /^# skipped (\d+)$/gm) };
}

/** @returns {Promise<Count>} */
async function typeCheck() {
  const projects = ['.', 'web/isolation'];
  for (const project of projects) {
    await runOrFail('node_modules/.bin/tsc', ['--noEmit', '-p', project], { quiet: true, ...timeLeft() });
  }
  return { passed: projects.length, failed: 0, skipped: 0 };
}

const hasApp = () => existsSync(join(root, 'wasm/main_web.cpp'));

/** @param {NodeJS.ProcessEnv} env @returns {Promise<Count>} */
async function site(env) {
  if (!hasApp()) return nothing('no application yet');
  for (const preset of ['wasm-mt', 'wasm']) {
    await buildPreset(preset, ['labelscape'], env, { quiet: true, ...timeLeft() });
  }
  const { buildSite } = await import('../web/build/site.js');
  await buildSite(env);
  return { passed: 1, failed: 0, skipped: 0 };
}

/** @param {NodeJS.ProcessEnv} env @returns {Promise<Count>} */
async function endToEnd(env) {
  if (!hasApp()) return nothing('no application yet');
  const report = join(root, 'build/e2e.json');
  const args = ['test', '-c', 'tests/e2e/playwright.config.js', '--reporter=list,json'];
  // What specs measure stands in their output, so it is shown.
  const { code } = await run('node_modules/.bin/playwright', args, {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    ...timeLeft(),
  });
  if (!existsSync(report)) throw new StepError(`Playwright ended with code ${code} before it ran a test`);
  const { stats } = JSON.parse(readFileSync(report, 'utf8'));
  const failed = Math.max(stats.unexpected + stats.flaky, code === 0 ? 0 : 1);
  return { passed: stats.expected, failed, skipped: stats.skipped };
}

/** @type {Record<string, (env: NodeJS.ProcessEnv) => Promise<Count>>} */
const k_suites = {
  native: (env) => ctest('native', env),
  // The same tests under AddressSanitizer and UndefinedBehaviorSanitizer: all that takes bytes apart and keeps them.
  sanitize: (env) => ctest('sanitize', env, ['base', 'core', 'model', 'edit', 'io', 'jobs', 'app']),
  wasm: (env) => ctest('wasm', env),
  // Where threads are used; everything else is the same as in the build without.
  'wasm-mt': (env) => ctest('wasm-mt', env, ['base', 'core', 'jobs']),
  web: webTests,
  types: typeCheck,
  site,
  e2e: endToEnd,
};

/** @param {string} name @param {NodeJS.ProcessEnv} env @returns {Promise<Count>} */
async function runSuite(name, env) {
  const fromMs = performance.now();
  console.log(`• ${name} …`);
  const count = await /** @type {(typeof k_suites)[string]} */ (k_suites[name])(env).catch((error) => {
    console.log(error instanceof StepError ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0, note: 'did not finish' };
  });
  const note = count.note ? ` (${count.note})` : '';
  console.log(
    `  ${name}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped${note}, ${secondsSince(fromMs)}`,
  );
  return count;
}

async function main() {
  const { values } = parseArgs({ options: { only: { type: 'string', default: Object.keys(k_suites).join() } } });
  const names = values.only.split(',');
  const unknown = names.filter((name) => !(name in k_suites));
  if (unknown.length > 0) {
    throw new StepError(`no such suite: ${unknown.join()}\nWhat to do: choose from ${Object.keys(k_suites).join()}`);
  }
  await ensureNodeModules();
  const env = await toolchainEnv();
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const name of Object.keys(k_suites).filter((suite) => names.includes(suite))) {
    const { passed, failed, skipped } = await runSuite(name, env);
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  console.log(`\nTook ${secondsSince(k_fromMs)}`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  if (total.failed > 0) process.exitCode = 1;
}

await main().catch((error) => {
  console.error(error instanceof StepError ? `FAILED: ${error.message}` : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
