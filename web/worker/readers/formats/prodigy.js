/** Prodigy's annotations: a label that was accepted or rejected, or a choice of options. */
import { flatten, freeName, isObject, isStrings } from '../json_record.js';
import { labelsOfCats } from './spacy.js';

const k_answers = ['accept', 'reject', 'ignore'];

/** @type {import('./formats.js').Recognizer} */
export function prodigy(values) {
  const isTask = (/** @type {any} */ value) => isObject(value) && k_answers.includes(value.answer) &&
    ['_task_hash', '_input_hash', '_view_id', 'accept', 'options'].some((key) => key in value);
  if (!values.some(isTask)) return null;
  return {
    reason: 'Records: annotations as Prodigy writes them',
    roles: { text: 'text', label: 'label' },
    take: (task, _number, log) => (isObject(task) ? recordOf(task, log) : 'it is no annotation of Prodigy'),
  };
}

/**
 * @param {any} task
 * @param {import('../bytes.js').PassLog} log
 */
function recordOf({ text, label, accept, cats, answer, ...rest }, log) {
  const chosen = [typeof label === 'string' ? [label] : label, accept, isObject(cats) ? labelsOfCats(cats) : []]
    .flatMap((labels) => (isStrings(labels) ? labels : []));
  const labels = [...new Set(chosen)];
  /** @type {import('../json_record.js').JsonRecord} */
  const record = new Map([['text', text ?? null], ['label', null]]);
  if (answer !== 'reject' && answer !== 'ignore') {
    if (labels.length > 0) record.set('label', labels);
  } else if (labels.length > 0) {
    record.set('rejected', answer === 'reject' ? labels : null);
    log.notice('Labels of rejected and ignored annotations are not taken: see the columns "answer" and "rejected"');
  }
  record.set('answer', answer ?? null);
  if (label !== undefined && !isStrings(label) && typeof label !== 'string') record.set(freeName(record, 'label'), label);
  flatten(rest, record, log);
  return record;
}
