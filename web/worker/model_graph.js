/**
 * One ONNX graph: checks that it is a text embedding model of a shape we know, and runs it.
 */

import { EmbedError } from './embed_protocol.js';
import { floatsOfHalves, normalize, pool } from './pooling.js';

/** @typedef {import('./embed_protocol.js').ModelSpec} ModelSpec */
/** @typedef {import('./embed_protocol.js').Pooling} Pooling */
/** @typedef {import('./embed_protocol.js').Provider} Provider */
/** @typedef {import('./runtime.js').Runtime} Runtime */
/** @typedef {import('onnxruntime-web/wasm').InferenceSession} Session */
/** @typedef {import('onnxruntime-web/wasm').Tensor} Tensor */

const k_inputs = ['input_ids', 'attention_mask', 'token_type_ids'];
const k_sentenceOutputs = ['sentence_embedding', 'embedding', 'embeddings', 'text_embeds', 'text_embedding'];
const k_tokenOutputs = ['last_hidden_state', 'token_embeddings', 'hidden_states'];
/** Of the trial run that shows the shapes of the outputs: no two of them are equal. */
const k_trialRows = 2;
const k_trialColumns = 3;

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/** @param {string} reason */
const refused = (reason) => new EmbedError('bad_file', `This model cannot be used: ${reason}`);

/** @param {Tensor} tensor @returns {Float32Array | null} null if it holds no floats */
function floatsOf({ type, data }) {
  if (type === 'float32') return /** @type {Float32Array} */ (data);
  if (type !== 'float16') return null;
  return data instanceof Uint16Array ? floatsOfHalves(data) : Float32Array.from(/** @type {any} */ (data));
}

/** @param {string} name @param {Tensor} tensor */
const described = (name, { type, dims }) => `${name}: ${type} [${dims}]`;

export class ModelGraph {
  #runtime;
  #session;
  #spec;
  #output = '';
  /** @type {Pooling} */
  #pooling;

  /** @param {Runtime} runtime @param {Session} session @param {ModelSpec} spec @param {Provider} provider */
  constructor(runtime, session, spec, provider) {
    this.#runtime = runtime;
    this.#session = session;
    this.#spec = spec;
    this.provider = provider;
    this.#pooling = spec.pooling;
    this.dimension = 0;
  }

  /**
   * Throws EmbedError that says what was expected and what was found.
   * @param {Runtime} runtime
   * @param {Uint8Array} model
   * @param {{path: string, data: Uint8Array}[]} externalData
   * @param {ModelSpec} spec
   * @param {Provider} provider
   * @returns {Promise<ModelGraph>}
   */
  static async load(runtime, model, externalData, spec, provider) {
    const options = { executionProviders: [provider], ...(externalData.length > 0 ? { externalData } : {}) };
    const session = await runtime.InferenceSession.create(model, options).catch((error) => {
      throw new EmbedError('bad_file', `${spec.model.url ?? spec.id} does not run: ${messageOf(error)}`);
    });
    try {
      const graph = new ModelGraph(runtime, session, spec, provider);
      graph.#checkInputs();
      await graph.#chooseOutput();
      return graph;
    } catch (error) {
      await session.release().catch(() => {});
      throw error;
    }
  }

  release() {
    return this.#session.release();
  }

