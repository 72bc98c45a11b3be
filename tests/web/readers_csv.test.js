import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeBlock } from '../../web/worker/column_batch/decode_block.js';
import { FileError } from '../../web/worker/files_protocol.js';
import { makeRandom, readAll } from './files_support.js';

test('delimiters are found with their reason', async () => {
  for (const [delimiter, word] of [[',', 'comma'], ['\t', 'tab'], [';', 'semicolon'], ['|', 'bar']]) {
    const text = ['text', 'label', 'id'].join(delimiter) + '\n' +
      `hello, you${delimiter}a${delimiter}1\nbye; now | then${delimiter}b${delimiter}2\n`
        .replaceAll(delimiter === ',' ? 'hello, you' : '\0', '"hello, you"')
        .replaceAll(delimiter === ';' || delimiter === '|' ? 'bye; now | then' : '\0', '"bye; now | then"');
    const { opened, columns } = await readAll(text, 'data.csv');
    assert.equal(opened.delimiter, delimiter);
    assert.ok(opened.reasons.some((reason) => reason.startsWith(`Delimiter ${word}`)), word);
    assert.deepEqual(columns.text, ['hello, you', 'bye; now | then']);
    assert.deepEqual(columns.id, [1, 2]);
  }
});

test('quotes, doubled quotes and line breaks inside them', async () => {
  const text = 'text,label\r\n"a ""quoted"" word","x"\r\n"two\r\nlines, one cell",y\r\n"",z\r\n';
  const { columns, numbers, result } = await readAll(text, 'a.csv');
  assert.deepEqual(columns.text, ['a "quoted" word', 'two\r\nlines, one cell', null]);
  assert.deepEqual(columns.label, ['x', 'y', 'z']);
  assert.deepEqual(numbers, [2, 3, 4]);
  assert.equal(result.skippedCount + result.warningCount, 0);
});

test('rows written by any rules come back, whatever the chunk borders', async () => {
  const random = makeRandom(7);
  const pieces = ['plain', '"', ',', '\n', '\r\n', 'ü', '荷物', '😀', ' ', ';', "'", '\t', '""'];
  const cell = () => {
    let made = 'c';
    for (let n = Math.floor(random() * 6); n > 0; n--) made += pieces[Math.floor(random() * pieces.length)];
    return made;
  };
  const rows = Array.from({ length: 30000 }, () => [cell(), cell(), 'x'.repeat(random() * 200)]);
  const quote = (/** @type {string} */ value) => `"${value.replaceAll('"', '""')}"`;
  const text = ['text,label,other', ...rows.map((row) => row.map(quote).join(','))].join('\n');
  assert.ok(text.length > 3 << 20);
  const { columns, result } = await readAll(text, 'a.csv');
  assert.equal(result.rows, rows.length);
  assert.deepEqual(columns.text, rows.map(([first]) => first));
  assert.deepEqual(columns.label, rows.map(([, second]) => second));
});

test('line ends of every system, also mixed, and no last one', async () => {
  for (const text of ['text,n\na,1\nb,2', 'text,n\r\na,1\r\nb,2\r\n', 'text,n\ra,1\rb,2\r', 'text,n\r\na,1\nb,2\r\n']) {
    const { columns } = await readAll(text, 'a.csv');
    assert.deepEqual(columns, { text: ['a', 'b'], n: [1, 2] }, JSON.stringify(text));
  }
});

test('ragged rows are reported with their row number', async () => {
  const text = 'text,label,id\na,x,1\nb\nc,y,3,,\nd,z,4,5\n\ne,w,6\n';
  const { columns, numbers, result } = await readAll(text, 'a.csv');
  assert.deepEqual(columns.text, ['a', 'b', 'c', 'e']);
  assert.deepEqual(columns.label, ['x', null, 'y', 'w']);
  assert.deepEqual(numbers, [2, 3, 4, 7]);
  assert.deepEqual(result.skipped.map(({ row }) => row), [5]);
  assert.match(result.skipped[0].reason, /4 cells instead of 3/);
  assert.deepEqual(result.warnings.map(({ row }) => row), [3]);
});

test('an open quote costs its own row and no other', async () => {
  const rows = Array.from({ length: 100 }, (_, i) => `"text ${i}","l${i}",${i}`);
  rows[50] = '"text 50,l50,50';
  const { columns, result } = await readAll(['text,label,id', ...rows].join('\n'), 'a.csv');
  assert.equal(result.rows, 99);
  assert.deepEqual(result.skipped, [{ row: 52, reason: 'a quote is opened and never closed' }]);
  assert.ok(!columns.id.includes(50) && columns.id.includes(51) && columns.id.includes(99));
});

test('an open quote without any quote after it does not swallow the file', async () => {
  const rows = Array.from({ length: 5000 }, (_, i) => `text ${i},l${i}`);
  rows[2500] = '"text 2500,l2500';
  const { result } = await readAll(['text,label', ...rows].join('\n'), 'a.csv');
  assert.equal(result.rows, 4999);
  assert.deepEqual(result.skipped.map(({ row }) => row), [2502]);
});

