/**
 * Text to token ids, by any Hugging Face tokenizer.json (WordPiece, BPE, Unigram).
 */

import { Tokenizer } from '@huggingface/tokenizers';
import { Unigram } from './unigram.js';
import { hashNext, k_hashStart, WordMemory } from './word_memory.js';

/** Words whose token ids are remembered; beyond that the memory starts afresh. */
const k_maxRememberedWords = 1 << 17;
const k_maxRememberedLength = 64;
/** Tokens of natural text seldom stand for more characters than this on average. */
const k_maxCharactersPerToken = 16;

const k_encoder = new TextEncoder();
const [k_tab, k_lineFeed, k_return, k_space] = [9, 10, 13, 32];

/** @template T @param {Map<string, T>} memory @param {string} word @param {T} value */
function remember(memory, word, value) {
  if (word.length > k_maxRememberedLength) return;
  if (memory.size >= k_maxRememberedWords) memory.clear();
  memory.set(word, value);
}

/**
 * The parts of the library's tokenizer that are used here.
 * @typedef {object} Parts
 * @property {((text: string) => string) | null} normalizer
 * @property {((text: string, options: {section_index: number}) => string[]) | null} pre_tokenizer
 * @property {((words: string[]) => string[]) & {tokens_to_ids: Map<string, number>, unk_token_id: number,
 *     fuse_unk: boolean}} model
 * @property {(text: string, options?: {add_special_tokens: boolean}) => {ids: number[]}} encode
 */

/** The steps of a normalizer or pre-tokenizer that is a sequence, or the one step. @param {any} part @returns {any[]} */
const stepsOf = (part) => (!part ? [] : part.normalizers ?? part.pretokenizers ?? [part]);

const k_wordNormalizers = ['BertNormalizer', 'Lowercase', 'NFC', 'NFD', 'NFKC', 'NFKD', 'StripAccents'];
const k_wordSplitters = ['BertPreTokenizer', 'WhitespaceSplit'];

/**
 * Whether what stands between spaces gets the same tokens in every text: words are split at spaces first, and no
 * step looks across one. Unicode normalization never does.
 * @param {any} json the parsed tokenizer.json
 */
function splitsAtSpaces({ normalizer, pre_tokenizer, added_tokens }) {
  const [first, ...others] = stepsOf(pre_tokenizer);
  return (
    stepsOf(normalizer).every(({ type }) => k_wordNormalizers.includes(type)) &&
    k_wordSplitters.includes(first?.type) &&
    others.every(({ type, prepend_scheme }) => type === 'Metaspace' && prepend_scheme === 'always') &&
    added_tokens.every((/** @type {{content: string}} */ { content }) => !/\s/.test(content))
  );
}

/**
 * Matches texts that may hold one of the tokens that are cut out before all else.
 * @param {{content: string}[]} addedTokens
 * @returns {RegExp | null}
 */
