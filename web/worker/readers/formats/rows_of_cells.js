/** Arrays of arrays: pandas' "columns" stand before them, or the first one names the columns. */
import { detectHeader } from '../csv_header.js';
import { toText } from '../cells.js';
import { isStrings, setCell } from '../json_record.js';

/** @type {import('./formats.js').Recognizer} */
export function rowsOfCells(values, around) {
  if (!values.every(Array.isArray)) return null;
  /** @type {string[] | null} */
  const given = Array.isArray(around?.columns) ? around.columns.map((/** @type {any} */ name) => toText(name) ?? '') : null;
  const spelled = values.map((row) => row.map((/** @type {any} */ cell) => toText(cell) ?? ''));
  const found = !given && values.length > 1 && isStrings(values[0]) ? detectHeader(spelled) : null;
  const names = given ?? (found?.header ? values[0] : []);
  const index = given && Array.isArray(around.index) && !around.index.every((/** @type {any} */ row, /** @type {number} */ i) => row === i)
    ? around.index : null;
  return {
    reason: given ? 'Columns: named before the rows, as pandas writes them' : found?.reason ?? '',
    take: (row, number, log) => {
      if (!Array.isArray(row)) return 'it is no row of cells';
      if (found?.header && number === 1) return null;
      const record = new Map(index ? [['index', index[number - 1] ?? null]] : []);
      row.forEach((cell, c) => setCell(record, names[c] || `column_${c + 1}`, cell, log));
      return record.size > 0 ? record : 'the row is empty';
    },
  };
}
