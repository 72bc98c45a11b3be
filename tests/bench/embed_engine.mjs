// Texts a second of the embedding engine with a model of the size of all-MiniLM-L6-v2 and random weights.
//
//   node tests/bench/embed_engine.mjs [--dtype=int8,fp32] [--rows=1,8,32] [--texts=512] [--unsorted]
//
// Under Node the runtime has one thread. A second of the processor is what other programs on the machine leave alone.

import { parseArgs } from 'node:util';
import { EmbedEngine } from '../../web/worker/embed_engine.js';
import { packTexts } from '../../web/worker/embed_protocol.js';
import { specOf, wordTokenizer } from '../web/model_support.js';
import { bertModel } from './bert_model.mjs';

const { values } = parseArgs({
  options: {
    unsorted: { type: 'boolean', default: false }, dtype: { type: 'string', default: 'int8' },
    rows: { type: 'string', default: '8' }, texts: { type: 'string', default: '512' },
  },
});
const list = (text) => text.split(',');

/** Token counts log-normal around 40, as of news and messages. */
function makeTexts(count) {
  let state = 7;
  const uniform = () => (state = (state * 48271) % 2147483647) / 2147483647;
  return Array.from({ length: count }, () => {
    const normal = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const words = Math.min(252, Math.max(2, Math.round(34 * Math.exp(0.6 * normal)) - 2));
    return Array.from({ length: words }, () => `w${103 + Math.floor(uniform() * 800)}`).join(' ');
  });
}

const { bytes, offsets } = packTexts(makeTexts(Number(values.texts)));
for (const dtype of list(values.dtype)) {
  const model = bertModel({ int8: dtype === 'int8' });
  for (const rows of list(values.rows)) {
    const spec = specOf(model, wordTokenizer(), { batch: { rows: Number(rows), tokens: 4096 } });
    const engine = await EmbedEngine.load(spec, null, 1, 'http://localhost');
    let tokenizing = 0;
    const { tokenize } = engine;
    engine.tokenize = (...args) => {
      const began = performance.now();
      const window = tokenize.apply(engine, args);
      tokenizing += performance.now() - began;
      return window;
    };
    if (values.unsorted) engine.nextBatch = (order, first) => order.map((_, k) => k).slice(first, first + Number(rows));
    const began = performance.now();
    const cpu = process.cpuUsage();
    await engine.embed(bytes, offsets, { isAborted: () => false, onProgress: () => {} });
    const ms = performance.now() - began;
    const cpuSeconds = process.cpuUsage(cpu).user / 1e6;
    const share = ((100 * tokenizing) / ms).toFixed(1);
    const rate = (seconds) => ((offsets.length - 1) / seconds).toFixed(1);
    console.log(`${dtype}, ${rows} a batch: ${rate(ms / 1000)} texts/s, ${rate(cpuSeconds)} a processor second, ${share} % tokenizing`);
    await engine.release();
  }
}
process.exit(0);
