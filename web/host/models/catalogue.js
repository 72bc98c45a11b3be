/**
 * The models the site itself names: the built-in one (assets/models.json) and a short list of good ones on the hub
 * (assets/models/catalogue.json).
 */

import { EmbedError } from '../../worker/embed_protocol.js';
import { hubUrl } from './hub.js';

/** @typedef {import('../../types.d.ts').ModelDescription} ModelDescription */
/** @typedef {import('../../types.d.ts').ModelPart} ModelPart */

/** @param {URL} url @returns {Promise<any>} rejects with EmbedError */
export async function readSiteJson(url) {
  const response = await fetch(url).catch((error) => {
    throw new EmbedError('not_found', `Could not load ${url}: ${error.message}. Check the connection and retry`);
  });
  if (!response.ok) throw new EmbedError('not_found', `Could not load ${url}: HTTP status ${response.status}`);
  return response.json().catch(() => {
    throw new EmbedError('bad_file', `${url} is not JSON. Copy the site's files again`);
  });
}

/**
 * @param {URL} assets
 * @param {string} [id] the list's default if left out
 * @returns {Promise<ModelDescription>} rejects with EmbedError
 */
export async function builtinDescription(assets, id) {
  const url = new URL('models.json', assets);
  const list = await readSiteJson(url);
  const wanted = id ?? list.default;
  const entry = list.models?.find((/** @type {{id: string}} */ model) => model.id === wanted);
  if (!entry) throw new EmbedError('not_found', `${url} lists no model ${wanted}`);
  /** @param {ModelPart} file @returns {ModelPart} */
  const located = (file) => ({ ...file, url: new URL(file.path, url).href });
  const { title, dimension, maxTokens, output, license = '', languages = [], note = '' } = entry;
  return {
    id: wanted, title, source: 'builtin', origin: null, repository: '', revision: '', license, languages, note,
    dtype: 'int8', dimension, maxTokens, output, pooling: 'ready', normalize: false, table: true, longTexts: 'cut',
    prefixes: { document: '', query: '' },
    files: { model: located(entry.model), tokenizer: located(entry.tokenizer), data: [] },
  };
}

/**
 * @param {URL} assets @param {string} hub
 * @returns {Promise<ModelDescription[]>} none where the site has no catalogue
 */
export async function readCatalogue(assets, hub) {
  const list = await readSiteJson(new URL('models/catalogue.json', assets)).catch((error) => {
    if (error.code === 'not_found') return { models: [] };
    throw error;
  });
  return list.models.map((/** @type {any} */ entry) => {
    const { files, repository, revision, ...rest } = entry;
    /** @param {ModelPart} file @returns {ModelPart} */
    const located = (file) => ({ ...file, url: hubUrl({ name: repository, revision }, file.path, hub) });
    const { model, tokenizer, data = [] } = files;
    return {
      normalize: true, prefixes: { document: '', query: '' }, note: '', ...rest,
      source: 'catalogue', origin: new URL(hub).origin, repository, revision,
      output: null, table: false, longTexts: 'cut',
      files: { model: located(model), tokenizer: located(tokenizer), data: data.map(located) },
    };
  });
}
