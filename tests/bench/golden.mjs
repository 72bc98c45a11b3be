// HDBSCAN beside the reference results of the shared folder, by the wasm module of the benchmarks, and timed.
//
//   node tests/bench/golden.mjs [--reps=3] [--threads=1]      after the site has been built (npm run bench)
//
// Fails when a case misses an adjusted Rand index of 0.999 or 1e-4 of the tree's weight. The layouts are those in
// tests/core/topics/golden or beside the reference results. Layouts that umap-learn makes anew do not
// serve: at 2,000 points it gave the same bytes, but at 10,000, where it searches neighbors approximately, others.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { main, root, StepError } from '../../web/build/steps.js';
import { harness, shared } from './harness.mjs';
import { site } from './site.mjs';

/** @typedef {{ layout: string, n: number, d: number, min_cluster_size: number, min_samples: number,
 *     clusters: number, noise: number, mst_weight: number }} GoldenCase */

const k_leastAgreement = 0.999;
const k_weightTolerance = 1e-4;
const k_folder = join(shared, 'golden/hdbscan');
const k_kept = join(root, 'tests/core/topics/golden');

const { values } = parseArgs({
  options: { reps: { type: 'string', default: '3' }, threads: { type: 'string', default: '1' } },
});

/** @param {GoldenCase} golden @returns {string | undefined} */
const layoutOf = (golden) =>
  [k_kept, k_folder].map((folder) => join(folder, `${golden.layout}.layout.f32`)).find(existsSync);

/** @param {any} adapter @param {GoldenCase} golden @param {string} layout */
function measure(adapter, golden, layout) {
  const points = new Float32Array(new Uint8Array(readFileSync(layout)).buffer);
  const name = `${golden.layout}.mcs${golden.min_cluster_size}_ms${golden.min_samples}.labels.i32`;
  const reference = new Int32Array(new Uint8Array(readFileSync(join(k_folder, name))).buffer);
  const options = {
    minClusterSize: golden.min_cluster_size,
    minSamples: golden.min_samples,
    threads: Number(values.threads),
  };
  const times = [];
  let labels = new Int32Array();
  for (let i = 0; i < Number(values.reps); i++) {
    const fromMs = performance.now();
    labels = adapter.cluster(points, golden.n, golden.d, options);
    times.push(performance.now() - fromMs);
  }
  const { clusters, treeWeight, agreement } = adapter.clusterFigures(reference);
  const weight_error = Math.abs(treeWeight / golden.mst_weight - 1);
  const noise = labels.filter((label) => label === -1).length;
  const median_ms = Math.round(times.sort((a, b) => a - b)[times.length >> 1] * 10) / 10;
  const ok = agreement >= k_leastAgreement && weight_error <= k_weightTolerance;
  return { median_ms, clusters, noise, agreement, weight_error, ok };
}

await main(async () => {
  if (!existsSync(join(k_folder, 'golden.json'))) {
    console.log(`SKIPPED: no reference results in ${k_folder}; set LABELSCAPE_SHARED`);
    return;
  }
  /** @type {GoldenCase[]} */
  const cases = JSON.parse(readFileSync(join(k_folder, 'golden.json'), 'utf8'));
  const adapter = await import(join(site, 'bench-adapter.js'));
  await adapter.init();
  const rows = [];
  console.log('\n| layout | min size, samples | median | clusters (reference) | noise | ARI | weight off by |');
  console.log('|---|---|---|---|---|---|---|');
  for (const golden of cases) {
    const name = `| ${golden.layout} | ${golden.min_cluster_size}, ${golden.min_samples} |`;
    const layout = layoutOf(golden);
    if (!layout) {
      console.log(`${name} SKIPPED: the layout is not here |`);
      continue;
    }
    const row = measure(adapter, golden, layout);
    rows.push({ ...golden, reference: golden.clusters, ...row });
    console.log(
      `${name} ${row.median_ms} ms | ${row.clusters} (${golden.clusters}) | ${row.noise} (${golden.noise}) | ` +
        `${row.agreement.toFixed(5)} | ${row.weight_error.toExponential(1)} |${row.ok ? '' : ' MISSED'}`,
    );
  }
  writeFileSync(join(harness, 'results/golden.json'), `${JSON.stringify(rows, null, 1)}\n`);
  const missed = rows.filter((row) => !row.ok).length;
  if (missed > 0) throw new StepError(`${missed} of ${rows.length} cases miss the reference results`);
});
// The module's threads would keep the process alive.
process.exit();
