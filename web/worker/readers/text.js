/** Decoded text of a file, and its lines. */
import { FileError } from '../files_protocol.js';
import { Utf8Decoder, makeDecoder } from './decoders.js';
import { detectLegacy, isUtf8 } from './encoding.js';

/** Thrown in the middle of a pass when the file turns out not to be UTF-8: start again with it. */
export class WrongEncoding extends Error {
  /** @param {string} encoding what it is instead */
  constructor(encoding) {
    super(encoding);
    this.encoding = encoding;
  }
}

/**
 * @param {AsyncIterable<Uint8Array>} chunks
 * @param {string} encoding
 * @param {Pick<import('./bytes.js').PassLog, 'broken'>} log
 * @param {boolean} [mayChange] whether invalid UTF-8 may throw WrongEncoding
 * @returns {AsyncGenerator<string>} without byte order marks at its beginning and at that of lines, which
 *     stand where files were put together
 * @throws {WrongEncoding}
 */
export async function* decodeText(chunks, encoding, log, mayChange = true) {
  const utf8 = encoding === 'utf-8' ? new Utf8Decoder() : null;
  const decoder = utf8 ?? makeDecoder(encoding);
  const mark = { atLineStart: true };
  for await (const chunk of chunks) {
    const before = utf8?.invalid ?? 0;
    const text = decoder.decode(chunk, false);
    if (utf8 && utf8.invalid > before) {
      if (mayChange && !isUtf8(utf8.valid, utf8.invalid)) throw new WrongEncoding(await detectLegacy(chunk));
      log.broken(utf8.invalid - before);
    } else if (!utf8 && text.includes('\ufffd')) {
      log.broken(text.split('\ufffd').length - 1);
    }
    const clean = dropMarks(text, mark);
    if (clean) yield clean;
  }
  const rest = decoder.decode(new Uint8Array(0), true);
  if (rest.includes('\ufffd')) log.broken(1);
  if (rest) yield rest;
}

/**
 * @param {string} text
 * @param {{atLineStart: boolean}} state
 */
function dropMarks(text, state) {
  const { atLineStart } = state;
  if (text !== '') state.atLineStart = /[\r\n]$/.test(text);
  if (!text.includes('\ufeff')) return text;
  const clean = text.replace(/([\r\n])\ufeff+/g, '$1');
  return atLineStart ? clean.replace(/^\ufeff+/, '') : clean;
}

/**
 * @param {Uint8Array} bytes the first ones of a file; a character cut at the end is left out
 * @param {string} encoding
 */
export function decodeHead(bytes, encoding) {
  return dropMarks(makeDecoder(encoding).decode(bytes, false), { atLineStart: true });
}

/** A line longer than this is not split text but one broken quote or a binary file. */
const k_maxLineChars = 1 << 28;

/**
 * @param {AsyncIterable<string>} texts
 * @returns {AsyncGenerator<string[]>} whole lines without their ends of any system, a chunk's worth at a time
 */
export async function* splitLines(texts) {
  let rest = '';
  for await (const text of texts) {
    if (rest.length + text.length > k_maxLineChars) {
      const figure = (rest.length / 1e6).toFixed(0);
      throw new FileError('row_too_large', `One line is longer than ${figure} million characters`);
    }
    const joined = rest + text;
    // A "\r" at the end may be half of a line end.
    const end = Math.max(joined.lastIndexOf('\n'), joined.lastIndexOf('\r', joined.length - 2)) + 1;
    rest = joined.slice(end);
    if (end > 0) yield linesOf(joined.slice(0, end));
  }
  if (rest) yield linesOf(rest);
}

/** @param {string} text */
function linesOf(text) {
  const lines = (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text).split('\n');
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
}

/** @param {string} line */
export function dropReturn(line) {
  return line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line;
}

/**
 * @param {AsyncIterable<string>} texts
 * @param {number} [skipLines]
 * @returns {AsyncGenerator<{numbers: number[], rows: string[][]}>} one cell per line that is not blank
 */
export async function* readLines(texts, skipLines = 0) {
  let number = 0;
  for await (const lines of splitLines(texts)) {
    /** @type {{numbers: number[], rows: string[][]}} */
    const chunk = { numbers: [], rows: [] };
    for (const line of lines) {
      number++;
      if (line.trim() === '' || number <= skipLines) continue;
      chunk.numbers.push(number);
      chunk.rows.push([line]);
    }
    yield chunk;
  }
}
