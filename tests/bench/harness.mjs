// The harness with the other programs, copied from the shared folder, which must not be written to.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { root, runOrFail, step, StepError } from '../../web/build/steps.js';

export const harness = join(root, 'build/bench');
export const shared = resolve(process.env.LABELSCAPE_SHARED ?? join(root, '../shared'));

// Made here, or by an earlier run.
const k_ownFolders = /^(data|dist|node_modules|results|tmp)\//;

/** Contents only: the copies must be writable whatever the originals are. */
function copyHarness() {
  const from = join(shared, 'bench');
  if (!existsSync(join(from, 'run_umap.mjs'))) {
    throw new StepError(
      `the other programs are measured by bench/ of the shared folder, and ${from} does not hold it.\n` +
        'What to do: set LABELSCAPE_SHARED to the shared folder, or put it beside the checkout as ../shared',
    );
  }
  const entries = readdirSync(from, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const name = path.slice(from.length + 1);
    if (!entry.isFile() || k_ownFolders.test(name)) continue;
    mkdirSync(dirname(join(harness, name)), { recursive: true });
    writeFileSync(join(harness, name), readFileSync(path));
  }
  mkdirSync(join(harness, 'results'), { recursive: true });
}

/** @param {NodeJS.ProcessEnv} env */
async function installPeers(env) {
  const wanted = readFileSync(join(harness, 'package.json'), 'utf8');
  const stamp = join(harness, 'node_modules/.installed-for');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const args = ['install', '--prefix', harness];
  await step('npm packages of the other programs', () => runOrFail('npm', args, { env, quiet: true }));
  writeFileSync(stamp, wanted);
}

/**
 * A program of the harness.
 * @param {string} script
 * @param {Record<string, string | number>} options
 * @param {NodeJS.ProcessEnv} env
 * @param {{ quiet?: boolean }} [how]
 */
export function runScript(script, options, env, how) {
  const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  const program = script.endsWith('.py') ? (env.PYTHON ?? '/usr/bin/python3') : process.execPath;
  return runOrFail(program, [join(harness, script), ...args], { env, ...how });
}

/** @param {NodeJS.ProcessEnv} env */
export async function prepareHarness(env) {
  copyHarness();
  await installPeers(env);
}

/**
 * The vectors that most parts work on.
 * @param {number[]} sizes rows
 * @param {NodeJS.ProcessEnv} env
 */
export const makeData = (sizes, env) => runScript('gen/make_data.py', { n: sizes.join(','), d: 256 }, env);

/** The harness adds to what is there: forgets a table, so that all of it comes from one run. @param {string} file */
export function forgetResults(file) {
  rmSync(join(harness, 'results', file), { force: true });
}

/** What went wrong with this project's own build; the harness only notes it in the table. @param {string} part */
export function ownFailures(part) {
  const file = join(harness, 'results', `${part}.json`);
  /** @type {{ peer: string, n: number, error?: string }[]} */
  const rows = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const failed = rows.filter((row) => row.peer === 'ours' && row.error);
  return failed.map((row) => `${part} of ${row.n}: ${row.error}`);
}
