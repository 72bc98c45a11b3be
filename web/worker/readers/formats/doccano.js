/** doccano's records: `label` is a list of labels or of spans [begin, end, label]; intents stand in `cats`. */
import { isObject, isStrings, plainRecord } from '../json_record.js';
import { isUnique } from './sample.js';

/** @type {import('./formats.js').Recognizer} */
export function doccano(values) {
  const records = values.filter((value) => isObject(value) && typeof value.text === 'string');
  const label = ['label', 'labels', 'cats'].find((key) => records.some((record) => Array.isArray(record[key])));
  if (records.length === 0 || !label) return null;
  const hasLabels = records.every(({ [label]: cell }) => cell == null || typeof cell === 'string' || isStrings(cell));
  return {
    reason: 'Records: texts with lists of labels, as doccano writes them',
    roles: { text: 'text', label: hasLabels ? label : undefined, id: isUnique(records, 'id') ? 'id' : undefined },
    take: (value, _number, log) => {
      const single = hasLabels && isObject(value) && typeof value[label] === 'string';
      return plainRecord(single ? { ...value, [label]: [value[label]] } : value, log);
    },
  };
}
