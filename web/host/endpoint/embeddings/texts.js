/**
 * Texts on their way to an endpoint: what is sent, in which requests, and what that amounts to.
 */

import { cutText } from '../../../strings.js';

/** @typedef {import('../../../types.d.ts').RemoteModel} RemoteModel */
/** @typedef {import('../../../types.d.ts').RemoteEstimate} RemoteEstimate */

/** Of one request; endpoints bound the tokens of all its texts together. */
const k_maxRequestCharacters = 100000;
const k_batchTexts = 64;
/** About 8,000 tokens, which many models read at most. */
const k_maxCharacters = 24000;

/**
 * @typedef {object} OutgoingTexts
 * @property {string[]} texts with the prefix, cut; blank ones are left out
 * @property {number[]} rows where each belongs
 * @property {number} truncated
 * @property {number} blank
 */

/**
 * @param {Uint8Array} bytes @param {Uint32Array} offsets
 * @param {RemoteModel} remote
 * @param {import('../../../worker/embed_protocol.js').TextKind} kind
 * @returns {OutgoingTexts}
 */
export function outgoingTexts(bytes, offsets, { prefixes, maxCharacters = k_maxCharacters }, kind) {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const prefix = prefixes?.[kind] ?? '';
  /** @type {OutgoingTexts} */
  const result = { texts: [], rows: [], truncated: 0, blank: 0 };
  for (let row = 0; row + 1 < offsets.length; ++row) {
    // A character has four bytes at most.
    const end = Math.min(offsets[row + 1], offsets[row] + maxCharacters * 4);
    const text = decoder.decode(bytes.subarray(offsets[row], end));
    if (!/\S/.test(text)) {
      ++result.blank;
      continue;
    }
    const isCut = text.length > maxCharacters || end < offsets[row + 1];
    if (isCut) ++result.truncated;
    result.texts.push(prefix + (isCut ? cutText(text, maxCharacters) : text));
    result.rows.push(row);
  }
  return result;
}

/** @param {string[]} texts @param {RemoteModel} remote @returns {number[]} first text of every request, and the end */
export function requestsOf(texts, { batchTexts = k_batchTexts }) {
  const starts = [0];
  for (let i = 0, characters = 0; i < texts.length; ++i) {
    const first = starts[starts.length - 1];
    characters += texts[i].length;
    if (i > first && (i - first >= batchTexts || characters > k_maxRequestCharacters)) {
      starts.push(i);
      characters = texts[i].length;
    }
  }
  return texts.length === 0 ? starts : [...starts, texts.length];
}

/** Roughly: a word of a Latin script is about 1.3 tokens, a character of others about 0.7. @param {string} text */
function approximateTokens(text) {
  let ascii = 0;
  for (let i = 0; i < text.length; ++i) if (text.charCodeAt(i) < 128) ++ascii;
  return ascii / 4 + (text.length - ascii) * 0.7;
}

/**
 * What would be sent; sends nothing.
 * @param {Uint8Array} bytes @param {Uint32Array} offsets @param {RemoteModel} remote
 * @returns {Omit<RemoteEstimate, 'id'>}
 */
export function estimate(bytes, offsets, remote) {
  const { texts, truncated, blank } = outgoingTexts(bytes, offsets, remote, 'document');
  const tokens = Math.ceil(texts.reduce((sum, text) => sum + approximateTokens(text), 0));
  const { pricePerMillion } = remote;
  const { origin, protocol, hostname } = new URL(remote.base);
  return {
    origin,
    encrypted: protocol === 'https:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname),
    texts: texts.length,
    requests: requestsOf(texts, remote).length - 1,
    characters: texts.reduce((sum, text) => sum + text.length, 0),
    tokens,
    price: pricePerMillion === undefined ? null : (tokens / 1e6) * pricePerMillion,
    truncated,
    blank,
  };
}
