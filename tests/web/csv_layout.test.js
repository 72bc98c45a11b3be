import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findLayout } from '../../web/worker/readers/csv_layout.js';
import { readAll } from './files_support.js';

test('a header of one name is one column, however many delimiters follow', async () => {
  for (const [delimiter, surplus] of [', ', ',', ';', '\t', ' | '].flatMap((d) => [[d, d + 'late'], [d, '']])) {
    const lines = Array.from({ length: 20 }, (_, i) => `Well${delimiter}parcel ${i} came${i % 3 ? '' : surplus}`);
    const { columns, opened, result } = await readAll(['text', ...lines].join('\n'), 'a.csv');
    assert.deepEqual(columns, { text: lines }, delimiter);
    assert.equal(opened.delimiter, '');
    assert.deepEqual([result.skippedCount, result.warningCount, result.notices], [0, 0, []]);
  }
});

test('title lines above the header are skipped, said, and can be kept', async () => {
  const table = 'id,text,team\n1,my invoice is wrong,A\n2,where is it,B\n3,it crashes,A\n';
  for (const [title, lines] of /** @type {[string, number][]} */ ([
    ['Report of 2026-05-01,,\n,,\n', 2], ['Report\n\n', 2], ['Bericht: Mai\nStand: heute\n', 2], [',,\n', 1],
    ['\n\nReport\n', 3], ['"A title\nin two lines"\n', 1],
  ])) {
    const { columns, opened, result, numbers } = await readAll(title + table, 'a.csv');
    assert.deepEqual(columns.text, ['my invoice is wrong', 'where is it', 'it crashes'], JSON.stringify(title));
    assert.deepEqual(columns.id, [1, 2, 3]);
    assert.equal(opened.skipLines, lines, JSON.stringify(title));
    assert.equal(numbers[0], lines + 2);
    assert.match(result.notices[0], /above the header/);
    const said = await readAll(title + table, 'a.csv', { options: { skipLines: lines } });
    assert.deepEqual([said.columns, said.result.notices], [columns, []]);
  }
});

test('totals below the table are told and are no rows', async () => {
  for (const total of ['Total,,6', 'Summe:,,6', '合计,,6', 'Итого', ',Total,6']) {
    const { columns, result } = await readAll(`id,text,n\n1,first text,2\n2,second text,4\n${total}\n,,\n`, 'a.csv');
    assert.deepEqual(columns.n, [2, 4], total);
    assert.deepEqual(result.skipped.map(({ row }) => row), [4, 5]);
    assert.match(result.skipped[0].reason, /below the table/);
  }
  const inside = await readAll('id,text,n\n1,first text,2\nTotal,,6\n3,third,4\n', 'a.csv');
  assert.deepEqual(inside.columns.id, ['1', 'Total', '3']);
});

test('a header is found in any language', async () => {
  for (const [names, rows] of /** @type {[string, string[]][]} */ ([
    ['文本,标签', ['外卖送得太慢了都凉了,物流', '客服回复很及时,客服', '退款等了三天,退款']],
    ['Сообщение,Тема', ['Курьер приехал на час позже,доставка', 'Верните деньги за заказ,возврат']],
    ['Mesaj,Konu', ['Paket geç,kargo', 'Param ne zaman,iade', 'Yine geç,kargo', 'Hani param,iade', 'Neden,kargo', 'Olmaz,iade']],
    ['نص,فئة', ['وصل الطرد متأخرا جدا,شحن', 'متى سأسترد أموالي كلها,مال']],
  ])) {
    const { opened, columns } = await readAll([names, ...rows].join('\n'), 'a.csv');
    assert.deepEqual(opened.columns.map(({ name }) => name), names.split(','), opened.reasons.join('; '));
    assert.equal(Object.values(columns)[0].length, rows.length);
  }
  const none = await readAll(['Paket geç,kargo', 'Param ne zaman,iade', 'Yine geç,kargo', 'Hani param,iade'].join('\n'), 'a.csv');
  assert.equal(none.opened.header, false);
});

test('rows that are longer than the header never shift a label in silence', async () => {
  const numbered = await readAll('text,label\n1,hello there,a\n2,bye,b\n3,so,a\n', 'a.csv');
  assert.deepEqual(numbered.columns.text, ['hello there', 'bye', 'so']);
  assert.deepEqual(numbered.columns.column_1, [1, 2, 3]);
  assert.match(numbered.result.notices[0], /2 names, but rows have 3 cells/);
  const unnamed = await readAll('text,label\nhello there,a,x\nbye,b,y\nso,a,z\n', 'a.csv');
  assert.deepEqual([unnamed.columns.label, unnamed.columns.column_3], [['a', 'b', 'a'], ['x', 'y', 'z']]);
  assert.match(unnamed.result.notices[0], /2 names, but rows have 3 cells/);
  const some = await readAll('text,label\nhello, there,a\nbye,b\nso,a\nwell, so, a\n', 'a.csv');
  assert.deepEqual([some.columns.text, some.columns.label], [['bye', 'so'], ['b', 'a']]);
  assert.deepEqual(some.result.skipped.map(({ row }) => row), [2, 5]);
  const trailing = await readAll('text,label\nhello,a,\nbye,b,\n', 'a.csv');
  assert.deepEqual([Object.keys(trailing.columns), trailing.result.notices], [['text', 'label'], []]);
});