  #checkInputs() {
    const { inputNames, inputMetadata } = this.#session;
    const foreign = inputNames.filter((name) => !k_inputs.includes(name));
    const missing = k_inputs.slice(0, 2).filter((name) => !inputNames.includes(name));
    if (foreign.length > 0 || missing.length > 0) {
      throw refused(`expected the inputs input_ids, attention_mask and perhaps token_type_ids, ` +
        `found ${inputNames.join(', ')}. Export the model for feature extraction`);
    }
    for (const input of inputMetadata ?? []) {
      if (input.isTensor && input.type !== 'int64') {
        throw refused(`expected the input ${input.name} to be int64, found ${input.type}`);
      }
    }
  }

  /** Runs a few tokens and takes the output that the spec asks for, by name or by shape. */
  async #chooseOutput() {
    const rows = Array.from({ length: k_trialRows }, () => Array(k_trialColumns).fill(0));
    const results = await this.#runRaw(rows, this.#spec.output === null ? undefined : [this.#spec.output]);
    const { output } = this.#spec;
    const isSentence = (/** @type {string} */ name) => fits(results[name], [k_trialRows]);
    const isTokens = (/** @type {string} */ name) => fits(results[name], [k_trialRows, k_trialColumns]);
    const names = output === null ? Object.keys(results) : [output];
    const sentence = bestOf(names.filter(isSentence), k_sentenceOutputs);
    const tokens = bestOf(names.filter(isTokens), k_tokenOutputs);
    let { pooling } = this.#spec;
    // A graph that names a sentence output has all that comes after the tokens inside.
    if (pooling === 'auto') pooling = sentence && (!tokens || k_sentenceOutputs.includes(sentence)) ? 'ready' : 'mean';
    const chosen = pooling === 'ready' ? sentence : tokens;
    if (!chosen) {
      const wanted = pooling === 'ready' ? '[texts, dimension]' : '[texts, tokens, dimension]';
      const found = Object.entries(results).map(([name, tensor]) => described(name, tensor)).join('; ');
      throw refused(`expected an output of the shape ${wanted} for ${pooling} pooling, ` +
        `found for ${k_trialRows} texts of ${k_trialColumns} tokens ${found}`);
    }
    const dimension = /** @type {number} */ (results[chosen].dims.at(-1));
    if (this.#spec.dimension !== null && dimension !== this.#spec.dimension) {
      throw refused(`expected ${this.#spec.dimension} dimensions, found ${dimension} in ${chosen}`);
    }
    this.#output = chosen;
    this.#pooling = pooling;
    this.dimension = dimension;
  }

  /**
   * @param {number[][]} rows token ids, none of them empty
   * @param {string[]} [outputs] all if left out
   */
  async #runRaw(rows, outputs) {
    const columns = rows.reduce((most, ids) => Math.max(most, ids.length), 0);
    const shape = [rows.length, columns];
    const ids = new BigInt64Array(rows.length * columns);
    const mask = new BigInt64Array(rows.length * columns);
    // Token ids fit the low half of an int64, and making BigInts is slow.
    const idsLow = new Int32Array(ids.buffer);
    const maskLow = new Int32Array(mask.buffer);
    rows.forEach((row, r) => {
      for (let k = 0; k < row.length; ++k) {
        idsLow[2 * (r * columns + k)] = row[k];
        maskLow[2 * (r * columns + k)] = 1;
      }
    });
    const { Tensor } = this.#runtime;
    /** @type {Record<string, Tensor>} */
    const feeds = { input_ids: new Tensor('int64', ids, shape), attention_mask: new Tensor('int64', mask, shape) };
    if (this.#session.inputNames.includes('token_type_ids')) {
      feeds.token_type_ids = new Tensor('int64', new BigInt64Array(ids.length), shape);
    }
    const running = outputs ? this.#session.run(feeds, outputs) : this.#session.run(feeds);
    return running.catch((error) => {
      const asked = outputs?.find((name) => !this.#session.outputNames.includes(name));
      if (asked) throw refused(`expected the output ${asked}, found ${this.#session.outputNames.join(', ')}`);
      throw new EmbedError('embedder', `The model failed on ${rows.length} texts: ${messageOf(error)}`);
    });
  }

  /**
   * @param {number[][]} rows token ids, none of them empty
   * @param {(row: number, vector: Float32Array) => void} emit the vector is the graph's own until it returns
   */
  async run(rows, emit) {
    const tensor = (await this.#runRaw(rows, [this.#output]))[this.#output];
    const ready = this.#pooling === 'ready';
    const columns = rows.reduce((most, ids) => Math.max(most, ids.length), 0);
    const { dimension } = this;
    const data = floatsOf(tensor);
    const wanted = ready ? [rows.length, dimension] : [rows.length, columns, dimension];
    if (data === null || String(tensor.dims) !== String(wanted)) {
      throw refused(`expected floats of the shape [${wanted}], found ${described(this.#output, tensor)}`);
    }
    const pooled = new Float32Array(dimension);
    for (let r = 0; r < rows.length; ++r) {
      const vector = ready ? data.subarray(r * dimension, (r + 1) * dimension) : pooled;
      if (!ready) pool(data, r, columns, rows[r].length, this.#pooling, pooled);
      if (this.#spec.normalize && !Number.isFinite(normalize(vector))) {
        throw refused('expected numbers, found NaN or infinity in its vectors. Take another number format of it');
      }
      emit(r, vector);
    }
  }
}

/** @param {Tensor | undefined} tensor @param {number[]} start of the shape before the dimension */
function fits(tensor, start) {
  if (!tensor || !['float32', 'float16'].includes(tensor.type)) return false;
  return tensor.dims.length === start.length + 1 && start.every((size, i) => tensor.dims[i] === size);
}

/** @param {string[]} names @param {string[]} preferred @returns {string | undefined} */
const bestOf = (names, preferred) => preferred.find((name) => names.includes(name)) ?? names[0];
