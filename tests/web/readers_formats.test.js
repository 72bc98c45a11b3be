// Files of other programs, each from the example of its documentation: texts, labels and ids come to where they belong.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAll } from './files_support.js';

/** @param {any[]} records */
const jsonl = (records) => records.map((record) => JSON.stringify(record)).join('\n');

const choices = (/** @type {string[]} */ ...names) =>
  ({ from_name: 'sentiment', to_name: 'text', type: 'choices', value: { choices: names } });
const span = { id: 'x1', from_name: 'label', to_name: 'text', type: 'labels', value: { start: 0, end: 8, text: 'Opossums', labels: ['ORG'] } };

test('Label Studio: tasks, annotations and predictions', async () => {
  const tasks = [
    { id: 1, data: { text: 'Opossums are great', ref_id: 456 },
      annotations: [{ id: 1001, completed_by: 10, was_cancelled: false, result: [choices('Positive'), span] }],
      predictions: [{ model_version: 'v1', score: 0.95, result: [choices('Neutral')] }] },
    { id: 2, data: { text: 'So so', ref_id: 457 }, annotations: [{ id: 1002, completed_by: { email: 'a@b.example' }, result: [choices('Neutral', 'Mixed')] }] },
    { id: 3, data: { text: 'Skipped', ref_id: 458 }, annotations: [{ id: 1003, was_cancelled: true, result: [choices('Positive')] }] },
  ];
  const { opened, columns, result } = await readAll(JSON.stringify(tasks), 'tasks.json');
  assert.deepEqual(opened.roles, { text: 'text', label: 'sentiment', id: 'id' });
  assert.deepEqual(columns.text, tasks.map(({ data }) => data.text));
  assert.deepEqual(columns.id, [1, 2, 3]);
  assert.deepEqual(columns.sentiment, ['["Positive"]', '["Neutral","Mixed"]', null]);
  assert.deepEqual(columns['prediction.sentiment'], ['["Neutral"]', null, null]);
  assert.deepEqual(columns.ref_id, [456, 457, 458]);
  assert.deepEqual(columns.annotator, ['10', 'a@b.example', null]);
  assert.deepEqual(JSON.parse(columns.spans[0]), [span.value]);
  assert.match(result.notices.join(), /spans in "label" are kept as metadata/);
  assert.deepEqual((await readAll(jsonl(tasks), 'tasks.jsonl')).columns.sentiment, columns.sentiment);
});

test('Label Studio: where several people differ, the majority counts and nothing is lost', async () => {
  const task = (/** @type {number} */ id, /** @type {string[][]} */ answers) => ({
    id, data: { text: `text ${id}` }, completions: answers.map((names) => ({ result: [choices(...names)] })),
  });
  const tasks = [task(1, [['A'], ['A'], ['B']]), task(2, [['A'], ['B']]), task(3, [['A', 'B'], ['B', 'A']])];
  const { columns, result } = await readAll(JSON.stringify(tasks), 'tasks.json');
  assert.deepEqual(columns.sentiment, ['["A"]', null, '["A","B"]']);
  assert.deepEqual(columns['sentiment.answers'], ['[["A"],["A"],["B"]]', '[["A"],["B"]]', null]);
  assert.deepEqual(result.notices.map((notice) => /annotators differ/.test(notice)), [true]);
});

test('Label Studio: JSON-MIN', async () => {
  const common = { annotator: 1, annotation_id: 1001, created_at: '2021-03-09T22:16:08.728353Z', lead_time: 4.288 };
  const { opened, columns } = await readAll(JSON.stringify([
    { text: 'one', id: 1, sentiment: 'Positive', ...common },
    { text: 'two', id: 2, sentiment: { choices: ['Positive', 'Mixed'] }, ...common },
  ]), 'min.json');
  assert.deepEqual(opened.roles, { text: 'text', label: 'sentiment', id: 'id' });
  assert.deepEqual(columns.sentiment, ['["Positive"]', '["Positive","Mixed"]']);
});

