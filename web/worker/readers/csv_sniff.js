/** Which delimiter and which quotes a delimited file is written with. */
import { countTitleRows, namesOneColumn } from './csv_header.js';
import { detectNewline, regularity, sampleRows } from './csv_sample.js';

const k_delimiters = [',', '\t', ';', '|'];
/** @type {Map<string, string>} */
const k_delimiterNames = new Map([[',', 'comma'], ['\t', 'tab'], [';', 'semicolon'], ['|', 'bar']]);

/** @param {string} delimiter */
export function delimiterName(delimiter) {
  return k_delimiterNames.get(delimiter) ?? `"${delimiter}"`;
}

/**
 * @param {string} head
 * @param {boolean} whole
 * @param {string} fileName
 * @param {{quote?: string, skipLines?: number}} [options]
 * @returns {{delimiter: string, columns: number, share: number, reason: string}} columns is 1 when
 *     nothing cuts the lines evenly, delimiter '' when nothing cuts the first line either
 */
export function sniffDelimiter(head, whole, fileName, { quote = '"', skipLines = 0 } = {}) {
  const stated = /^sep=(.)\r?\n/i.exec(head);
  if (stated) {
    const delimiter = stated[1];
    const reason = `Delimiter ${delimiterName(delimiter)}: the first line says so`;
    return { delimiter, columns: 2, share: 1, reason };
  }
  const byName = /\.(tsv|tab)(\.gz)?$/i.test(fileName) ? '\t' : '';
  const isTable = byName !== '' || /\.csv(\.gz)?$/i.test(fileName);
  const newline = detectNewline(head);
  let best = { delimiter: byName, columns: 1, share: 0, rows: 0, titles: 0 };
  let widest = 1;
  for (const delimiter of k_delimiters) {
    const sample = sampleRows(head, whole, { delimiter, quote, newline }, skipLines).rows;
    if (namesOneColumn(sample)) continue;
    const titles = countTitleRows(sample);
    const rows = sample.slice(titles);
    const { columns, share } = regularity(rows);
    const names = rows[0]?.length ?? 0;
    if (columns < 2 || (share < 0.9 && !(isTable && names === columns))) {
      if (best.columns > 1 || names <= widest || !isTable) continue;
      // Uneven rows below a header still are a table.
      widest = names;
      best.delimiter = delimiter;
      continue;
    }
    // What would make a title of the header is the comma of decimals. A tab or bar inside a sentence is rarer than a
    // comma, so equal shares go to more columns.
    const gain = share - best.share;
    const evenly = titles === best.titles ? columns > best.columns : titles < best.titles;
    const better = gain > 0.02 || (gain > -0.02 && evenly);
    if (best.columns === 1 || better) best = { delimiter, columns, share, rows: rows.length, titles };
  }
  const { delimiter, columns, share } = best;
  const name = delimiterName(delimiter);
  const reason = columns < 2
    ? 'One column: no delimiter cuts the lines evenly'
    : `Delimiter ${name}: ${Math.round(share * best.rows)} of the first ${best.rows} rows ` +
      `have ${columns.toLocaleString('en')} cells`;
  return { delimiter, columns, share, reason };
}

/**
 * Many TSV files quote nothing and have quotes in their texts; few quote with apostrophes.
 * @param {string} head
 * @param {boolean} whole
 * @param {string} delimiter
 * @param {number} skipLines
 * @returns {{quote: string, reason: string}}
 */
export function findQuote(head, whole, delimiter, skipLines) {
  const newline = detectNewline(head);
  const sample = (/** @type {string} */ quote) => sampleRows(head, whole, { delimiter, quote, newline }, skipLines);
  const usual = sample('"');
  if (usual.badQuotes > usual.rows.length * 0.05) {
    const { columns, share } = regularity(sample('').rows);
    if (share > 0.9 && columns > 1 && share >= regularity(usual.rows).share) {
      return { quote: '', reason: 'Quotes are taken as text: they do not come in pairs' };
    }
  }
  const single = sample("'");
  const bare = sample('').rows;
  const quoted = bare.filter((row) => row.some((cell) => /^'.*'$/s.test(cell.trim()))).length;
  const cutsBetter = quoted > bare.length / 2 || regularity(single.rows).share > regularity(bare).share;
  if (!head.includes('"') && single.badQuotes === 0 && cutsBetter) {
    return { quote: "'", reason: 'Quotes are apostrophes: cells stand between them' };
  }
  return { quote: '"', reason: '' };
}

/**
 * Prose has a space after its commas; cells hardly ever begin with one.
 * @param {string} head
 * @param {boolean} whole
 * @param {string} delimiter
 */
export function looksLikeProse(head, whole, delimiter) {
  const { rows } = sampleRows(head, whole, { delimiter, quote: '"', newline: detectNewline(head) });
  const cells = rows.flatMap((row) => row.slice(1));
  return cells.filter((cell) => cell.startsWith(' ')).length > cells.length * 0.5;
}
