/**
 * What is said of a model (ModelDescription, JSON) and what the worker runs (ModelSpec).
 */

import { EmbedError } from '../../worker/embed_protocol.js';

/** @typedef {import('../../types.d.ts').ModelDescription} ModelDescription */
/** @typedef {import('../../types.d.ts').ModelSettings} ModelSettings */
/** @typedef {import('../../types.d.ts').ModelPart} SpecFile */
/** @typedef {import('../../worker/embed_protocol.js').ModelFile} ModelFile */
/** @typedef {import('../../worker/embed_protocol.js').ModelSpec} ModelSpec */

/** Of a model that only looks up tables: the work of a batch is little more than that of calling the graph. */
export const k_tableBatch = { rows: Infinity, tokens: 1 << 12 };
/** Of a transformer: a few texts of equal length fill the processor, more only cost memory. */
const k_batch = { rows: 8, tokens: 1 << 12 };

/** @param {ModelDescription} description @returns {SpecFile[]} the small ones first */
export const filesOf = ({ files }) => [files.tokenizer, files.model, ...files.data];

/** @param {ModelDescription} description @returns {number | null} null: not known of every file */
export function bytesOf(description) {
  let sum = 0;
  for (const { bytes } of filesOf(description)) {
    if (bytes === undefined) return null;
    sum += bytes;
  }
  return sum;
}

/**
 * The description as the user wants to use the model.
 * @param {ModelDescription} description @param {ModelSettings} settings
 * @returns {ModelDescription}
 */
export function withSettings(description, settings) {
  const { maxTokens = description.maxTokens, prefixes = {}, longTexts = 'cut' } = settings;
  if (!Number.isInteger(maxTokens) || maxTokens < 4 || maxTokens > description.maxTokens) {
    const limits = `4 to ${description.maxTokens} tokens`;
    throw new EmbedError('bad_argument', `${description.title} reads ${limits}, not ${maxTokens}`);
  }
  const { pooling = description.pooling, normalize = description.normalize } = settings;
  if (!['mean', 'cls', 'last', 'ready', 'auto'].includes(pooling) || !['cut', 'average'].includes(longTexts)) {
    throw new EmbedError('bad_argument', `There is no ${pooling} pooling or no way to ${longTexts} long texts`);
  }
  return { ...description, maxTokens, longTexts, pooling, normalize, prefixes: { ...description.prefixes, ...prefixes } };
}

/**
 * Names the vectors: two models or settings whose vectors do not belong together have different ids.
 * @param {ModelDescription} description as it is by itself @param {ModelDescription} used as the user wants it
 */
export function vectorsId(description, used) {
  const changed = [
    used.pooling !== description.pooling && used.pooling,
    used.normalize !== description.normalize && (used.normalize ? 'normalized' : 'not normalized'),
    used.maxTokens !== description.maxTokens && `${used.maxTokens} tokens`,
    used.prefixes.document !== description.prefixes.document && JSON.stringify(used.prefixes.document),
    used.longTexts !== description.longTexts && used.longTexts,
  ].filter(Boolean);
  return [description.id, ...changed].join(' ');
}

/**
 * @param {string} id @param {ModelDescription} used
 * @param {(file: SpecFile) => Promise<ModelFile>} open
 * @returns {Promise<ModelSpec>}
 */
export async function workerSpec(id, used, open) {
  const { dimension, maxTokens, output, pooling, normalize, prefixes, longTexts, table, files } = used;
  const data = files.data.map(async (file) => ({ path: file.path.split('/').at(-1) ?? '', file: await open(file) }));
  return {
    id, dimension, maxTokens, output, pooling, normalize, prefixes, longTexts,
    batch: table ? k_tableBatch : k_batch,
    model: await open(files.model),
    tokenizer: await open(files.tokenizer),
    data: await Promise.all(data),
  };
}
