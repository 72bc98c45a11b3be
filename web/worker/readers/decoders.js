/** Bytes to text, chunk by chunk, by any encoding that the browsers know, and UTF-32. */
import { FileError } from '../files_protocol.js';

/**
 * @typedef {object} Decoder
 * @property {(chunk: Uint8Array, last: boolean) => string} decode what is broken becomes U+FFFD
 */

/**
 * @param {string} encoding
 * @param {boolean} [fatal] whether broken bytes throw
 * @returns {Decoder}
 * @throws {FileError} `unknown_encoding`
 */
export function makeDecoder(encoding, fatal = false) {
  const label = encoding.trim().toLowerCase();
  if (label === 'utf-32le' || label === 'utf-32be') return new Utf32Decoder(label === 'utf-32le', fatal);
  let decoder;
  try {
    decoder = new TextDecoder(label, { ignoreBOM: true, fatal });
  } catch {
    throw new FileError('unknown_encoding', `This browser does not know the encoding "${encoding}"`);
  }
  if (decoder.encoding === 'windows-1252') return { decode: decodeWindows1252 };
  const known = decoder;
  return { decode: (chunk, last) => known.decode(chunk, { stream: !last }) };
}

/**
 * @param {Uint8Array} bytes
 * @param {string} encoding
 * @returns {boolean} whether all bytes have a meaning in it; a character cut at the end counts
 */
export function canDecode(bytes, encoding) {
  try {
    makeDecoder(encoding, true).decode(bytes, false);
    return true;
  } catch {
    return false;
  }
}

/** The 32 characters where windows-1252 differs from Latin-1; Node decodes it as Latin-1. */
const k_cp1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** @param {Uint8Array} bytes */
function decodeWindows1252(bytes) {
  const text = new TextDecoder('latin1').decode(bytes);
  return text.replace(/[\x80-\x9f]/g, (c) => k_cp1252[c.charCodeAt(0) - 0x80]);
}

/** Four bytes for each code point, which the browsers do not know. */
class Utf32Decoder {
  #littleEndian;
  #fatal;
  #tail = new Uint8Array(0);

  /**
   * @param {boolean} littleEndian
   * @param {boolean} fatal
   */
  constructor(littleEndian, fatal) {
    this.#littleEndian = littleEndian;
    this.#fatal = fatal;
  }

  /**
   * @param {Uint8Array} chunk
   * @param {boolean} last
   */
  decode(chunk, last) {
    const bytes = joinBytes(this.#tail, chunk);
    const end = bytes.length - (bytes.length % 4);
    this.#tail = bytes.slice(end);
    const view = new DataView(bytes.buffer, bytes.byteOffset, end);
    const parts = [];
    for (let at = 0; at < end; at += 4) parts.push(this.#character(view.getUint32(at, this.#littleEndian)));
    if (last && this.#tail.length > 0) parts.push('\ufffd');
    return parts.join('');
  }

  /** @param {number} code */
  #character(code) {
    if (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) return String.fromCodePoint(code);
    if (this.#fatal) throw new RangeError('not UTF-32');
    return '\ufffd';
  }
}

/** UTF-8 that counts what is broken. */
export class Utf8Decoder {
  #tail = new Uint8Array(0);
  #strict;
  #lenient;

  constructor() {
    this.#strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    this.#lenient = new TextDecoder('utf-8', { ignoreBOM: true });
    /** Characters of several bytes, about. */
    this.valid = 0;
    /** Bytes in no character. */
    this.invalid = 0;
  }

  /**
   * @param {Uint8Array} chunk
   * @param {boolean} last
   */
  decode(chunk, last) {
    const bytes = joinBytes(this.#tail, chunk);
    const kept = last ? 0 : partialTail(bytes);
    this.#tail = bytes.slice(bytes.length - kept);
    const whole = bytes.subarray(0, bytes.length - kept);
    try {
      const text = this.#strict.decode(whole);
      this.valid += (whole.length - text.length) / 2;
      return text;
    } catch {
      const { valid, invalid } = countUtf8(whole);
      this.valid += valid;
      this.invalid += invalid;
      return this.#lenient.decode(whole);
    }
  }
}

/**
 * @param {Uint8Array} head
 * @param {Uint8Array} rest
 */
function joinBytes(head, rest) {
  const bytes = new Uint8Array(head.length + rest.length);
  bytes.set(head);
  bytes.set(rest, head.length);
  return bytes;
}

/**
 * @param {Uint8Array} bytes
 * @returns {number} bytes at the end that begin a character and do not finish it
 */
export function partialTail(bytes) {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? back : 0;
    }
  }
  return 0;
}

/**
 * @param {Uint8Array} bytes
 * @returns {{valid: number, invalid: number}} characters of several bytes, and bytes in none
 */
export function countUtf8(bytes) {
  let valid = 0;
  let invalid = 0;
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i++];
    if (lead < 0x80) continue;
    let more = lead >= 0xf5 ? 0 : lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc2 ? 1 : 0;
    const from = i;
    while (more > 0 && (bytes[i] & 0xc0) === 0x80) {
      i++;
      more--;
    }
    if (i > from && more === 0) {
      valid++;
    } else {
      invalid++;
      i = from;
    }
  }
  return { valid, invalid };
}
