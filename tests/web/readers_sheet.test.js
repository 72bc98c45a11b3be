// Spreadsheets: packages as the standards describe them, written here by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zip } from '../../web/worker/writers/zip.js';
import { readAll } from './files_support.js';

const k_xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const k_main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const k_rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const k_package = 'http://schemas.openxmlformats.org/package/2006';

/** @param {Record<string, string>} parts */
const packed = (parts) => zip(Object.entries(parts).map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) })));

/** @param {[name: string, rows: string, hidden?: boolean][]} sheets */
function xlsx(sheets) {
  const each = (/** @type {(i: number, name: string, hidden?: boolean) => string} */ make) =>
    sheets.map(([name, , hidden], i) => make(i + 1, name, hidden)).join('');
  return packed({
    '[Content_Types].xml': `${k_xml}<Types xmlns="${k_package}/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    '_rels/.rels': `${k_xml}<Relationships xmlns="${k_package}/relationships">` +
      `<Relationship Id="rId1" Type="${k_rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${k_xml}<workbook ${k_main} xmlns:r="${k_rel}"><sheets>` +
      each((i, name, hidden) => `<sheet name="${name}" sheetId="${i}" ${hidden ? 'state="hidden" ' : ''}r:id="rId${i}"/>`) +
      '</sheets></workbook>',
    'xl/_rels/workbook.xml.rels': `${k_xml}<Relationships xmlns="${k_package}/relationships">` +
      each((i) => `<Relationship Id="rId${i}" Type="${k_rel}/worksheet" Target="worksheets/sheet${i}.xml"/>`) +
      `<Relationship Id="rId90" Type="${k_rel}/sharedStrings" Target="sharedStrings.xml"/>` +
      `<Relationship Id="rId91" Type="${k_rel}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${k_xml}<styleSheet ${k_main}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${k_xml}<sst ${k_main}><si><t>text</t></si><si><t>label</t></si>` +
      '<si><r><t>Ana &amp; </t></r><r><t>Bo, "ü" 😀</t></r></si><si><t xml:space="preserve">two\nlines</t></si></sst>',
    ...Object.fromEntries(sheets.map(([, rows], i) => [`xl/worksheets/sheet${i + 1}.xml`,
      `${k_xml}<worksheet ${k_main}><sheetData>${rows}</sheetData></worksheet>`])),
  });
}

const k_rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>n</t></is></c>' +
  '<c r="D1" t="inlineStr"><is><t>day</t></is></c><c r="E1" t="inlineStr"><is><t>at</t></is></c></row>' +
  '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="str"><f>A1</f><v>a</v></c><c r="C2"><v>1.5</v></c><c r="D2" s="1"><v>45296</v></c><c r="E2" s="2"><v>45296.5625</v></c></row>' +
  '<row r="4"><c r="A4" t="s"><v>3</v></c><c r="B4" t="e"><v>#N/A</v></c><c r="C4"><v>7</v></c></row>';

test('XLSX: texts, numbers, dates, and what is missing', async () => {
  const { opened, columns, result, numbers } = await readAll(xlsx([['Data', k_rows]]), 'a.xlsx');
  assert.equal(opened.format, 'xlsx');
  assert.deepEqual(result.columns.map(({ name, type }) => `${name}:${type}`), ['text:text', 'label:text', 'n:number', 'day:date', 'at:date']);
  assert.deepEqual(columns.text, ['Ana & Bo, "ü" 😀', 'two\nlines']);
  assert.deepEqual([columns.label, columns.n], [['a', null], [1.5, 7]]);
  assert.deepEqual([columns.day[0], columns.at[0]].map((ms) => new Date(ms).toISOString()), ['2024-01-05T00:00:00.000Z', '2024-01-05T13:30:00.000Z']);
  assert.equal(opened.preview[0][3], '2024-01-05');
  assert.deepEqual(numbers, [2, 4]);
  assert.deepEqual(result.notices, []);
});

