/** Opens any file that can be imported and reads it as typed column batches. */
import { FileError, k_maxColumns } from '../files_protocol.js';
import { isGzip, readBytes, readSlice, sizeOf, unpackedSize } from './bytes.js';
import { TypeTracker, convert, shownVector, toText, uniqueNames } from './cells.js';
import { readCsv } from './csv.js';
import { findLayout } from './csv_layout.js';
import { detectTextFormat, isParquet, refuseForeign } from './detect.js';
import { Issues, makeLog } from './issues.js';
import { findRecords, readJson, readJsonl } from './json.js';
import { isNpy, isNpz, openNumpy, readNumpy } from './numpy.js';
import { openParquet, readParquet } from './parquet.js';
import { Pass } from './pass.js';
import { WrongEncoding, decodeHead, decodeText, detectEncoding, readLines } from './text.js';

/**
 * @typedef {import('../files_protocol.js').ColumnType} ColumnType
 * @typedef {import('../files_protocol.js').FileFormat} FileFormat
 * @typedef {import('../files_protocol.js').OpenOptions} OpenOptions
 * @typedef {import('../files_protocol.js').OpenResult} OpenResult
 * @typedef {import('../files_protocol.js').ReadPlan} ReadPlan
 * @typedef {import('../files_protocol.js').ReadResult} ReadResult
 * @typedef {import('./bytes.js').PassLog} PassLog
 * @typedef {import('./bytes.js').Source} Source
 * @typedef {import('./cells.js').Cell} Cell
 * @typedef {import('./issues.js').Control} Control
 * @typedef {{numbers: number[], rows: Cell[][]}} CellChunk
 */

const k_headBytes = 1 << 20;
/** How far to look for the end of the first line, so that its columns can be counted. */
const k_maxHeadBytes = 1 << 25;
const k_sampleRows = 2000;
const k_previewRows = 50;
const k_samplesPerColumn = 5;
const k_maxSampleChars = 200;

/**
 * @param {Source} source
 * @param {string} name
 * @param {OpenOptions} options
 * @param {Control} control
 * @returns {Promise<FileReader>} opened: its `opened` says what was found
 * @throws {FileError}
 */
export async function openFile(source, name, options, control) {
  const reader = new FileReader(source, name, options);
  await reader.open(control);
  return reader;
}

export class FileReader {
  /**
   * @param {Source} source
   * @param {string} name
   * @param {OpenOptions} options
   */
  constructor(source, name, options) {
    this.source = source;
    this.name = name;
    this.options = options;
    this.gzip = false;
    this.encoding = '';
    /** @type {FileFormat} */
    this.format = 'lines';
    /** @type {string[]} */
    this.reasons = [];
    /** As they stand in the file; JSON adds to them while it is read. */
    /** @type {string[]} */
    this.keys = [];
    /** @type {ColumnType[]} */
    this.types = [];
    /** Columns without a value so far: they are text until the first one says what they are. */
    /** @type {Set<number>} */
    this.undecided = new Set();
    /** @type {import('./csv_layout.js').CsvLayout | null} */
    this.layout = null;
    /** @type {{start: number, path: string} | null} */
    this.array = null;
    /** @type {import('./parquet.js').ParquetFile | null} */
    this.parquet = null;
    /** @type {import('./numpy.js').NumpyArray[] | null} */
    this.arrays = null;
    /** Numbers of a vector, for columns of vectors. @type {number[]} */
    this.dimensions = [];
    /** @type {OpenResult | null} */
    this.opened = null;
    /** @type {Map<string, number> | undefined} */
    this.keyIndex = undefined;
  }

  /** Whether every cell is text in the file, so that its type is a matter of spelling. */
  get spelled() {
    return this.format === 'csv';
  }

  get names() {
    return uniqueNames(this.keys);
  }

  /** @param {Control} control */
  async open(control) {
    const { bytes, whole } = await this.readHead(control);
    if (isParquet(bytes)) {
      await this.openParquet(control);
    } else if (isNpy(bytes) || isNpz(bytes, this.name)) {
      await this.openNumpy(control);
    } else {
      refuseForeign(bytes);
      this.openText(bytes, whole);
    }
    await this.readSample(control);
  }