test('a few rows inside a cell stay, and the row is named', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => `a text with number ${i} of all,l${i}`);
  rows[10] = `"${rows[10].replace(',', ';')}`;
  rows[15] = 'the end",l15';
  const { result } = await readAll(['text,label', ...rows].join('\n'), 'a.csv');
  assert.equal(result.rows, 25);
  assert.deepEqual(result.warnings, [{ row: 12, reason: 'a cell holds 4 lines that look like rows: is a quote missing?' }]);
});

test('a cell with a few lines like rows does not hide one that took many', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `a text with number ${i} of all,l${i}`);
  const few = `"${rows.slice(0, 3).join('\n')} and so on, as it stood in the mail that came"`;
  rows[10] = `${few},"${rows[10].replace(',', ';')}`;
  rows[25] = 'the end"';
  const { columns } = await readAll(['text,label', ...rows].join('\n'), 'a.csv');
  for (const i of [11, 20, 24, 39]) assert.ok(columns.text.includes(`a text with number ${i} of all`), String(i));
});

test('quotes inside a quoted cell that are not doubled keep the row', async () => {
  const text = 'text,label\n"He said "hi" to me",x\nb,y\n' + 'c,z\n'.repeat(100);
  const { columns, result } = await readAll(text, 'a.csv');
  assert.equal(columns.text[0], 'He said "hi" to me');
  assert.deepEqual(result.warnings.map(({ row }) => row), [2]);
  assert.equal(result.skippedCount, 0);
});

