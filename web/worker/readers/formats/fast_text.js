/** fastText's lines: __label__a __label__b and the text; doccano puts a comment behind it. */

const k_label = /(^|\s)__label__(\S+)/g;
const k_comment = '__comment__';

/**
 * @param {string} head
 * @param {boolean} whole whether that is all of the file
 * @returns {boolean} whether nearly all lines begin with a label
 */
export function isFastText(head, whole) {
  const lines = head.split(/\r?\n|\r/, 50);
  if (lines.length < 50 && !whole) lines.pop();
  const full = lines.filter((line) => line.trim() !== '');
  return full.length > 0 && full.filter((line) => line.trimStart().startsWith('__label__')).length >= full.length * 0.9;
}

export const k_fastTextReason = 'Format fastText: the lines begin with __label__';

/** @type {import('../../files_protocol.js').Roles} */
export const k_fastTextRoles = { text: 'text', label: 'label' };

/**
 * @param {AsyncIterable<{numbers: number[], rows: string[][]}>} lines
 * @returns {AsyncGenerator<import('../content.js').RecordChunk>}
 */
export async function* readFastText(lines) {
  for await (const { numbers, rows } of lines) yield { numbers, records: rows.map(([line]) => recordOf(line)) };
}

/** @param {string} line */
function recordOf(line) {
  const [body, ...comments] = line.split(k_comment);
  const labels = Array.from(body.matchAll(k_label), ([, , label]) => label.replace(/,$/, ''));
  /** @type {[string, import('../cells.js').Cell][]} */
  const record = [['text', body.replace(k_label, '').trim()], ['label', labels.length > 0 ? labels : null]];
  if (comments.length > 0) record.push(['comment', comments.join(k_comment).trim()]);
  return record;
}