function addedTokenPattern(addedTokens) {
  const contents = addedTokens.map(({ content }) => content.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return contents.length > 0 ? new RegExp(contents.join('|'), 'iu') : null;
}

/**
 * @typedef {object} Encoding
 * @property {number[]} ids
 * @property {boolean} truncated
 *
 * @typedef {object} EncodedParts
 * @property {number[][]} parts none if the text has no known token
 * @property {boolean} truncated
 */

export class TextTokenizer {
  #parts;
  #unigram;
  #addedTokens;
  #splitsAtSpaces;
  #maxTokens;
  #maxCharacters;
  /** Token ids by word as the model sees it. @type {Map<string, number[]>} */
  #memory = new Map();
  /** Token ids by what stands between spaces; refused: it may hold an added token. */
  #spacedMemory = new WordMemory();
  #decoder;
  /** Where the tokens of a text are gathered: an array that grows with every text costs more than it holds. */
  #ids;
  /** @type {Map<string, number[]>} */
  #prefixIds = new Map();
  /** @type {number[]} */
  #prefix = [];
  /** @type {number[]} */
  #suffix = [];

  /**
   * Throws an Error that says what is wrong if the JSON is not a tokenizer.
   * @param {any} json the parsed tokenizer.json; its padding and truncation are not applied
   * @param {number} maxTokens special tokens included
   */
  constructor(json, maxTokens) {
    this.#parts = /** @type {Parts} */ (/** @type {unknown} */ (new Tokenizer(json, {})));
    this.#unigram = json.model.type === 'Unigram' ? new Unigram(json.model.vocab, json.model.unk_id) : null;
    this.#addedTokens = addedTokenPattern(json.added_tokens);
    this.#splitsAtSpaces = splitsAtSpaces(json);
    this.#maxTokens = maxTokens;
    this.#maxCharacters = maxTokens * k_maxCharactersPerToken;
    this.#decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    this.#ids = /** @type {number[]} */ ([]);
    this.#findSpecialTokens('a');
    if (maxTokens <= this.#prefix.length + this.#suffix.length) {
      throw new Error(`${maxTokens} tokens a text leave no room beside its special tokens`);
    }
  }

  /**
   * A text over the limit keeps its first tokens and the special tokens at its end.
   * A text of more than 16 characters per allowed token is cut before it is tokenized.
   * @param {string} text
   * @returns {Encoding}
   */
  encode(text) {
    const cut = text.length > this.#maxCharacters;
    const ids = this.#idsOf(cut ? text.slice(0, this.#maxCharacters) : text);
    if (ids.length <= this.#maxTokens) return { ids, truncated: cut };
    ids.length = this.#maxTokens - this.#suffix.length;
    return { ids: ids.concat(this.#suffix), truncated: true };
  }

  /**
   * A text as the model reads it: no part at all for a text without a known token, one part for a text within the
   * limit, and for a longer one its beginning or, with maxParts above 1, up to so many parts of nearly equal length.
   * @param {string} prefix put before the text; every part begins with it
   * @param {string} text
   * @param {number} maxParts
   * @returns {EncodedParts}
   */
  #encodeParts(prefix, text, maxParts) {
    if (!/\S/.test(text)) return { parts: [], truncated: false };
    const reach = this.#maxCharacters * maxParts;
    const full = prefix + text;
    const cut = full.length > reach;
    const ids = this.#idsOf(cut ? full.slice(0, reach) : full);
    return this.#partsOf(ids, prefix === '' ? [] : this.#repeatedIds(prefix, ids), cut, maxParts);
  }

  /**
   * As encodeParts(), of a text in UTF-8.
   * @param {string} prefix @param {Uint8Array} bytes @param {number} begin @param {number} end @param {number} maxParts
   * @returns {EncodedParts}
   */
  encodeBytes(prefix, bytes, begin, end, maxParts) {
    const own = prefix === '' && this.#splitsAtSpaces && end - begin <= this.#maxCharacters
      ? this.#idsOfSpaced(bytes, begin, end) : null;
    if (own === null) return this.#encodeParts(prefix, this.#decoder.decode(bytes.subarray(begin, end)), maxParts);
    return this.#partsOf(this.#prefix.concat(own, this.#suffix), [], false, maxParts);
  }

  /**
   * @param {number[]} ids with the special tokens
   * @param {number[]} repeated what every part begins with
   * @param {boolean} cut whether the text went on
   * @param {number} maxParts
   * @returns {EncodedParts}
   */
  #partsOf(ids, repeated, cut, maxParts) {
    const begin = this.#prefix.length;
    const end = ids.length - this.#suffix.length;
    if (!this.#hasKnown(ids, begin + repeated.length, end)) return { parts: [], truncated: cut };
    if (ids.length <= this.#maxTokens) return { parts: [ids], truncated: cut };

    const body = ids.slice(begin + repeated.length, end);
    const room = Math.max(1, this.#maxTokens - this.#prefix.length - this.#suffix.length - repeated.length);
    const wanted = Math.ceil(body.length / room);
    const count = Math.min(wanted, maxParts);
    const size = count < wanted ? room : Math.ceil(body.length / count);
    const parts = Array.from({ length: count }, (_, i) =>
      this.#prefix.concat(repeated, body.slice(i * size, (i + 1) * size), this.#suffix));
    return { parts, truncated: cut || count < wanted };
  }

  /**
   * The ids of a prefix, if the text's ids do begin with them: the last ones may have merged with the text.
   * @param {string} prefix @param {number[]} ids of prefix and text
   */
  #repeatedIds(prefix, ids) {
    let own = this.#prefixIds.get(prefix);
    if (!own) {
      own = this.#parts.encode(prefix.trimEnd(), { add_special_tokens: false }).ids;
      this.#prefixIds.set(prefix, own);
    }
    return own.every((id, k) => ids[this.#prefix.length + k] === id) ? own : [];
  }

  /** @param {number[]} ids @param {number} begin @param {number} end */
  #hasKnown(ids, begin, end) {
    const unknown = this.#parts.model.unk_token_id;
    for (let k = begin; k < end; ++k) if (ids[k] !== unknown) return true;
    return false;
  }

  /**
   * The same ids as the library's encode. Texts repeat words far more often than not, so the ids
   * of a word are remembered; the library looks every token up anew and is many times slower.
   * @param {string} text
   * @returns {number[]}
   */
  #idsOf(text) {
    if (this.#addedTokens?.test(text)) return this.#parts.encode(text).ids;
    const own = this.#splitsAtSpaces ? this.#idsOfSpacedText(text) : this.#idsOfWords(text, 0);
    return own === null ? this.#parts.encode(text).ids : this.#prefix.concat(own, this.#suffix);
  }

  /** @param {string} text @returns {number[] | null} null: it may hold an added token */
  #idsOfSpacedText(text) {
    const bytes = k_encoder.encode(text);
    return this.#idsOfSpaced(bytes, 0, bytes.length);
  }

  /**
   * @param {Uint8Array} bytes of UTF-8 @param {number} begin @param {number} end
   * @returns {number[] | null} null: the text may hold an added token
   */
  #idsOfSpaced(bytes, begin, end) {
    let count = 0;
    let hash = k_hashStart;
    for (let from = begin, at = begin; at <= end; ++at) {
      const byte = at < end ? bytes[at] : k_space;
      if (byte !== k_space && byte !== k_lineFeed && byte !== k_return && byte !== k_tab) {
        hash = hashNext(hash, byte);
        continue;
      }
      if (at > from) count = this.#appendSpaced(bytes, from, at, hash, count);
      if (count < 0) return null;
      from = at + 1;
      hash = k_hashStart;
    }
    return this.#ids.slice(0, count);
  }

  /**
   * Puts the tokens of what stands between spaces into #ids.
   * @param {Uint8Array} bytes @param {number} begin @param {number} end @param {number} hash of these bytes
   * @param {number} count of ids so far
   * @returns {number} the new count, or -1: it may hold an added token
   */
  #appendSpaced(bytes, begin, end, hash, count) {
    const memory = this.#spacedMemory;
    const slot = memory.find(bytes, begin, end, hash);
    if (slot >= 0) return memory.isRefused(slot) ? -1 : this.#append(memory.ids, memory.first(slot), memory.last(slot), 0, count);
    const text = this.#decoder.decode(bytes.subarray(begin, end));
    const ids = this.#addedTokens?.test(text) ? null : this.#idsOfWords(text, count);
    memory.add(bytes, begin, end, hash, ids);
    return ids === null ? -1 : this.#append(ids, 0, ids.length, 0, count);
  }

  /** @param {string} text @param {number} used of #ids @returns {number[] | null} null: it may hold an added token */
  #idsOfWords(text, used) {
    const { normalizer, pre_tokenizer } = this.#parts;
    const normalized = normalizer === null ? text : normalizer(text);
    if (this.#addedTokens?.test(normalized)) return null;
    const words = pre_tokenizer === null ? [normalized] : pre_tokenizer(normalized, { section_index: 0 });
    let count = used;
    if (normalized.length > 0) {
      for (const word of words) {
        const own = this.#wordIds(word);
        count = this.#append(own, 0, own.length, used, count);
      }
    }
    return this.#ids.slice(used, count);
  }

  /**
   * Puts tokens into #ids, after those of the same text at begin..count; of several unknown ones in a row only one if
   * the model says so.
   * @param {ArrayLike<number>} own @param {number} first @param {number} last of own
   * @param {number} begin @param {number} count
   * @returns {number} the new count
   */
  #append(own, first, last, begin, count) {
    const { fuse_unk, unk_token_id } = this.#parts.model;
    const ids = this.#ids;
    for (let k = first; k < last; ++k) {
      if (fuse_unk && own[k] === unk_token_id && count > begin && ids[count - 1] === unk_token_id) continue;
      ids[count++] = own[k];
    }
    return count;
  }

  /** @param {string} word @returns {number[]} */
  #wordIds(word) {
    const known = this.#memory.get(word);
    if (known !== undefined) return known;
    const ids = this.#unigram?.encode(word) ?? this.#modelIds(word);
    remember(this.#memory, word, ids);
    return ids;
  }

  /** @param {string} word @returns {number[]} */
  #modelIds(word) {
    const { model } = this.#parts;
    return model([word]).map((token) => model.tokens_to_ids.get(token) ?? model.unk_token_id);
  }

  /**
   * Finds the special tokens around every text, such as [CLS] and [SEP].
   * @param {string} text of one known token at least
   */
  #findSpecialTokens(text) {
    const bare = this.#parts.encode(text, { add_special_tokens: false }).ids;
    const full = this.#parts.encode(text).ids;
    const before = full.findIndex((_, start) => bare.every((id, k) => full[start + k] === id));
    this.#prefix = full.slice(0, before);
    this.#suffix = full.slice(before + bare.length);
  }
}
