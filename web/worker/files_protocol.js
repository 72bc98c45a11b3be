/**
 * What crosses between the page (host/files_host.js) and the file worker (files.worker.js), as calls of calls.js. One
 * call of a kind at a time may be under way; one that is cancelled ends with the error `cancelled`.
 *
 * @typedef {'csv' | 'json' | 'jsonl' | 'lines' | 'parquet' | 'numpy' | 'xlsx' | 'ods'} FileFormat
 *
 * @typedef {object} OpenOptions what the user overrides; anything left out is found out
 * @property {FileFormat} [format]
 * @property {string} [encoding] any label that TextDecoder knows
 * @property {string} [delimiter] one character
 * @property {string} [quote] '"', "'" or '' for none
 * @property {boolean} [header] whether the first row holds the names
 * @property {number} [skipLines] rows above the header, or lines above the first text
 * @property {'.' | ','} [decimal]
 * @property {'ymd' | 'dmy' | 'mdy'} [dateOrder] of 01/02/2024; ISO 8601 is always understood
 * @property {string[]} [missing] cells that stand for no value, in all columns; as spelled
 *
 * @typedef {object} OpenedColumn
 * @property {string} name unique and not empty
 * @property {ColumnType} type as far as the first 2,000 rows say
 * @property {string[]} samples up to 5 different cells
 *
 * @typedef {{text?: string, label?: string, id?: string, split?: string}} Roles names of columns
 *
 * @typedef {object} OpenResult
 * @property {'open'} type
 * @property {string} name of the file
 * @property {FileFormat} format
 * @property {boolean} gzip
 * @property {string} encoding
 * @property {string} delimiter '' when the format has none
 * @property {string} quote '' when the format has none
 * @property {boolean} header
 * @property {number} skipLines
 * @property {'.' | ','} decimal
 * @property {'ymd' | 'dmy' | 'mdy'} dateOrder
 * @property {string[]} missing if not chosen, only in columns that are not text
 * @property {string[]} reasons one sentence per guess, for the user
 * @property {OpenedColumn[]} columns
 * @property {Roles} roles what the format itself says about columns; several labels of a text are a list column
 * @property {(string | null)[][]} preview the first 50 rows, as text
 * @property {number} sourceBytes the file as it is
 * @property {number} unpackedBytes the file without gzip, as its trailer says; equal otherwise
 * @property {number} estimatedRows exact for Parquet and NumPy, otherwise from the length of the first rows
 *
 * @typedef {object} ReadPlan
 * @property {string[]} [columns] names in the order wanted; all if left out
 * @property {Record<string, ColumnType>} [types] forced types; only 'text' cannot fail, and
 *     columns that hold texts, labels, ids or splits should be forced to it, so that "007" stays.
 *     Vectors come as such only where they are forced, as text otherwise
 *
 * @typedef {{row: number, reason: string}} RowIssue
 *
 * @typedef {object} ReadResult
 * @property {'done'} type
 * @property {number} rows delivered
 * @property {{name: string, type: ColumnType}[]} columns as in every block
 * @property {number} skippedCount
 * @property {RowIssue[]} skipped rows left out, the first 10,000
 * @property {number} warningCount
 * @property {RowIssue[]} warnings rows kept although something is odd, the first 10,000
 * @property {string[]} notices about the file as a whole: encoding, truncation, changed types
 *
 * @typedef {object} ZipEntry
 * @property {string} name
 * @property {Uint8Array} bytes
 * @property {boolean} [stored] not compressed; for bytes that do not shrink, such as vectors
 *
 * @typedef {object} UnzipResult
 * @property {ZipEntry[]} entries intact by their checksums
 * @property {{name: string, reason: string}[]} problems entries that are lost, and why; name is ''
 *     for the archive as a whole
 *
 * @typedef {{type: 'open', source: Blob | Uint8Array, name: string, options: OpenOptions}
 *   | {type: 'read', plan: ReadPlan}
 *   | {type: 'write_parquet', blocks: ArrayBuffer[]}
 *   | {type: 'zip', entries: ZipEntry[]}
 *   | {type: 'unzip', bytes: Uint8Array}
 * } Request
 *
 * `batch` is acknowledged: the worker stays at most 4 batches ahead of the page.
 * `restart` means: forget the batches of this read so far, they come again with other columns,
 * because a later row did not fit what the first 2,000 rows said about types, columns or encoding.
 *
 * @typedef {{type: 'progress', done: number, total: number, rows: number}
 *   | {type: 'batch', block: ArrayBuffer}
 *   | {type: 'restart', reason: string}
 * } Event
 */

import { wellFormed } from '../strings.js';

/** @typedef {import('./column_batch/layout.js').ColumnType} ColumnType */

/** All parts of an archive together: the module holds them twice while it takes them over, and has 4 GB in all. */
export const k_maxUnpackedBytes = 1.5e9;

/**
 * An error that can cross to C++: `code` is stable, `message` says what happened and what to do.
 */
export class FileError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   */
  constructor(code, message) {
    super(wellFormed(message));
    this.name = 'FileError';
    this.code = code;
  }
}

/**
 * @param {number} bytes of a file or of all parts of an archive, unpacked
 * @param {number} [maxBytes]
 * @throws {FileError} `too_large`
 */
export function refuseUnpacked(bytes, maxBytes = k_maxUnpackedBytes) {
  if (bytes <= maxBytes) return;
  throw new FileError('too_large', `The file takes ${(bytes / 1e9).toFixed(1)} GB unpacked, more than the ` +
    `${maxBytes / 1e9} GB that fit. Split it up`);
}
