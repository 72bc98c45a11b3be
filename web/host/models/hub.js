/**
 * The model hub: the one place that knows its address and how it lists a repository.
 */

import { EmbedError } from '../../worker/embed_protocol.js';

/** @typedef {import('../../types.d.ts').ModelPart} ModelPart */

export const k_hub = 'https://huggingface.co';

/**
 * @typedef {object} HubId
 * @property {string} name owner/model
 * @property {string} revision branch, tag or commit
 *
 * @typedef {object} HubListing
 * @property {string} revision the commit, so that what is downloaded later is what was listed
 * @property {ModelPart[]} files without urls
 * @property {string} license
 * @property {string[]} languages
 */

/**
 * @param {string} text as a user writes it: owner/model, or the address of a page of the hub
 * @param {string} [hub]
 * @returns {HubId | null} null: not of the hub
 */
export function parseHubId(text, hub = k_hub) {
  const rest = text.trim().startsWith(`${hub}/`) ? text.trim().slice(hub.length + 1) : text.trim();
  const match = /^([\w.-]+\/[\w.-]+)(?:@([\w.-]+)|\/(?:tree|blob|resolve)\/([\w.-]+)(?:\/.*)?)?\/?(?:[?#].*)?$/.exec(rest);
  if (!match || /^(assets|datasets|spaces|docs|\.\.?)\//.test(match[1])) return null;
  return { name: match[1], revision: match[2] ?? match[3] ?? 'main' };
}

/** @param {HubId} id @param {string} path @param {string} [hub] */
export const hubUrl = ({ name, revision }, path, hub = k_hub) => `${hub}/${name}/resolve/${revision}/${path}`;

/**
 * Asks the hub what a repository holds.
 * @param {HubId} id
 * @param {{hub?: string, signal?: AbortSignal}} [options]
 * @returns {Promise<HubListing>} rejects with EmbedError
 */
export async function listHub({ name, revision }, { hub = k_hub, signal } = {}) {
  const url = `${hub}/api/models/${name}/revision/${revision}?blobs=true`;
  const response = await fetch(url, { signal, credentials: 'omit', referrerPolicy: 'no-referrer' }).catch((error) => {
    if (signal?.aborted) throw new EmbedError('cancelled', 'The search was stopped');
    throw new EmbedError('not_found', `Could not ask ${hub} for ${name}: ${error.message}. Check the connection and retry`);
  });
  if ([401, 403, 404].includes(response.status)) {
    // The hub does not say whether a repository is private or not there.
    throw new EmbedError('not_found', `${name} is not on ${hub}, or it is not public: check the name, or download ` +
      'its files by hand and drop them here');
  }
  if (!response.ok) throw new EmbedError('not_found', `Could not ask ${hub} for ${name}: HTTP status ${response.status}`);
  const answer = await response.json().catch(() => null);
  if (!Array.isArray(answer?.siblings)) throw new EmbedError('bad_file', `${hub} gave no list of files for ${name}`);
  const { license, language } = answer.cardData ?? {};
  return {
    revision: /^[0-9a-f]{40}$/.test(answer.sha) ? answer.sha : revision,
    files: answer.siblings.map((/** @type {any} */ file) => ({
      path: String(file.rfilename),
      bytes: file.lfs?.size ?? file.size ?? undefined,
      sha256: file.lfs?.sha256 ?? undefined,
    })),
    license: typeof license === 'string' ? license : '',
    languages: [language ?? []].flat().map(String),
  };
}
