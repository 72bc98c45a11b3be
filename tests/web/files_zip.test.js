import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileError } from '../../web/worker/files_protocol.js';
import { unzip, zip } from '../../web/worker/writers/zip.js';
import { makeRandom } from './files_support.js';

const random = makeRandom(5);
const k_entries = [
  { name: 'manifest.json', bytes: new TextEncoder().encode('{"version":1}') },
  { name: 'texts/日本.bin', bytes: new TextEncoder().encode('text '.repeat(5000)) },
  { name: 'vectors.f32', bytes: Uint8Array.from({ length: 20000 }, () => random() * 256), stored: true },
  { name: 'empty', bytes: new Uint8Array(0) },
  { name: 'history.json', bytes: new TextEncoder().encode('[1,2,3]'.repeat(300)) },
];
const k_plain = k_entries.map(({ name, bytes }) => ({ name, bytes }));

test('entries come back as they were, and the same bytes are written each time', () => {
  const archive = zip(k_entries);
  assert.deepEqual(zip(k_entries), archive);
  assert.deepEqual(unzip(archive), { entries: k_plain, problems: [] });
  assert.deepEqual(unzip(zip([])), { entries: [], problems: [] });
  assert.throws(() => zip([k_entries[0], k_entries[0]]), { code: 'duplicate_entry' });
});

test('an archive that is cut anywhere gives the entries before the cut', () => {
  const archive = zip(k_entries);
  for (let end = archive.length - 1; end > 40; end -= 97) {
    let result;
    try {
      result = unzip(archive.subarray(0, end));
    } catch (error) {
      assert.ok(error instanceof FileError && end < 200, `cut at ${end}: ${error}`);
      continue;
    }
    assert.deepEqual(result.entries, k_plain.slice(0, result.entries.length));
    assert.match(result.problems[0].reason, /cut off or damaged/);
    // Every entry whose bytes are all there is found.
    if (end > archive.length - 60) assert.equal(result.entries.length, k_plain.length);
  }
});

test('a changed byte costs its own entry only', () => {
  const archive = zip(k_entries);
  const local = Buffer.from(archive).indexOf('vectors.f32');
  const tampered = archive.slice();
  tampered[local + 5000] ^= 1;
  const { entries, problems } = unzip(tampered);
  assert.deepEqual(entries, k_plain.filter(({ name }) => name !== 'vectors.f32'));
  assert.deepEqual(problems, [{ name: 'vectors.f32', reason: 'its checksum does not match' }]);
});

test('any changed byte gives a result whose entries are true, or a clear error', () => {
  const archive = zip(k_entries);
  const byContent = new Set(k_plain.map(({ bytes }) => Buffer.from(bytes).toString('latin1')));
  for (let n = 0; n < 1500; n++) {
    const tampered = archive.slice();
    for (let k = 0; k <= n % 4; k++) tampered[Math.floor(random() * tampered.length)] = random() * 256;
    try {
      const { entries, problems } = unzip(tampered);
      for (const { bytes } of entries) assert.ok(byContent.has(Buffer.from(bytes).toString('latin1')));
      assert.ok(entries.length + problems.length >= k_plain.length - 1);
    } catch (error) {
      assert.ok(error instanceof FileError, String(error));
    }
  }
});

test('no archive is written that could not be opened again', () => {
  const large = /** @type {any} */ ({ name: 'a', bytes: { length: 1.6e9 } });
  assert.throws(() => zip([large]), { code: 'too_large', message: /1.6 GB, more than the 1.5 GB/ });
});

test('what is no archive is refused', () => {
  for (const bytes of [new Uint8Array(0), new TextEncoder().encode('text,label\na,b\n'.repeat(10))]) {
    assert.throws(() => unzip(bytes), { code: 'not_zip' });
  }
});

/**
 * A list of entries that all say they are of this size, over the same packed bytes.
 * @param {number} count
 * @param {number} plainBytes
 * @param {number} packedBytes
 */
function claiming(count, plainBytes, packedBytes) {
  const local = new Uint8Array(31 + packedBytes);
  new DataView(local.buffer).setUint32(0, 0x04034b50, true);
  new DataView(local.buffer).setUint16(26, 1, true);
  const directory = Array.from({ length: count }, (_, i) => {
    const header = new DataView(new ArrayBuffer(47));
    header.setUint32(0, 0x02014b50, true);
    header.setUint16(10, 8, true);
    header.setUint32(20, packedBytes, true);
    header.setUint32(24, plainBytes, true);
    header.setUint16(28, 1, true);
    header.setUint8(46, 97 + i);
    return new Uint8Array(header.buffer);
  });
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, count, true);
  end.setUint32(16, local.length, true);
  return new Uint8Array(Buffer.concat([local, ...directory, new Uint8Array(end.buffer)]));
}

test('what unpacks to more than fits is refused at once, all entries together', () => {
  const began = Date.now();
  assert.throws(() => unzip(claiming(2, 1.9e9, 1.9e6)), { code: 'too_large', message: /3.8 GB unpacked, more than the 1.5 GB/ });
  assert.throws(() => unzip(claiming(5, 0.9e9, 1.1e6)), { code: 'too_large', message: /4.5 GB/ });
  assert.throws(() => unzip(claiming(1, 0.9e9, 0.95e6)), { code: 'too_large', message: /0.9 GB, 947 times its size/ });
  assert.throws(() => unzip(claiming(20, 10, 1e5)), { code: 'too_large', message: /overlap/ });
  assert.ok(Date.now() - began < 1000);
});

test('an entry takes no more than it says, however much is packed in it', () => {
  const archive = zip([{ name: 'a', bytes: new Uint8Array(5e7) }]);
  const directory = Buffer.from(archive).lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  const before = process.memoryUsage().arrayBuffers;
  new DataView(archive.buffer).setUint32(directory + 24, 1000, true);
  assert.deepEqual(unzip(archive), { entries: [], problems: [{ name: 'a', reason: 'its checksum does not match' }] });
  assert.ok(process.memoryUsage().arrayBuffers - before < 1e6);
});
