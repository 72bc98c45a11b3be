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

test('what Python writes for missing numbers is missing, and stays in texts', async () => {
  const text = '{"text": "NaN and -Infinity: \\"NaN\\"", "score": NaN, "list": [1, NaN, -Infinity], "n": 1}\n' +
    '{"text": "b", "score": 0.5, "list": [Infinity], "n": Infinity}\n';
  for (const [source, name] of [[text, 'a.jsonl'], [`[${text.trim().replace('\n', ',')}]`, 'a.json']]) {
    const { columns, result } = await readAll(source, name);
    assert.deepEqual(columns.text, ['NaN and -Infinity: "NaN"', 'b']);
    assert.deepEqual(columns.score, [null, 0.5]);
    assert.deepEqual(columns.list, ['[1,null,null]', '[null]']);
    assert.deepEqual(columns.n, [1, null]);
    assert.equal(result.skippedCount, 0);
  }
});

test('tables as pandas writes them, in each of its ways', async () => {
  const expected = { text: ['one two', 'three four', 'five six'], label: ['a', 'b', null], n: [1, 2.5, 3] };
  const rows = expected.text.map((text, i) => ({ text, label: expected.label[i], n: expected.n[i] }));
  const byColumn = Object.fromEntries(Object.entries(expected).map(([name, cells]) => [name, { ...cells }]));
  const cells = rows.map((row) => Object.values(row));
  const names = Object.keys(expected);
  for (const [orient, value] of Object.entries({
    columns: byColumn,
    index: { ...rows },
    split: { columns: names, index: [0, 1, 2], data: cells },
    records: rows,
    table: { schema: { fields: [{ name: 'text', type: 'string' }], pandas_version: '1.4.0' }, data: rows },
    values: [names, ...cells],
    lists: expected,
  })) {
    for (const space of [undefined, 2]) {
      const { columns, result } = await readAll(JSON.stringify(value, null, space), 'a.json');
      assert.deepEqual(columns, expected, orient);
      assert.deepEqual([result.skippedCount, result.notices], [0, []], orient);
    }
  }
});

test('an index that names its rows is a column', async () => {
  const rows = { t9: { text: 'a', label: 'x' }, t3: { text: 'b', label: 'y' } };
  const expected = { index: ['t9', 't3'], text: ['a', 'b'], label: ['x', 'y'] };
  assert.deepEqual((await readAll(JSON.stringify(rows), 'a.json')).columns, expected);
  const split = { columns: ['text', 'label'], index: ['t9', 't3'], data: [['a', 'x'], ['b', 'y']] };
  assert.deepEqual((await readAll(JSON.stringify(split), 'a.json')).columns, expected);
});

test('records by their ids, some without a field', async () => {
  const { columns } = await readAll('{"a1": {"text": "one", "label": "x"},\n "b2": {"text": "two"}}', 'a.json');
  assert.deepEqual(columns, { index: ['a1', 'b2'], text: ['one', 'two'], label: ['x', null] });
  const nested = await readAll('{"title": {"text": "a"}, "body": {"text": "b"}}', 'a.json');
  assert.deepEqual(nested.columns, { 'title.text': ['a'], 'body.text': ['b'] });
});

test('boxes are no spans', async () => {
  const { result } = await readAll('{"text":"a","label":[[0,0,10,10]]}\n{"text":"b","label":[[0,0,10]]}\n', 'a.jsonl');
  assert.deepEqual([result.columns.map(({ name }) => name), result.notices], [['text', 'label'], []]);
});

test('a large table by columns is read whole', async () => {
  const texts = Object.fromEntries(Array.from({ length: 40000 }, (_, i) => [i, `text number ${i} with some more words`]));
  const { columns } = await readAll(JSON.stringify({ text: texts, n: { ...Object.keys(texts).map(Number) } }), 'a.json');
  assert.deepEqual([columns.text.length, columns.text[39999], columns.n[39999]], [40000, texts[39999], 39999]);
});

test('objects that are no table stay records', async () => {
  const { columns } = await readAll('{"a": {"x": 1}, "b": {"y": 2}}', 'a.json');
  assert.deepEqual(columns, { 'a.x': [1], 'b.y': [2] });
  const some = await readAll('{"tags": ["a", "b"], "text": "x"}', 'a.json');
  assert.deepEqual(some.columns, { tags: ['["a","b"]'], text: ['x'] });
});

test('lines of many megabytes', async () => {
  const long = 'word "quoted" \\ '.repeat(600000);
  const lines = [{ text: long, id: 1 }, { text: 'short', id: 2 }].map((record) => JSON.stringify(record));
  lines[1] = lines[1].replace('2}', '12345678901234567890, "score": NaN}');
  for (const [source, name] of [[lines.join('\n'), 'a.jsonl'], [`[${lines.join(',\n')}]`, 'a.json'], [`{"data":[${lines.join(',')}]}`, 'b.json']]) {
    const { columns } = await readAll(source, name);
    assert.equal(columns.text[0], long, name);
    assert.deepEqual(columns.id, ['1', '12345678901234567890']);
  }
});

