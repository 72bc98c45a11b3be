/** Opens any file that can be imported and reads it as typed column batches. */
import { FileError } from '../files_protocol.js';
import { Columns } from './columns.js';
import { findContent } from './content.js';
import { legacyReason } from './encoding.js';
import { readHead } from './file_head.js';
import { Issues, makeLog } from './issues.js';
import { Pass } from './pass.js';
import { describe } from './preview.js';
import { WrongEncoding } from './text.js';

/**
 * @typedef {import('../files_protocol.js').OpenOptions} OpenOptions
 * @typedef {import('../files_protocol.js').OpenResult} OpenResult
 * @typedef {import('../files_protocol.js').ReadPlan} ReadPlan
 * @typedef {import('../files_protocol.js').ReadResult} ReadResult
 * @typedef {import('./bytes.js').PassLog} PassLog
 * @typedef {import('./cells.js').Cell} Cell
 * @typedef {import('./content.js').CellChunk} CellChunk
 * @typedef {import('./content.js').Content} Content
 * @typedef {import('./content.js').OpenedFile} OpenedFile
 * @typedef {import('./issues.js').Control} Control
 */

const k_sampleRows = 2000;

/**
 * @param {import('./bytes.js').Source} source
 * @param {string} name
 * @param {OpenOptions} options
 * @param {Control} control
 * @returns {Promise<FileReader>} opened: its `opened` says what was found
 * @throws {FileError}
 */
export async function openFile(source, name, options, control) {
  const { bytes, whole, gzip } = await readHead(source, name, control);
  const file = { source, name, options, gzip, encoding: '' };
  const reader = new FileReader(file, await findContent(file, bytes, whole, control));
  await reader.readSample(control);
  return reader;
}

export class FileReader {
  /**
   * @param {OpenedFile} file
   * @param {Content} content
   */
  constructor(file, content) {
    this.file = file;
    this.content = content;
    this.columns = new Columns(content.keys, ['csv', 'xlsx', 'ods'].includes(content.format), file.options);
    /** @type {OpenResult | null} */
    this.opened = null;
  }

  /**
   * @param {PassLog} log
   * @param {import('./content.js').Part} part
   * @returns {AsyncGenerator<CellChunk>} the whole file from its beginning
   */
  async *readCells(log, part) {
    for await (const chunk of this.content.read(log, part)) {
      if ('rows' in chunk) yield chunk;
      else yield { numbers: chunk.numbers, rows: chunk.records.map((record) => this.columns.rowOf(record)) };
    }
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
      const log = makeLog(this.file.source, issues, control);
      for await (const chunk of this.readCells(log, { rowLimit: k_sampleRows })) {
        rows = rows.concat(chunk.rows);
        if (rows.length < k_sampleRows) continue;
        whole = false;
        break;
      }
    } catch (error) {
      if (!(error instanceof WrongEncoding)) throw error;
      this.#changeEncoding(error.encoding);
      await this.readSample(control);
      return;
    }
    if (this.columns.keys.length === 0) {
      const [first] = issues.skipped;
      const why = first ? `row ${first.row}: ${first.reason}` : 'it has no records';
      throw new FileError('no_rows', `Nothing could be read from ${this.file.name || 'the file'}: ${why}`);
    }
    rows.length = Math.min(rows.length, k_sampleRows);
    this.columns.findTypes(rows, whole);
    this.opened = await describe(this.file, this.content, this.columns, rows, whole);
  }

  /** @param {string} encoding */
  #changeEncoding(encoding) {
    const { content, file } = this;
    file.encoding = encoding;
    content.reasons = content.reasons.filter((reason) => !reason.startsWith('Encoding'));
    content.reasons.push(legacyReason(encoding));
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
        this.#changeEncoding(error.encoding);
        onRestart('The file turned out not to be UTF-8');
        continue;
      }
      if (pass.restartReason === '') return pass.result();
      onRestart(pass.restartReason);
    }
  }
}
