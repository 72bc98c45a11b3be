/**
 * How well decoded bytes look like text that someone wrote, in whatever language. The wrong encoding puts signs into
 * words, capitals behind small letters, and letters of one alphabet beside those of another: "donÕt", "кУРСА", "M§ind".
 * Only such places are counted. Which letters a language has, and how often, is left to jschardet.
 *
 * A text is first reduced to its shape, one letter for the kind of each character, and what is odd is found in that.
 */

/** The kinds, the first that fits. @type {[kind: string, characters: RegExp][]} */
const k_kinds = [
  ['A', /[A-Z]/], ['a', /[a-z]/], ['0', /[0-9]/], [' ', /[\x00-\x7f]/],
  ['o', /[ªº]/], ['c', /[\x80-\x9f\p{Co}\p{Cn}]/u], ['m', /\p{M}/u],
  ['E', /(?=\p{sc=Latin})\p{Lu}/u], ['e', /(?=\p{sc=Latin})\p{L}/u],
  ['D', /\p{Lu}/u], ['d', /\p{Ll}/u], ['h', /\p{L}/u],
  ['q', /[¡¿‚„]/], ['n', /\p{No}/u], ['u', /[©®™°\p{Sc}]/u], ['s', /[§¶\p{S}]/u],
];
/** None of them: other punctuation, spaces and digits. */
const k_other = 'p';

/** What no one writes. Each alternative matches one character that is not ASCII. */
const k_odd = new RegExp([
  // A control character, or a code point without meaning.
  'c',
  // A capital behind a small letter.
  '(?<=[aed])[ED]|[ed](?=A)',
  // A letter of another alphabet beside a Latin one. Chinese and Japanese have a few of these.
  '[Ddh](?:(?<=[AaEe].)|(?=[AaEe]))',
  // A letter between digits: a dash misread.
  '(?<=0)[EeDd](?=0)',
  // A sign at a letter, and within a word even those that may stand at one: units, and what opens a quotation.
  's(?:(?<=[AaEeDdh].)|(?=[AaEeDdh]))',
  '(?<=[AaEeDdh])[uq](?=[AaEeDdh])',
  // A fraction or a power before a letter: "c½ur".
  'n(?=[AaEeDdh])',
  // A sign behind a sign: half of a character of two bytes.
  '(?<=[pqusn])[us]',
  // A mark over nothing, and an ordinal sign behind nothing.
  '(?<![AaEeDdhm])m|(?<![AaEe0 ])o',
].join('|'), 'g');

/** @type {Map<string, string>} */
const kindsKnown = new Map();

/** @param {string} character */
function kindOf(character) {
  let kind = kindsKnown.get(character);
  if (!kind) {
    kind = k_kinds.find(([, characters]) => characters.test(character))?.[0] ?? k_other;
    kindsKnown.set(character, kind);
  }
  return kind;
}

/**
 * @param {string} text decoded
 * @returns {number} odd characters for each one that is not ASCII
 */
export function oddShare(text) {
  let shape = '';
  let foreign = 0;
  for (const character of text) {
    shape += kindOf(character);
    if (character > '\x7f') foreign++;
  }
  return (shape.match(k_odd)?.length ?? 0) / Math.max(1, foreign);
}
