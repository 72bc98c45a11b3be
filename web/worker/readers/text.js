/** Bytes to text: which encoding, and lossless decoding chunk by chunk. */
import { FileError } from '../files_protocol.js';

/** Thrown in the middle of a pass when the file turns out not to be UTF-8: start again with it. */
export class WrongEncoding extends Error {
  /** @param {string} encoding what it is instead */
  constructor(encoding) {
    super(encoding);
    this.encoding = encoding;
  }
}

/** @param {Uint8Array} head */
function byteOrderMark(head) {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return '';
}

/** Share of control characters up to which bytes are text; random ones hold 9 %. */
const k_mostControls = 0.03;

/**
 * @param {Uint8Array} head the first bytes of the file
 * @returns {{encoding: string, reason: string}}
 * @throws {FileError} `not_text`
 */
export function detectEncoding(head) {
  const marked = byteOrderMark(head);
  if (marked) return { encoding: marked, reason: `Encoding ${marked}: the file says so (BOM)` };
  const sample = head.subarray(0, 65536);
  const zeros = [0, 0];
  let controls = 0;
  for (let i = 0; i < sample.length; i++) {
    if (sample[i] === 0) zeros[i & 1]++;
    if (sample[i] < 9 || (sample[i] > 13 && sample[i] < 27)) controls++;
  }
  const half = sample.length / 2;
  if (zeros[1] > half * 0.3 && zeros[0] < half * 0.05) {
    return { encoding: 'utf-16le', reason: 'Encoding utf-16le: every second byte is zero' };
  }
  if (zeros[0] > half * 0.3 && zeros[1] < half * 0.05) {
    return { encoding: 'utf-16be', reason: 'Encoding utf-16be: every second byte is zero' };
  }
  if (controls > sample.length * k_mostControls) {
    throw new FileError('not_text', 'This is not a text file. ' +
      'Labelscape reads CSV, TSV, JSON, JSONL, plain text and Parquet, also packed with gzip');
  }
  const { valid, invalid } = countUtf8(head.subarray(0, head.length - partialTail(head)));
  if (invalid > valid) {
    const reason = 'Encoding windows-1252: the file is not UTF-8, as old Windows programs write';
    return { encoding: 'windows-1252', reason };
  }
  return { encoding: 'utf-8', reason: 'Encoding utf-8' };
}

/**
 * @param {Uint8Array} bytes
 * @returns {number} bytes at the end that begin a character and do not finish it
 */
