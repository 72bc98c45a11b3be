import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookupModel, model, node, outsideWeights } from './onnx_support.js';
import {
  embedTexts, fileOf, largestDifference, loadEngine, sharedFile, skipWithout, specOf, vectorOf, wordTokenizer,
} from './model_support.js';

/** @typedef {import('../../web/worker/embed_protocol.js').ModelSpec} ModelSpec */

const k_golden = /** @type {const} */ ([
  ['synthetic-bert-tiny', 'model.onnx', 'fp32', 1e-5, { pooling: 'mean' }],
  ['synthetic-bert-tiny', 'model_quantized.onnx', 'int8', 1e-2, { pooling: 'mean' }],
  ['m2v-bge-base-vq128', 'model.onnx', null, 1e-5, { pooling: 'ready', maxTokens: 1 << 20 }],
  ['m2v-bge-base-vq128', 'model.onnx', null, 1e-5, { pooling: 'auto', maxTokens: 1 << 20 }],
]);

for (const [name, file, dtype, tolerance, changes] of k_golden) {
  test(`${name} ${file} with ${changes.pooling} pooling gives the reference vectors`, { skip: skipWithout(name) }, async () => {
    const spec = specOf(sharedFile(`${name}/${file}`), sharedFile(`${name}/tokenizer.json`), changes);
    const engine = await loadEngine(spec);
    const { items, dim } = JSON.parse(String(sharedFile(`${name}/golden.json`)));
    const wantedOf = (/** @type {any} */ item) => (dtype ? item[dtype] : item).embedding_first16;
    assert.equal(engine.dimension, dim);

    // From the ids: also what embed() does not run, texts without a known token.
    for (const item of items) {
      if (item.ids.length === 0) continue;
      /** @type {number[]} */
      let own = [];
      await engine.graph.run([item.ids], (_, vector) => (own = Array.from(vector.slice(0, 16))));
      assert.ok(largestDifference(own, wantedOf(item)) <= tolerance, `${item.name} from its ids`);
    }
    // From the text, all in one call: batches with padding.
    const result = await embedTexts(engine, items.map((/** @type {any} */ item) => item.text));
    items.forEach((/** @type {any} */ item, /** @type {number} */ i) => {
      const own = vectorOf(result, i).slice(0, 16);
      const isBlank = own.every((value) => value === 0);
      const unknown = item.ids.every((/** @type {number} */ id) => [100, 101, 102].includes(id));
      if (name.startsWith('synthetic') && (isBlank || item.name === 'supplementary')) {
        assert.ok(unknown || item.name === 'supplementary', item.name);
      } else {
        assert.ok(largestDifference(own, wantedOf(item)) <= tolerance, item.name);
      }
    });
    assert.equal(result.truncated, items.filter((/** @type {any} */ item) => item.truncated_to_512).length);
    await engine.release();
  });
}

/** @param {Parameters<typeof lookupModel>[0]} [options] @param {Partial<ModelSpec>} [changes] */
const lookupEngine = (options, changes) => loadEngine(specOf(lookupModel(options), wordTokenizer(), changes));

/** Of tokens i: their vectors are (i / 1000, 1, 0, 0). @param {number[]} ids */
function meanOf(ids) {
  const mean = ids.reduce((sum, id) => sum + id / 1000, 0) / ids.length;
  const length = Math.hypot(mean, 1);
  return [mean / length, 1 / length, 0, 0];
}

for (const [pooling, ids] of /** @type {const} */ ([['mean', [101, 7, 9, 102]], ['cls', [101]], ['last', [102]]])) {
  test(`${pooling} pooling leaves padding out`, async () => {
    const engine = await lookupEngine({}, { pooling });
    const result = await embedTexts(engine, ['w7 w9', 'w1 w2 w3 w4 w5 w6']);
    assert.ok(largestDifference(vectorOf(result, 0), meanOf([...ids])) < 1e-6);
  });
}

test('a half-precision model gives the same vectors within its precision', async () => {
  for (const output of /** @type {const} */ (['tokens', 'sentence'])) {
    const engine = await lookupEngine({ type: 'float16', output }, { pooling: output === 'tokens' ? 'mean' : 'ready' });
    const result = await embedTexts(engine, ['w7 w9']);
    assert.ok(largestDifference(vectorOf(result, 0), meanOf([101, 7, 9, 102])) < 1e-3);
  }
});

