/** Rasa's NLU examples: texts with an intent and its entities. */
import { isObject, plainRecord } from '../json_record.js';

/** @type {import('./formats.js').Recognizer} */
export function rasa(values, around) {
  if (!around?.rasa_nlu_data || !values.some((value) => isObject(value) && typeof value.intent === 'string')) return null;
  return {
    reason: 'Records: examples as Rasa writes them',
    roles: { text: 'text', label: 'intent' },
    take: (value, _number, log) => plainRecord(value, log),
  };
}
