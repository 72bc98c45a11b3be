/** Plain zip archives for project files: written by fflate, read back as far as they are intact. */
import { inflateSync, zipSync } from 'fflate';
import { crc32 } from '../crc32.js';
import { FileError, k_maxUnpackedBytes, refuseUnpacked } from '../files_protocol.js';

/**
 * @typedef {import('../files_protocol.js').ZipEntry} ZipEntry
 * @typedef {import('../files_protocol.js').UnzipResult} UnzipResult
 */

const k_localHeader = 0x04034b50;
const k_centralHeader = 0x02014b50;
const k_endRecord = 0x06054b50;
/** No deflated entry is this many times as large as its packed bytes. */
const k_maxEntryRatio = 1032;
/** Archives up to this size may shrink as much as they like; a larger one that shrinks so much holds nothing else. */
const k_anyRatioBytes = 1 << 28;
const k_maxRatio = 200;
/** Entries that share their packed bytes are damage where they are few, and an attack where they are many. */
const k_maxOverlap = 8;
/** The same bytes for the same entries: no clock in the archive. */
const k_mtime = new Date(1980, 0, 1);

/**
 * @param {ZipEntry[]} entries with different names
 * @returns {Uint8Array}
 * @throws {FileError} `too_large`, `duplicate_entry`
 */
export function zip(entries) {
  const total = entries.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total > k_maxUnpackedBytes) {
    throw new FileError('too_large', `The project takes ${(total / 1e9).toFixed(1)} GB, more than the ` +
      `${k_maxUnpackedBytes / 1e9} GB that can be opened again`);
  }
  /** @type {import('fflate').Zippable} */
  const files = Object.create(null);
  for (const { name, bytes, stored } of entries) {
    if (name in files) throw new FileError('duplicate_entry', `Two entries are named "${name}"`);
    files[name] = [bytes, { level: stored ? 0 : 6, mtime: k_mtime }];
  }
  return zipSync(files);
}

/**
 * Where an entry says it is; offsets are from the start of the archive.
 * @typedef {object} Listing
 * @property {string} name
 * @property {number} method 0 stored, 8 deflated
 * @property {number} flags
 * @property {number} crc
 * @property {number} packedBytes
 * @property {number} plainBytes
 * @property {number} dataAt
 */

/**
 * @param {Uint8Array} bytes
 * @param {(name: string) => boolean} [wanted] entries that are unpacked; the others are left out
 * @returns {UnzipResult}
 * @throws {FileError} `not_zip` when there is no entry in it at all, `too_large` before anything is unpacked when all
 *     wanted entries together do not fit
 */
export function unzip(bytes, wanted = () => true) {
  const archive = new Archive(bytes);
  /** @type {UnzipResult} */
  const result = { entries: [], problems: [] };
  let listings = archive.centralDirectory();
  if (!listings) {
    listings = archive.localHeaders();
    const reason = 'The archive is cut off or damaged: its list of entries is missing';
    result.problems.push({ name: '', reason });
  }
  if (listings.length === 0 && !archive.endsEmpty()) {
    throw new FileError('not_zip', 'This is not a zip archive, or nothing of it is left');
  }
  listings = listings.filter(({ name }) => !name.endsWith('/') && wanted(name));
  refuseTotal(listings, bytes.length);
  const seen = new Set();
  for (const listing of listings) {
    const extracted = seen.has(listing.name) ? 'it stands there twice' : archive.extract(listing);
    seen.add(listing.name);
    const { name } = listing;
    if (typeof extracted === 'string') result.problems.push({ name, reason: extracted });
    else result.entries.push({ name, bytes: extracted });
  }
  return result;
}

/**
 * One limit for all entries together. What an entry says about its size is the most that is unpacked of it, so an
 * archive that lies about sizes takes no more than this either.
 * @param {Listing[]} listings
 * @param {number} archiveBytes
 * @param {number} [maxBytes]
 */
function refuseTotal(listings, archiveBytes, maxBytes) {
  const plausible = listings.filter((listing) => isPlausible(listing));
  const total = plausible.reduce((sum, { plainBytes }) => sum + plainBytes, 0);
  refuseUnpacked(total, maxBytes);
  const packed = plausible.reduce((sum, { packedBytes }) => sum + Math.min(packedBytes, archiveBytes), 0);
  if (packed > archiveBytes * k_maxOverlap) {
    throw new FileError('too_large', 'The entries of the archive overlap. It is damaged or made to fill the memory');
  }
  if (total <= k_anyRatioBytes || total <= archiveBytes * k_maxRatio) return;
  throw new FileError('too_large', `The archive unpacks to ${(total / 1e9).toFixed(1)} GB, ` +
    `${Math.round(total / archiveBytes)} times its size. It is damaged or made to fill the memory`);
}

