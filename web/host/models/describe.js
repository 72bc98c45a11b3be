/**
 * From a repository to descriptions of what can be run from it, one for every number format it has.
 */

import { EmbedError } from '../../worker/embed_protocol.js';
import { k_configFiles, readConfigs } from './model_config.js';
import { variantsOf } from './onnx_files.js';
import { sha256OfBlob } from './sha256.js';

/** @typedef {import('../../types.d.ts').ModelDescription} ModelDescription */
/** @typedef {import('../../types.d.ts').ModelSource} ModelSource */
/** @typedef {import('./model_config.js').Configs} Configs */
/** @typedef {import('./repository.js').Repository} Repository */

/** @param {Repository} repository @returns {Promise<Configs>} */
async function configsOf(repository) {
  const entries = Object.entries(k_configFiles).map(async ([key, path]) => [key, await repository.readJson(path)]);
  return Object.fromEntries(await Promise.all(entries));
}

/** @param {Repository} repository */
function missing({ name, origin, files }) {
  const has = (/** @type {RegExp} */ pattern) => files.some(({ path }) => pattern.test(path));
  const what = has(/\.onnx$/) ? 'no tokenizer.json' : 'no ONNX file';
  const advice = origin === null ? 'Drop model.onnx and tokenizer.json together'
    : 'Look for a converted copy of it, such as those of Xenova or onnx-community';
  return new EmbedError('bad_file', `${name} has ${what}. ${advice}`);
}

/**
 * @param {Repository} repository
 * @param {ModelSource} source
 * @param {string} label begins every id
 * @returns {Promise<ModelDescription[]>} the one to begin with first; rejects with EmbedError
 */
export async function describe(repository, source, label) {
  const variants = variantsOf(repository.files);
  const tokenizer = repository.files.find(({ path }) => /(^|\/)tokenizer\.json$/.test(path));
  if (variants.length === 0 || !tokenizer) throw missing(repository);
  const { name, origin, revision, license, languages } = repository;
  const read = readConfigs(`${label} ${name}`, await configsOf(repository));
  return Promise.all(variants.map(async ({ dtype, model, data }) => {
    // Local files have no address that tells one model from another.
    const content = model.blob ? `@${(await sha256OfBlob(model.blob)).slice(0, 12)}` : '';
    return {
      id: `${label}${content}:${dtype}`, title: name.split('/').at(-1) ?? name, source, origin, repository: label,
      revision, license, languages, note: '', dtype, output: null, longTexts: /** @type {const} */ ('cut'),
      files: { model, tokenizer, data }, ...read,
    };
  }));
}
