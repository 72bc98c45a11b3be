// The core as the benchmarks beside the checkout drive it, in a worker of the page.
import createBench from './bench.mjs';

/** @type {any} */
let bench;

/** Loads the module; the other functions need it. */
export async function init() {
  bench ??= await createBench();
}

/** The memory may have grown since the last look. @param {number} pointer @param {number} count */
const floats = (pointer, count) => new Float32Array(bench.wasmMemory.buffer, pointer >>> 0, count);
/** @param {number} pointer @param {number} count */
const integers = (pointer, count) => new Int32Array(bench.wasmMemory.buffer, pointer >>> 0, count);

/** @param {boolean} worked */
function check(worked) {
  if (!worked) throw new Error(bench.UTF8ToString(bench._bench_error()));
}

/** @param {Float32Array} rows @param {number} n @param {number} d @param {number} [threads] */
function give(rows, n, d, threads = 1) {
  bench._bench_workers(threads);
  floats(bench._bench_input(n, d), n * d).set(rows);
}

/**
 * @param {Float32Array} X n x d
 * @param {number} n
 * @param {number} d
 * @param {{ dim: number, k: number, epochs?: number, threads?: number }} options
 */
export function umap(X, n, d, { dim, k, epochs = 0, threads }) {
  give(X, n, d, threads);
  check(bench._bench_umap(dim, k, epochs));
  const [knn, start, sgd] = [0, 1, 2].map((phase) => bench._bench_phase_ms(phase));
  return {
    Y: floats(bench._bench_positions(), n * dim).slice(),
    knn: integers(bench._bench_graph(), n * bench._bench_graph_width()).slice(),
    epochs: bench._bench_epochs(),
    phases: { setup_ms: knn + start, knn_ms: knn, start_ms: start, sgd_ms: sgd },
  };
}

/**
 * @param {Float32Array} Y n x d
 * @param {number} n
 * @param {number} d
 * @param {{ minClusterSize: number, minSamples: number, threads?: number }} options
 * @returns {Int32Array} -1 for noise
 */
export function cluster(Y, n, d, { minClusterSize, minSamples, threads }) {
  give(Y, n, d, threads);
  check(bench._bench_cluster(minClusterSize, minSamples));
  return integers(bench._bench_topics(), n).slice();
}

/** Of the last cluster(). @param {Int32Array} labels what to compare the clusters with */
export function clusterFigures(labels) {
  integers(bench._bench_reference(), labels.length).set(labels);
  return {
    clusters: bench._bench_topic_count(),
    treeWeight: bench._bench_tree_weight(),
    agreement: bench._bench_agreement(),
  };
}

/**
 * @param {Float32Array} X n x d
 * @param {number} n
 * @param {number} d
 * @param {{ M: number, efc: number, threads?: number }} options
 */
export function ann(X, n, d, { M, efc, threads }) {
  give(X, n, d, threads);
  check(bench._bench_build_index(M, efc));
  return {
    /** @param {Float32Array} q length 1 @param {number} k @param {number} ef */
    search(q, k, ef) {
      floats(bench._bench_query(), d).set(q);
      const count = bench._bench_search(k, ef);
      check(count >= 0);
      return integers(bench._bench_found(), count);
    },
  };
}