test('a TSV that quotes nothing keeps its quotes', async () => {
  const lines = ['id\ttext'];
  for (let i = 0; i < 300; i++) lines.push(`${i}\t${i % 3 ? `"Open quote ${i}` : 'none'}`);
  const { columns, opened, result } = await readAll(lines.join('\n'), 'a.tsv');
  assert.equal(result.rows, 300);
  assert.equal(columns.text[1], '"Open quote 1');
  assert.ok(opened.reasons.some((reason) => reason.startsWith('Quotes are taken')));
});

test('many open quotes end in reasonable time', async () => {
  const lines = ['text,label'];
  for (let i = 0; i < 1000; i++) lines.push(`fine ${i},x`);
  for (let i = 0; i < 60000; i++) lines.push(`"never closed ${i}`);
  const began = Date.now();
  const { result } = await readAll(lines.join('\n'), 'a.csv');
  assert.ok(Date.now() - began < 20000);
  assert.equal(result.rows + result.skippedCount, 61000);
});

test('headers: found, missing, doubled, empty, and as the user says', async () => {
  const values = await readAll('1,good morning\n2,good night\n', 'a.csv');
  assert.equal(values.opened.header, false);
  assert.deepEqual(Object.keys(values.columns), ['column_1', 'column_2']);
  assert.deepEqual(values.columns.column_1, [1, 2]);
  const repeated = await readAll('a nice text,pos\nsome other,neg\nand more,pos\n', 'a.csv');
  assert.equal(repeated.opened.header, false);
  const doubled = await readAll('text,x,x,,x_2\na,1,2,3,4\n', 'a.csv');
  assert.deepEqual(Object.keys(doubled.columns), ['text', 'x', 'x_3', 'column_4', 'x_2']);
  const forced = await readAll('a nice text,pos\nsome other,neg\n', 'a.csv', { options: { header: true } });
  assert.deepEqual(Object.keys(forced.columns), ['a nice text', 'pos']);
  const unusual = await readAll('Frage,Wert\nWie geht es dir?,3\nUnd dir?,4\n', 'a.csv');
  assert.equal(unusual.opened.header, true);
});

test('types: numbers, dates, booleans and lists; what looks like a number and is none', async () => {
  const text = 'text,n,day,time,flag,tags,zip,phone,big,empty\n' +
    'a,1.5,2024-02-29,2024-02-29T12:00:00+02:00,true,"[""x"",""y""]",01234,+4912,12345678901234567890,\n' +
    'b,-2e3,31.12.2023,2024-01-01 00:00,FALSE,[],00001,+4913,1,\n' +
    'c,NA,,,,,2,3,2,\n';
  const { columns, result } = await readAll(text, 'a.csv');
  const types = Object.fromEntries(result.columns.map(({ name, type }) => [name, type]));
  assert.deepEqual(types, {
    text: 'text', n: 'number', day: 'date', time: 'date', flag: 'boolean', tags: 'list', zip: 'text',
    phone: 'text', big: 'text', empty: 'text',
  });
  assert.deepEqual(columns.n, [1.5, -2000, null]);
  assert.deepEqual(columns.day, [Date.UTC(2024, 1, 29), Date.UTC(2023, 11, 31), null]);
  assert.deepEqual(columns.time, [Date.UTC(2024, 1, 29, 10), Date.UTC(2024, 0, 1), null]);
  assert.deepEqual(columns.flag, [true, false, null]);
  assert.deepEqual(columns.tags, ['["x","y"]', '[]', null]);
  assert.deepEqual(columns.zip, ['01234', '00001', '2']);
});

test('a number column that later holds text is read again as text, as it was written', async () => {
  const rows = Array.from({ length: 20000 }, (_, i) => `t${i},${i}.50`);
  rows[15000] = 't15000,n-a';
  const { columns, result, restarts, numbers } = await readAll(['text,v', ...rows].join('\n'), 'a.csv');
  assert.equal(restarts.length, 1);
  assert.match(restarts[0], /Row 15002.*"n-a"/);
  assert.equal(result.columns[1].type, 'text');
  assert.equal(columns.v[7], '7.50');
  assert.equal(columns.v.length, 20000);
  assert.equal(numbers[19999], 20001);
});

test('a column whose first value comes late still gets its type', async () => {
  const rows = Array.from({ length: 70000 }, (_, i) => `text number ${i},${i < 60000 ? '' : i}`);
  const { columns, result } = await readAll(['text,v', ...rows].join('\n'), 'a.csv');
  assert.equal(result.columns[1].type, 'number');
  assert.equal(columns.v[69999], 69999);
});

test('a plan takes columns in its order and forces types', async () => {
  const text = 'id,text,n\n007,a,1\n008,b,x\n';
  const plan = { columns: ['n', 'id'], types: { id: /** @type {const} */ ('text'), n: /** @type {const} */ ('number') } };
  const { columns, result } = await readAll(text, 'a.csv', { plan });
  assert.deepEqual(Object.entries(columns), [['n', [1, null]], ['id', ['007', '008']]]);
  assert.deepEqual(result.warnings.map(({ row }) => row), [3]);
  await assert.rejects(readAll(text, 'a.csv', { plan: { columns: ['none'] } }), { code: 'no_such_column' });
});

test('columns may be called as JavaScript calls its own', async () => {
  const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
  for (const text of [`text,${names.join()}\na,1,2,3,4\n`, `{"text":"a",${names.map((name, i) => `"${name}":${i + 1}`)}}\n`]) {
    for (const types of [undefined, Object.fromEntries([['__proto__', /** @type {const} */ ('text')]])]) {
      const { result, blocks } = await readAll(text, 'a', { plan: { types } });
      const [{ columns }] = blocks.map((block) => decodeBlock(block));
      assert.deepEqual(columns.map(({ name, type, values }) => `${name} ${type} ${values}`), [
        'text text a', 'constructor number 1', `__proto__ ${types ? 'text' : 'number'} 2`, 'toString number 3',
        'hasOwnProperty number 4',
      ]);
      assert.deepEqual([result.warningCount, result.notices], [0, []]);
    }
  }
});

test('empty files, a header alone, one cell', async () => {
  await assert.rejects(readAll('', 'a.csv'), { code: 'empty_file' });
  await assert.rejects(readAll('\ufeff', 'a.csv'), FileError);
  await assert.rejects(readAll('\n\n\n', 'a.csv'), FileError);
  const header = await readAll('text,label\n', 'a.csv');
  assert.deepEqual([header.result.rows, Object.keys(header.columns)], [0, ['text', 'label']]);
  const cell = await readAll('hello', 'a.csv');
  assert.deepEqual(cell.columns, { column_1: ['hello'] });
});

test('sep= in the first line is obeyed', async () => {
  const { columns, opened } = await readAll('sep=;\r\ntext;n\r\na,b;1\r\n', 'a.csv');
  assert.equal(opened.delimiter, ';');
  assert.deepEqual(columns, { text: ['a,b'], n: [1] });
});

test('a million columns are refused with the figure', async () => {
  const header = Array.from({ length: 1000000 }, (_, i) => `c${i}`).join(',');
  await assert.rejects(readAll(`${header}\n1,2\n`, 'a.csv'), (error) => {
    assert.ok(error instanceof FileError);
    assert.equal(error.code, 'too_many_columns');
    assert.match(error.message, /1,000,000 columns/);
    return true;
  });
});

test('skipped rows are listed up to 10,000 and counted beyond', async () => {
  const rows = Array.from({ length: 12000 }, (_, i) => `a,b${i % 2 ? ',c,d' : ''},1\na,b,1`);
  const { result } = await readAll(['text,label,id', ...rows, ...rows].join('\n'), 'a.csv');
  assert.equal(result.skippedCount, 12000);
  assert.equal(result.skipped.length, 10000);
});

test('100,000 rows come in blocks that keep to their limits', async () => {
  const rows = Array.from({ length: 100000 }, (_, i) => `text number ${i},${i}`);
  const { result, blocks, numbers } = await readAll(['text,id', ...rows].join('\n'), 'a.csv');
  assert.equal(result.rows, 100000);
  assert.ok(blocks.length >= 7 && blocks.every((block) => block.byteLength < 5 << 20));
  assert.ok(numbers.every((number, i) => number === i + 2));
});

test('reading stops when it is cancelled', async () => {
  const rows = Array.from({ length: 100000 }, (_, i) => `text number ${i} ${'x'.repeat(50)},${i}`);
  let calls = 0;
  const control = { progress: () => {}, cancelled: () => ++calls > 4 };
  await assert.rejects(readAll(['text,id', ...rows].join('\n'), 'a.csv', { control }), { code: 'cancelled' });
});
