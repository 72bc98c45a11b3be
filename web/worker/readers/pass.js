/** One reading of a file as typed column batches. */
import { cutText } from '../../strings.js';
import { BatchBuilder } from '../column_batch/batch_builder.js';
import { Spelled } from '../column_batch/layout.js';
import { FileError } from '../files_protocol.js';
import { TypeTracker, convert, spellingOf, toText, vectorProblem } from './cells.js';
import { Issues, makeLog } from './issues.js';

/**
 * @typedef {import('../files_protocol.js').ReadPlan} ReadPlan
 * @typedef {import('../files_protocol.js').ReadResult} ReadResult
 * @typedef {import('./cells.js').Cell} Cell
 * @typedef {import('./issues.js').Control} Control
 */

/** One reading of the file from beginning to end with fixed columns and types. */
export class Pass {
  #reader;
  #onBatch;
  #control;
  #issues = new Issues();
  #rows = 0;
  #keyCount;
  #takesAll;
  #builder;
  /** @type {Map<number, TypeTracker>} */
  #learned = new Map();

  /**
   * @param {import('./file_reader.js').FileReader} reader
   * @param {ReadPlan} plan
   * @param {(block: ArrayBuffer) => Promise<void>} onBatch
   * @param {Control} control
   */
  constructor(reader, plan, onBatch, control) {
    this.#reader = reader;
    /** What is known of all columns of the file; `columns` are those of the plan. */
    this.known = reader.columns;
    this.#onBatch = onBatch;
    this.#control = control;
    /** Set once a row does not fit: the pass then only looks at what the next one needs to know. */
    this.restartReason = '';
    this.#keyCount = this.known.keys.length;
    this.#takesAll = plan.columns === undefined;
    const names = this.known.names;
    this.columns = (plan.columns ?? names).map((name) => {
      const index = names.indexOf(name);
      if (index < 0) throw new FileError('no_such_column', `The file has no column "${name}"`);
      const forced = plan.types && Object.hasOwn(plan.types, name) ? plan.types[name] : undefined;
      const found = this.known.types[index] ?? 'text';
      const type = forced ?? (found === 'vector' ? 'text' : found);
      return { name, index, type, forced: forced !== undefined };
    });
    this.#builder = new BatchBuilder(this.columns);
  }

  async run() {
    const log = makeLog(this.#reader.file.source, this.#issues, this.#control, () => this.#rows);
    const wanted = new Set(this.columns.map(({ index }) => index));
    for await (const { numbers, rows } of this.#reader.readCells(log, { wanted })) {
      for (let i = 0; i < rows.length; i++) {
        if (this.restartReason === '') {
          const full = this.#takeRow(numbers[i], rows[i]);
          if (full) await this.#onBatch(this.#builder.take());
        }
        if (this.restartReason !== '') this.#learn(rows[i]);
      }
    }
    if (this.restartReason !== '') {
      for (const [column, tracker] of this.#learned) this.known.types[column] = tracker.type();
      this.known.undecided.clear();
    } else if (this.#builder.rowCount > 0) {
      await this.#onBatch(this.#builder.take());
    }
  }

  /**
   * @param {number} number
   * @param {Cell[]} row
   * @returns {boolean} whether the batch is full
   */
  #takeRow(number, row) {
    const { known, columns } = this;
    if (this.#takesAll && row.length > this.#keyCount) {
      this.restartReason = `Row ${number} has fields that the first rows have not`;
      return false;
    }
    /** @type {import('../column_batch/layout.js').BatchCell[]} */
    const cells = new Array(columns.length);
    for (let c = 0; c < columns.length; c++) {
      const { name, index, type, forced } = columns[c];
      const cell = known.cellOf(row, index);
      if (known.undecided.has(index) && !forced && cell !== null && this.#decide(index, cell)) {
        this.restartReason = `Row ${number} has the first value of column "${name}"`;
        return false;
      }
      const value = convert(cell, type, known.spelled);
      const problem = value instanceof Float32Array ? vectorProblem(value, known.dimensions[index] ?? 0) : '';
      if (problem !== '') {
        this.#issues.warn(number, `the vector in column "${name}" ${problem} and is left out`);
        cells[c] = null;
        continue;
      }
      if (value !== undefined) {
        const spelling = spellingOf(cell, value, type);
        cells[c] = spelling === '' ? value : new Spelled(/** @type {number | boolean | null} */ (value), spelling);
        continue;
      }
      const shown = cutText(toText(cell) ?? '', 40);
      if (!forced) {
        this.restartReason = `Row ${number}: "${shown}" in column "${name}" is no ${type}`;
        return false;
      }
      this.#issues.warn(number, `"${shown}" in column "${name}" is no ${type} and is left empty`);
      cells[c] = null;
    }
    this.#rows++;
    if (this.#issues.brokenBytes > 0) this.#findBroken(number, row);
    return this.#builder.append(number, cells);
  }

  /**
   * @param {number} number
   * @param {Cell[]} row
   */
  #findBroken(number, row) {
    if (this.#issues.brokenRow > 0) return;
    if (row.some((cell) => typeof cell === 'string' && cell.includes('\ufffd'))) this.#issues.brokenRow = number;
  }

  /**
   * @param {number} column
   * @param {Cell} cell its first value
   * @returns {boolean} whether the column can be anything else than text
   */
  #decide(column, cell) {
    const tracker = new TypeTracker();
    tracker.add(cell, this.known.spelled);
    if (tracker.type() !== 'text') return true;
    if (tracker.candidates.length === 0) this.known.undecided.delete(column);
    return false;
  }

  /** @param {Cell[]} row */
  #learn(row) {
    const { known } = this;
    for (let c = 0; c < this.#keyCount; c++) {
      if (known.undecided.has(c)) this.#track(c, known.cellOf(row, c));
      if (known.types[c] === 'text' || known.types[c] === 'vector') continue;
      const value = convert(known.cellOf(row, c), known.types[c], known.spelled);
      if (value === undefined) known.types[c] = 'text';
    }
    for (let c = this.#keyCount; c < row.length; c++) this.#track(c, known.cellOf(row, c));
  }

  /**
   * @param {number} column
   * @param {Cell} cell
   */
  #track(column, cell) {
    const tracker = this.#learned.get(column) ?? new TypeTracker();
    this.#learned.set(column, tracker);
    tracker.add(cell, this.known.spelled);
  }

  /** @returns {ReadResult} */
  result() {
    const { skipped, skippedCount, warnings, warningCount, notices } = this.#issues;
    const { encoding, options } = this.#reader.file;
    const broken = this.#issues.brokenNotice(encoding);
    if (broken) notices.push(broken);
    const [first] = warnings;
    if (first) {
      const cells = warningCount === 1 ? 'One cell is' : `${warningCount.toLocaleString('en')} cells are`;
      notices.push(`${cells} left empty; row ${first.row}: ${first.reason}`);
    }
    if (encoding !== '' && encoding !== 'utf-8' && !options.encoding) {
      notices.unshift(`Read as ${encodingName(encoding)}, not UTF-8: the encoding was found out from the bytes. ` +
        'Where texts look wrong, choose another one');
    }
    return {
      type: 'done',
      rows: this.#rows,
      columns: this.columns.map(({ name, type }) => ({ name, type })),
      skippedCount,
      skipped,
      warningCount,
      warnings,
      notices,
    };
  }
}

/** @param {string} label */
function encodingName(label) {
  return /^(windows|ibm|mac|x-)/.test(label) ? label : label.toUpperCase().replace('SHIFT_JIS', 'Shift_JIS');
}