test('token_type_ids are fed only where the graph wants them', async () => {
  const inputs = ['input_ids', 'attention_mask', 'token_type_ids'];
  const result = await embedTexts(await lookupEngine({ inputs }), ['w7']);
  assert.ok(largestDifference(vectorOf(result, 0), meanOf([101, 7, 102])) < 1e-6);
});

test('without a word about pooling a named sentence output is taken, else the mean', async () => {
  const both = await embedTexts(await lookupEngine({ output: 'both' }, { pooling: 'auto' }), ['w7', 'w7 w8']);
  assert.ok(largestDifference(vectorOf(both, 1), meanOf([101, 7, 8, 102])) < 1e-6);
  const tokens = await embedTexts(await lookupEngine({}, { pooling: 'auto' }), ['w7', 'w7 w8']);
  assert.ok(largestDifference(vectorOf(tokens, 0), meanOf([101, 7, 102])) < 1e-6);
  // The name of no sentence output, but the only one.
  const other = await embedTexts(await lookupEngine({ output: 'sentence', name: 'pooled' }, { pooling: 'auto' }), ['w7']);
  assert.ok(largestDifference(vectorOf(other, 0), meanOf([101, 7, 102])) < 1e-6);
});

test('prefixes are for documents or for queries', async () => {
  const engine = await lookupEngine({}, { prefixes: { document: 'w20 ', query: 'w30 w31 ' } });
  const document = await embedTexts(engine, ['w7', ' ', 'strange']);
  assert.ok(largestDifference(vectorOf(document, 0), meanOf([101, 20, 7, 102])) < 1e-6);
  assert.equal(document.blank, 2);
  const query = await embedTexts(engine, ['w7'], 'query');
  assert.ok(largestDifference(vectorOf(query, 0), meanOf([101, 30, 31, 7, 102])) < 1e-6);
});

test('texts without a known token are zero rows, whatever the model makes of its special tokens', async () => {
  const result = await embedTexts(await lookupEngine(), ['', 'strange words', 'w7', '\n \u3000']);
  assert.deepEqual([0, 1, 3].map((row) => vectorOf(result, row)), Array(3).fill([0, 0, 0, 0]));
  assert.equal(result.blank, 3);
});

const k_long = Array.from({ length: 20 }, (_, i) => `w${i + 1}`).join(' ');

test('a long text is cut and counted', async () => {
  const result = await embedTexts(await lookupEngine({}, { maxTokens: 8 }), [k_long, 'w7']);
  assert.deepEqual([result.truncated, result.averaged], [1, 0]);
  assert.ok(largestDifference(vectorOf(result, 0), meanOf([101, 1, 2, 3, 4, 5, 6, 102])) < 1e-6);
});

test('or read in parts of nearly equal length whose vectors are averaged', async () => {
  const changes = /** @type {const} */ ({ maxTokens: 9, longTexts: 'average', prefixes: { document: 'w50 ', query: '' } });
  const result = await embedTexts(await lookupEngine({}, changes), ['w7', k_long]);
  assert.deepEqual([result.truncated, result.averaged], [0, 1]);
  // 20 words in parts of at most 9 - 3: four of five words.
  const parts = [1, 6, 11, 16].map((first) => meanOf([101, 50, ...[0, 1, 2, 3, 4].map((k) => first + k), 102]));
  const mean = [0, 1, 2, 3].map((d) => parts.reduce((sum, part) => sum + part[d], 0));
  const length = Math.hypot(...mean);
  assert.ok(largestDifference(vectorOf(result, 1), mean.map((value) => value / length)) < 1e-6);
  assert.ok(largestDifference(vectorOf(result, 0), meanOf([101, 50, 7, 102])) < 1e-6);
});

test('a text of 1 MB is averaged as far as its first parts', async () => {
  const engine = await lookupEngine({}, { maxTokens: 128, longTexts: 'average' });
  const started = performance.now();
  const result = await embedTexts(engine, ['w7 w8 '.repeat(180000), 'w7']);
  assert.deepEqual([result.truncated, result.averaged], [1, 1]);
  assert.ok(performance.now() - started < 5000);
});

