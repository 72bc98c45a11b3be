import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeRandom, readAll } from './files_support.js';

test('an array of records, nested ones by dots, arrays as JSON', async () => {
  const records = [
    { text: 'a "b" \\ [c] {d}', label: ['x', 'y'], meta: { n: 1, deep: { flag: true } }, spans: [[0, 1, 'A']] },
    { text: 'ü😀', label: [], meta: { n: null }, extra: 5 },
  ];
  for (const space of [undefined, 2]) {
    const { opened, columns, result } = await readAll(JSON.stringify(records, null, space), 'a.json');
    assert.equal(opened.format, 'json');
    assert.deepEqual(result.columns.map(({ name, type }) => `${name}:${type}`), [
      'text:text', 'label:list', 'meta.n:number', 'meta.deep.flag:boolean', 'spans:text', 'extra:number',
    ]);
    assert.deepEqual(columns.text, records.map(({ text }) => text));
    assert.deepEqual(columns.label, ['["x","y"]', '[]']);
    assert.deepEqual(columns['meta.n'], [1, null]);
    assert.deepEqual(columns.spans, ['[[0,1,"A"]]', null]);
    assert.deepEqual(columns.extra, [null, 5]);
  }
});

test('the array is found inside an object', async () => {
  const rows = [{ text: 'one' }, { text: 'two' }];
  for (const whole of [
    { data: rows }, { version: 1, features: [{ name: 'text' }], rows }, { result: { items: rows } },
    { name: 'x', anything: rows },
  ]) {
    const { columns } = await readAll(JSON.stringify(whole), 'a.json');
    assert.deepEqual(columns.text, ['one', 'two'], JSON.stringify(whole));
  }
});

test('lists of plain texts, lists of lists, and objects one after the other', async () => {
  assert.deepEqual((await readAll('["a","b, c"]', 'a.json')).columns, { text: ['a', 'b, c'] });
  const lists = await readAll('[["a",1],["b",2]]', 'a.json');
  assert.deepEqual(lists.columns, { column_1: ['a', 'b'], column_2: [1, 2] });
  const run = await readAll('{\n  "text": "a"\n}\n{\n  "text": "b"\n}\n', 'a.json');
  assert.deepEqual(run.columns, { text: ['a', 'b'] });
  const single = await readAll('{\n  "text": "only"\n}\n', 'a.json');
  assert.deepEqual(single.columns, { text: ['only'] });
});

test('JSONL: bad lines are skipped with row and reason', async () => {
  const text = '{"text":"a"}\n{"text":"b"\n\n{"text":"c"}\n42\n{}\n"just text"\n';
  const { opened, columns, numbers, result } = await readAll(text, 'a.jsonl');
  assert.equal(opened.format, 'jsonl');
  assert.deepEqual(columns.text, ['a', 'c', 'just text']);
  assert.deepEqual(numbers, [1, 4, 7]);
  assert.deepEqual(result.skipped.map(({ row }) => row), [2, 5, 6]);
  assert.match(result.skipped[0].reason, /not valid JSON/);
});

test('JSONL and JSON are told apart by content', async () => {
  assert.equal((await readAll('{"text":"a"}\n{"text":"b"}\n', 'a.json')).opened.format, 'jsonl');
  assert.equal((await readAll('[{"text":"a"},\n{"text":"b"}]', 'a.jsonl')).opened.format, 'json');
  assert.equal((await readAll('[Music] plays\n[Applause] follows\n', 'a.txt')).opened.format, 'lines');
  assert.equal((await readAll('{name} is here\n{other} too\n', 'a.txt')).opened.format, 'lines');
});

test('integers that a double would change stay as they are written', async () => {
  const text = '{"id":12345678901234567890,"n":1234567890123456,"text":"id 99999999999999999999"}\n';
  const { columns } = await readAll(text, 'a.jsonl');
  assert.deepEqual(columns, {
    id: ['12345678901234567890'], n: [1234567890123456], text: ['id 99999999999999999999'],
  });
});

test('fields that come late are not lost', async () => {
  const lines = Array.from({ length: 50000 }, (_, i) => JSON.stringify({ text: `text number ${i} and more`, n: i }));
  lines[49000] = '{"text":"late","n":"none","extra":{"a":true}}';
  const { columns, restarts, result } = await readAll(lines.join('\n'), 'a.jsonl');
  assert.equal(restarts.length, 1);
  assert.deepEqual(result.columns.map(({ name, type }) => `${name}:${type}`), ['text:text', 'n:text', 'extra.a:boolean']);
  assert.equal(columns['extra.a'][49000], true);
  assert.equal(columns.n[49000], 'none');
  assert.equal(columns.n[7], '7');
});

test('elements are cut right whatever they hold and wherever the chunks end', async () => {
  const random = makeRandom(3);
  const pieces = ['"', '\\', ']', '[', '}', '{', ',', 'ü', '😀', '\n', ' ', 'abc'];
  const records = Array.from({ length: 70000 }, (_, i) => {
    let text = '';
    for (let n = Math.floor(random() * 30); n > 0; n--) text += pieces[Math.floor(random() * pieces.length)];
    return { i, text: `t${text}` };
  });
  const json = JSON.stringify(records);
  assert.ok(json.length > 2 << 20);
  const { columns } = await readAll(json, 'a.json');
  assert.deepEqual(columns.text, records.map(({ text }) => text));
});

test('a JSON file that is cut off gives what it holds and says so', async () => {
  const json = JSON.stringify(Array.from({ length: 1000 }, (_, i) => ({ text: `t${i}` })));
  const { result } = await readAll(json.slice(0, json.length >> 1), 'a.json');
  assert.ok(result.rows > 400);
  assert.match(result.skipped[0].reason, /ends in the middle/);
});

test('names like __proto__ and empty names are only names', async () => {
  const { columns } = await readAll('{"__proto__":"a","":"b","constructor":{"x":1}}\n', 'a.jsonl');
  assert.deepEqual(Object.values(columns).length, 3);
  assert.deepEqual(columns.column_2, ['b']);
  assert.deepEqual(columns['constructor.x'], [1]);
});

test('too many different fields are refused', async () => {
  const lines = Array.from({ length: 6000 }, (_, i) => `{"field_${i}":1}`);
  await assert.rejects(readAll(lines.join('\n'), 'a.jsonl'), { code: 'too_many_columns' });
});

test('long fractions stay numbers beside integers that a double would change', async () => {
  const { columns } = await readAll('[{"a": 0.14285714285714285, "b": -9007199254740993, "text": "x 1.2345678901234567"}]', 'a.json');
  assert.deepEqual(columns.a, [1 / 7]);
  assert.deepEqual(columns.b, ['-9007199254740993']);
  assert.deepEqual(columns.text, ['x 1.2345678901234567']);
});
