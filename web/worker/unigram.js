/**
 * Unigram tokenization of one word (Kudo 2018): the most likely way to cut it into pieces.
 * Gives the ids of the library's Unigram model and is many times faster on words that were not met
 * before: scripts without spaces consist of such. Of cuts that are equally likely but for rounding,
 * it may choose another: it adds and compares in the order of Hugging Face's Rust reference.
 */

const k_unknownPenalty = 10;
const k_none = -1;

/** Finds all pieces that start at a place: one step per UTF-16 unit, in a hash table of edges. */
class PieceTrie {
  #mask;
  #parents;
  #units;
  #children;

  /** @param {string[]} pieces the last of equal pieces counts */
  constructor(pieces) {
    const edges = pieces.reduce((sum, piece) => sum + piece.length, 1);
    const slots = 2 ** Math.ceil(Math.log2(2 * edges));
    this.#mask = slots - 1;
    this.#parents = new Int32Array(slots).fill(k_none);
    this.#units = new Uint16Array(slots);
    this.#children = new Int32Array(slots);
    /** Piece that ends at a node, or k_none. */
    this.pieceAt = new Int32Array(edges).fill(k_none);
    let nodeCount = 1;
    pieces.forEach((piece, id) => {
      let node = 0;
      for (let i = 0; i < piece.length; ++i) {
        const slot = this.#slotOf(node, piece.charCodeAt(i));
        if (this.#parents[slot] === k_none) {
          this.#parents[slot] = node;
          this.#units[slot] = piece.charCodeAt(i);
          this.#children[slot] = nodeCount++;
        }
        node = this.#children[slot];
      }
      this.pieceAt[node] = id;
    });
  }

  /**
   * @param {number} node
   * @param {number} unit
   * @returns {number} where the edge is, or would be
   */
  #slotOf(node, unit) {
    let slot = (Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> 7;
    for (slot &= this.#mask; this.#parents[slot] !== k_none; slot = (slot + 1) & this.#mask) {
      if (this.#parents[slot] === node && this.#units[slot] === unit) break;
    }
    return slot;
  }

  /**
   * @param {number} node 0 is the root
   * @param {number} unit
   * @returns {number} the next node or k_none
   */
  next(node, unit) {
    const slot = this.#slotOf(node, unit);
    return this.#parents[slot] === k_none ? k_none : this.#children[slot];
  }
}

export class Unigram {
  #trie;
  #scores;
  #unknownId;

  /**
   * @param {[string, number][]} vocabulary pieces and their log probabilities
   * @param {number} unknownId
   */
  constructor(vocabulary, unknownId) {
    this.#trie = new PieceTrie(vocabulary.map(([piece]) => piece));
    this.#scores = Float64Array.from(vocabulary, ([, score]) => score);
    this.#unknownId = unknownId;
    const least = this.#scores.reduce((low, score) => Math.min(low, score), Infinity);
    this.#scores[unknownId] = least - k_unknownPenalty;
  }

  /** @param {string} word @returns {number[]} */
  encode(word) {
    const size = word.length;
    const best = new Float64Array(size + 1).fill(-Infinity);
    const begins = new Int32Array(size + 1);
    const ids = new Int32Array(size + 1);
    best[0] = 0;
    for (let begin = 0; begin < size; ) {
      const characterEnd = begin + (/** @type {number} */ (word.codePointAt(begin)) > 0xffff ? 2 : 1);
      const reach = (/** @type {number} */ end, /** @type {number} */ id) => {
        const score = best[begin] + this.#scores[id];
        if (score <= best[end]) return;
        best[end] = score;
        begins[end] = begin;
        ids[end] = id;
      };
      let known = false;
      for (let end = begin, node = 0; end < size; ) {
        node = this.#trie.next(node, word.charCodeAt(end++));
        if (node === k_none) break;
        const id = this.#trie.pieceAt[node];
        if (id === k_none) continue;
        if (end === characterEnd) known = true;
        reach(end, id);
      }
      if (!known) reach(characterEnd, this.#unknownId);
      begin = characterEnd;
    }
    const result = [];
    for (let end = size; end > 0; end = begins[end]) result.push(ids[end]);
    return result.reverse();
  }
}
