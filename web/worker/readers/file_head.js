/** The first bytes of a file, and the whole of it for formats that are not read front to back. */
import { FileError, refuseUnpacked } from '../files_protocol.js';
import { isGzip, readBytes, readSlice } from './bytes.js';
import { Issues, makeLog } from './issues.js';

/**
 * @typedef {import('./bytes.js').Source} Source
 * @typedef {import('./issues.js').Control} Control
 */

const k_headBytes = 1 << 20;
/** How far to look for the end of the first line, so that its columns can be counted. */
const k_maxHeadBytes = 1 << 25;

/**
 * @param {Source} source
 * @param {string} name
 * @param {Control} control
 * @returns {Promise<{bytes: Uint8Array, whole: boolean, gzip: boolean}>} the first megabyte, unpacked
 * @throws {FileError} `empty_file`, `gzip_damaged`
 */
export async function readHead(source, name, control) {
  const gzip = isGzip(await readSlice(source, 0, 3));
  const chunks = [];
  let length = 0;
  let lineEnded = false;
  let whole = true;
  const issues = new Issues();
  for await (const chunk of readBytes(source, gzip, makeLog(source, issues, control))) {
    chunks.push(chunk);
    length += chunk.length;
    lineEnded ||= chunk.includes(10) || chunk.includes(13);
    if (length < k_headBytes || (!lineEnded && length < k_maxHeadBytes)) continue;
    whole = false;
    break;
  }
  const [damage] = issues.notices;
  if (length === 0 && damage) throw new FileError('gzip_damaged', damage);
  if (length === 0) throw new FileError('empty_file', `${name || 'The file'} is empty`);
  return { bytes: concat(chunks, length), whole, gzip };
}

/**
 * @param {Source} source
 * @param {boolean} gzip
 * @param {Control} control
 * @returns {Promise<Source>} itself unless it is packed
 * @throws {FileError} `too_large`
 */
export async function unpackWhole(source, gzip, control) {
  if (!gzip) return source;
  const chunks = [];
  let length = 0;
  for await (const chunk of readBytes(source, true, makeLog(source, new Issues(), control))) {
    chunks.push(chunk);
    length += chunk.length;
    refuseUnpacked(length);
  }
  return concat(chunks, length);
}

/**
 * @param {Uint8Array[]} chunks
 * @param {number} length
 */
function concat(chunks, length) {
  if (chunks.length === 1) return chunks[0];
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
