/**
 * Which encoding a file is in: certain signs first, then what jschardet holds for the most probable among those in
 * which it reads like text (plausibility.js). On SIB-200, up to 25 files of each size, language and encoding that people
 * write it in: all of 20, 50, 100 and 200 lines are right. In any encoding that can hold enough of a language (28 less
 * Indonesian, which is garbled there already; "Russian in EUC-KR", "Polish in ISO-8859-13"), 87 % of 20 lines and 89 %
 * of 100 are. What is wrong there is mostly what hardly anyone writes the language in.
 */
import { FileError } from '../files_protocol.js';
import { canDecode, countUtf8, makeDecoder, partialTail } from './decoders.js';
import { oddShare } from './plausibility.js';

/** How much is looked at: the most plausible encoding does not change with more of it. */
const k_sampleBytes = 1 << 16;
/** Share of control characters up to which bytes outside UTF-8 are text; random ones hold 9 %. */
const k_mostControls = 0.03;
/** With more control characters than this, bytes are no text even if they are valid UTF-8. */
const k_mostControlsUtf8 = 0.5;
/** Broken bytes per character of several bytes up to which a file is UTF-8. */
const k_mostBroken = 0.8;

/** How much of that is read in every encoding to see which readings look like text. */
const k_scoredBytes = 1 << 14;
/** Odd characters per foreign one that do not count against what jschardet holds for more probable. */
const k_oddMargin = 0.1;
/** Share of the best confidence from which on jschardet has seen no difference. */
const k_tie = 0.995;
/** Taken where it does not matter to jschardet and reads as well. */
const k_usual = 'windows-1252';
/** Hardly any file is in these: taken if jschardet puts them first, never because another reading is odd. */
const k_rare = /^iso-8859-(3|4|10|13|14|16)$/;
/** jschardet drops these early where the letters are not East Asian: Russian in GB18030, English with its quotes. */
const k_eastAsian = ['gb18030', 'shift_jis', 'euc-jp', 'euc-kr', 'big5'];

/** What jschardet calls otherwise than the browsers. @type {Map<string, string>} */
const k_labels = new Map([
  ['macroman', 'macintosh'], ['maccyrillic', 'x-mac-cyrillic'], ['cp866', 'ibm866'], ['cp874', 'windows-874'],
  ['tis-620', 'windows-874'], ['cp932', 'shift_jis'], ['shift_jis_2004', 'shift_jis'], ['euc_jis_2004', 'euc-jp'],
  ['euc-jis-2004', 'euc-jp'], ['cp949', 'euc-kr'], ['uhc', 'euc-kr'], ['big5-hkscs', 'big5'], ['big5hkscs', 'big5'],
]);

/** @param {Uint8Array} head */
function byteOrderMark(head) {
  const [a, b, c, d] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return 'utf-32le';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return '';
}

/**
 * @param {Uint8Array} head the first bytes of the file
 * @returns {Promise<{encoding: string, reason: string}>}
 * @throws {FileError} `not_text`
 */
export async function detectEncoding(head) {
  const marked = byteOrderMark(head);
  if (marked) return { encoding: marked, reason: `Encoding ${marked}: the file says so (BOM)` };
  const wide = wideEncoding(head.subarray(0, k_sampleBytes));
  if (wide) return { encoding: wide, reason: `Encoding ${wide}: zeros stand where it has them` };
  const { valid, invalid } = countUtf8(head.subarray(0, head.length - partialTail(head)));
  const controls = controlShare(head.subarray(0, k_sampleBytes));
  if (controls > (invalid > 0 ? k_mostControls : k_mostControlsUtf8)) {
    throw new FileError('not_text', 'This is not a text file. ' +
      'Labelscape reads CSV, TSV, JSON, JSONL, plain text, Parquet, XLSX and ODS, also packed with gzip');
  }
  if (!isUtf8(valid, invalid) || hasEscapes(head)) {
    const encoding = await detectLegacy(head);
    return { encoding, reason: legacyReason(encoding) };
  }
  return { encoding: 'utf-8', reason: 'Encoding utf-8' };
}

/**
 * @param {number} valid characters of several bytes
 * @param {number} invalid bytes in none
 */
export function isUtf8(valid, invalid) {
  return invalid <= valid * k_mostBroken;
}

/** @param {string} encoding */
export function legacyReason(encoding) {
  return `Encoding ${encoding}: the file is not UTF-8, and this is the most plausible other encoding`;
}

/** @param {Uint8Array} bytes */
function controlShare(bytes) {
  let controls = 0;
  for (const byte of bytes) {
    if (byte < 9 || (byte > 13 && byte < 27)) controls++;
  }
  return controls / Math.max(1, bytes.length);
}

/**
 * UTF-16 and UTF-32 without a mark: their ASCII characters have zeros always on the same side.
 * @param {Uint8Array} sample
 */
