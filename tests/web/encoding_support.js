/** Text to bytes in legacy encodings, by turning the decoders around. */
import { makeDecoder } from '../../web/worker/readers/decoders.js';

/** @type {Map<string, Map<string, number[]>>} */
const tables = new Map();

/** @param {string} encoding */
function tableOf(encoding) {
  const known = tables.get(encoding);
  if (known) return known;
  const decoder = makeDecoder(encoding, true);
  /** @type {Map<string, number[]>} */
  const table = new Map();
  /** @param {number[]} bytes */
  const add = (bytes) => {
    try {
      const character = decoder.decode(Uint8Array.from(bytes), true);
      if ([...character].length === 1 && !table.has(character)) table.set(character, bytes);
    } catch {
      // These bytes mean nothing in it.
    }
  };
  for (let lead = 0; lead < 256; lead++) add([lead]);
  if (/^(gb|big5|shift|euc)/.test(encoding)) {
    for (let lead = 0x81; lead < 255; lead++) for (let trail = 0x30; trail < 255; trail++) add([lead, trail]);
  }
  tables.set(encoding, table);
  return table;
}

/**
 * @param {string} text
 * @param {string} encoding any that TextDecoder knows, or utf-32le, utf-32be
 * @returns {Uint8Array | null} null if the encoding has not all its characters
 */
export function encodeAs(text, encoding) {
  const bytes = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const wide = [code & 255, (code >> 8) & 255, code >> 16, 0];
    const own = encoding === 'utf-32le' ? wide : encoding === 'utf-32be' ? wide.reverse()
      : code < 128 ? [code] : tableOf(encoding).get(character);
    if (!own) return null;
    bytes.push(...own);
  }
  return Uint8Array.from(bytes);
}

/** What programs write in each language, by the names of SIB-200. @type {[language: string, encodings: string[]][]} */
export const k_legacy = [
  ['deu', ['windows-1252', 'iso-8859-15', 'macintosh']],
  ['fra', ['windows-1252', 'iso-8859-15', 'macintosh']],
  ['spa', ['windows-1252', 'iso-8859-15', 'macintosh']],
  ['por', ['windows-1252', 'iso-8859-15', 'macintosh']],
  ['eng', ['windows-1252']], ['swh', ['windows-1252']],
  ['ces', ['windows-1250', 'iso-8859-2']], ['pol', ['windows-1250', 'iso-8859-2']],
  ['tur', ['windows-1254']], ['vie', ['windows-1258']],
  ['ell', ['windows-1253', 'iso-8859-7']],
  ['rus', ['windows-1251', 'koi8-r', 'iso-8859-5', 'ibm866', 'x-mac-cyrillic']],
  ['ukr', ['windows-1251', 'koi8-u', 'iso-8859-5', 'x-mac-cyrillic']],
  ['arb', ['windows-1256', 'iso-8859-6']], ['heb', ['windows-1255', 'iso-8859-8']],
  ['tha', ['windows-874']], ['kor', ['euc-kr', 'gb18030']],
  ['zho_Hans', ['gb18030']], ['zho_Hant', ['big5', 'gb18030']],
  ['jpn', ['shift_jis', 'euc-jp', 'gb18030']],
];

/** windows-1258 writes the tone of a vowel behind it. @param {string} text */
function tonesApart(text) {
  return text.normalize('NFC').replace(/[^\x00-\x7f]/g, (character) => {
    const parts = [...character.normalize('NFD')];
    const tone = parts.find((part) => '\u0300\u0301\u0303\u0309\u0323'.includes(part)) ?? '';
    return parts.filter((part) => part !== tone).join('').normalize('NFC') + tone;
  });
}

/**
 * @param {string} text
 * @param {string} encoding
 * @returns {string | null} the text as it is written in the encoding: with plain quotes and dashes if it has no others
 */
export function fitTo(text, encoding) {
  const whole = encoding === 'windows-1258' ? tonesApart(text) : text.normalize('NFC');
  const plain = whole.replace(/[‐-―]/g, '-').replace(/[‘’]/g, "'").replace(/[“”„]/g, '"').replace(/[\u200b-\u200f]/g, '')
    .replaceAll('\u00a0', ' ').replaceAll('…', '...');
  return [whole, plain].find((variant) => encodeAs(variant, encoding)) ?? null;
}
