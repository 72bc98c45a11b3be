// npm run bench: measures this project beside other programs; README.md has the options.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from '../../web/build/build.js';
import { main, root, runOrFail, step, StepError } from '../../web/build/steps.js';
import { ensureNodeModules, toolchainEnv } from '../../web/build/tools.js';
import { forgetResults, harness, shared, makeData, ownFailures, prepareHarness, runScript } from './harness.mjs';
import { buildBenchSite, site } from './site.mjs';

const k_partNames = ['umap', 'cluster', 'ann', 'scatter', 'start', 'embed', 'app', 'quality'];
/** Parts that need neither the vectors nor the modules of the benchmarks. */
const k_ownSite = ['embed', 'app', 'quality'];
const k_peers = {
  umap: ['ours', 'embedding-atlas', 'umappp-wasm', 'umap-learn'],
  cluster: ['ours', 'atlas-density'],
  ann: ['ours', 'hnswlib-wasm', 'hnswlib-py', 'embedding-atlas', 'brute-js'],
  scatter: ['ours', 'raw', 'regl', 'atlas-old'],
  start: ['ours', 'raw', 'regl', 'atlas-old'],
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: k_partNames.join(',') },
    sizes: { type: 'string', default: '2000,10000,50000' },
    points: { type: 'string', default: '10000,100000' },
    peers: { type: 'string', default: '' },
    reps: { type: 'string', default: '3' },
    threads: { type: 'string', default: '1' },
    append: { type: 'boolean', default: false },
    built: { type: 'boolean', default: false },
  },
});

/** @param {string} text */
const words = (text) => text.split(',').filter(Boolean);

const parts = words(values.only);
const sizes = words(values.sizes).map(Number);
const { reps, threads } = values;

function checkOptions() {
  const unknown = parts.filter((part) => !k_partNames.includes(part));
  if (unknown.length) throw new StepError(`--only=${unknown}: known are ${k_partNames.join(', ')}`);
  const numbers = [...sizes, ...[...words(values.points), reps, threads].map(Number)];
  if (!numbers.every((number) => Number.isInteger(number) && number > 0)) {
    throw new StepError('--sizes, --points, --reps and --threads take positive whole numbers');
  }
}

/** @param {keyof typeof k_peers} part */
function peersOf(part) {
  const wanted = words(values.peers);
  const peers = wanted.length ? k_peers[part].filter((peer) => wanted.includes(peer)) : k_peers[part];
  if (!peers.length) throw new StepError(`--peers=${values.peers}: ${part} knows ${k_peers[part].join(', ')}`);
  return peers.join(',');
}

/** Runs a part's *.bench.js against dist/. @param {string} part @param {NodeJS.ProcessEnv} env */
async function inBrowser(part, env) {
  if (!values.built) await buildAll();
  const config = `tests/bench/${part}/playwright.config.js`;
  await runOrFail(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', '-c', config, '--reporter=line'], { env });
}

/** @type {Record<string, (env: NodeJS.ProcessEnv) => Promise<unknown>>} */
const k_run = {
  umap: (env) => runScript('run_umap.mjs', { peers: peersOf('umap'), n: values.sizes, reps, threads }, env),
  cluster: async (env) => {
    // The common input: the layouts that umap-learn made in the part before, in this run or an earlier one.
    await runScript('gen/layouts.mjs', {}, env, { quiet: true });
    await runScript('run_cluster.mjs', { peers: peersOf('cluster'), n: values.sizes, reps, threads }, env);
    await runOrFail(process.execPath, ['tests/bench/golden.mjs', `--reps=${reps}`, `--threads=${threads}`], { env });
  },
  ann: (env) => runScript('run_ann.mjs', { peers: peersOf('ann'), n: values.sizes }, env),
  scatter: (env) => runScript('run_scatter.mjs', { peers: peersOf('scatter'), n: values.points }, env),
  start: (env) => runScript('run_start.mjs', { peers: peersOf('start'), reps }, env),
  embed: (env) => runOrFail(process.execPath, ['tests/bench/embed/run.mjs', `--reps=${reps}`], { env }),
  app: (env) =>
    inBrowser('app', { ...env, LABELSCAPE_BENCH_RESULTS: join(harness, 'results/app.json'), LABELSCAPE_BENCH_REPS: reps }),
  quality: async (env) => {
    const [texts, vectors] = ['texts.json', 'vectors.f32'].map((name) => join(harness, 'data', name));
    mkdirSync(join(harness, 'data'), { recursive: true });
    const python = (/** @type {string[]} */ ...args) =>
      runOrFail(env.PYTHON ?? '/usr/bin/python3', ['tests/bench/quality/quality.py', '--data', join(shared, 'data'), '--texts', texts, ...args], { env });
    await python();
    await inBrowser('quality', { ...env, LABELSCAPE_BENCH_TEXTS: texts, LABELSCAPE_BENCH_VECTORS: vectors });
    await python('--vectors', vectors);
  },
};

/** The harness also prints headings of tables that this command does not fill. @param {string} text */
function ownTables(text) {
  const sections = text.split(/^(?=## )/m);
  return sections.filter((section) => /^## (UMAP|Clustering|ANN|Scatter|Page start)/.test(section)).join('');
}

await main(async () => {
  checkOptions();
  await ensureNodeModules();
  const env = { ...(await step('toolchain', toolchainEnv)), OURS_DIR: site };
  await prepareHarness(env);
  if (parts.some((part) => !k_ownSite.includes(part))) {
    await step('data', () => makeData(sizes, env));
    if (!values.built) await buildBenchSite(env);
  }
  /** @type {string[]} */
  const failures = [];
  for (const part of k_partNames.filter((name) => parts.includes(name))) {
    if (!values.append) forgetResults(`${part}.json`);
    // The other parts are worth their time all the same.
    await step(part, () => k_run[part](env)).catch((error) => failures.push(`${part}: ${error.message}`));
    failures.push(...ownFailures(part));
  }
  console.log(ownTables(await runScript('summary.mjs', {}, env, { quiet: true })));
  console.log(`results: ${root}build/bench/results`);
  if (failures.length) throw new StepError(failures.join('\n'));
});
