/** What a pass over a file reports: rows left out, oddities, progress. */
import { wellFormed } from '../../strings.js';
import { FileError } from '../files_protocol.js';
import { sizeOf } from './bytes.js';

/** @typedef {import('../files_protocol.js').RowIssue} RowIssue */

/** Skipped rows and warnings are listed up to here; beyond that they are only counted. */
const k_maxIssuesKept = 10000;

/** Collects what goes wrong in one pass. */
export class Issues {
  constructor() {
    /** @type {RowIssue[]} */
    this.skipped = [];
    this.skippedCount = 0;
    /** @type {RowIssue[]} */
    this.warnings = [];
    this.warningCount = 0;
    /** @type {string[]} */
    this.notices = [];
    this.brokenBytes = 0;
    /** The first row that shows a broken byte, 0 before. */
    this.brokenRow = 0;
  }

  /** @param {number} count */
  broken(count) {
    this.brokenBytes += count;
  }

  /**
   * @param {string} encoding
   * @returns {string} '' when all bytes had a meaning
   */
  brokenNotice(encoding) {
    const count = this.brokenBytes;
    if (count === 0) return '';
    const bytes = count === 1 ? 'One byte is' : `${count.toLocaleString('en')} bytes are`;
    const where = this.brokenRow > 0 ? `, first in row ${this.brokenRow}` : '';
    return `${bytes} not valid ${encoding.toUpperCase()} and shown as \ufffd${where}`;
  }

  /**
   * @param {number} row
   * @param {string} reason
   * @param {number} [count]
   */
  skip(row, reason, count = 1) {
    this.skippedCount += count;
    if (this.skipped.length < k_maxIssuesKept) this.skipped.push({ row, reason: wellFormed(reason) });
  }

  /**
   * @param {number} row
   * @param {string} reason
   */
  warn(row, reason) {
    this.warningCount++;
    if (this.warnings.length < k_maxIssuesKept) this.warnings.push({ row, reason: wellFormed(reason) });
  }

  /** @param {string} sentence said once, however often it is true */
  notice(sentence) {
    const said = wellFormed(sentence);
    if (!this.notices.includes(said)) this.notices.push(said);
  }
}

/**
 * What the caller of a long piece of work gives: where progress goes, and when to stop.
 * @typedef {object} Control
 * @property {(done: number, total: number, rows: number) => void} progress
 * @property {() => boolean} cancelled
 */

/** @param {Control} control */
function checkCancelled(control) {
  if (control.cancelled()) throw new FileError('cancelled', 'Reading was cancelled');
}

/**
 * @param {import('./bytes.js').Source} source
 * @param {Issues} issues
 * @param {Control} control
 * @param {() => number} [rows]
 * @returns {import('./bytes.js').PassLog}
 */
export function makeLog(source, issues, control, rows = () => 0) {
  const total = sizeOf(source);
  return {
    skip: (row, reason, count) => issues.skip(row, reason, count),
    warn: (row, reason) => issues.warn(row, reason),
    notice: (sentence) => issues.notice(sentence),
    broken: (count) => issues.broken(count),
    progress: (done) => control.progress(done, total, rows()),
    check: () => checkCancelled(control),
  };
}
