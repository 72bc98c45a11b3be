/**
 * Token ids by word, found by the word's bytes: no string is made for a word that is known, and nothing is left to the
 * garbage collector. Open addressing in one array; beyond k_maxWords it starts afresh.
 */

const k_maxWords = 1 << 17;
const k_maxBytes = 64;
const k_slots = 1 << 18;
/** Of a slot: hash, where its bytes begin, how many they are, where its ids begin, how many + k_first. */
const k_fields = 5;
const [k_empty, k_refused, k_first] = [0, 1, 2];
// FNV-1a.
export const k_hashStart = 0x811c9dc5 | 0;
const k_hashPrime = 0x01000193;

/** @param {number} hash @param {number} byte @returns {number} of the bytes so far and this one */
export const hashNext = (hash, byte) => Math.imul(hash ^ byte, k_hashPrime);

/** @template {Uint8Array | Int32Array} T @param {T} array @param {number} length @returns {T} at least as long */
function grown(array, length) {
  if (length <= array.length) return array;
  const longer = new /** @type {any} */ (array.constructor)(Math.max(length, 2 * array.length));
  longer.set(array);
  return longer;
}

export class WordMemory {
  #slots;
  #bytes;
  #bytesEnd = 0;
  #idsEnd = 0;
  #size = 0;

  constructor() {
    this.#slots = new Int32Array(k_slots * k_fields);
    this.#bytes = new Uint8Array(1 << 16);
    /** All ids; those of a slot are at first(slot) to last(slot). */
    this.ids = new Int32Array(1 << 16);
  }

  /**
   * @param {Uint8Array} bytes @param {number} begin @param {number} end of the word
   * @param {number} hash of its bytes, from k_hashStart on
   * @returns {number} its slot, or -1
   */
  find(bytes, begin, end, hash) {
    const slot = this.#slotOf(bytes, begin, end, hash);
    return this.#slots[slot + 4] === k_empty ? -1 : slot;
  }

  /** @param {number} slot @returns {boolean} whether the word was remembered as one that has no ids of its own */
  isRefused(slot) {
    return this.#slots[slot + 4] === k_refused;
  }

  /** @param {number} slot */
  first(slot) {
    return this.#slots[slot + 3];
  }

  /** @param {number} slot */
  last(slot) {
    return this.#slots[slot + 3] + this.#slots[slot + 4] - k_first;
  }

  /**
   * Remembers a word that is not known yet, if it is short.
   * @param {Uint8Array} bytes @param {number} begin @param {number} end @param {number} hash
   * @param {number[] | null} ids null: it has none of its own
   */
  add(bytes, begin, end, hash, ids) {
    if (end - begin > k_maxBytes) return;
    if (this.#size === k_maxWords) this.#clear();
    ++this.#size;
    const slot = this.#slotOf(bytes, begin, end, hash);
    const count = ids?.length ?? 0;
    this.#slots.set([hash, this.#bytesEnd, end - begin, this.#idsEnd, ids ? count + k_first : k_refused], slot);
    this.#bytes = grown(this.#bytes, this.#bytesEnd + end - begin);
    this.#bytes.set(bytes.subarray(begin, end), this.#bytesEnd);
    this.#bytesEnd += end - begin;
    this.ids = grown(this.ids, this.#idsEnd + count);
    if (ids) this.ids.set(ids, this.#idsEnd);
    this.#idsEnd += count;
  }

  #clear() {
    this.#slots.fill(0);
    this.#bytesEnd = this.#idsEnd = this.#size = 0;
  }

  /** @param {Uint8Array} bytes @param {number} begin @param {number} end @param {number} hash */
  #slotOf(bytes, begin, end, hash) {
    const slots = this.#slots;
    const known = this.#bytes;
    for (let index = (hash ^ (hash >>> 15)) & (k_slots - 1); ; index = (index + 1) & (k_slots - 1)) {
      const slot = index * k_fields;
      if (slots[slot + 4] === k_empty) return slot;
      if (slots[slot] !== hash || slots[slot + 2] !== end - begin) continue;
      const shift = slots[slot + 1] - begin;
      let at = begin;
      while (at < end && bytes[at] === known[at + shift]) ++at;
      if (at === end) return slot;
    }
  }
}
