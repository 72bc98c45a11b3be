/** Labels that several people gave to one text. */
import { freeName } from '../json_record.js';

/**
 * A label counts where more than half of the people chose it; where they differ, all answers stand beside it.
 * @param {import('../json_record.js').JsonRecord} record
 * @param {string} name of the question
 * @param {string[][]} chosen the labels that each person chose
 * @param {number} people who were asked
 * @param {import('../bytes.js').PassLog} log
 */
export function addAgreed(record, name, chosen, people, log) {
  const column = freeName(record, name);
  const labels = [...new Set(chosen.flat())];
  const votes = (/** @type {string} */ label) => chosen.filter((one) => one.includes(label)).length;
  const agreed = labels.filter((label) => votes(label) * 2 > people);
  record.set(column, agreed.length > 0 ? agreed : null);
  if (labels.every((label) => votes(label) === people)) return;
  record.set(`${column}.answers`, JSON.stringify(chosen));
  log.notice(`Where annotators differ, "${column}" has the labels that more than half of them chose: ` +
    `all answers are in "${column}.answers"`);
}
