/**
 * From token vectors to one vector a text.
 */

/** @typedef {import('./embed_protocol.js').Pooling} Pooling */

/**
 * @param {Float32Array} tokens texts x columns x dimension, as the graph gives them
 * @param {number} row
 * @param {number} columns tokens a text with padding
 * @param {number} length tokens of this text without padding; padding is at the end
 * @param {Pooling} pooling mean, cls or last
 * @param {Float32Array} out receives the vector; its length is the dimension
 */
export function pool(tokens, row, columns, length, pooling, out) {
  const dimension = out.length;
  const first = row * columns * dimension;
  if (pooling !== 'mean') {
    const at = first + (pooling === 'last' ? length - 1 : 0) * dimension;
    out.set(tokens.subarray(at, at + dimension));
    return;
  }
  out.fill(0);
  for (let t = 0, at = first; t < length; ++t) {
    for (let d = 0; d < dimension; ++d, ++at) out[d] += tokens[at];
  }
  for (let d = 0; d < dimension; ++d) out[d] /= length;
}

/**
 * To length 1; a zero vector stays.
 * @param {Float32Array} vector
 * @returns {number} its length before; NaN or infinite where the vector is broken
 */
export function normalize(vector) {
  let sum = 0;
  for (let d = 0; d < vector.length; ++d) sum += vector[d] * vector[d];
  const scale = sum === 0 ? 0 : 1 / Math.sqrt(sum);
  for (let d = 0; d < vector.length; ++d) vector[d] *= scale;
  return Math.sqrt(sum);
}

/** @param {Uint16Array} bits IEEE half floats @returns {Float32Array} */
export function floatsOfHalves(bits) {
  const out = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; ++i) {
    const exponent = (bits[i] >> 10) & 31;
    const fraction = bits[i] & 1023;
    let value;
    if (exponent === 0) value = fraction * 2 ** -24;
    else if (exponent === 31) value = fraction ? NaN : Infinity;
    else value = (1 + fraction / 1024) * 2 ** (exponent - 15);
    out[i] = bits[i] & 0x8000 ? -value : value;
  }
  return out;
}
