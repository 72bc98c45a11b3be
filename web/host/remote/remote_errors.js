/**
 * What an embedding endpoint's refusal means and what to do about it. Never holds the key.
 */

import { cutText } from '../../strings.js';
import { EmbedError } from '../../worker/embed_protocol.js';

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

/**
 * @param {number} status @param {string} body
 * @param {{base: string, model: string, key: string}} remote
 * @returns {EmbedError}
 */
export function errorOfStatus(status, body, { base, model, key }) {
  const said = `${base} answered with HTTP status ${status}${quoted(body, key)}`;
  const error = (/** @type {import('../../worker/embed_protocol.js').ErrorCode} */ code, /** @type {string} */ advice) =>
    new EmbedError(code, `${said}. ${advice}`);
  switch (status) {
    case 401: return error('bad_argument', key ? 'Check the key' : 'It wants a key');
    case 403:
      return error('bad_argument', `The key may not use ${model}, or the server refuses this page: Ollama wants its ` +
        'address in OLLAMA_ORIGINS');
    case 404:
      return error('not_found', `Check the address (it often ends in /v1) and whether the model ${model} is there`);
    case 413: return error('too_large', 'A single text is too long for it: allow fewer characters a text');
    case 429:
      return error('embedder', 'It wants fewer requests at a time, or the credit is used up: wait and go on');
    default:
      return status >= 500
        ? error('embedder', 'The server has trouble: go on later, what is embedded stays')
        : error('bad_argument', "Check the model's name and the length of the texts");
  }
}

/**
 * The reason of a failed fetch is hidden from the page; a request without CORS tells whether anybody is there.
 * @param {{base: string, key: string}} remote @param {unknown} error
 * @returns {Promise<EmbedError>}
 */
export async function errorOfNetwork({ base, key }, error) {
  const answers = await fetch(base, {
    mode: 'no-cors', credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(5000),
  }).then(() => true, () => false);
  const reason = withoutKey(error instanceof Error ? error.message : String(error), key);
  const page = globalThis.location?.origin ?? 'this page';
  return answers
    ? new EmbedError('embedder', `${base} is there but does not let this page in (CORS): allow ${page} on the server, ` +
        'for Ollama by OLLAMA_ORIGINS')
    : new EmbedError('not_found', `${base} cannot be reached: ${reason}. Is the server running, and may this page ` +
        'use the local network?');
}
