/** Argilla's records: fields, the responses of several people, suggestions, metadata and vectors. */
import { flatten, freeName, isObject, isSpans, isStrings, setCell } from '../json_record.js';
import { addAgreed } from './agreement.js';
import { isUnique, longestField } from './sample.js';

/**
 * @typedef {import('../bytes.js').PassLog} PassLog
 * @typedef {import('../json_record.js').JsonRecord} JsonRecord
 */

const k_taken = new Set(['id', 'fields', 'responses', 'suggestions', 'metadata', 'vectors']);

/** @type {import('./formats.js').Recognizer} */
export function argilla(values) {
  const records = values.filter((value) => isObject(value) && isObject(value.fields) &&
    ('responses' in value || 'suggestions' in value));
  if (records.length === 0) return null;
  const answered = records.flatMap((record) => [...responsesOf(record)]);
  const label = answered.find(([, answers]) => answers.some((value) => labelsOf(value)))?.[0];
  const taken = label !== undefined && records.some(({ fields }) => Object.hasOwn(fields, label));
  return {
    reason: 'Records: as Argilla writes them',
    roles: {
      text: longestField(records.map(({ fields }) => fields)),
      label: taken ? `${label}_2` : label,
      id: isUnique(records, 'id') ? 'id' : undefined,
    },
    take: (record, _number, log) => (isObject(record?.fields) ? recordOf(record, log) : 'it is no record of Argilla'),
  };
}

/** @param {any} value @returns {string[] | null} */
const labelsOf = (value) => (typeof value === 'string' ? [value] : isStrings(value) ? value : null);

/**
 * Version 2 keeps the answers by question, version 1 by person.
 * @param {any} record
 * @returns {Map<string, any[]>} the answers to each question
 */
function responsesOf({ responses }) {
  /** @type {Map<string, any[]>} */
  const found = new Map();
  /** @param {string} question @param {any} answer */
  const add = (question, answer) => {
    if (isObject(answer) && answer.status !== 'discarded' && answer.value !== undefined) {
      found.set(question, [...(found.get(question) ?? []), answer.value]);
    }
  };
  for (const one of Array.isArray(responses) ? responses : []) {
    if (one?.status === 'discarded' || !isObject(one?.values)) continue;
    for (const [question, answer] of Object.entries(one.values)) add(question, answer);
  }
  for (const [question, answers] of isObject(responses) ? Object.entries(responses) : []) {
    for (const answer of [answers].flat()) add(question, answer);
  }
  return found;
}

/**
 * @param {any} source
 * @param {PassLog} log
 * @returns {JsonRecord}
 */
function recordOf(source, log) {
  /** @type {JsonRecord} */
  const record = new Map();
  flatten(source.fields, record, log);
  if (source.id !== undefined) record.set(freeName(record, 'id'), source.id);
  for (const [question, answers] of responsesOf(source)) addAnswers(record, question, answers, log);
  const suggestions = Array.isArray(source.suggestions)
    ? source.suggestions.map((/** @type {any} */ one) => [one?.question_name, one])
    : Object.entries(source.suggestions ?? {});
  for (const [question, one] of suggestions) {
    if (!question || !isObject(one)) continue;
    setCell(record, `${question}.suggestion`, one.value ?? null, log);
    for (const key of ['score', 'agent']) {
      if (one[key] != null) setCell(record, `${question}.suggestion.${key}`, one[key], log);
    }
  }
  for (const part of [source.metadata, source.vectors]) if (isObject(part)) flatten(part, record, log);
  for (const [key, value] of Object.entries(source)) if (!k_taken.has(key)) flatten({ [key]: value }, record, log);
  return record;
}

/**
 * @param {JsonRecord} record
 * @param {string} question
 * @param {any[]} answers
 * @param {PassLog} log
 */
function addAnswers(record, question, answers, log) {
  const lists = answers.map(labelsOf);
  const chosen = lists.flatMap((labels) => (labels ? [labels] : []));
  if (chosen.length < answers.length) {
    const [only] = answers;
    const spans = answers.every(isSpans) ? answers.flat() : null;
    setCell(record, question, spans ?? (answers.length === 1 ? only : answers), log);
    return;
  }
  addAgreed(record, question, chosen, chosen.length, log);
}