  /**
   * @param {Control} control
   * @returns {Promise<{bytes: Uint8Array, whole: boolean}>} the first megabyte, unpacked
   */
  async readHead(control) {
    this.gzip = isGzip(await readSlice(this.source, 0, 3));
    if (this.gzip) this.reasons.push('Packed with gzip: the first bytes say so');
    const chunks = [];
    let length = 0;
    let lineEnded = false;
    let whole = true;
    const issues = new Issues();
    for await (const chunk of readBytes(this.source, this.gzip, makeLog(this.source, issues, control))) {
      chunks.push(chunk);
      length += chunk.length;
      lineEnded ||= chunk.includes(10) || chunk.includes(13);
      if (length < k_headBytes || (!lineEnded && length < k_maxHeadBytes)) continue;
      whole = false;
      break;
    }
    const [damage] = issues.notices;
    if (length === 0 && damage) throw new FileError('gzip_damaged', damage);
    if (length === 0) throw new FileError('empty_file', `${this.name || 'The file'} is empty`);
    return { bytes: concat(chunks, length), whole };
  }

  /**
   * For formats that are not read from front to back.
   * @param {Control} control
   */
  async unpackWhole(control) {
    if (!this.gzip) return;
    const chunks = [];
    let length = 0;
    for await (const chunk of readBytes(this.source, true, makeLog(this.source, new Issues(), control))) {
      chunks.push(chunk);
      length += chunk.length;
    }
    this.source = concat(chunks, length);
  }

  /** @param {Control} control */
  async openNumpy(control) {
    await this.unpackWhole(control);
    this.format = 'numpy';
    this.arrays = await openNumpy(this.source, this.name);
    this.keys = this.arrays.map(({ name }) => name);
    this.reasons.push('Format NumPy: the first bytes say so');
  }

  /** @param {Control} control */
  async openParquet(control) {
    await this.unpackWhole(control);
    this.format = 'parquet';
    this.parquet = await openParquet(this.source);
    this.keys = this.parquet.names;
    this.reasons.push(...this.parquet.reasons);
  }

  /**
   * @param {Uint8Array} bytes
   * @param {boolean} whole
   */
  openText(bytes, whole) {
    const { options } = this;
    if (options.encoding) {
      this.encoding = options.encoding;
    } else {
      const { encoding, reason } = detectEncoding(bytes);
      this.encoding = encoding;
      this.reasons.push(reason);
    }
    const head = decodeHead(bytes, this.encoding);
    if (options.format) {
      this.format = options.format;
    } else {
      const { format, reason } = detectTextFormat(head, whole, this.name);
      this.format = format;
      this.reasons.push(reason);
    }
    if (this.format === 'parquet') throw new FileError('not_parquet', 'This is not a Parquet file');
    if (this.format === 'numpy') throw new FileError('not_numpy', 'This is not a NumPy file');
    if (this.format === 'lines') this.keys = ['text'];
    if (this.format === 'json') {
      this.array = findRecords(head);
      if (this.array?.path) this.reasons.push(`Records: the array "${this.array.path}"`);
    }
    if (this.format === 'csv') {
      this.layout = findLayout(head, whole, this.name, options);
      this.keys = this.layout.names;
      this.reasons.push(...this.layout.reasons);
    }
  }

  /**
   * @param {PassLog} log
   * @param {{rowLimit?: number, wanted?: Set<number>}} [part] what Parquet may leave out
   * @returns {AsyncGenerator<CellChunk>} the whole file from its beginning
   */
  async *readCells(log, part = {}) {
    if (this.parquet) {
      yield* readParquet(this.parquet, part, log);
      return;
    }
    if (this.arrays) {
      yield* readNumpy(this.arrays, part, log);
      return;
    }
    const bytes = readBytes(this.source, this.gzip, log);
    const texts = decodeText(bytes, this.encoding, log, !this.options.encoding);
    if (this.layout) {
      yield* readCsv(texts, this.layout, log);
    } else if (this.format === 'lines') {
      yield* readLines(texts);
    } else {
      const chunks = this.format === 'jsonl'
        ? readJsonl(texts, log) : readJson(texts, this.array, log);
      for await (const { numbers, records } of chunks) {
        yield { numbers, rows: records.map((record) => this.rowOf(record)) };
      }
    }
  }

  /**
   * @param {import('./json.js').JsonRecord} record
   * @returns {Cell[]} in the order of `keys`, which grows by keys not seen before
   */
  rowOf(record) {
    this.keyIndex ??= new Map(this.keys.map((key, c) => [key, c]));
    /** @type {Cell[]} */
    const row = new Array(this.keys.length).fill(null);
    for (const [key, cell] of record) {
      let column = this.keyIndex.get(key);
      if (column === undefined) {
        column = this.keys.push(key) - 1;
        this.keyIndex.set(key, column);
        this.checkColumnCount();
      }
      row[column] = cell;
    }
    return row;
  }

  checkColumnCount() {
    if (this.keys.length <= k_maxColumns) return;
    throw new FileError('too_many_columns', `The records have more than ` +
      `${k_maxColumns.toLocaleString('en')} different fields. Field names that hold data, such as ` +
      'ids, must become values first');
  }

