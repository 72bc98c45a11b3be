/** How a file spells numbers, dates and missing values, and what such a cell means. */

/**
 * @typedef {object} Spelling
 * @property {'.' | ','} decimal
 * @property {'ymd' | 'dmy' | 'mdy'} dateOrder of dates with slashes or hyphens; 'ymd' knows none with the year last
 * @property {string[]} missing
 */

/** Words for no value in columns that are not text. */
const k_missingWords = ['na', 'n/a', 'nan', 'null', 'none'];

/** @type {Spelling} */
export const k_usualSpelling = { decimal: '.', dateOrder: 'ymd', missing: k_missingWords };

const k_missing = /^(na|n\/a|nan|null|none)$/i;
const k_number = /^-?(0|[1-9]\d*)?(\.\d+)?([eE][+-]?\d+)?$/;
const k_decimalComma = /^-?(0|[1-9]\d*),\d+$/;
const k_decimalPoint = /^-?(0|[1-9]\d*)\.\d+$/;
const k_isoDate = new RegExp(
  '^(\\d{4})([-/])(\\d\\d)\\2(\\d\\d)' +
    '(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9}))?)?\\s?(Z|[+-]\\d\\d:?\\d\\d)?)?$',
);
const k_yearLast = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[T ,]{1,2}(\d{1,2}):(\d\d)(?::(\d\d))?)?$/;

/** @param {string} text trimmed */
export function isMissing(text) {
  return text === '' || k_missing.test(text);
}

/**
 * Only spellings that a number has one of: no leading zeros or plus (ids, phone numbers), no
 * digits that a double would lose.
 * @param {string} text trimmed
 * @param {Spelling} spelling
 * @returns {number | undefined}
 */
export function parseNumber(text, { decimal }) {
  const plain = decimal === '.' ? text : text.includes('.') ? '' : text.replace(',', '.');
  if (plain === '' || plain === '-' || !k_number.test(plain)) return undefined;
  const value = Number(plain);
  if (!Number.isFinite(value)) return undefined;
  return Math.abs(value) > Number.MAX_SAFE_INTEGER && /^-?\d+$/.test(plain) ? undefined : value;
}

/**
 * ISO 8601 days and times, with - or /, and 31.12.2024; others as the order says. Without a zone they are UTC.
 * @param {string} text trimmed
 * @param {Spelling} spelling
 * @returns {number | undefined} milliseconds
 */
export function parseDate(text, { dateOrder }) {
  if (text.length < 8 || text.length > 36) return undefined;
  const iso = k_isoDate.exec(text);
  if (iso) {
    const fraction = iso[8] ? Math.floor(Number(`0.${iso[8]}`) * 1000) : 0;
    const time = timeOf([iso[1], iso[3], iso[4], iso[5], iso[6], iso[7]].map((part) => Number(part ?? 0)), fraction);
    return time === undefined ? undefined : time - zoneMs(iso[9]);
  }
  const other = k_yearLast.exec(text);
  if (!other) return undefined;
  const [, first, separator, second, year, ...clock] = other;
  const isDotted = separator === '.' && first.length === 2 && second.length === 2 && clock[0] === undefined;
  if (dateOrder === 'ymd' && !isDotted) return undefined;
  const [day, month] = dateOrder === 'mdy' ? [second, first] : [first, second];
  return timeOf([year, month, day, ...clock].map((part) => Number(part ?? 0)), 0);
}

/**
 * @param {number[]} parts year, month, day, hour, minute, second
 * @param {number} milliseconds
 * @returns {number | undefined} undefined if there is no such time
 */
function timeOf([year, month, day, hour, minute, second], milliseconds) {
  if (month < 1 || month > 12 || day < 1) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1) return undefined;
  date.setUTCHours(hour, minute, second, milliseconds);
  return date.getTime();
}

/** @param {string | undefined} zone */
function zoneMs(zone) {
  if (!zone || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone[0] === '-' ? -minutes : minutes) * 60000;
}

/**
 * What the first rows say: an order of dates only if no date speaks against it.
 * @param {import('./cells.js').Cell[][]} rows
 * @param {import('../files_protocol.js').OpenOptions} options
 * @returns {Spelling}
 */
export function findSpelling(rows, options) {
  let commas = 0;
  let points = 0;
  let dayFirst = 0;
  let monthFirst = 0;
  for (const row of rows) {
    for (const cell of row) {
      if (typeof cell !== 'string' || cell.length > 36) continue;
      const text = cell.trim();
      if (k_decimalComma.test(text)) commas++;
      else if (k_decimalPoint.test(text)) points++;
      const date = k_yearLast.exec(text);
      if (date && Number(date[1]) > 12) dayFirst++;
      if (date && Number(date[3]) > 12) monthFirst++;
    }
  }
  const order = dayFirst > 0 && monthFirst === 0 ? 'dmy' : monthFirst > 0 && dayFirst === 0 ? 'mdy' : 'ymd';
  return {
    decimal: options.decimal ?? (commas > 0 && points === 0 ? ',' : '.'),
    dateOrder: options.dateOrder ?? order,
    missing: options.missing ?? k_missingWords,
  };
}
