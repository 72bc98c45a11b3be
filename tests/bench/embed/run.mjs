// Texts a second of the embedding engine beside transformers.js, in one page, with the same model files.
//
//   node tests/bench/embed/run.mjs [--models=tiny,minilm] [--dtypes=fp32,int8] [--threads=1,2] [--reps=3] [--texts=256]
//
// Needs the packages of the other programs (npm run bench installs them). Fails when the vectors disagree.

import { existsSync, mkdirSync, readFileSync, writeFileSync, cpSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { runtimeFiles } from '../../../web/build/site.js';
import { main, root, step, StepError } from '../../../web/build/steps.js';
import { TextTokenizer } from '../../../web/worker/tokenizer.js';
import { bertModel } from '../bert_model.mjs';
import { harness, shared } from '../harness.mjs';
import { textsOfAllLengths } from '../texts.mjs';

const k_site = join(root, 'build/bench-embed');
const k_batches = [1, 8, 32];
const k_target = 1.3;
const k_files = { fp32: 'onnx/model.onnx', int8: 'onnx/model_quantized.onnx' };
/** Theirs are of other batches: the scale of an int8 graph is that of its whole batch. */
const k_leastCosine = { fp32: 0.99999, int8: 0.97 };

const { values } = parseArgs({
  options: {
    models: { type: 'string', default: 'tiny,minilm' }, dtypes: { type: 'string', default: 'fp32,int8' },
    threads: { type: 'string', default: '1,2' }, reps: { type: 'string', default: '3' }, texts: { type: 'string', default: '256' },
  },
});
const list = (/** @type {string} */ text) => text.split(',');
/** How many times the texts a model gets: of a small one a run takes too little time to be measured. */
const k_times = { tiny: 16, minilm: 1 };

/** transformers.js brings a runtime of its own version. */
function theirRuntime() {
  const folders = ['node_modules/@huggingface/transformers/node_modules', 'node_modules'];
  const found = folders.map((folder) => join(harness, folder, 'onnxruntime-web/dist')).find(existsSync);
  if (!found) throw new StepError('transformers.js is not there\nWhat to do: npm run bench -- --only=embed');
  return found;
}

/** As transformers.js wants them: config, tokenizer, and onnx/ with a graph for each number format. */
function writeModels() {
  const folder = (/** @type {string} */ name) => join(k_site, 'models', name);
  const from = (/** @type {string} */ name) => join(shared, 'models', name);
  for (const [name, source] of [['tiny', 'synthetic-bert-tiny'], ['minilm', 'all-MiniLM-L6-v2-tokenizer']]) {
    mkdirSync(join(folder(name), 'onnx'), { recursive: true });
    for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json']) {
      cpSync(join(from(source), file), join(folder(name), file));
    }
  }
  cpSync(join(from('synthetic-bert-tiny'), 'model.onnx'), join(folder('tiny'), k_files.fp32));
  cpSync(join(from('synthetic-bert-tiny'), 'model_quantized.onnx'), join(folder('tiny'), k_files.int8));
  writeFileSync(join(folder('minilm'), k_files.fp32), bertModel());
  writeFileSync(join(folder('minilm'), k_files.int8), bertModel({ int8: true }));
}

async function writeSite() {
  await build({
    absWorkingDir: root, outdir: k_site, bundle: true, minify: true, format: 'esm', target: 'es2022', platform: 'browser',
    logLevel: 'error', nodePaths: [join(harness, 'node_modules')],
    entryPoints: {
      page: 'tests/bench/embed/page.js', transformers: 'tests/bench/embed/transformers.js',
      'worker/embed.worker': 'web/worker/embed.worker.js',
    },
  });
  for (const [name, path] of runtimeFiles()) cpSync(path, join(k_site, 'ort', name));
  cpSync(theirRuntime(), join(k_site, 'their-ort'), { recursive: true, filter: (path) => !/\.(map|ts)$/.test(path) });
  writeFileSync(join(k_site, 'index.html'), '<!doctype html><meta charset="utf-8"><script type="module" src="page.js"></script>');
  writeModels();
}

function makeTexts() {
  const tokenizer = JSON.parse(readFileSync(join(k_site, 'models/minilm/tokenizer.json'), 'utf8'));
  const bert = new TextTokenizer(tokenizer, 512);
  return textsOfAllLengths(Number(values.texts) * Math.max(...Object.values(k_times)), (word) => bert.encode(word).ids.length - 2);
}

await main(async () => {
  await step('site of the embedding benchmark', writeSite);
  // The harness' browser, server and records, which note how busy the machine is.
  const { browser, median, record, round, serve } = await import(join(harness, 'lib/host.mjs'));
  const texts = makeTexts();
  const server = await serve({ extra: { '/embed': k_site, '/models': join(k_site, 'models') } });
  const failures = [];
  console.log('\n| model | threads | texts/s | transformers.js texts/s, batch | times as fast, each run | least cosine | load |\n|---|---|---|---|---|---|---|');
  for (const model of list(values.models)) for (const dtype of list(values.dtypes)) for (const threads of list(values.threads).map(Number)) {
    const own = texts.slice(0, Number(values.texts) * k_times[model]);
    const chromium = await browser();
    const page = await chromium.newPage();
    await page.goto(`${server.url}/embed/index.html`);
    await page.waitForFunction(() => 'compare' in globalThis);
    const result = await page.evaluate((options) => globalThis.compare(options), {
      model, file: k_files[dtype], dtype: dtype === 'int8' ? 'q8' : dtype, threads, texts: own,
      trialTexts: Math.min(own.length, 64 * k_times[model]), batches: k_batches, reps: Number(values.reps),
    });
    await chromium.close();
    const ratios = result.runs.map(({ ours_ms, theirs_ms }) => theirs_ms / ours_ms);
    const rate = (/** @type {string} */ side) => round((1000 * own.length) / median(result.runs.map((run) => run[side])), 1);
    const row = { model, dtype, threads, ours: rate('ours_ms'), theirs: rate('theirs_ms'), batch: result.batch, ratio: round(median(ratios)), ratios: ratios.map((ratio) => round(ratio)), cosine: result.cosine, trials: result.trials };
    record('embed_engine.json', ['model', 'dtype', 'threads'], row);
    console.log(`| ${model} ${dtype} | ${threads} | ${row.ours} | ${row.theirs}, ${row.batch} | **${row.ratio}** (${row.ratios.join(', ')})${row.ratio < k_target ? ` below ${k_target}` : ''} | ${row.cosine.toFixed(6)} | ${os.loadavg()[0].toFixed(1)} |`);
    if (!(row.cosine >= k_leastCosine[dtype])) failures.push(`${model} ${dtype}: the vectors differ, least cosine ${row.cosine}`);
  }
  await server.close();
  if (failures.length > 0) throw new StepError(failures.join('\n'));
});
