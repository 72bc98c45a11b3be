/** Strings that may cross any border: halves of characters are a fault of the file, never of the program. */

/**
 * @param {string} text
 * @returns {string} with U+FFFD for each lone surrogate
 */
export function wellFormed(text) {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/**
 * @param {any} value
 * @param {(key: string, item: any) => any} [replacer] as JSON.stringify takes it
 * @returns {string} JSON without halves of characters, in names too; a strict reader would refuse all of it
 */
export function wellFormedJson(value, replacer) {
  // JSON.stringify writes them, and nothing else, as \ud…; a backslash of the text itself comes in pairs.
  return JSON.stringify(value, replacer).replace(/\\\\|\\ud[89a-f][\da-f]{2}/g, (token) => (token === '\\\\' ? token : '\ufffd'));
}

/**
 * @param {string} text
 * @param {number} maxUnits
 * @returns {string} its beginning up to a border between what a reader sees as characters, well-formed
 */
export function cutText(text, maxUnits) {
  if (text.length <= maxUnits) return wellFormed(text);
  if (!('Segmenter' in Intl)) return wellFormed(text.slice(0, maxUnits).replace(/[\ud800-\udbff]$/, ''));
  const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text.slice(0, maxUnits + 32));
  const end = characters.containing(maxUnits)?.index || maxUnits;
  return wellFormed(text.slice(0, end));
}
