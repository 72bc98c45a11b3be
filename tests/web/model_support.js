// What tests of models share: the shared models, and specs for the engine.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbedEngine } from '../../web/worker/embed_engine.js';
import { packTexts } from '../../web/worker/embed_protocol.js';
import { root } from './embed_support.js';

/** @typedef {import('../../web/worker/embed_protocol.js').ModelSpec} ModelSpec */

export const sharedModels = join(process.env.LABELSCAPE_SHARED ?? join(root, '../shared'), 'models');

/** @param {string} name @returns {false | string} why a test that needs this model is skipped */
export const skipWithout = (name) => (existsSync(join(sharedModels, name)) ? false : `no ${name} in the shared models`);

/** @param {string} name such as synthetic-bert-tiny/model.onnx */
export const sharedFile = (name) => readFileSync(join(sharedModels, name));

/** @param {Uint8Array | string} content @param {string} [name] @returns {File} */
export const fileOf = (content, name = 'file') => new File([/** @type {any} */ (content)], name);

/** A word tokenizer with [CLS] and [SEP]: word "w7" is token 7. */
export function wordTokenizer(vocabulary = 1000) {
  const vocab = Object.fromEntries(Array.from({ length: vocabulary }, (_, i) => [`w${i}`, i]));
  for (const [token, id] of [['[UNK]', 100], ['[CLS]', 101], ['[SEP]', 102]]) vocab[token] = Number(id);
  for (const id of [100, 101, 102]) delete vocab[`w${id}`];
  const special = ['[CLS]', '[SEP]'].map((id) => [id, { id, ids: [vocab[id]], tokens: [id] }]);
  return JSON.stringify({
    version: '1.0', truncation: null, padding: null, normalizer: null, decoder: null,
    added_tokens: ['[UNK]', '[CLS]', '[SEP]'].map((content) => ({ id: vocab[content], content, special: true,
      single_word: false, lstrip: false, rstrip: false, normalized: false })),
    pre_tokenizer: { type: 'WhitespaceSplit' },
    post_processor: { type: 'TemplateProcessing', special_tokens: Object.fromEntries(special),
      single: [{ SpecialToken: { id: '[CLS]', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: '[SEP]', type_id: 0 } }], pair: [] },
    model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab },
  });
}

/** @param {Uint8Array | string} model @param {Uint8Array | string} tokenizer @param {Partial<ModelSpec>} [changes] @returns {ModelSpec} */
export function specOf(model, tokenizer, changes = {}) {
  return {
    id: 'test', dimension: null, maxTokens: 512, output: null, pooling: 'mean', normalize: true,
    prefixes: { document: '', query: '' }, longTexts: 'cut', batch: { rows: 8, tokens: 4096 },
    model: { blob: fileOf(model, 'model.onnx') }, tokenizer: { blob: fileOf(tokenizer, 'tokenizer.json') }, ...changes,
  };
}

/** @param {ModelSpec} spec */
export const loadEngine = (spec) => EmbedEngine.load(spec, null, 1, 'http://localhost');

const k_hooks = { isAborted: () => false, onProgress: () => {} };

/**
 * @param {EmbedEngine} engine @param {string[]} texts
 * @param {import('../../web/worker/embed_protocol.js').TextKind} [kind]
 */
export function embedTexts(engine, texts, kind) {
  const { bytes, offsets } = packTexts(texts);
  return engine.embed(bytes, offsets, k_hooks, kind);
}

/** @param {import('../../web/worker/embed_protocol.js').Embedded} result @param {number} row */
export const vectorOf = ({ vectors, columns }, row) => Array.from(vectors.slice(row * columns, (row + 1) * columns));

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
export const largestDifference = (a, b) =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
