/** Parquet values that hyparquet does not know or rounds: decimals, times, intervals, bytes, dates beyond JavaScript's. */

/**
 * @typedef {import('./cells.js').Cell} Cell
 * @typedef {import('hyparquet').SchemaElement} SchemaElement
 * @typedef {import('hyparquet').SchemaTree} SchemaTree
 * @typedef {(value: any) => Cell} ToCell
 */

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** Digits that a double holds exactly as they are written. */
const k_exactDigits = 15;

/** @param {Uint8Array | undefined} bytes @returns {any} text, or the bytes themselves when they are none */
function textOrBytes(bytes) {
  try {
    return bytes && strict.decode(bytes);
  } catch {
    return bytes?.slice();
  }
}

/** @param {bigint} count @param {bigint} perMs @param {string} unit @returns {any} */
function dateOr(count, perMs, unit) {
  const date = new Date(Number(BigInt(count) / perMs));
  return Number.isNaN(date.getTime()) ? `${count} ${unit} since 1970` : date;
}

/** @type {Partial<import('hyparquet').ParquetParsers>} */
export const k_parsers = {
  stringFromBytes: textOrBytes,
  jsonFromBytes: textOrBytes,
  timestampFromMilliseconds: (millis) => dateOr(millis, 1n, 'ms'),
  timestampFromMicroseconds: (micros) => dateOr(micros, 1000n, 'µs'),
  timestampFromNanoseconds: (nanos) => dateOr(nanos, 1000000n, 'ns'),
};

/** @param {any} value a number, a bigint, or bytes in two's complement */
function unscaled(value) {
  const bytes = typeof value === 'string' ? encoder.encode(value) : value;
  if (!ArrayBuffer.isView(bytes)) return BigInt(value);
  let sum = 0n;
  for (const byte of /** @type {Uint8Array} */ (bytes)) sum = sum * 256n + BigInt(byte);
  return BigInt.asIntN(/** @type {Uint8Array} */ (bytes).length * 8, sum);
}

/** @param {number} scale @returns {ToCell} a number where a double holds it as it is, text otherwise */
const decimalCell = (scale) => (value) => {
  const whole = unscaled(value);
  const digits = String(whole < 0n ? -whole : whole).padStart(scale + 1, '0');
  const cut = digits.length - scale;
  const text = `${whole < 0n ? '-' : ''}${digits.slice(0, cut)}${scale > 0 ? `.${digits.slice(cut)}` : ''}`;
  return digits.length <= k_exactDigits ? Number(text) : text;
};

/** @param {bigint} perSecond @returns {ToCell} "13:37:00.25" */
const timeCell = (perSecond) => (value) => {
  const count = BigInt(value);
  const two = (/** @type {bigint} */ part) => String(part).padStart(2, '0');
  const seconds = count / perSecond;
  const rest = String(count % perSecond).padStart(String(perSecond).length - 1, '0').replace(/0+$/, '');
  return `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}${rest && `.${rest}`}`;
};

/** @param {any} value twelve bytes: months, days, milliseconds @returns {Cell} "P1M2DT3.5S" */
function intervalCell(value) {
  const bytes = typeof value === 'string' ? encoder.encode(value) : value;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 12);
  const [months, days, ms] = [0, 4, 8].map((at) => view.getUint32(at, true));
  const parts = (months ? `${months}M` : '') + (days ? `${days}D` : '') + (ms ? `T${ms / 1000}S` : '');
  return `P${parts || 'T0S'}`;
}

/** @type {Record<string, bigint>} */
const k_perSecond = { TIME_MILLIS: 1000n, TIME_MICROS: 1000000n, MILLIS: 1000n, MICROS: 1000000n, NANOS: 1000000000n };

/**
 * Takes over the types that are decoded here: hyparquet then gives the stored values.
 * @param {SchemaElement} element its type is taken off
 * @returns {ToCell | null}
 */
function takeOver(element) {
  const { converted_type: converted, logical_type: logical } = element;
  /** @type {ToCell | null} */
  let toCell = null;
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    toCell = decimalCell(element.scale ?? /** @type {any} */ (logical)?.scale ?? 0);
  } else if (converted === 'INTERVAL') {
    toCell = intervalCell;
  } else if (converted === 'TIME_MILLIS' || converted === 'TIME_MICROS' || logical?.type === 'TIME') {
    toCell = timeCell(k_perSecond[/** @type {any} */ (logical)?.unit ?? converted] ?? 1000n);
  }
  if (toCell || converted === 'BSON') {
    delete element.converted_type;
    delete element.logical_type;
  }
  return toCell;
}

/**
 * @param {SchemaTree} tree of one column; types that are decoded here are taken off its elements
 * @param {(name: string) => void} onBytes a column has bytes that are no text
 * @param {boolean} [isItem] whether it only wraps the items of a list
 * @returns {ToCell} what makes cells of the column's values
 */
export function cellsOf(tree, onBytes, isItem = false) {
  const { element, children, path } = tree;
  const isList = element.converted_type === 'LIST' || element.logical_type?.type === 'LIST';
  const inner = children.map((child) => cellsOf(child, onBytes, isList && child.children.length === 1));
  if (isItem) return inner[0];
  const toCell = children.length === 0 ? takeOver(element) : null;
  const isText = element.converted_type === 'UTF8' || element.logical_type?.type === 'STRING';
  /** @type {ToCell} */
  const convert = (value) => {
    if (value === null || value === undefined) return null;
    if (children.length === 0 && toCell && !Array.isArray(value)) return toCell(value);
    if (typeof value !== 'object' || value instanceof Date) return value;
    if (ArrayBuffer.isView(value) && !(value instanceof Uint8Array)) return value;
    if (value instanceof Uint8Array) {
      if (isText) return lenient.decode(value);
      onBytes(path.join('.'));
      return null;
    }
    if (Array.isArray(value)) return value.map(children.length === 1 ? inner[0] : convert);
    const byName = new Map(children.map((child, c) => [child.element.name, inner[c]]));
    return Object.fromEntries(Object.entries(value).map(([name, cell]) => [name, (byName.get(name) ?? convert)(cell)]));
  };
  return convert;
}
