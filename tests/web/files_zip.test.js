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

test('what is no archive is refused', () => {
  for (const bytes of [new Uint8Array(0), new TextEncoder().encode('text,label\na,b\n'.repeat(10))]) {
    assert.throws(() => unzip(bytes), { code: 'not_zip' });
  }
});
