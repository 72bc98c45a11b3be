/** Rows of Hugging Face datasets: class numbers become names, and {"row": {…}} of the datasets server is opened. */
import { isObject, plainRecord } from '../json_record.js';

/**
 * @param {any} features as an object by name, or as a list
 * @returns {Map<string, string[]>} the class names of each column of classes or of lists of them
 */
export function classNamesOf(features) {
  const named = Array.isArray(features) ? features.map((feature) => [feature?.name, feature?.type ?? feature])
    : Object.entries(features ?? {});
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const [name, feature] of named) {
    const inner = Array.isArray(feature) ? feature[0] : feature?.feature ?? feature;
    const names = inner?._type === 'ClassLabel' ? inner.names : inner?.dtype?.class_label?.names;
    if (typeof name === 'string' && isObject(names)) found.set(name, Object.values(names).map(String));
    else if (typeof name === 'string' && Array.isArray(names)) found.set(name, names.map(String));
  }
  return found;
}

/**
 * @param {any} value a class number, or a list of them
 * @param {string[]} classes
 * @returns {any} -1 is the convention for "no label"
 */
export function className(value, classes) {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'object') {
    return Array.from(value, (item) => className(item, classes)).filter((name) => name !== null);
  }
  const number = Number(value);
  return number === -1 ? null : classes[number] ?? String(value);
}

/** @type {import('./formats.js').Recognizer} */
export function huggingFace(values, around) {
  const classes = classNamesOf(around?.features ?? around?.dataset_info?.features ?? around?.info?.features);
  const isServed = values.every((value) => isObject(value) && isObject(value.row) && 'row_idx' in value);
  if (!isServed && (classes.size === 0 || !values.every(isObject))) return null;
  return {
    reason: 'Records: rows of a Hugging Face dataset',
    roles: { label: [...classes.keys()][0] },
    take: (value, _number, log) => {
      const row = isServed ? value?.row : value;
      if (!isObject(row)) return 'it is no row of a dataset';
      const named = Object.entries(row).map(([key, cell]) => {
        const names = classes.get(key);
        return [key, names ? className(cell, names) : cell];
      });
      return plainRecord(Object.fromEntries(named), log);
    },
  };
}