test('deep nesting is refused as what it is, with its row', async () => {
  const deep = '['.repeat(100000) + ']'.repeat(100000);
  const { columns, result } = await readAll(`{"text":"a","x":[1]}\n{"text":"b","x":${deep}}\n`, 'a.jsonl');
  assert.deepEqual(columns.text, ['a']);
  assert.deepEqual(result.skipped, [{ row: 2, reason: 'nested 100,001 levels deep, more than the 200 that are read' }]);
  for (const source of [deep, `{"a":${deep}}`, `{"text":{"0":${deep}}}`, '{"a":'.repeat(100000) + '1' + '}'.repeat(100000)]) {
    await assert.rejects(readAll(source, 'a.json'), { code: 'no_rows', message: /row 1: nested (99,999|100,00\d) levels deep/ });
  }
});

test('a field that stands twice is said, and its last value counts', async () => {
  const { columns, result } = await readAll('{"text":"a: b","n":1,"n":2}\n{"text":"{\\"n\\":1}","n":3}\n', 'a.jsonl');
  assert.deepEqual(columns, { text: ['a: b', '{"n":1}'], n: [2, 3] });
  assert.deepEqual(result.notices, ['Some records name a field twice: its last value counts']);
  const { result: clean } = await readAll('{"text":"a: b","m":{"n":1},"l":[{"n":1},{"n":2}]}\n', 'a.jsonl');
  assert.deepEqual(clean.notices, []);
});

test('two ways to one column name are two columns', async () => {
  const { columns } = await readAll('{"a.b":1,"a":{"b":2}}\n{"a.b":3,"a":{"b":4}}\n', 'a.jsonl');
  assert.deepEqual(columns, { 'a.b': [1, 3], 'a.b_2': [2, 4] });
});

test('names that JavaScript knows are only names, in every shape of table', async () => {
  const names = ['text', 'constructor', '__proto__', 'toString', 'hasOwnProperty'];
  const row = `{${names.map((name) => `"${name}":"v"`).join(',')}}`;
  const cells = `[${names.map(() => '"v"').join(',')}]`;
  const list = JSON.stringify(names);
  for (const source of [
    `[${row}]`, `{"0":${row}}`, `{${names.map((name) => `"${name}":{"0":"v"}`).join(',')}}`,
    `{${names.map((name) => `"${name}":["v"]`).join(',')}}`, `[${list},${cells}]`, `{"columns":${list},"data":[${cells}]}`,
  ]) {
    const { result, opened } = await readAll(source, 'a.json');
    assert.deepEqual(result.columns.map(({ name }) => name), names, source);
    assert.deepEqual(opened.preview, [names.map(() => 'v')]);
  }
});

test('half a character becomes U+FFFD in texts, lists and names', async () => {
  const { columns, blocks } = await readAll('{"text":"cut \\ud83d","label":["\\ud83d","ok 😀"],"k\\udc00":{"x":["\\ud83d"]}}\n', 'a.jsonl');
  assert.deepEqual(columns, { text: ['cut \ufffd'], label: ['["\ufffd","ok 😀"]'], 'k\ufffd.x': ['["\ufffd"]'] });
  assert.equal(blocks.length, 1);
  const table = await readAll('text,tags\na,"[""\\ud83d""]"\n', 'a.csv');
  assert.deepEqual(table.columns.tags, ['["\ufffd"]']);
});

test('what follows the array is said', async () => {
  const cut = await readAll('[{"text":"a"},{"text":"b"},{"te', 'a.json');
  assert.deepEqual(cut.columns.text, ['a', 'b']);
  assert.deepEqual(cut.result.notices, ['The file is cut off after record 2: the rest is missing']);
  const two = await readAll('[\n{"text":"a"},\n{"text":"b"}\n]\n[\n{"text":"c"},\n{"text":"d"}\n]', 'a.json');
  assert.deepEqual(two.result.notices, ['What follows the end of the array is left out']);
  const splits = await readAll('{"train":[{"text":"a"}],"test":[{"text":"b"}]}', 'a.json');
  assert.deepEqual(splits.result.notices, ['Only the array "train" is read: "test" and what follows it is left out']);
  assert.deepEqual((await readAll('{"data":[{"text":"a"}],"version":1}', 'a.json')).result.notices, []);
});

test('one line of a JSONL file is a record, whatever it holds', async () => {
  const { opened, columns } = await readAll('{"text":"a","spans":[{"from":1}]}\n', 'a.jsonl');
  assert.deepEqual([opened.format, columns], ['jsonl', { text: ['a'], spans: ['[{"from":1}]'] }]);
});

test('a list of strings stays one where some are missing', async () => {
  const { columns, result } = await readAll('{"tags":["a",null]}\n{"tags":[]}\n{"tags":["b"]}\n', 'a.jsonl');
  assert.deepEqual([columns.tags, result.columns[0].type], [['["a"]', '[]', '["b"]'], 'list']);
});
