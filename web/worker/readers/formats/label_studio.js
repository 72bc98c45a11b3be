/** Label Studio's JSON: tasks with `data`, the annotations of several people, and predictions. */
import { flatten, freeName, isObject, isStrings, setCell } from '../json_record.js';
import { addAgreed } from './agreement.js';
import { longestField } from './sample.js';

/**
 * @typedef {import('../bytes.js').PassLog} PassLog
 * @typedef {import('../json_record.js').JsonRecord} JsonRecord
 * @typedef {{people: number, answers: Map<string, any[][]>, parts: Map<string, any[]>, others: Map<string, any>}} Work
 */

const k_taken = new Set(['data', 'annotations', 'completions', 'predictions', 'id']);

/** Files from before version 1.0 call them completions. @param {any} task @returns {any[]} what counts */
const annotationsOf = (task) =>
  [task.annotations ?? task.completions ?? []].flat().filter((one) => isObject(one) && !one.was_cancelled);

/** @type {import('./formats.js').Recognizer} */
export function labelStudio(values) {
  const tasks = values.filter((task) => isObject(task) && isObject(task.data) &&
    [task.annotations, task.completions, task.predictions].some(Array.isArray));
  if (tasks.length === 0) return null;
  const label = tasks.flatMap((task) => [...workOf(annotationsOf(task)).answers.keys()])[0];
  const hasField = label !== undefined && tasks.some(({ data }) => Object.hasOwn(data, label));
  return {
    reason: 'Records: tasks as Label Studio writes them',
    roles: {
      text: longestField(tasks.map(({ data }) => data)),
      label: hasField ? `${label}_2` : label,
      id: tasks.every(({ id, data }) => id !== undefined && !('id' in data)) ? 'id' : undefined,
    },
    take: (task, _number, log) => (isObject(task?.data) ? recordOf(task, log) : 'it is no task of Label Studio'),
  };
}

/**
 * @param {any} task
 * @param {PassLog} log
 * @returns {JsonRecord}
 */
function recordOf(task, log) {
  /** @type {JsonRecord} */
  const record = new Map();
  flatten(task.data, record, log);
  if (task.id !== undefined) record.set(freeName(record, 'id'), task.id);
  const annotations = annotationsOf(task);
  addWork(record, '', workOf(annotations), log);
  const people = annotations.map(({ completed_by: by }) => String(by?.email ?? by?.id ?? by ?? '')).filter(Boolean);
  if (people.length > 0) setCell(record, 'annotator', [...new Set(people)].join(', '), log);
  const predictions = [task.predictions ?? []].flat().filter(isObject);
  if (predictions.length > 0) addWork(record, 'prediction.', workOf(predictions), log);
  for (const [key, value] of Object.entries(task)) {
    if (!k_taken.has(key) && !(Array.isArray(value) && value.length === 0)) flatten({ [key]: value }, record, log);
  }
  return record;
}

/**
 * @param {any[]} annotations
 * @returns {Work} by the name of the question: labels that each person chose, labels of parts, and what else was answered
 */
function workOf(annotations) {
  /** @type {Work} */
  const work = { people: annotations.length, answers: new Map(), parts: new Map(), others: new Map() };
  for (const { result } of annotations) {
    for (const { from_name: name, type, value } of [result ?? []].flat().filter(isObject)) {
      if (!name || !isObject(value)) continue;
      const labels = isStrings(value.choices) ? value.choices : taxonomyLabels(value.taxonomy);
      if (labels && value.start === undefined) append(work.answers, name, labels);
      else if (value.start !== undefined) append(work.parts, name, { ...value, labels: value[type] ?? value.labels });
      else work.others.set(name, value[type] ?? value);
    }
  }
  return work;
}

/** @param {any} paths @returns {string[] | null} "a / b" for each path */
const taxonomyLabels = (paths) =>
  Array.isArray(paths) && paths.every(isStrings) ? paths.map((path) => path.join(' / ')) : null;

/**
 * @template T
 * @param {Map<string, T[]>} lists @param {string} name @param {T} item
 */
function append(lists, name, item) {
  lists.set(name, [...(lists.get(name) ?? []), item]);
}

/**
 * @param {JsonRecord} record
 * @param {string} prefix
 * @param {Work} work
 * @param {PassLog} log
 */
function addWork(record, prefix, { people, answers, parts, others }, log) {
  for (const [name, chosen] of answers) addAgreed(record, prefix + name, chosen, people, log);
  for (const [name, spans] of parts) setCell(record, prefix + name, spans, log);
  for (const [name, value] of others) setCell(record, prefix + name, value, log);
}