/** @param {Listing} listing whether its size can be true */
function isPlausible({ method, packedBytes, plainBytes }) {
  return method === 8 ? plainBytes <= packedBytes * k_maxEntryRatio + 64 : plainBytes === packedBytes;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} maxBytes of all entries together
 * @returns {string[]} names of the entries; none if it is no archive or its directory is damaged
 * @throws {FileError} `too_large`
 */
export function listZip(bytes, maxBytes) {
  const listings = new Archive(bytes).centralDirectory() ?? [];
  refuseTotal(listings, bytes.length, maxBytes);
  return listings.map(({ name }) => name);
}

class Archive {
  #decoder;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#decoder = new TextDecoder();
  }

  /** @returns {number} offset of the end record, or -1 */
  #findEnd() {
    const lowest = Math.max(0, this.bytes.length - 22 - 65535);
    for (let at = this.bytes.length - 22; at >= lowest; at--) {
      if (this.view.getUint32(at, true) === k_endRecord) return at;
    }
    return -1;
  }

  endsEmpty() {
    return this.bytes.length === 22 && this.#findEnd() === 0;
  }

  /** @returns {Listing[] | null} null when it is missing or breaks off */
  centralDirectory() {
    const { view, bytes } = this;
    const end = this.#findEnd();
    if (end < 0) return null;
    const count = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    const listings = [];
    for (let i = 0; i < count; i++) {
      if (at + 46 > end || view.getUint32(at, true) !== k_centralHeader) return null;
      const nameBytes = view.getUint16(at + 28, true);
      const extraBytes = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
      const next = at + 46 + nameBytes + extraBytes;
      if (next > end) return null;
      const local = view.getUint32(at + 42, true);
      if (local + 30 > end || view.getUint32(local, true) !== k_localHeader) return null;
      const name = this.#decoder.decode(bytes.subarray(at + 46, at + 46 + nameBytes));
      const skipped = view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      listings.push({
        name,
        flags: view.getUint16(at + 8, true),
        method: view.getUint16(at + 10, true),
        crc: view.getUint32(at + 16, true),
        packedBytes: view.getUint32(at + 20, true),
        plainBytes: view.getUint32(at + 24, true),
        dataAt: local + 30 + skipped,
      });
      at = next;
    }
    return listings;
  }

  /** @returns {Listing[]} what can be found without the directory, in order */
  localHeaders() {
    const { view, bytes } = this;
    const listings = [];
    for (let at = this.#nextHeader(0); at >= 0; ) {
      const nameBytes = view.getUint16(at + 26, true);
      const dataAt = at + 30 + nameBytes + view.getUint16(at + 28, true);
      const packedBytes = view.getUint32(at + 18, true);
      const name = this.#decoder.decode(bytes.subarray(at + 30, at + 30 + nameBytes));
      listings.push({
        name,
        flags: view.getUint16(at + 6, true),
        method: view.getUint16(at + 8, true),
        crc: view.getUint32(at + 14, true),
        packedBytes,
        plainBytes: view.getUint32(at + 22, true),
        dataAt,
      });
      const after = dataAt + packedBytes;
      const intact = after + 30 <= bytes.length && view.getUint32(after, true) === k_localHeader;
      at = intact ? after : this.#nextHeader(at + 4);
    }
    return listings;
  }

  /**
   * @param {number} from
   * @returns {number} offset of a whole local header at or after it, or -1
   */
  #nextHeader(from) {
    const last = this.bytes.length - 30;
    for (let at = this.bytes.indexOf(0x50, from); at >= 0 && at <= last; ) {
      if (this.view.getUint32(at, true) === k_localHeader) return at;
      at = this.bytes.indexOf(0x50, at + 1);
    }
    return -1;
  }

  /**
   * @param {Listing} listing
   * @returns {Uint8Array | string} the entry, or what is wrong with it
   */
  extract(listing) {
    const { method, flags, crc, packedBytes, plainBytes, dataAt } = listing;
    if (flags & 1) return 'it is encrypted';
    if (method !== 0 && method !== 8) return `it is packed in a way that is not known (${method})`;
    if (dataAt + packedBytes > this.bytes.length) return 'it is cut off';
    if (!isPlausible(listing)) return 'its size is damaged';
    const packed = this.bytes.subarray(dataAt, dataAt + packedBytes);
    let plain = packed.slice();
    if (method === 8) {
      try {
        plain = inflateSync(packed, { out: new Uint8Array(plainBytes) });
      } catch {
        return 'its packed bytes are damaged';
      }
    }
    if (plain.length !== plainBytes || crc32(plain) !== crc) return 'its checksum does not match';
    return plain;
  }
}
