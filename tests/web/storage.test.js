// Projects in IndexedDB: what is confirmed is there, what is not there is said, and no other tab's work is touched.

import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Storage } from '../../web/host/storage.js';

const id = 'a1';
const bytes = (/** @type {number[]} */ ...values) => new Uint8Array(values);
const info = (/** @type {string} */ name = 'Mine', of = id) => ({ id: of, name, documents: 3, labeled: 1, changedMs: 5 });

/** Node's own would keep the process from ending. */
class Channels {
  /** @type {Set<Channels>} */
  static open = new Set();
  /** @type {(() => void) | null} */
  onmessage = null;
  /** @param {string} name */
  constructor(name) {
    this.name = name;
    Channels.open.add(this);
  }
  postMessage() {
    for (const other of Channels.open) if (other !== this && other.name === this.name) setTimeout(() => other.onmessage?.());
  }
  close() {
    Channels.open.delete(this);
  }
}
Object.assign(globalThis, { BroadcastChannel: Channels });

/** Web locks, shared by all Storage objects as by tabs. */
class Locks {
  /** @type {Map<string, (error: Error) => void>} */
  held = new Map();
  /** @param {string} name @param {LockOptions} options @param {(lock: object | null) => Promise<void> | null} take */
  async request(name, options, take) {
    const { signal } = options;
    while (signal && this.held.has(name)) {
      await new Promise((next) => setTimeout(next, 5));
      signal.throwIfAborted();
    }
    const holder = this.held.get(name);
    if (holder && !options.steal) return take(null);
    holder?.(new Error('stolen'));
    const stolen = new Promise((_, reject) => this.held.set(name, reject));
    const mine = this.held.get(name);
    await Promise.race([stolen, take({ name })]).finally(() => {
      if (this.held.get(name) === mine) this.held.delete(name);
    });
  }
}

/** No lock is held. Node may have no navigator. */
const newLocks = () => Object.defineProperty(globalThis, 'navigator', { value: { locks: new Locks() }, configurable: true });

/** Everything deleted, as when the user clears the data of the site. */
async function clear() {
  await new Storage().list();
  /** @type {IDBDatabase} */
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open('labelscape');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const names = ['projects', 'sections', 'journal'];
  const transaction = database.transaction(names, 'readwrite');
  for (const name of names) transaction.objectStore(name).clear();
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  database.close();
}

/** @param {Storage} storage */
async function contents(storage, takeOver = false) {
  /** @type {Record<string, number[]>} */
  const sections = {};
  /** @type {number[]} */
  const journal = [];
  const numbers = await storage.open(id, takeOver, {
    section: (section) => (sections[section.name] = [...section.bytes]),
    record: (record) => journal.push(record.sequence),
  });
  return { sections, journal, ...numbers };
}

/** A project with a snapshot of one section and two records. */
async function filled() {
  const storage = new Storage();
  await storage.open(id, true, { section: () => {}, record: () => {} });
  storage.stage(id, { name: 'texts', bytes: bytes(1) });
  await storage.commit(info(), [], 4, true);
  await storage.append(info(), { sequence: 4, bytes: bytes(4) });
  await storage.append(info(), { sequence: 5, bytes: bytes(5) });
  return storage;
}

beforeEach(async () => {
  newLocks();
  await clear();
});

test('records come with their numbers, and storage knows which comes next', async () => {
  const storage = await filled();
  assert.deepEqual(await contents(storage), { sections: { texts: [1] }, journal: [4, 5], journalFrom: 4, nextSequence: 6 });
  await storage.commit(info(), [], 6, false);
  assert.deepEqual(await contents(storage), { sections: { texts: [1] }, journal: [], journalFrom: 6, nextSequence: 6 });
});

test('a record after a missing one is refused, so that there is never a gap', async () => {
  const storage = await filled();
  await assert.rejects(storage.append(info(), { sequence: 7, bytes: bytes(7) }), { code: 'storage' });
  await storage.commit(info(), [], 8, false);
  await assert.rejects(storage.append(info(), { sequence: 7, bytes: bytes(7) }), { code: 'storage' });
  await storage.append(info(), { sequence: 8, bytes: bytes(8) });
  assert.deepEqual((await contents(storage)).journal, [8]);
});

test('nothing is confirmed for a project that is not there any more, and it can be written anew', async () => {
  const storage = await filled();
  await clear();
  await assert.rejects(storage.append(info(), { sequence: 6, bytes: bytes(6) }), { code: 'not_found' });
  storage.stage(id, { name: 'layout', bytes: bytes(2) });
  await assert.rejects(storage.commit(info(), [], 6, false), { code: 'not_found' });
  storage.stage(id, { name: 'texts', bytes: bytes(1) });
  await storage.commit(info(), [], 7, true);
  assert.deepEqual(await contents(storage), { sections: { texts: [1] }, journal: [], journalFrom: 7, nextSequence: 7 });
});

