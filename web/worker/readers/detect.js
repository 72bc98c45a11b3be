/** What kind of file it is: by its content first, by its name where that leaves it open. */
import { FileError } from '../files_protocol.js';
import { looksLikeProse, sniffDelimiter } from './csv_sniff.js';
import { detectJson } from './json.js';

/** @typedef {import('../files_protocol.js').FileFormat} FileFormat */

/** @type {[number[], string, string][]} */
const k_foreign = [
  [[0x50, 0x4b, 3, 4], 'is_zip', 'This is a zip archive or a document without a sheet. ' +
    'Unpack it, or save the table as XLSX, ODS or CSV'],
  [[0x50, 0x4b, 5, 6], 'is_zip', 'This is an empty zip archive'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'not_text', 'This is an old office document. Save the table as CSV'],
  [[0x25, 0x50, 0x44, 0x46], 'not_text', 'This is a PDF. Save its texts as CSV or plain text'],
  [[0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], 'not_text', 'This is an Arrow file. Save it as Parquet'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'not_text', 'This file is packed with zstd. Unpack it first'],
  [[0x42, 0x5a, 0x68], 'not_text', 'This file is packed with bzip2. Unpack it first'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'not_text', 'This file is packed with xz. Unpack it first'],
];

/**
 * @param {Uint8Array} head
 * @param {number[]} magic
 */
function beginsWith(head, magic) {
  return magic.every((byte, i) => head[i] === byte);
}

/** @param {Uint8Array} head */
export function isParquet(head) {
  return beginsWith(head, [0x50, 0x41, 0x52, 0x31]);
}

/** @param {Uint8Array} head */
export function isZip(head) {
  return beginsWith(head, [0x50, 0x4b, 3, 4]);
}

/**
 * @param {Uint8Array} head
 * @throws {FileError} `is_zip` or `not_text` for kinds that are known and not read
 */
export function refuseForeign(head) {
  for (const [magic, code, message] of k_foreign) {
    if (beginsWith(head, magic)) throw new FileError(code, message);
  }
}

/**
 * @param {string} head
 * @param {boolean} whole whether that is all of the file
 * @param {string} name
 * @returns {{format: FileFormat, reason: string}}
 */
export function detectTextFormat(head, whole, name) {
  const bare = name.toLowerCase().replace(/\.gz$/, '');
  const extension = bare.slice(bare.lastIndexOf('.') + 1);
  const json = detectJson(head, whole, /^(jsonl|ndjson)$/.test(extension));
  if (json === 'jsonl') return { format: 'jsonl', reason: 'Format JSONL: each line is a record' };
  if (json === 'json') return { format: 'json', reason: 'Format JSON: it begins as JSON does' };
  const byName = `its name ends in .${extension}`;
  if (extension === 'json') return { format: 'json', reason: `Format JSON: ${byName}` };
  if (/^(jsonl|ndjson)$/.test(extension)) {
    return { format: 'jsonl', reason: `Format JSONL: ${byName}` };
  }
  if (/^(csv|tsv|tab)$/.test(extension)) {
    return { format: 'csv', reason: `Format table: ${byName}` };
  }
  const { delimiter, columns } = sniffDelimiter(head, whole, name);
  if (columns > 1 && !looksLikeProse(head, whole, delimiter)) {
    return { format: 'csv', reason: 'Format table: a delimiter cuts the lines evenly' };
  }
  return { format: 'lines', reason: 'Format plain text: each line is taken as one text' };
}