test('line ends: CR around LF in cells, and all of them in one file', async () => {
  const mixed = 'id,text\r1,"a\nb"\r2,"c\rd"\n3,e\r\n4,"f\r\ng"\r5,h';
  for (const shift of [0, 1, 2, 3]) {
    const pad = Array.from({ length: 40000 }, (_, i) => `${i + 9},some longer text here`).join('\r') + '\r' + 'x'.repeat(shift);
    const { columns } = await readAll(`${mixed}\r${pad}`, 'a.csv');
    assert.deepEqual(columns.text.slice(0, 6), ['a\nb', 'c\rd', 'e', 'f\r\ng', 'h', 'some longer text here']);
    assert.equal(columns.text.length, 40005 + (shift > 0 ? 1 : 0));
  }
  const cr = await readAll('id,text\ra,"first line\nsecond line"\rb,short\r', 'a.csv');
  assert.deepEqual(cr.columns.text, ['first line\nsecond line', 'short']);
  const lines = await readAll('one\rtwo\r\nthree\nfour', 'a.txt', { options: { format: 'lines' } });
  assert.deepEqual(lines.columns.text, ['one', 'two', 'three', 'four']);
});

test('what the user says overrules each guess, and comes back', async () => {
  const text = "a;'b;c';1,5;01/02/2024;-\nd;'e';2,5;03/04/2024;x\n";
  const options = /** @type {const} */ ({
    encoding: 'utf-8', delimiter: ';', quote: "'", header: false, skipLines: 0, decimal: ',', dateOrder: 'dmy',
    missing: ['-'],
  });
  const { opened, columns } = await readAll(text, 'a.csv', { options: { ...options, missing: ['-'] } });
  for (const [name, value] of Object.entries(options)) assert.deepEqual(/** @type {any} */ (opened)[name], value, name);
  assert.deepEqual(columns, {
    column_1: ['a', 'd'], column_2: ['b;c', 'e'], column_3: [1.5, 2.5],
    column_4: [Date.UTC(2024, 1, 1), Date.UTC(2024, 3, 3)], column_5: [null, 'x'],
  });
  const american = await readAll(text, 'a.csv', { options: { ...options, missing: [], dateOrder: 'mdy', decimal: '.' } });
  assert.deepEqual(american.columns.column_4, [Date.UTC(2024, 0, 2), Date.UTC(2024, 2, 4)]);
  assert.deepEqual([american.columns.column_3, american.columns.column_5], [['1,5', '2,5'], ['-', 'x']]);
  const bare = await readAll(text, 'a.csv', { options: { delimiter: ';', quote: '' } });
  assert.deepEqual([bare.opened.quote, bare.columns.column_2], ['', ["'b", "'e'"]]);
});

test('apostrophes as quotes, decimal commas and orders of dates are found where nothing speaks against them', async () => {
  const text = "text;n;day\n'one; two';1,5;13/02/2024\n'three';2,25;03/04/2024\n";
  const { opened, columns } = await readAll(text, 'a.csv');
  assert.deepEqual([opened.quote, opened.decimal, opened.dateOrder], ["'", ',', 'dmy']);
  assert.deepEqual(columns.text, ['one; two', 'three']);
  assert.deepEqual(columns.n, [1.5, 2.25]);
  assert.deepEqual(columns.day, [Date.UTC(2024, 1, 13), Date.UTC(2024, 3, 3)]);
  const both = await readAll('text;n;day\na;1,5;13/02/2024\nb;2.25;02/13/2024\nc;1;01/01/2024\n', 'a.csv');
  assert.deepEqual([both.opened.decimal, both.opened.dateOrder], ['.', 'ymd']);
  assert.deepEqual(both.columns.day, ['13/02/2024', '02/13/2024', '01/01/2024']);
});

test('an open quote that a later quote happens to close takes no rows along', async () => {
  const rows = Array.from({ length: 3000 }, (_, i) => `d${i},text ${i},l${i % 5}`);
  for (const closing of ['d9,"say ""hi""",x', 'd9,she said "hi",x', 'd9,"quoted, text",x', '"d9",bare,x', 'd9,size 5",x']) {
    const broken = rows.slice();
    broken[1000] = 'd1000,"text 1000,l0';
    broken[2500] = closing;
    const { result, columns } = await readAll(['id,text,label', ...broken].join('\n'), 'a.csv');
    assert.deepEqual(result.skipped.map(({ row }) => row), [1002], closing);
    assert.equal(result.rows, 2999);
    assert.equal(columns.id[1000], 'd1001');
    assert.equal(columns.id[2499], 'd9');
  }
});

test('a long cell of many lines stays one cell', async () => {
  const poem = Array.from({ length: 60 }, (_, i) => (i % 2 ? `line ${i}, with a comma` : `line ${i}`)).join('\n');
  const { columns, result } = await readAll(`id,text\n1,"${poem}"\n2,b\n`, 'a.csv');
  assert.deepEqual([columns.text, result.skippedCount], [[poem, 'b'], 0]);
});

test('the comma of decimals does not pass for the delimiter', () => {
  const rows = Array.from({ length: 12 }, (_, i) => `order number ${i} came late;${i},${i}5`);
  const layout = findLayout(['text;price', ...rows].join('\n'), true, 'orders.csv', {});
  assert.deepEqual([layout.delimiter, layout.header, layout.names], [';', true, ['text', 'price']]);
});
