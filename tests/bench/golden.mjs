// HDBSCAN beside the reference results of the shared folder, by the wasm module of the benchmarks, and timed.
//
//   node tests/bench/golden.mjs [--reps=3] [--threads=1]      after the site has been built (npm run bench)
//
// Fails when a case misses 1e-4 of the tree's weight, or agrees with the reference less than the reference does with
// itself when the same points come in another order.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { main, StepError } from '../../web/build/steps.js';
import { harness, shared } from './harness.mjs';
import { site } from './site.mjs';

/** @typedef {{ layout: string, n: number, d: number, min_cluster_size: number, min_samples: number,
 *     clusters: number, noise: number, mst_weight: number, self_ari_min?: number }} GoldenCase */

/** The reference met itself in three orders only, and its figure is rounded. */
const k_slack = 5e-4;
const k_weightTolerance = 1e-4;
const k_folder = join(shared, 'golden/hdbscan-2');

const { values } = parseArgs({
  options: { reps: { type: 'string', default: '3' }, threads: { type: 'string', default: '1' } },
});

/** @param {any} adapter @param {GoldenCase} golden */
function measure(adapter, golden) {
  const points = new Float32Array(new Uint8Array(readFileSync(join(k_folder, `${golden.layout}.layout.f32`))).buffer);
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
  const ok = agreement >= (golden.self_ari_min ?? 0) - k_slack && weight_error <= k_weightTolerance;
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
    const row = measure(adapter, golden);
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