test('what was opened is opened again with its own options, and title rows are skipped', async () => {
  const title = '<row r="1"><c r="A1" t="inlineStr"><is><t>Report, May</t></is></c></row>';
  const moved = k_rows.replace(/r="([A-E]?)(\d)"/g, (_, column, row) => `r="${column}${Number(row) + 2}"`);
  const first = await readAll(xlsx([['Data', title + moved]]), 'a.xlsx');
  assert.deepEqual(first.columns.text, ['Ana & Bo, "ü" 😀', 'two\nlines']);
  const { encoding, delimiter, quote, header, skipLines, decimal, dateOrder } = first.opened;
  const options = { encoding, delimiter, quote, header, skipLines, decimal, dateOrder };
  const again = await readAll(xlsx([['Data', title + moved]]), 'a.xlsx', { options });
  assert.deepEqual([again.columns, again.opened.preview], [first.columns, first.opened.preview]);
});

test('XLSX: a time without a day is a time', async () => {
  const rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="2"><v>0.5</v></c></row>';
  assert.deepEqual((await readAll(xlsx([['Data', rows]]), 'a.xlsx')).columns.label, ['12:00:00']);
});

test('of several sheets the first with rows is read, and that is said', async () => {
  const other = '<row r="1"><c r="A1"><v>1</v></c></row>';
  const { columns, opened, result } = await readAll(xlsx([['Empty', ''], ['Secret', other, true], ['Data', k_rows], ['More', other]]), 'a.xlsx');
  assert.equal(columns.text.length, 2);
  assert.ok(opened.reasons.includes('Format XLSX: the sheet "Data" is the first with rows'));
  assert.deepEqual(result.notices, ['Only the sheet "Data" is read. Rows are also in "Secret", "More": save them as files of their own']);
  await assert.rejects(readAll(xlsx([['Empty', '']]), 'a.xlsx'), { code: 'no_rows' });
});

test('ODS: repeated cells, dates, several paragraphs', async () => {
  const names = ['office', 'table', 'text'].map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`).join(' ');
  const string = (/** @type {string[]} */ ...lines) =>
    `<table:table-cell office:value-type="string">${lines.map((line) => `<text:p>${line}</text:p>`).join('')}</table:table-cell>`;
  const source = packed({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'META-INF/manifest.xml': `${k_xml}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>`,
    'content.xml': `${k_xml}<office:document-content ${names}><office:body><office:spreadsheet><table:table table:name="T">` +
      `<table:table-row>${string('text')}${string('label')}${string('day')}${string('n')}</table:table-row>` +
      `<table:table-row>${string('one', 'two')}${string('a')}<table:table-cell office:value-type="date" office:date-value="2024-01-05"><text:p>5.1.24</text:p></table:table-cell>` +
      '<table:table-cell office:value-type="float" office:value="1.5"><text:p>1,5</text:p></table:table-cell></table:table-row>' +
      `<table:table-row table:number-rows-repeated="2">${string('again')}<table:table-cell table:number-columns-repeated="1000"/></table:table-row>` +
      '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>' +
      '</table:table></office:spreadsheet></office:body></office:document-content>',
  });
  const { opened, columns } = await readAll(source, 'a.ods');
  assert.equal(opened.format, 'ods');
  assert.deepEqual([columns.text, columns.label, columns.n], [['one\ntwo', 'again', 'again'], ['a', null, null], [1.5, null, null]]);
  assert.equal(new Date(columns.day[0]).toISOString(), '2024-01-05T00:00:00.000Z');
});

test('what is no spreadsheet, or a damaged one, says so', async () => {
  await assert.rejects(readAll(packed({ 'word/document.xml': '<a/>' }), 'a.docx'), { code: 'is_zip' });
  await assert.rejects(readAll(packed({ 'xl/workbook.xml': '<a' }), 'a.xlsx'), { code: /sheet_damaged|no_rows/ });
});