test('weights beside the graph are found under the name it knows', async () => {
  const table = Float32Array.from({ length: 4000 }, (_, i) => (i % 4 === 0 ? i / 4000 : Number(i % 4 === 1)));
  const graph = model([
    outsideWeights('table', 'float32', [1000, 4], 'model.onnx_data', table.byteLength),
    node('Mul', ['input_ids', 'attention_mask'], 'ids'), node('Gather', ['table', 'ids'], 'last_hidden_state'),
  ], [['input_ids', 'int64', ['b', 't']], ['attention_mask', 'int64', ['b', 't']]],
  [['last_hidden_state', 'float32', ['b', 't', 4]]]);
  const data = [{ path: 'model.onnx_data', file: { blob: fileOf(new Uint8Array(table.buffer)) } }];
  const result = await embedTexts(await loadEngine(specOf(graph, wordTokenizer(), { data })), ['w7 w9']);
  assert.ok(largestDifference(vectorOf(result, 0), meanOf([101, 7, 9, 102])) < 1e-6);
  await assert.rejects(loadEngine(specOf(graph, wordTokenizer())), { code: 'bad_file', message: /does not run/ });
});

test('10,000 empty texts, a lone surrogate and control characters have a clear outcome', async () => {
  const engine = await lookupEngine();
  const empty = await embedTexts(engine, Array(10000).fill(''));
  assert.deepEqual([empty.rows, empty.blank, empty.vectors.every((value) => value === 0)], [10000, 10000, true]);
  const odd = await embedTexts(engine, ['\ud800', 'w7 \ud800 w8', '\0\x07', '\u200d\ufeff']);
  assert.deepEqual([odd.rows, odd.blank, odd.vectors.every(Number.isFinite)], [4, 3, true]);
});

/** @type {[string, Parameters<typeof lookupModel>[0], Partial<ModelSpec>, RegExp][]} */
const k_refused = [
  ['position ids', { inputs: ['input_ids', 'attention_mask', 'position_ids'] }, {}, /found .*position_ids/],
  ['no attention mask', { inputs: ['input_ids'] }, {}, /expected the inputs .*found input_ids\./],
  ['int32 ids', { inputType: 'int32' }, {}, /expected the input input_ids to be int64, found int32/],
  ['no token vectors', { output: 'sentence' }, {}, /\[texts, tokens, dimension\].*found.*sentence_embedding: float32 \[2,4\]/],
  ['no sentence vectors', {}, { pooling: 'ready' }, /\[texts, dimension\].*found.*last_hidden_state: float32 \[2,3,4\]/],
  ['another dimension', {}, { dimension: 384 }, /expected 384 dimensions, found 4/],
  ['no such output', {}, { output: 'pooled' }, /expected the output pooled, found last_hidden_state/],
  ['broken numbers', { scale: Infinity }, {}, /NaN or infinity/],
];

for (const [title, options, changes, message] of k_refused) {
  test(`a model with ${title} is refused with the reason`, async () => {
    const use = async () => embedTexts(await lookupEngine(options, changes), ['w7']);
    await assert.rejects(use(), { name: 'EmbedError', code: 'bad_file', message });
  });
}

test('files that are not what they should be are refused with the reason', async () => {
  const cut = lookupModel().subarray(0, 3000);
  await assert.rejects(loadEngine(specOf(cut, wordTokenizer())), { code: 'bad_file', message: /does not run/ });
  await assert.rejects(loadEngine(specOf('<html>', wordTokenizer())), { code: 'bad_file', message: /does not run/ });
  const noTokenizer = specOf(lookupModel(), '{"model": {}}');
  await assert.rejects(loadEngine(noTokenizer), { code: 'bad_file', message: /no usable tokenizer/ });
  const small = specOf(lookupModel(), wordTokenizer(), { maxTokens: 2 });
  await assert.rejects(loadEngine(small), { code: 'bad_file', message: /no room/ });
  const wrongSize = specOf(lookupModel(), wordTokenizer());
  wrongSize.model.bytes = 17;
  await assert.rejects(loadEngine(wrongSize), { code: 'bad_file', message: /instead of 17/ });
});
