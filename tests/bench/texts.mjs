// Texts for the benchmarks: real words, the same in every run.

import { readTable, sharedData } from '../e2e/fixtures.js';
import { StepError } from '../../web/build/steps.js';

/** @param {number} seed @returns {() => number} in [0, 1), by the generator of Park and Miller */
export function makeUniform(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** @param {string} name of a data set of the shared folder @returns {string[]} */
export function sharedTexts(name) {
  const path = sharedData(name);
  if (!path) throw new StepError(`data/${name} is not in the shared folder\nWhat to do: set LABELSCAPE_SHARED to it`);
  return readTable(path).map(({ text }) => text ?? '');
}

/**
 * Texts of 10 to 200 tokens; half of them are shorter than 45, as of messages and news.
 * @param {number} count
 * @param {(word: string) => number} tokensOf
 * @returns {string[]}
 */
export function textsOfAllLengths(count, tokensOf) {
  const words = sharedTexts('ag_news.csv.gz').flatMap((text) => text.split(/\s+/)).filter(Boolean);
  const uniform = makeUniform(7);
  return Array.from({ length: count }, () => {
    const wanted = Math.round(10 * 20 ** uniform());
    let at = Math.floor(uniform() * (words.length - 2 * wanted));
    const text = [];
    // [CLS] and [SEP] count, too.
    for (let tokens = 2; ; ++at) {
      tokens += tokensOf(words[at]);
      if (tokens > wanted && text.length > 0) return text.join(' ');
      text.push(words[at]);
    }
  });
}

/**
 * As many texts as wanted, no two alike: the ones given, then the same with some words of others.
 * @param {string[]} texts
 * @param {number} count
 * @returns {string[]}
 */
export function varied(texts, count) {
  const uniform = makeUniform(11);
  const anyOf = (/** @type {string[]} */ list) => list[Math.floor(uniform() * list.length)];
  const words = texts.map((text) => text.split(' '));
  return Array.from({ length: count }, (_, i) => {
    const own = words[i % texts.length].slice();
    for (let k = 0; i >= texts.length && k < Math.max(1, own.length / 10); ++k) {
      own[Math.floor(uniform() * own.length)] = anyOf(anyOf(words));
    }
    return own.join(' ');
  });
}
