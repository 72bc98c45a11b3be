import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { makeDecoder } from '../../web/worker/readers/decoders.js';
import { detectEncoding } from '../../web/worker/readers/encoding.js';
import { oddShare } from '../../web/worker/readers/plausibility.js';
import { encodeAs, fitTo, k_legacy } from './encoding_support.js';
import { makeRandom, readAll } from './files_support.js';

/** Four lines each, as people write them. @type {[encoding: string, lines: string[]][]} */
const k_short = [
  ['gb18030', ['外卖送得太慢了，菜都凉了', '客服回复很及时，给五星', '退款等了三天还没有到账', '应用一打开就闪退']],
  ['big5', ['外送太慢了，菜都涼了', '客服回覆很快，給五顆星', '退款等了三天還沒有收到', '程式一打開就閃退']],
  ['shift_jis', ['荷物がまだ届いていません', '対応がとても良かったです', '返金の手続きを教えてください', 'アプリがすぐ落ちます']],
  ['euc-jp', ['荷物がまだ届いていません', '対応がとても良かったです', '返金の手続きを教えてください', 'アプリがすぐ落ちます']],
  ['euc-kr', ['배송이 너무 늦었어요', '상담원이 친절했습니다', '환불은 언제 되나요', '앱이 자꾸 꺼져요']],
  ['windows-1251', ['Курьер приехал на час позже', 'Ёлка пришла сломанной', 'Спасибо за быстрый ответ', 'Верните деньги за заказ']],
  ['koi8-r', ['Курьер приехал на час позже', 'Приложение не работает', 'Спасибо за быстрый ответ', 'Верните деньги за заказ']],
  ['koi8-u', ["Кур'єр приїхав на годину пізніше", 'Ялинка прийшла зламаною', 'Дякую за швидку відповідь', 'Поверніть гроші']],
  ['windows-1250', ['Zásilka přišla pozdě', 'Děkuji za rychlou odpověď', 'Kdy dostanu zpět peníze?', 'Aplikace pořád padá']],
  ['iso-8859-2', ['Paczka przyszła za późno', 'Dziękuję za szybką odpowiedź', 'Kiedy dostanę zwrot pieniędzy?', 'Aplikacja się zawiesza']],
  ['windows-1252', ['Das Päckchen kam zu spät', 'Danke für die schnelle Antwort', 'Wann kommt die Rückzahlung?', 'Die App stürzt ständig ab']],
  ['windows-1253', ['Το δέμα ήρθε αργά', 'Ευχαριστώ για τη γρήγορη απάντηση', 'Πότε θα πάρω τα χρήματά μου;', 'Η εφαρμογή κλείνει']],
  ['windows-1254', ['Paket çok geç geldi', 'Hızlı cevap için teşekkürler', 'Param ne zaman iade edilecek?', 'Uygulama sürekli çöküyor']],
  ['windows-1255', ['החבילה הגיעה מאוחר מדי', 'תודה על התשובה המהירה', 'מתי אקבל את הכסף בחזרה', 'האפליקציה קורסת']],
  ['windows-1256', ['وصل الطرد متأخرا جدا', 'شكرا على الرد السريع', 'متى سأسترد أموالي', 'التطبيق يتوقف دائما']],
  ['windows-1257', ['Siuntinys atėjo per vėlai', 'Ačiū už greitą atsakymą', 'Kada gausiu pinigus atgal?', 'Programėlė nuolat lūžta']],
  ['windows-874', ['พัสดุมาช้ามาก', 'ขอบคุณสำหรับคำตอบที่รวดเร็ว', 'จะได้เงินคืนเมื่อไหร่', 'แอปค้างบ่อยมาก']],
  ['utf-32le', ['荷物 😀', 'Grüße', 'plain', 'x']],
  ['utf-32be', ['荷物 😀', 'Grüße', 'plain', 'x']],
];

