/** Bytes of a Blob or an array in order, unpacked if they are gzip, with progress and cancel. */
import { Gunzip } from 'fflate';
import { FileError } from '../files_protocol.js';
import { crc32 } from '../crc32.js';

const k_chunkBytes = 1 << 20;
/** What is lost before a damage in a gzip file, at most. */
const k_packedBytes = 1 << 14;
/** Texts shrink by 3 to 20, tables that hardly differ by 100; what grows by more than this is no data but a trap. */
const k_mostGrowth = 250;
/** Little files may grow by as much as they like. */
const k_harmlessBytes = 1 << 24;
/** Unpacked between two looks at whether the reading was cancelled. */
const k_breathBytes = 1 << 23;

/**
 * What one pass over a file tells its caller; a new one is made for every pass.
 * @typedef {object} PassLog
 * @property {(row: number, reason: string, count?: number) => void} skip rows that are left out
 * @property {(row: number, reason: string) => void} warn a row is kept although it is odd
 * @property {(sentence: string) => void} notice something about the whole file
 * @property {(count: number) => void} broken bytes without a meaning in the encoding, in rows that come next
 * @property {(doneBytes: number) => void} progress bytes of the source taken so far
 * @property {() => void} check throws FileError `cancelled` once the pass is not wanted any more
 */

/** @typedef {Blob | Uint8Array} Source */

/** @param {Source} source */
export function sizeOf(source) {
  return source instanceof Uint8Array ? source.length : source.size;
}

/**
 * @param {Source} source
 * @param {number} start
 * @param {number} end clamped to the size
 * @returns {Promise<Uint8Array>}
 */
export async function readSlice(source, start, end) {
  if (source instanceof Uint8Array) return source.subarray(start, end);
  try {
    return new Uint8Array(await source.slice(start, end).arrayBuffer());
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new FileError('file_unreadable', `The browser cannot read the file any more (${why}). ` +
      'It may have been moved or changed: choose it again');
  }
}

/** @param {Uint8Array} head */
export function isGzip(head) {
  return head.length >= 3 && head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;
}

/** Lets messages in, so that a cancel is seen while the bytes are in memory already. */
function nextTask() {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/**
 * @param {Source} source
 * @param {boolean} gzip
 * @param {PassLog} log
 * @returns {AsyncGenerator<Uint8Array>} never empty chunks
 */
export async function* readBytes(source, gzip, log) {
  const total = sizeOf(source);
  if (gzip) refuseGrowth(await unpackedSize(source, true), total);
  const unpack = gzip ? new Unpacker() : null;
  for (let at = 0; at < total; at += k_chunkBytes) {
    log.check();
    const chunk = await readSlice(source, at, Math.min(at + k_chunkBytes, total));
    await nextTask();
    log.progress(at + chunk.length);
    if (!unpack) {
      yield chunk;
      continue;
    }
    let breath = unpack.outputBytes;
    for (let part = 0; part < chunk.length && !unpack.failure; part += k_packedBytes) {
      yield* unpack.push(chunk.subarray(part, part + k_packedBytes));
      if (unpack.outputBytes < breath + k_breathBytes) continue;
      breath = unpack.outputBytes;
      await nextTask();
      log.check();
      refuseGrowth(unpack.outputBytes, at + Math.min(part + k_packedBytes, chunk.length));
    }
    if (unpack.failure) break;
  }
  if (!unpack) return;
  yield* unpack.finish();
  const problem = await unpack.problem(source);
  if (problem) log.notice(problem);
}

/**
 * @param {number} outputBytes
 * @param {number} inputBytes
 * @throws {FileError} `too_large`
 */
function refuseGrowth(outputBytes, inputBytes) {
  if (outputBytes < k_harmlessBytes || outputBytes < inputBytes * k_mostGrowth) return;
  const times = Math.round(outputBytes / inputBytes).toLocaleString('en');
  throw new FileError('too_large', `The gzip file unpacks to ${times} times its size and more, as no table of texts does. ` +
    'Unpack it yourself if you trust it');
}

/**
 * Gzip that gives everything up to the first damage. `DecompressionStream` cannot: an error there
 * throws away what it had already unpacked, and it refuses files of several members.
 */
class Unpacker {
  /** @type {Uint8Array[]} */
  #ready = [];
  #members = 1;
  #crc = 0;
  #gunzip;

  constructor() {
    this.failure = '';
    this.outputBytes = 0;
    this.#gunzip = new Gunzip((/** @type {Uint8Array} */ data) => {
      if (data.length > 0) this.#ready.push(data);
    });
    this.#gunzip.onmember = () => this.#members++;
  }

  /**
   * @param {Uint8Array} chunk
   * @param {boolean} [last]
   */
  *push(chunk, last = false) {
    try {
      this.#gunzip.push(chunk, last);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    for (const data of this.#ready) {
      this.outputBytes += data.length;
      this.#crc = crc32(data, this.#crc);
      yield data;
    }
    this.#ready = [];
  }

  *finish() {
    if (!this.failure) yield* this.push(new Uint8Array(0), true);
  }

  /**
   * @param {Source} source
   * @returns {Promise<string>} what is wrong with the archive, or ''
   */
  async problem(source) {
    const got = `${this.outputBytes.toLocaleString('en')} bytes were unpacked and read`;
    if (this.failure === 'unexpected EOF' || sizeOf(source) < 18) {
      return `The gzip file is cut off: ${got}, the rest is missing`;
    }
    const end = await readSlice(source, sizeOf(source) - 8, sizeOf(source));
    const trailer = new DataView(end.buffer, end.byteOffset, 8);
    const whole = trailer.getUint32(0, true) === this.#crc &&
      trailer.getUint32(4, true) === this.outputBytes % 2 ** 32;
    if (this.failure) return `The gzip file is damaged (${this.failure}): ${got}`;
    if (this.#members === 1 && !whole) {
      return `The gzip file does not match its checksum, so it is cut off or damaged: ${got}`;
    }
    return '';
  }
}

/**
 * @param {Source} source
 * @param {boolean} gzip
 * @returns {Promise<number>} bytes without gzip; a guess when there are several members
 */
export async function unpackedSize(source, gzip) {
  const size = sizeOf(source);
  if (!gzip || size < 18) return size;
  const end = await readSlice(source, size - 4, size);
  const stated = new DataView(end.buffer, end.byteOffset, 4).getUint32(0, true);
  // Gzip shrinks by about 1,000 at most; anything else is no length.
  return stated >= size / 2 && stated / size < 1100 ? stated : size;
}
