/** Sums below a table, as spreadsheets write them: no rows of it. */

const k_words = new Set(('total totals sum summe gesamt insgesamt somme suma razem celkem toplam jumlah totale totaal ' +
  'всего итого разом σύνολο المجموع الإجمالي 合计 总计 合計 總計 총계 합계 कुल รวม').split(' '));

/** Holds rows back that would be totals if nothing came after them. */
export class TotalLines {
  #columns;
  /** @type {{number: number, row: string[]}[]} */
  #held = [];

  /** @param {number} columns */
  constructor(columns) {
    this.#columns = columns;
  }

  /**
   * @param {number} number
   * @param {string[]} row
   * @returns {boolean} whether it is kept here for now
   */
  holds(number, row) {
    // Nearly all rows end here: this is done for each of them.
    if (row.length >= this.#columns && !row.includes('')) return false;
    if (this.#columns < 2 || (this.#held.length === 0 && !isTotal(row))) return false;
    this.#held.push({ number, row });
    return true;
  }

  /** @param {(number: number, row: string[]) => void} take the rows so far: a row of the table followed */
  release(take) {
    if (this.#held.length === 0) return;
    for (const { number, row } of this.#held) take(number, row);
    this.#held = [];
  }

  /** @param {import('./bytes.js').PassLog} log */
  report(log) {
    for (const { number, row } of this.#held) {
      log.skip(number, `a line below the table, not a row of it: ${row.filter(Boolean).join(' ')}`);
    }
  }
}

/** @param {string[]} row */
function isTotal(row) {
  const first = row.find((cell) => cell !== '');
  if (first === undefined || first.length > 20) return false;
  return k_words.has(first.trim().toLowerCase().replace(/\s*[:：]$/, '').replace(/^(grand|sub) ?/, ''));
}