function partialTail(bytes) {
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
function countUtf8(bytes) {
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

/** The 32 characters where windows-1252 differs from Latin-1; Node decodes it as Latin-1. */
const k_cp1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** @param {Uint8Array} bytes */
function decodeWindows1252(bytes) {
  const text = new TextDecoder('latin1').decode(bytes);
  return text.replace(/[\x80-\x9f]/g, (c) => k_cp1252[c.charCodeAt(0) - 0x80]);
}

/** UTF-8 that keeps the readable part of a file with a few broken bytes. */
class Utf8Decoder {
  constructor() {
    this.tail = new Uint8Array(0);
    this.strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    this.lenient = new TextDecoder('utf-8', { ignoreBOM: true });
    this.valid = 0;
    this.invalid = 0;
  }

  /**
   * @param {Uint8Array} chunk
   * @param {boolean} last
   * @throws {WrongEncoding} when more bytes are broken than characters are not ASCII
   */
  decode(chunk, last) {
    const bytes = new Uint8Array(this.tail.length + chunk.length);
    bytes.set(this.tail);
    bytes.set(chunk, this.tail.length);
    const kept = last ? 0 : partialTail(bytes);
    this.tail = bytes.slice(bytes.length - kept);
    const whole = bytes.subarray(0, bytes.length - kept);
    try {
      const text = this.strict.decode(whole);
      this.valid += (whole.length - text.length) / 2;
      return text;
    } catch {
      const { valid, invalid } = countUtf8(whole);
      this.valid += valid;
      this.invalid += invalid;
      if (this.invalid > this.valid) throw new WrongEncoding('windows-1252');
      return this.lenient.decode(whole);
    }
  }
}

/**
 * @param {AsyncIterable<Uint8Array>} chunks
 * @param {string} encoding
 * @param {{notice: (sentence: string) => void}} log
 * @param {boolean} [mayChange] whether invalid UTF-8 may throw WrongEncoding
 * @returns {AsyncGenerator<string>} without the byte order mark
 */
export async function* decodeText(chunks, encoding, log, mayChange = true) {
  const utf8 = encoding === 'utf-8' && mayChange ? new Utf8Decoder() : null;
  const other = encoding === 'windows-1252' || utf8 ? null : makeDecoder(encoding);
  let first = true;
  /** @param {Uint8Array} chunk @param {boolean} last */
  const decode = (chunk, last) => {
    let text;
    if (utf8) text = utf8.decode(chunk, last);
    else if (other) text = other.decode(chunk, { stream: !last });
    else text = decodeWindows1252(chunk);
    if (first && text.length > 0) {
      first = false;
      if (text.charCodeAt(0) === 0xfeff) return text.slice(1);
    }
    return text;
  };
  for await (const chunk of chunks) {
    const text = decode(chunk, false);
    if (text) yield text;
  }
  const rest = decode(new Uint8Array(0), true);
  if (rest) yield rest;
  if (utf8 && utf8.invalid > 0) {
    const count = utf8.invalid.toLocaleString('en');
    log.notice(`${count} bytes are not valid UTF-8 and are shown as \ufffd`);
  }
}

/**
 * @param {Uint8Array} bytes the first ones of a file; a character cut at the end is left out
 * @param {string} encoding
 */
export function decodeHead(bytes, encoding) {
  const text = encoding === 'windows-1252'
    ? decodeWindows1252(bytes)
    : makeDecoder(encoding).decode(bytes, { stream: true });
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** @param {string} encoding */
function makeDecoder(encoding) {
  try {
    return new TextDecoder(encoding, { ignoreBOM: true });
  } catch {
    throw new FileError('unknown_encoding', `This browser does not know the encoding "${encoding}"`);
  }
}

/**
 * @param {string} sample
 * @returns {'\n' | '\r'} what ends a line; a "\r" before "\n" is taken off by the caller
 */
export function detectNewline(sample) {
  return !sample.includes('\n') && sample.includes('\r') ? '\r' : '\n';
}

/** A line longer than this is not split text but one broken quote or a binary file. */
const k_maxLineChars = 1 << 28;

/**
 * @param {AsyncIterable<string>} texts
 * @returns {AsyncGenerator<string[]>} whole lines without their ends, a chunk's worth at a time
 */
export async function* splitLines(texts) {
  /** @type {'\n' | '\r' | ''} */
  let newline = '';
  let rest = '';
  for await (const text of texts) {
    newline ||= detectNewline(text);
    if (rest.length + text.length > k_maxLineChars) {
      const figure = (rest.length / 1e6).toFixed(0);
      throw new FileError('row_too_large', `One line is longer than ${figure} million characters`);
    }
    if (!text.includes(newline)) {
      rest += text;
      continue;
    }
    const lines = (rest + text).split(newline);
    rest = lines.pop() ?? '';
    yield lines.map(dropReturn);
  }
  if (rest) yield [dropReturn(rest)];
}

/** @param {string} line */
export function dropReturn(line) {
  return line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line;
}

/**
 * @param {AsyncIterable<string>} texts
 * @returns {AsyncGenerator<{numbers: number[], rows: string[][]}>} one cell per line that is not blank
 */
export async function* readLines(texts) {
  let number = 0;
  for await (const lines of splitLines(texts)) {
    /** @type {{numbers: number[], rows: string[][]}} */
    const chunk = { numbers: [], rows: [] };
    for (const line of lines) {
      number++;
      if (line.trim() === '') continue;
      chunk.numbers.push(number);
      chunk.rows.push([line]);
    }
    yield chunk;
  }
}
