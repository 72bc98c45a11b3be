/** spaCy's training texts: {"text", "cats": {"A": 1.0}}, or the older ["text", {"cats": …, "entities": …}]. */
import { flatten, isObject } from '../json_record.js';

/** @param {Record<string, any>} cats @returns {string[]} the categories that hold */
export const labelsOfCats = (cats) => Object.keys(cats).filter((name) => Number(cats[name]) >= 0.5);

/** @param {any} value @returns {any} the newer form of the older one */
const newForm = (value) =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && isObject(value[1])
    ? { text: value[0], ...value[1] } : value;

/** @type {import('./formats.js').Recognizer} */
export function spacy(values) {
  const isExample = (/** @type {any} */ value) => typeof value?.text === 'string' && isObject(value.cats) &&
    Object.values(value.cats).every((score) => typeof score === 'number' || typeof score === 'boolean');
  const examples = values.map(newForm);
  const isOld = values.every(Array.isArray) && examples.every((value) => Array.isArray(value?.entities));
  if (!isOld && !examples.some(isExample)) return null;
  return {
    reason: 'Records: training texts as spaCy reads them',
    roles: { text: 'text', label: examples.some(isExample) ? 'cats' : undefined },
    take: (value, _number, log) => {
      const example = newForm(value);
      if (!isObject(example)) return 'it is no text with its categories';
      const record = new Map();
      const { cats, ...rest } = example;
      flatten(rest, record, log);
      if (isObject(cats)) record.set('cats', labelsOfCats(cats));
      return record;
    },
  };
}
