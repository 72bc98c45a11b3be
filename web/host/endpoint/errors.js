/**
 * What an endpoint's refusal means and what to do about it. Never holds the key.
 */

import { cutText } from '../../strings.js';

/** @typedef {import('./profile.js').Profile} Profile */

/**
 * @typedef {object} Advice what to do, where that depends on what was asked for
 * @property {string} stopped that the user ended it
 * @property {string} slow no answer in time
 * @property {string} tooLarge for one request
 * @property {string} trouble of the server
 * @property {string} refused for any other reason
 */

/** An error that can cross to C++: a code of the core, and what happened, where, what to do. */
export class EndpointError extends Error {
  /** @param {'bad_argument' | 'bad_file' | 'not_found' | 'too_large' | 'cancelled' | 'embedder'} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.name = 'EndpointError';
    this.code = code;
  }
}

/** Of a server's own words. */
const k_maxQuoted = 200;

/** @param {string} text @param {string} key @returns {string} endpoints like to quote a part of the key */
export function withoutKey(text, key) {
  const bare = key === '' ? text : text.replaceAll(key, '…');
  return bare.replace(/\b(sk|pk|key|hf|gsk|xai)[-_][\w*-]{6,}/gi, '…').replace(/Bearer\s+\S+/gi, 'Bearer …');
}

/** @param {string} body @param {string} key @returns {string} with a colon before it, or empty */
function quoted(body, key) {
  let text = body;
  try {
    const json = JSON.parse(body);
    text = json.error?.message ?? json.error ?? json.message ?? json.detail ?? '';
    if (typeof text !== 'string') text = JSON.stringify(text);
  } catch {
    if (/<html/i.test(body)) text = '';
  }
  const clean = withoutKey(text, key).trim();
  return clean === '' ? '' : `: ${clean.length > k_maxQuoted ? `${cutText(clean, k_maxQuoted)}…` : clean}`;
}

/** @param {number} status @param {string} body @param {Profile} profile @param {Advice} advice @returns {EndpointError} */
export function errorOfStatus(status, body, { base, model, key }, advice) {
  const said = `${base} answered with HTTP status ${status}${quoted(body, key)}`;
  const error = (/** @type {EndpointError['code']} */ code, /** @type {string} */ what) =>
    new EndpointError(code, `${said}. ${what}`);
  switch (status) {
    case 401: return error('bad_argument', key ? 'Check the key' : 'It wants a key');
    case 403:
      return error('bad_argument', `The key may not use ${model}, or the server refuses this page: Ollama wants its ` +
        'address in OLLAMA_ORIGINS');
    case 404:
      return error('not_found', `Check the address (it often ends in /v1) and whether the model ${model} is there`);
    case 413: return error('too_large', advice.tooLarge);
    case 429:
      return error('embedder', 'It wants fewer requests at a time, or the credit is used up: wait and go on');
    default: return status >= 500 ? error('embedder', advice.trouble) : error('bad_argument', advice.refused);
  }
}

/**
 * The reason of a failed fetch is hidden from the page; a request without CORS tells whether anybody is there.
 * @param {Profile} profile @param {unknown} error
 * @returns {Promise<EndpointError>}
 */
export async function errorOfNetwork({ base, key }, error) {
  const answers = await fetch(base, {
    mode: 'no-cors', credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(5000),
  }).then(() => true, () => false);
  const reason = withoutKey(error instanceof Error ? error.message : String(error), key);
  const page = globalThis.location?.origin ?? 'this page';
  return answers
    ? new EndpointError('embedder', `${base} is there but does not let this page in (CORS): allow ${page} on the server, ` +
        'for Ollama by OLLAMA_ORIGINS')
    : new EndpointError('not_found', `${base} cannot be reached: ${reason}. Is the server running, and may this page ` +
        'use the local network?');
}