test('doccano: labels, spans, intents, relations', async () => {
  const labels = await readAll(jsonl([
    { id: 1, text: 'Great price.', label: ['positive'], Comments: [] }, { id: 2, text: 'Bad.', label: ['negative', 'short'], Comments: [] },
  ]), 'all.jsonl');
  assert.deepEqual(labels.opened.roles, { text: 'text', label: 'label', id: 'id' });
  assert.deepEqual(labels.columns.label, ['["positive"]', '["negative","short"]']);
  const mixed = await readAll(jsonl([{ text: 'a', label: 'x' }, { text: 'b', label: ['x', 'y'] }]), 'all.jsonl');
  assert.deepEqual(mixed.columns.label, ['["x"]', '["x","y"]']);
  const spans = await readAll(jsonl([{ id: 1, text: 'EU rejects', label: [[0, 2, 'ORG']] }, { id: 2, text: 'no', label: [] }]), 'all.jsonl');
  assert.deepEqual(spans.opened.roles, { text: 'text', id: 'id' });
  assert.deepEqual(spans.columns.spans, ['[[0,2,"ORG"]]', null]);
  assert.match(spans.result.notices.join(), /The spans in "label" are kept as metadata in the column "spans"/);
  const intents = await readAll(jsonl([{ text: 'list flights to Boston', entities: [[16, 22, 'City']], cats: ['flight'] }]), 'a.jsonl');
  assert.deepEqual([intents.opened.roles.label, intents.columns.cats], ['cats', ['["flight"]']]);
  const relations = await readAll(jsonl([{ text: 'a b', entities: [{ id: 0, label: 'ORG', start_offset: 0, end_offset: 1 }], relations: [] }]), 'a.jsonl');
  assert.match(relations.result.notices.join(), /spans in "entities"/);
});

test('Prodigy: answers, choices, spans', async () => {
  const { opened, columns, result } = await readAll(jsonl([
    { text: 'a', label: 'DOCS', meta: { source: 'GitHub' }, _input_hash: -1, _task_hash: -2, answer: 'accept' },
    { text: 'b', label: 'DOCS', _input_hash: -3, _task_hash: -4, answer: 'reject' },
    { text: 'c', label: 'DOCS', _input_hash: -5, _task_hash: -6, answer: 'ignore' },
    { text: 'd', options: [{ id: 'A', text: 'a' }, { id: 'B', text: 'b' }], accept: ['A', 'B'], _view_id: 'choice', answer: 'accept' },
    { text: 'Uber', tokens: [{ text: 'Uber', start: 0, end: 4, id: 0 }], spans: [{ start: 0, end: 4, label: 'ORG' }], _view_id: 'ner_manual', answer: 'accept' },
  ]), 'annotations.jsonl');
  assert.deepEqual(opened.roles, { text: 'text', label: 'label' });
  assert.deepEqual(columns.label, ['["DOCS"]', null, null, '["A","B"]', null]);
  assert.deepEqual(columns.rejected, [null, '["DOCS"]', null, null, null]);
  assert.deepEqual(columns.answer, ['accept', 'reject', 'ignore', 'accept', 'accept']);
  assert.deepEqual(columns['meta.source'], ['GitHub', null, null, null, null]);
  assert.equal(columns.spans[4], '[{"start":0,"end":4,"label":"ORG"}]');
  assert.deepEqual(result.notices.map((notice) => /span|rejected/.exec(notice)?.[0]), ['rejected', 'span']);
});

test('spaCy and Rasa', async () => {
  const cats = { POSITIVE: 1.0, NEGATIVE: 0.0 };
  for (const source of [jsonl([{ text: 'good', cats }]), JSON.stringify([['good', { cats, entities: [[0, 4, 'X']] }]])]) {
    const { opened, columns } = await readAll(source, 'a.json');
    assert.deepEqual([opened.roles, columns.text, columns.cats], [{ text: 'text', label: 'cats' }, ['good'], ['["POSITIVE"]']]);
  }
  const nlu = { rasa_nlu_data: { regex_features: [{ name: 'zip', pattern: '.' }], common_examples: [
    { text: 'hi', intent: 'greet', entities: [] }, { text: 'in Rome', intent: 'find', entities: [{ start: 3, end: 7, value: 'Rome', entity: 'city' }] }] } };
  const { opened, columns, result } = await readAll(JSON.stringify(nlu), 'nlu.json');
  assert.deepEqual([opened.roles, columns.intent], [{ text: 'text', label: 'intent' }, ['greet', 'find']]);
  assert.match(result.notices.join(), /spans in "entities"/);
});

