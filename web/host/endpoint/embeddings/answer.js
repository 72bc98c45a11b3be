/**
 * Checks what an endpoint answers: one vector for every text, all of one length, of numbers.
 */

import { normalize } from '../../../worker/pooling.js';
import { EndpointError } from '../errors.js';

/** @param {string} reason */
const wrong = (reason) => new EndpointError('bad_file', `The endpoint's answer cannot be used: ${reason}`);

/** @param {string} base64 of little-endian float32 */
function floatsOfBase64(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Float32Array(bytes.buffer, 0, bytes.length >> 2);
}

/**
 * @param {any} json
 * @param {number} count of texts
 * @param {number | null} dimension of the answers before; null: this is the first
 * @returns {Float32Array[]} unit vectors in the order of the texts
 */
export function vectorsOf(json, count, dimension) {
  if (!Array.isArray(json?.data)) throw wrong(`it has no list "data". Is the address that of an OpenAI-compatible server?`);
  if (json.data.length !== count) throw wrong(`it holds ${json.data.length} vectors for ${count} texts`);
  /** @type {Float32Array[]} */
  const vectors = Array(count);
  json.data.forEach((/** @type {any} */ item, /** @type {number} */ i) => {
    const index = Number.isInteger(item?.index) ? item.index : i;
    if (index < 0 || index >= count || vectors[index] !== undefined) throw wrong(`text ${index} has two vectors, or none`);
    const { embedding } = item ?? {};
    if (typeof embedding !== 'string' && !Array.isArray(embedding)) throw wrong(`text ${index} has no vector`);
    const vector = typeof embedding === 'string' ? floatsOfBase64(embedding) : Float32Array.from(embedding);
    dimension ??= vector.length;
    if (vector.length === 0 || vector.length !== dimension) {
      throw wrong(`a vector has ${vector.length} dimensions where ${dimension} were expected`);
    }
    const isNumbers = typeof embedding === 'string' || embedding.every((value) => typeof value === 'number');
    if (!isNumbers || !Number.isFinite(normalize(vector))) throw wrong('a vector holds something that is no number');
    vectors[index] = vector;
  });
  return vectors;
}