test('a project that another tab has open is neither deleted nor put into the trash', async () => {
  const storage = await filled();
  const other = new Storage();
  await assert.rejects(other.remove(id), { code: 'conflict', message: /open in another tab/ });
  await assert.rejects(other.setDeleted(id, 9), { code: 'conflict' });
  assert.equal((await contents(storage)).journal.length, 2);
  storage.close(id);
  await storage.list();
  await other.setDeleted(id, 9);
  assert.deepEqual((await other.list()).map(({ deletedMs }) => deletedMs), [9]);
  await other.setDeleted(id, 0);
  assert.equal((await contents(other)).journal.length, 2);
  other.close(id);
  await other.list();
  await other.remove(id);
  assert.deepEqual(await other.list(), []);
});

test('a tab that another one wants the project of saves what it has before it lets go', async () => {
  const storage = await filled();
  const taken = storage.watch(id).catch(async (error) => {
    assert.equal(error.code, 'conflict');
    await storage.append(info(), { sequence: 6, bytes: bytes(6) });
    storage.close(id);
  });
  assert.deepEqual((await contents(new Storage(), true)).journal, [4, 5, 6]);
  await taken;
  assert.equal((await storage.list())[0].changedMs, 5);
});

test('the listing counts what the last record says', async () => {
  const storage = await filled();
  await storage.append({ ...info(), labeled: 3, changedMs: 9 }, { sequence: 6, bytes: bytes(6) });
  assert.deepEqual((await storage.list()).map(({ labeled, changedMs }) => [labeled, changedMs]), [[3, 9]]);
});

test('the last record can be set aside, and is kept', async () => {
  const storage = await filled();
  assert.equal(await storage.setLastAside(), 'Mine');
  const found = await contents(storage);
  assert.deepEqual(found.journal, [4]);
  assert.deepEqual(found.sections['unread/5'], [5]);
  assert.equal(found.nextSequence, 5);
  await storage.setLastAside();
  assert.equal(await storage.setLastAside(), null);
});

test('a rescue reads the project without taking it from another tab', async () => {
  const storage = await filled();
  const newest = await new Storage().newest();
  assert.deepEqual(newest?.journal.map(({ sequence }) => sequence), [4, 5]);
  await storage.append(info(), { sequence: 6, bytes: bytes(6) });
});

/**
 * Work of which the step `at` goes wrong; returns what was confirmed.
 * @param {Storage} storage
 * @param {number} at
 * @param {'throws' | 'aborts' | 'quota'} kind
 */
async function workWithFault(storage, at, kind) {
  const prototype = IDBObjectStore.prototype;
  const originals = { put: prototype.put, delete: prototype.delete };
  let steps = 0;
  for (const name of /** @type {const} */ (['put', 'delete'])) {
    // @ts-ignore the arguments are passed on as they are
    prototype[name] = function (...args) {
      if (steps++ !== at) return Reflect.apply(originals[name], this, args);
      if (kind === 'throws') throw new DOMException('no', 'DataCloneError');
      if (kind === 'quota') throw new DOMException('full', 'QuotaExceededError');
      const request = Reflect.apply(originals[name], this, args);
      this.transaction.abort();
      return request;
    };
  }
  const confirmed = { name: 'Mine', next: 6 };
  /** @type {string[]} */
  const codes = [];
  let next = 6;
  try {
    for (let round = 0; round < 6; ++round) {
      try {
        if (round % 3 === 1) {
          storage.stage(id, { name: 'texts', bytes: bytes(round) });
          storage.stage(id, { name: `more${round}`, bytes: bytes(round) });
          await storage.commit(info(`name ${round}`), [`more${round - 3}`], next, false);
          confirmed.name = `name ${round}`;
        } else {
          await storage.append(info(confirmed.name), { sequence: next, bytes: bytes(next) });
          ++next;
        }
        confirmed.next = next;
      } catch (error) {
        codes.push(/** @type {{code: string}} */ (error).code);
      }
    }
  } finally {
    Object.assign(prototype, originals);
  }
  return { confirmed, codes, steps };
}

test('a fault in any step of the work loses nothing that was confirmed', async () => {
  let injected = 0;
  for (const kind of /** @type {const} */ (['throws', 'aborts', 'quota'])) {
    for (let at = 0; ; ++at) {
      newLocks();
      await clear();
      const { confirmed, codes, steps } = await workWithFault(await filled(), at, kind);
      if (steps <= at) break;
      ++injected;
      assert.ok(codes.length > 0, `${kind} at ${at} was not said`);
      if (kind === 'quota') assert.equal(codes[0], 'storage_full');
      const after = new Storage();
      const found = await contents(after, true);
      const [listed] = await after.list();
      assert.equal(listed?.name, confirmed.name, `${kind} at ${at}`);
      assert.equal(found.nextSequence, confirmed.next, `${kind} at ${at}`);
      found.journal.forEach((sequence, i) => assert.equal(sequence, (found.journalFrom ?? 0) + i));
      assert.deepEqual(found.sections.texts, confirmed.name === 'Mine' ? [1] : [Number(confirmed.name.slice(5))]);
    }
  }
  assert.ok(injected >= 30, String(injected));
});