  /**
   * Reads the first rows to find out types and to fill the preview.
   * @param {Control} control
   */
  async readSample(control) {
    /** @type {Cell[][]} */
    let rows = [];
    const issues = new Issues();
    let whole = true;
    try {
      const log = makeLog(this.source, issues, control);
      for await (const chunk of this.readCells(log, { rowLimit: k_sampleRows })) {
        rows = rows.concat(chunk.rows);
        if (rows.length < k_sampleRows) continue;
        whole = false;
        break;
      }
    } catch (error) {
      if (!(error instanceof WrongEncoding)) throw error;
      this.changeEncoding(error.encoding);
      await this.readSample(control);
      return;
    }
    if (this.keys.length === 0) {
      const why = issues.skipped[0]?.reason ?? 'it has no records';
      throw new FileError('no_rows', `Nothing could be read from ${this.name || 'the file'}: ${why}`);
    }
    rows.length = Math.min(rows.length, k_sampleRows);
    this.types = this.keys.map((_, c) => {
      const tracker = new TypeTracker();
      for (const row of rows) tracker.add(this.cellOf(row, c), this.spelled);
      this.dimensions[c] = tracker.dimension;
      if (!whole && tracker.cells === 0 && tracker.candidates.length > 0) this.undecided.add(c);
      return tracker.type();
    });
    this.opened = await this.describe(rows, whole);
  }

  /** @param {string} encoding */
  changeEncoding(encoding) {
    this.encoding = encoding;
    this.reasons = this.reasons.filter((reason) => !reason.startsWith('Encoding'));
    this.reasons.push(`Encoding ${encoding}: the file is not UTF-8, as old Windows programs write`);
  }

  /**
   * @param {Cell[]} row
   * @param {number} column
   * @returns {Cell}
   */
  cellOf(row, column) {
    const cell = row[column] ?? null;
    return cell === '' && this.spelled ? null : cell;
  }

  /**
   * @param {Cell[]} row
   * @param {number} column
   */
  shownCell(row, column) {
    const cell = this.cellOf(row, column);
    const vector = this.types[column] === 'vector' ? convert(cell, 'vector', this.spelled) : null;
    return vector instanceof Float32Array ? shownVector(vector) : toText(cell);
  }

  /**
   * @param {Cell[][]} rows
   * @param {boolean} whole whether the file has no more rows
   * @returns {Promise<OpenResult>}
   */
  async describe(rows, whole) {
    const unpackedBytes = await unpackedSize(this.source, this.gzip && !this.parquet && !this.arrays);
    const texts = rows.map((row) => this.keys.map((_, c) => this.shownCell(row, c)));
    return {
      type: 'open',
      name: this.name,
      format: this.format,
      gzip: this.gzip,
      encoding: this.encoding,
      delimiter: this.layout?.delimiter ?? '',
      header: this.layout?.header ?? false,
      reasons: this.reasons,
      columns: this.names.map((name, c) => ({
        name,
        type: this.types[c],
        samples: differentSamples(texts.map((row) => row[c])),
      })),
      preview: texts.slice(0, k_previewRows),
      sourceBytes: sizeOf(this.source),
      unpackedBytes,
      estimatedRows: this.parquet?.rowCount ?? this.arrays?.[0].rows ??
        (whole ? rows.length : estimateRows(texts, unpackedBytes)),
    };
  }

  /**
   * @param {ReadPlan} plan
   * @param {(block: ArrayBuffer) => Promise<void>} onBatch resolves when the next may come
   * @param {(reason: string) => void} onRestart the batches so far are void
   * @param {Control} control
   * @returns {Promise<ReadResult>}
   * @throws {FileError}
   */
  async read(plan, onBatch, onRestart, control) {
    for (;;) {
      const pass = new Pass(this, plan, onBatch, control);
      try {
        await pass.run();
      } catch (error) {
        if (!(error instanceof WrongEncoding)) throw error;
        this.changeEncoding(error.encoding);
        onRestart('The file turned out not to be UTF-8');
        continue;
      }
      if (pass.restartReason === '') return pass.result();
      onRestart(pass.restartReason);
    }
  }
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

/** @param {(string | null)[]} cells */
function differentSamples(cells) {
  const samples = new Set();
  for (const cell of cells) {
    if (cell !== null && cell !== '') samples.add(cell.slice(0, k_maxSampleChars));
    if (samples.size === k_samplesPerColumn) break;
  }
  return [...samples];
}

/**
 * @param {(string | null)[][]} rows
 * @param {number} totalBytes
 */
function estimateRows(rows, totalBytes) {
  const encoder = new TextEncoder();
  let bytes = 0;
  for (const row of rows) bytes += encoder.encode(row.join(',')).length + 1;
  return Math.round((totalBytes / bytes) * rows.length);
}
