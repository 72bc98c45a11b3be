/** Which program wrote a file of records, and how its records become cells: a table of what is known. */
import { plainRecord } from '../json_record.js';
import { argilla } from './argilla.js';
import { doccano } from './doccano.js';
import { huggingFace } from './hugging_face.js';
import { labelStudio } from './label_studio.js';
import { labelStudioMin } from './label_studio_min.js';
import { prodigy } from './prodigy.js';
import { rasa } from './rasa.js';
import { rowsOfCells } from './rows_of_cells.js';
import { spacy } from './spacy.js';

/**
 * @typedef {import('../../files_protocol.js').Roles} Roles
 * @typedef {import('../bytes.js').PassLog} PassLog
 * @typedef {import('../json_record.js').JsonRecord} JsonRecord
 *
 * @typedef {object} RecordShape
 * @property {string} reason one sentence for the user, or ''
 * @property {Roles} [roles] columns whose meaning the format itself says
 * @property {(value: any, number: number, log: PassLog) => JsonRecord | string | null} take a record as cells, or why it
 *     is left out; null for what is no record, such as a header
 *
 * @typedef {(values: any[], around: any) => RecordShape | null} Recognizer of the first records, at least one, and of
 *     the object around their array as far as it stands before it
 */

/** The first that knows the records takes them. @type {Recognizer[]} */
const k_formats = [
  labelStudio, labelStudioMin, argilla, huggingFace, prodigy, rasa, spacy, doccano, rowsOfCells,
];

/** @type {RecordShape} */
const k_plain = { reason: '', take: (value, _number, log) => plainRecord(value, log) };

/**
 * @param {any[]} values the first records
 * @param {any} around
 * @returns {RecordShape}
 */
export function shapeOf(values, around) {
  if (values.length === 0) return k_plain;
  for (const recognize of k_formats) {
    const shape = recognize(values, around);
    if (shape) return shape;
  }
  return k_plain;
}
