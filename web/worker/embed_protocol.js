/**
 * What crosses between the page (host/embedder.js) and the embedding worker (embed.worker.js), as calls of calls.js.
 *
 * The page calls load once and waits for its answer; then any number of embed and measure, whose only event is progress.
 * They are worked on one after the other in the order they arrive.
 *
 * Texts cross as one UTF-8 block: text i is bytes[offsets[i] .. offsets[i + 1]].
 * Bytes that are not UTF-8, and lone surrogates given to packTexts, are read as U+FFFD.
 * Vectors come back as one float32 block, row i for text i: length 1 (unless the spec says not to normalize), or
 * all zeros where the text holds no known token (empty, blank, or in no script of the vocabulary).
 */

/**
 * @typedef {object} ModelFile either a url or the bytes themselves
 * @property {string} [url] absolute; of the page's own origin
 * @property {Blob} [blob]
 * @property {number} [bytes] checked where known
 * @property {string} [sha256] lower-case hex; checked for urls, blobs were checked when they were stored
 *
 * @typedef {'mean' | 'cls' | 'last' | 'ready' | 'auto'} Pooling how token vectors become one vector: mean of all
 *     tokens, the first, the last, or none because the graph gives sentence vectors itself; auto looks at the graph
 *
 * @typedef {object} ModelSpec
 * @property {string} id
 * @property {number | null} dimension null: known once it is loaded
 * @property {number} maxTokens special tokens included
 * @property {string | null} output name of the graph's output; null: found by its shape
 * @property {Pooling} pooling
 * @property {boolean} normalize to length 1
 * @property {{document: string, query: string}} prefixes put before every text
 * @property {'cut' | 'average'} longTexts over maxTokens: cut and counted, or read in parts whose vectors are averaged
 * @property {{rows: number, tokens: number}} batch at most so many texts, and tokens with padding, at once
 * @property {ModelFile} model ONNX with int64 inputs input_ids and attention_mask [batch, tokens], and token_type_ids
 *     if it likes
 * @property {ModelFile} tokenizer tokenizer.json of Hugging Face tokenizers
 * @property {{path: string, file: ModelFile}[]} [data] weights beside the ONNX file, by the path it knows them under
 *
 * @typedef {object} RuntimePaths where ONNX Runtime Web lies, absolute, of the page's own origin
 * @property {string} mjs
 * @property {string} wasm
 * @property {{module: string, mjs: string, wasm: string}} [webgpu] the build that also knows WebGPU
 *
 * @typedef {'wasm' | 'webgpu'} Provider what runs the model
 * @typedef {'document' | 'query'} TextKind
 *
 * @typedef {object} Trial one way to run the model, measured
 * @property {Provider} provider
 * @property {number} textsPerSecond 0 where it failed
 * @property {number} difference the largest of any vector's component from wasm's
 * @property {string | null} refused why it is not taken though it may be faster
 *
 * @typedef {{type: 'load', spec: ModelSpec, runtime: RuntimePaths | null, threads: number,
 *     provider: Provider | 'auto'}} LoadRequest
 *     runtime null: the runtime finds its own files, as it does under Node; auto: what a short measurement finds faster
 * @typedef {{type: 'measure', milliseconds: number}} MeasureRequest
 * @typedef {{type: 'embed', bytes: Uint8Array, offsets: Uint32Array, kind: TextKind}} EmbedRequest
 * @typedef {LoadRequest | MeasureRequest | EmbedRequest} Request answered by Loaded, Measured, Embedded
 * @typedef {{type: 'progress', done: number, total: number}} ProgressEvent
 *
 * @typedef {'bad_argument' | 'bad_file' | 'not_found' | 'too_large' | 'conflict' | 'storage' | 'storage_full' |
 *     'cancelled' | 'embedder'} ErrorCode
 *     as in the core: embedder means the worker is broken and must be restarted
 *
 * @typedef {object} Embedded
 * @property {number} rows
 * @property {number} columns
 * @property {Float32Array} vectors rows x columns
 * @property {number} truncated texts longer than the model reads
 * @property {number} blank texts without a known token; their rows are zero
 * @property {number} averaged texts that were read in several parts
 *
 * @typedef {{modelId: string, dimension: number, provider: Provider, trials: Trial[]}} Loaded
 * @typedef {{provider: Provider, trials: Trial[]}} Measured
 */

/** An error that crosses the border: a stable code, and what happened, where, what to do. */
export class EmbedError extends Error {
  /**
   * @param {ErrorCode} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = 'EmbedError';
    this.code = code;
  }
}

/**
 * @param {readonly string[]} texts
 * @returns {{bytes: Uint8Array, offsets: Uint32Array}}
 */
export function packTexts(texts) {
  const encoder = new TextEncoder();
  const parts = texts.map((text) => encoder.encode(text));
  const offsets = new Uint32Array(parts.length + 1);
  parts.forEach((part, i) => (offsets[i + 1] = offsets[i] + part.length));
  const bytes = new Uint8Array(offsets[parts.length]);
  parts.forEach((part, i) => bytes.set(part, offsets[i]));
  return { bytes, offsets };
}

/**
 * Throws bad_argument unless the offsets start at 0, never decrease, and end with the bytes.
 * @param {Uint8Array} bytes
 * @param {Uint32Array} offsets
 */
export function checkTexts(bytes, offsets) {
  let sound = offsets.length > 0 && offsets[0] === 0 && offsets[offsets.length - 1] === bytes.length;
  for (let i = 1; sound && i < offsets.length; ++i) sound = offsets[i] >= offsets[i - 1];
  if (!sound) throw new EmbedError('bad_argument', 'The text offsets do not fit the text bytes');
}