test('Argilla: records of version 2 and 1', async () => {
  const two = { id: '1234', fields: { text: 'Do you need oxygen?' }, metadata: { category: 'A' },
    suggestions: { label: { value: 'positive', score: 0.9, agent: 'model_name' } },
    responses: { label: [{ value: 'positive', user_id: '8b2f' }, { value: 'positive', user_id: '9c' }, { value: 'negative', user_id: 'd', status: 'discarded' }], tags: [{ value: ['x', 'y'], user_id: '8b2f' }] },
    vectors: {}, _server_id: 'uuid' };
  const { opened, columns } = await readAll(JSON.stringify([two]), 'records.json');
  assert.deepEqual(opened.roles, { text: 'text', label: 'label', id: 'id' });
  assert.deepEqual([columns.label, columns.tags, columns.category], [['["positive"]'], ['["x","y"]'], ['A']]);
  assert.deepEqual([columns['label.suggestion'], columns['label.suggestion.score']], [['positive'], [0.9]]);
  const one = { fields: { text: 'hello' }, responses: [{ values: { label: { value: 'yes' } }, user_id: 'u', status: 'submitted' },
    { values: { label: { value: 'no' } }, user_id: 'v', status: 'discarded' }], suggestions: [{ question_name: 'label', value: 'no' }] };
  const old = await readAll(jsonl([one]), 'records.jsonl');
  assert.deepEqual([old.opened.roles, old.columns.label, old.columns['label.suggestion']], [{ text: 'text', label: 'label' }, ['["yes"]'], ['no']]);
});

test('Hugging Face: rows of the datasets server, and class names before the rows', async () => {
  const label = { names: ['neg', 'pos'], _type: 'ClassLabel' };
  const served = { dataset: 'x/y', features: [{ feature_idx: 0, name: 'text', type: { dtype: 'string', _type: 'Value' } },
    { feature_idx: 1, name: 'label', type: label }, { feature_idx: 2, name: 'tags', type: { feature: label, _type: 'Sequence' } }],
  rows: [{ row_idx: 0, row: { text: 'a', label: 1, tags: [0, 1] }, truncated_cells: [] },
    { row_idx: 1, row: { text: 'b', label: -1, tags: [] }, truncated_cells: [] }], num_rows_total: 2 };
  const { opened, columns } = await readAll(JSON.stringify(served), 'rows.json');
  assert.deepEqual(opened.roles, { label: 'label' });
  assert.deepEqual(columns, { text: ['a', 'b'], label: ['pos', null], tags: ['["neg","pos"]', '[]'] });
  const info = { dataset_info: { features: [{ name: 'label', dtype: { class_label: { names: { 0: 'neg', 1: 'pos' } } } }] }, data: [{ text: 'a', label: 0 }] };
  assert.deepEqual((await readAll(JSON.stringify(info), 'a.json')).columns.label, ['neg']);
});

test('fastText: labels before the text, a comment of doccano behind it', async () => {
  const { opened, columns } = await readAll('__label__negative Terrible service.\n__label__a __label__b Two, labels __comment__ checked\n\n__label__c\n', 'train.txt');
  assert.deepEqual(opened.roles, { text: 'text', label: 'label' });
  assert.deepEqual(columns, {
    text: ['Terrible service.', 'Two, labels', ''], label: ['["negative"]', '["a","b"]', '["c"]'], comment: [null, 'checked', null],
  });
  const commas = await readAll('__label__a, __label__b, text\n', 'train.csv');
  assert.deepEqual(commas.columns, { text: ['text'], label: ['["a","b"]'] });
  const half = await readAll('__label__x is how labels look\nand here are none\n', 'a.txt');
  assert.deepEqual(Object.keys(half.columns), ['text']);
  const prose = await readAll('The word __label__x stands here\nand not there\n', 'a.txt');
  assert.deepEqual(Object.keys(prose.columns), ['text']);
});