for (const [encoding, lines] of k_short) {
  test(`four lines of ${encoding} are recognized, said, and can be overruled`, async () => {
    const text = 'id,text\r\n' + lines.map((line, i) => `n${i},"${line}"\r\n`).join('');
    const bytes = /** @type {Uint8Array} */ (encodeAs(text, encoding));
    const { opened, columns, result } = await readAll(bytes, 'a.csv');
    assert.deepEqual(columns.text, lines);
    assert.match(result.notices[0], /Read as .*the encoding/);
    assert.ok(opened.reasons.some((reason) => reason.startsWith(`Encoding ${opened.encoding}`)));
    const chosen = await readAll(bytes, 'a.csv', { options: { encoding } });
    assert.deepEqual(chosen.columns.text, lines);
    assert.deepEqual([chosen.opened.encoding, chosen.result.notices], [encoding, []]);
  });
}

test('ISO-2022-JP, which is all ASCII bytes, is recognized by its escapes', async () => {
  const bytes = Uint8Array.from([...'text\n'].map((c) => c.charCodeAt(0))
    .concat([0x1b, 0x24, 0x42, 0x24, 0x33, 0x24, 0x73, 0x1b, 0x28, 0x42, 10]));
  const { columns, opened } = await readAll(bytes, 'a.csv');
  assert.equal(opened.encoding, 'iso-2022-jp');
  assert.deepEqual(columns.text, ['こん']);
});

test('GB18030 with characters of four bytes', async () => {
  const hindi = [0x81, 0x31, 0xd0, 0x30, 0x81, 0x31, 0xd0, 0x31, 0x81, 0x31, 0xd0, 0x32, 0x81, 0x31, 0xd0, 0x33];
  assert.equal((await detectEncoding(Uint8Array.from([0x74, 0x0a, ...hindi, 0x0a]))).encoding, 'gb18030');
});

test('UTF-16 of mostly Chinese is recognized without a mark', async () => {
  const text = 'id,text\n' + Array.from({ length: 30 }, (_, i) => `${i},外卖送得太慢了上菜都凉了一二三\n`).join('');
  for (const [encoding, swap] of /** @type {const} */ ([['utf-16le', false], ['utf-16be', true]])) {
    const bytes = Buffer.from(text, 'utf16le');
    const { opened, columns } = await readAll(new Uint8Array(swap ? bytes.swap16() : bytes), 'a.csv');
    assert.equal(opened.encoding, encoding);
    assert.equal(columns.text[7], '外卖送得太慢了上菜都凉了一二三');
  }
});

test('NUL bytes and controls in some rows leave a file text; random bytes are refused', async () => {
  const text = 'id,text\n1,"a\0\0\0\0\0\0b"\n2,\u202eabc\u202c\n3,\x01\x02\x03\n';
  const { columns } = await readAll(text, 'a.csv');
  assert.deepEqual(columns.text, ['a\0\0\0\0\0\0b', '\u202eabc\u202c', '\x01\x02\x03']);
  for (let seed = 1; seed < 30; seed++) {
    const random = makeRandom(seed);
    const bytes = Uint8Array.from({ length: 3000 }, () => random() * 256);
    await assert.rejects(readAll(bytes, 'a.csv'), /not a text file|packed|NumPy/, `seed ${seed}`);
  }
});

test('broken bytes are counted, with the first row that shows one', async () => {
  const good = new TextEncoder().encode('text,label\n' + 'Grüße,a\n'.repeat(20) + 'x\u0001y,b\nGrüße,a\nx\u0001\u0001y,c\n');
  const { columns, result, opened } = await readAll(good.map((byte) => (byte === 1 ? 0xff : byte)), 'a.csv');
  assert.equal(opened.encoding, 'utf-8');
  assert.equal(columns.text[20], 'x\ufffdy');
  assert.deepEqual(result.notices, ['3 bytes are not valid UTF-8 and shown as \ufffd, first in row 22']);
});