function wideEncoding(sample) {
  for (const [encoding, width, place] of /** @type {[string, number, number][]} */ ([
    ['utf-32le', 4, 0], ['utf-32be', 4, 3], ['utf-16le', 2, 0], ['utf-16be', 2, 1],
  ])) {
    const units = Math.floor(sample.length / width);
    let ascii = 0;
    let lineEnds = 0;
    let foreign = 0;
    for (let u = 0; u < units; u++) {
      const at = u * width;
      const byte = sample[at + place];
      let others = 0;
      for (let i = 0; i < width; i++) if (i !== place) others |= sample[at + i];
      if (byte === 0) foreign++;
      else if (others === 0 && byte < 0x80) ascii++;
      if (others === 0 && (byte === 10 || byte === 13)) lineEnds++;
    }
    if (ascii <= units * 0.01 || foreign * 2 > ascii) continue;
    if (lineEnds === 0 && ascii < units * 0.5) continue;
    if (canDecode(sample.subarray(0, units * width), encoding)) return encoding;
  }
  return '';
}

/** @param {Uint8Array} head whether it switches character sets as ISO-2022-JP does */
function hasEscapes(head) {
  for (let i = head.indexOf(27); i >= 0; i = head.indexOf(27, i + 1)) {
    if (head[i + 1] === 0x24 && (head[i + 2] === 0x40 || head[i + 2] === 0x42)) return true;
  }
  return false;
}

/**
 * GB18030 holds all of Unicode; what GBK has not takes four bytes of a pattern that nothing else has.
 * @param {Uint8Array} bytes
 */
function hasFourByteGb(bytes) {
  let found = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] < 0x81) continue;
    const isDigit = bytes[i + 1] >= 0x30 && bytes[i + 1] <= 0x39;
    if (isDigit && !(bytes[i + 2] >= 0x81 && bytes[i + 3] >= 0x30 && bytes[i + 3] <= 0x39)) return false;
    if (isDigit) found++;
    i += isDigit ? 3 : 1;
  }
  return found > 2;
}

/**
 * @param {Uint8Array} bytes not UTF-8
 * @returns {Promise<string>} a label that TextDecoder knows
 * @throws {FileError} `not_loaded`
 */
export async function detectLegacy(bytes) {
  const sample = tellingLines(bytes);
  if (hasFourByteGb(sample) && canDecode(sample, 'gb18030')) return 'gb18030';
  // Large, and seldom needed: loaded when it is.
  const { detectAll } = await import('jschardet').catch(() => {
    throw new FileError('not_loaded', 'This file is not UTF-8, and the part that recognizes other encodings cannot be ' +
      'loaded. Check the network, or choose the encoding yourself');
  });
  const guesses = detectAll(sample, { minimumThreshold: 0 })
    .map(({ encoding, confidence }) => ({ label: browserLabel(encoding ?? ''), confidence }))
    .filter(({ label }) => label !== 'utf-8' && label !== 'ascii');
  return mostPlausible(sample, guesses);
}

/** @param {string} name as jschardet says it */
function browserLabel(name) {
  const label = name.toLowerCase();
  return k_labels.get(label) ?? label.replace(/^iso8859/, 'iso-8859').replace(/^cp(?=125\d$)/, 'windows-');
}

/**
 * jschardet knows how often letters follow each other, but takes signs within words and such for possible; so its order
 * holds among the readings that have about as few odd places as any.
 * @param {Uint8Array} sample
 * @param {{label: string, confidence: number}[]} guesses the most probable first
 * @returns {string} a label that TextDecoder knows
 */
function mostPlausible(sample, guesses) {
  /** @param {string} label @param {number} length */
  const oddIn = (label, length) => oddShare(makeDecoder(label).decode(sample.subarray(0, length), false));
  const readings = [...guesses, ...k_eastAsian.map((label) => ({ label, confidence: 0 }))]
    .filter(({ label }) => canDecode(sample, label))
    .filter(({ label }, rank) => rank === 0 || !k_rare.test(label))
    .map((guess) => ({ ...guess, odd: oddIn(guess.label, k_scoredBytes) }));
  const least = Math.min(...readings.map(({ odd }) => odd));
  const best = readings.find(({ odd }) => odd <= least + k_oddMargin);
  if (!best) return k_usual;
  const usual = readings.find(({ label }) => label === k_usual);
  const isTie = usual && usual.confidence > best.confidence * k_tie &&
    oddIn(k_usual, sample.length) <= oddIn(best.label, sample.length);
  return new TextDecoder(isTie ? k_usual : best.label).encoding;
}

/**
 * @param {Uint8Array} bytes
 * @returns {Uint8Array} lines with a byte that is not ASCII, at most a sample of them
 */
function tellingLines(bytes) {
  const sample = new Uint8Array(Math.min(bytes.length, k_sampleBytes));
  let filled = 0;
  for (let start = 0; start < bytes.length && filled < sample.length; ) {
    const end = lineEnd(bytes, start);
    const line = bytes.subarray(start, Math.min(end, start + sample.length - filled));
    if (line.some((byte) => byte > 0x7f || byte === 27)) {
      sample.set(line, filled);
      filled += line.length;
    }
    start = end;
  }
  return sample.subarray(0, filled);
}

/**
 * @param {Uint8Array} bytes
 * @param {number} start
 */
function lineEnd(bytes, start) {
  const at = bytes.indexOf(10, start);
  return at < 0 ? bytes.length : at + 1;
}
