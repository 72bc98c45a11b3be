/** Label Studio's JSON-MIN: the fields of a task, its answers by name, and who gave them. */
import { flatten, isObject, isStrings } from '../json_record.js';
import { isUnique, longestField } from './sample.js';

/** @param {any} cell @returns {cell is {choices: string[]}} several choices; one is a plain string */
const isChoices = (cell) => isObject(cell) && Object.keys(cell).length === 1 && isStrings(cell.choices);

/** @type {import('./formats.js').Recognizer} */
export function labelStudioMin(values) {
  const tasks = values.filter((value) => isObject(value) && 'annotation_id' in value && 'lead_time' in value);
  if (tasks.length === 0) return null;
  const answers = [...new Set(tasks.flatMap(answerNames))];
  const label = answers.find((name) => tasks.some((task) => isChoices(task[name]))) ??
    answers.find((name) => tasks.some((task) => typeof task[name] === 'string'));
  const fields = tasks.map((task) => Object.fromEntries(Object.entries(task).filter(([key]) => !answers.includes(key))));
  return {
    reason: 'Records: JSON-MIN as Label Studio writes it',
    roles: { text: longestField(fields), label, id: isUnique(tasks, 'id') ? 'id' : undefined },
    take: (task, _number, log) => {
      if (!isObject(task)) return 'it is no task of Label Studio';
      const record = new Map();
      for (const [key, cell] of Object.entries(task)) {
        if (isChoices(cell)) record.set(key, cell.choices);
        else if (key === label && typeof cell === 'string') record.set(key, [cell]);
        else flatten({ [key]: cell }, record, log);
      }
      return record;
    },
  };
}

/**
 * Answers stand between the id and the annotator.
 * @param {any} task
 * @returns {string[]}
 */
function answerNames(task) {
  const keys = Object.keys(task);
  const end = keys.findIndex((key) => key === 'annotator' || key === 'annotation_id');
  return keys.slice(keys.indexOf('id') + 1, end);
}
