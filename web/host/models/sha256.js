/**
 * SHA-256 of bytes that come piece by piece: Web Crypto wants them all at once, and models are large.
 */

/** The first 32 bits of the fractional parts of a root of the first primes. @param {number} root @param {number} count */
function primeRoots(root, count) {
  const values = [];
  for (let n = 2; values.length < count; ++n) {
    let prime = true;
    for (let d = 2; d * d <= n; ++d) if (n % d === 0) prime = false;
    if (prime) values.push(Math.floor((n ** (1 / root) % 1) * 2 ** 32));
  }
  return values;
}

const k_rounds = Int32Array.from(primeRoots(3, 64), (value) => value | 0);
const k_start = Int32Array.from(primeRoots(2, 8), (value) => value | 0);
const k_block = 64;

export class Sha256 {
  #state = k_start.slice();
  #words = new Int32Array(64);
  #rest = new Uint8Array(k_block);
  #restSize = 0;
  #size = 0;

  /** @param {Uint8Array} bytes */
  update(bytes) {
    this.#size += bytes.length;
    let at = 0;
    if (this.#restSize > 0) {
      at = Math.min(k_block - this.#restSize, bytes.length);
      this.#rest.set(bytes.subarray(0, at), this.#restSize);
      this.#restSize += at;
      if (this.#restSize < k_block) return;
      this.#digest(this.#rest, 0);
      this.#restSize = 0;
    }
    for (; at + k_block <= bytes.length; at += k_block) this.#digest(bytes, at);
    this.#rest.set(bytes.subarray(at));
    this.#restSize = bytes.length - at;
  }

  /** Ends it. @returns {string} lower-case hex */
  hex() {
    const bits = this.#size * 8;
    const padding = new Uint8Array(((this.#restSize < 56 ? 56 : 120) - this.#restSize) + 8);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(padding.length - 4, bits >>> 0);
    this.update(padding);
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  /** @param {Uint8Array} bytes @param {number} at */
  #digest(bytes, at) {
    const w = this.#words;
    for (let i = 0; i < 16; ++i, at += 4) {
      w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    }
    for (let i = 16; i < 64; ++i) {
      const [x, y] = [w[i - 15], w[i - 2]];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = this.#state;
    for (let i = 0; i < 64; ++i) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + k_rounds[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0;
      d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    const sums = [a, b, c, d, e, f, g, h];
    for (let i = 0; i < 8; ++i) this.#state[i] += sums[i];
  }
}

/** @param {Blob} blob @returns {Promise<string>} lower-case hex */
export async function sha256OfBlob(blob) {
  const hash = new Sha256();
  const reader = blob.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return hash.hex();
    hash.update(value);
  }
}