test('byte order marks where files were put together are not part of the cells', async () => {
  const { columns } = await readAll('\ufeff\ufeff"text",label\na,x\n\ufeff"b, c",y\n', 'a.csv');
  assert.deepEqual(columns, { text: ['a', 'b, c'], label: ['x', 'y'] });
});

/** What letters alone do not tell. @type {[encoding: string, lines: string[]][]} */
const k_shapes = [
  ['windows-1252', ['The price is between ¥2,500 and ¥130,000 a night, and the simple ones are around ¥7,000.']],
  ['macintosh', ['“I don’t know”, she said', 'it’s “new”—and the end isn’t near']],
  ['gb18030', ['“I don’t know”, she said', 'Müller fährt zurück', 'Турция окружена морями', 'на западе — Эгейским']],
  ['iso-8859-15', ['Le cœur de l’œuvre', 'Sa sœur a été émue, à vœux égaux', 'Un bœuf, des œufs']],
];
for (const [encoding, lines] of k_shapes) {
  test(`${encoding} is told from others by where signs and capitals stand: ${lines[0]}`, async () => {
    const text = lines.map((line) => `${fitTo(line, encoding)}\n`).join('');
    const bytes = /** @type {Uint8Array} */ (encodeAs(text, encoding));
    assert.equal(makeDecoder((await detectEncoding(bytes)).encoding).decode(bytes, true), text);
  });
}

test('signs in words, capitals behind small letters and mixed alphabets are odd, and what is written is not', () => {
  for (const text of ['donÕt', 'кУРСА', 'fš¹r', 'She¡¯s', 'Пт╨а', 'Mбller', 'c½ur', 'Sheís 7ñ2', 'a\x92b']) {
    assert.ok(oddShare(text) > 0.1, text);
  }
  for (const text of ['“I don’t”—20 °C, 5 km², Kinect™', '¿Qué? «¡Sí!»', 'приїхав №5', 'AI 技术、很好。', 'ที่นี่', 'שָׁלוֹם', '½ €5']) {
    assert.equal(oddShare(text), 0, text);
  }
});

const shared = process.env.LABELSCAPE_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url));
const corpus = `${shared}/data/sib200_28lang.csv.gz`;
const skip = existsSync(corpus) ? false : 'the corpus is not there: set LABELSCAPE_SHARED';

/**
 * @param {string[]} texts
 * @param {number} length lines of each
 * @returns {string[]} four files, each of other lines as far as there are enough
 */
function filesOf(texts, length) {
  return Array.from({ length: 4 }, (_, part) =>
    Array.from({ length }, (_, i) => `${i},"${texts[(part * length + i) % texts.length]}"\r\n`).join(''));
}

for (const length of [20, 100]) {
  const name = `99 % of files of ${length} lines are recognized, in each language and what it is written in`;
  test(name, { skip }, async (t) => {
    const { columns } = await readAll(new Uint8Array(readFileSync(corpus)), 'sib.csv.gz');
    let right = 0;
    const wrong = [];
    for (const [language, encodings] of k_legacy) {
      const texts = columns.text.filter((_, i) => columns.lang[i].startsWith(language));
      for (const encoding of encodings) {
        const fitting = texts.slice(0, 400).map((text) => fitTo(text, encoding)).filter((text) => text !== null);
        for (const text of filesOf(fitting, length).filter((file) => /[^\x00-\x7f]/.test(file))) {
          const bytes = /** @type {Uint8Array} */ (encodeAs(text, encoding));
          const found = (await detectEncoding(bytes)).encoding;
          if (makeDecoder(found).decode(bytes, true) === text) right++;
          else wrong.push(`${language} ${encoding} as ${found}`);
        }
      }
    }
    t.diagnostic(`${right} right, wrong: ${wrong.join('; ')}`);
    assert.ok(right >= 0.99 * (right + wrong.length), wrong.join('; '));
  });
}
