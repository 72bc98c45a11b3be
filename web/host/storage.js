// IndexedDB as a store of opaque bytes: a listing, named sections and a journal for each project.
// Knows nothing of what the bytes mean; all writes of one call are one transaction.

/**
 * `deletedMs`: when the project was put into the trash.
 * @typedef {{id: string, name: string, documents: number, labeled: number, changedMs: number, deletedMs?: number}} Info
 */
/**
 * As it is kept. `journalFrom`: number of the first record that the sections do not hold; absent in projects of the
 * first version.
 * @typedef {Info & {journalFrom?: number}} Listing
 */
/** @typedef {{sequence: number, bytes: Uint8Array}} JournalRecord */
/** @typedef {{name: string, bytes: Uint8Array}} Section */

const k_database = 'labelscape';
const k_version = 1;
/** Sections of records that are kept but not replayed, as in src/app/work/open_work.hpp. */
const k_unread = 'unread/';
/** What is handed to the database at once: it copies on the spot, and the page would stand still for all of it. */
const k_putBytes = 4e6;

/** So long a tab has to save and close a project that another one wants. */
const k_handOverMs = 5000;

/** An error with a code of the core's. */
export class StorageError extends Error {
  /**
   * @param {'storage' | 'storage_full' | 'conflict' | 'not_found'} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** @param {string} id of a project: its lock, and the channel by which it is asked for */
const lockName = (id) => `labelscape/${id}`;

const takenOver = () => new StorageError('conflict',
  'This project was taken over by another tab. Go on there, or take it back here');

/** @param {unknown} error */
function explained(error) {
  if (error instanceof StorageError) return error;
  const reason = error instanceof RequestFailure ? error.cause : error;
  const name = reason instanceof DOMException ? reason.name : '';
  if (name === 'QuotaExceededError') {
    return new StorageError('storage_full',
      'The browser has no room left to save this project. Free disk space or remove old projects; save a project file meanwhile');
  }
  const text = error instanceof Error ? error.message : String(error);
  return new StorageError('storage', `The browser could not save or read the project (${text}). Save a project file to be safe`);
}

/** What a request of a transaction said. */
class RequestFailure extends Error {}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new RequestFailure(request.error?.message, { cause: request.error }));
  });
}

/**
 * Writes all of `work` or nothing.
 * @param {IDBDatabase} database
 * @param {string[]} stores
 * @param {(transaction: IDBTransaction) => Promise<void>} work waits for nothing but its requests
 * @returns {Promise<void>} durable when it resolves
 */
async function inTransaction(database, stores, work) {
  const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
  /** @type {Promise<void>} */
  const ended = new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
  });
  ended.catch(() => {});
  try {
    await work(transaction);
  } catch (error) {
    // A failed request ends the transaction itself, and where the disk is full only the transaction says so.
    if (error instanceof RequestFailure) await ended;
    else transaction.abort();
    throw error;
  }
  await ended;
}

/** @param {string} id all keys [id, anything] */
const keysOf = (id) => IDBKeyRange.bound([id], [id, []]);

const goneError = () => new StorageError('not_found', 'This project is not in this browser any more: it was deleted, or the data of this site was cleared');

/**
 * The number that the next record must have.
 * @param {IDBObjectStore} journal
 * @param {string} id
 * @param {number} [journalFrom]
 * @returns {Promise<number | undefined>} nothing when storage does not know
 */
async function nextSequence(journal, id, journalFrom) {
  const last = await result(journal.openKeyCursor(keysOf(id), 'prev'));
  return last ? /** @type {[string, number]} */ (last.key)[1] + 1 : journalFrom;
}

export class Storage {
  /** @type {Promise<IDBDatabase> | null} */
  #database = null;
  /** Calls end here one after the other, so replies keep the order of calls. */
  #last = Promise.resolve();
  /** @type {Map<string, () => void>} releases of the locks held */
  #locks = new Map();
  /** Projects that another tab took over from this one; writes to them are refused. @type {Set<string>} */
  #lost = new Set();
  /** What the next commit writes, by project. @type {Map<string, Section[]>} */
  #staged = new Map();
  /** Who waits for the end of a lock, by project. @type {Map<string, (error?: StorageError) => void>} */
  #watchers = new Map();

  #open() {
    this.#database ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(k_database, k_version);
      request.onupgradeneeded = () => {
        const database = request.result;
        if (!database.objectStoreNames.contains('projects')) {
          database.createObjectStore('projects', { keyPath: 'id' });
          database.createObjectStore('sections');
          database.createObjectStore('journal');
        }
      };
      request.onsuccess = () => {
        const database = request.result;
        // A newer page wants to upgrade: let it; the next call opens again.
        database.onversionchange = () => {
          database.close();
          this.#database = null;
        };
        database.onclose = () => (this.#database = null);
        resolve(database);
      };
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new StorageError('conflict', 'Another tab holds an older version open: close it'));
    });
    this.#database.catch(() => (this.#database = null));
    return this.#database;
  }

  /**
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  #inOrder(work) {
    const done = this.#last.then(work).catch((error) => {
      throw explained(error);
    });
    this.#last = done.then(() => {}, () => {});
    return done;
  }

  /** @returns {Promise<Info[]>} newest first */
  list() {
    return this.#inOrder(async () => {
      const database = await this.#open();
      /** @type {Info[]} */
      const infos = await result(database.transaction('projects').objectStore('projects').getAll());
      return infos.sort((a, b) => b.changedMs - a.changedMs);
    });
  }

  /**
   * Takes the project's lock and hands out all of it, one part after the other.
   * @param {string} id
   * @param {boolean} takeOver from another tab, which is told
   * @param {{section: (section: Section) => void, record: (record: JournalRecord) => void}} receive
   * @returns {Promise<{journalFrom?: number, nextSequence: number}>} numbers that the first record must and the next will have
   */
  async open(id, takeOver, receive) {
    await this.#lock(id, takeOver);
    this.#lost.delete(id);
    return this.#read(id, receive);
  }

  /**
   * @param {string} id
   * @param {{section: (section: Section) => void, record: (record: JournalRecord) => void}} receive
   */
  #read(id, receive) {
    return this.#inOrder(async () => {
      const database = await this.#open();
      const transaction = database.transaction(['projects', 'sections', 'journal']);
      /** @type {Listing | undefined} */
      const listing = await result(transaction.objectStore('projects').get(id));
      const sections = transaction.objectStore('sections');
      const journal = transaction.objectStore('journal');
      for (const key of await result(sections.getAllKeys(keysOf(id)))) {
        receive.section({ name: /** @type {string[]} */ (key)[1], bytes: await result(sections.get(key)) });
      }
      const numbers = /** @type {[string, number][]} */ (await result(journal.getAllKeys(keysOf(id))));
      const records = await result(journal.getAll(keysOf(id)));
      numbers.forEach(([, sequence], i) => receive.record({ sequence, bytes: records[i] }));
      const { journalFrom } = listing ?? {};
      return { journalFrom, nextSequence: (await nextSequence(journal, id, journalFrom)) ?? 0 };
    });
  }

  /** @param {string} id @param {boolean} takeOver @param {string} [refusal] what is said when another tab has it */
  async #lock(id, takeOver, refusal = 'This project is open in another tab. Go on there, or take it over here') {
    if (this.#locks.has(id) || !navigator.locks) return;
    if (await this.#request(id, { ifAvailable: true })) return;
    if (!takeOver) throw new StorageError('conflict', refusal);
    const channel = new BroadcastChannel(lockName(id));
    channel.postMessage('hand over');
    channel.close();
    if (await this.#request(id, { signal: AbortSignal.timeout(k_handOverMs) })) return;
    await this.#request(id, { steal: true });
  }

  /**
   * @param {string} id
   * @param {LockOptions} options
   * @returns {Promise<boolean>} whether the lock is ours
   */
  #request(id, options) {
    return new Promise((resolve) => {
      navigator.locks.request(lockName(id), options, (lock) => {
        resolve(lock !== null);
        return lock && new Promise((release) => this.#hold(id, release));
      }).catch(() => {
        resolve(false);
        if (!this.#locks.has(id)) return;
        this.#release(id);
        this.#lost.add(id);
        this.#ended(id, takenOver());
      });
    });
  }

  /** @param {string} id @param {(value: unknown) => void} release */
  #hold(id, release) {
    const channel = new BroadcastChannel(lockName(id));
    channel.onmessage = () => this.#ended(id, takenOver());
    this.#locks.set(id, () => {
      channel.close();
      release(undefined);
    });
  }

  /** @param {string} id @param {StorageError} [error] */
  #ended(id, error) {
    this.#watchers.get(id)?.(error);
    this.#watchers.delete(id);
  }

  /**
   * Resolves when the project is closed here; rejects when another tab takes it over. That tab waits a few seconds for
   * what is not saved yet.
   * @param {string} id
   * @returns {Promise<void>}
   */
  watch(id) {
    this.#ended(id);
    return new Promise((resolve, reject) => {
      this.#watchers.set(id, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** @param {string} id */
  close(id) {
    void this.#inOrder(async () => {
      this.#release(id);
      this.#lost.delete(id);
      this.#ended(id);
    });
  }

  /** @param {string} id */
  #release(id) {
    this.#locks.get(id)?.();
    this.#locks.delete(id);
  }

  /** @param {string} id */
  #checkOwned(id) {
    if (this.#lost.has(id)) throw new StorageError('conflict', 'Another tab has taken this project over: this one does not save it');
  }

  /**
   * Refused when the project, or the record before, is not there: what is confirmed can be replayed. The listing becomes `info`.
   * @param {Info} info
   * @param {JournalRecord} record
   */
  append(info, { sequence, bytes }) {
    const { id } = info;
    return this.#inOrder(async () => {
      this.#checkOwned(id);
      const database = await this.#open();
      await inTransaction(database, ['projects', 'journal'], async (transaction) => {
        /** @type {Listing | undefined} */
        const listing = await result(transaction.objectStore('projects').get(id));
        if (!listing) throw goneError();
        const journal = transaction.objectStore('journal');
        const expected = await nextSequence(journal, id, listing.journalFrom);
        if (sequence !== (expected ?? sequence)) throw new StorageError('storage', 'A change before this one is not saved yet');
        journal.put(bytes, [id, sequence]);
        transaction.objectStore('projects').put({ ...listing, ...info });
      });
    });
  }

  /**
   * Keeps a section for the next commit.
   * @param {string} id
   * @param {Section} section
   */
  stage(id, section) {
    const staged = this.#staged.get(id) ?? [];
    staged.push(section);
    this.#staged.set(id, staged);
  }

  /**
   * Writes what was staged.
   * @param {Info} info
   * @param {string[]} obsolete names of sections to delete
   * @param {number} journalFrom records below are dropped
   * @param {boolean} create the project is new; otherwise it must be there still
   */
  commit(info, obsolete, journalFrom, create) {
    const sections = this.#staged.get(info.id) ?? [];
    this.#staged.delete(info.id);
    return this.#inOrder(async () => {
      this.#checkOwned(info.id);
      const database = await this.#open();
      await inTransaction(database, ['projects', 'sections', 'journal'], async (transaction) => {
        const projects = transaction.objectStore('projects');
        if (!create && (await result(projects.getKey(info.id))) === undefined) throw goneError();
        projects.put({ ...info, journalFrom });
        const store = transaction.objectStore('sections');
        let unanswered = 0;
        for (const { name, bytes } of sections) {
          const request = store.put(bytes, [info.id, name]);
          unanswered += bytes.byteLength;
          if (unanswered < k_putBytes) continue;
          await result(request);
          unanswered = 0;
        }
        for (const name of obsolete) store.delete([info.id, name]);
        transaction.objectStore('journal').delete(IDBKeyRange.bound([info.id], [info.id, journalFrom], false, true));
      });
    });
  }

  /**
   * Puts a project into the trash, or with 0 takes it out of it.
   * @param {string} id
   * @param {number} deletedMs
   */
  setDeleted(id, deletedMs) {
    return this.#unlessOpenElsewhere(id, (database) => inTransaction(database, ['projects'], async (transaction) => {
      const projects = transaction.objectStore('projects');
      /** @type {Listing | undefined} */
      const listing = await result(projects.get(id));
      if (!listing) throw goneError();
      projects.put({ ...listing, deletedMs });
    }));
  }

  /** @param {string} id */
  remove(id) {
    return this.#unlessOpenElsewhere(id, (database) => inTransaction(database, ['projects', 'sections', 'journal'], async (transaction) => {
      transaction.objectStore('projects').delete(id);
      transaction.objectStore('sections').delete(keysOf(id));
      transaction.objectStore('journal').delete(keysOf(id));
    }));
  }

  /**
   * Holds the project's lock meanwhile.
   * @param {string} id
   * @param {(database: IDBDatabase) => Promise<void>} work
   */
  #unlessOpenElsewhere(id, work) {
    return this.#inOrder(async () => {
      const held = this.#locks.has(id);
      if (!held) await this.#lock(id, false, 'This project is open in another tab: close it there first');
      try {
        await work(await this.#open());
      } finally {
        if (!held) this.#release(id);
      }
    });
  }

  /**
   * The project that is open here, or else the newest, as it lies in storage, for when the program is dead.
   * @returns {Promise<{info: Info, sections: Section[], journal: JournalRecord[]} | null>}
   */
  async newest() {
    const info = await this.#latest();
    if (!info) return null;
    /** @type {Section[]} */
    const sections = [];
    /** @type {JournalRecord[]} */
    const journal = [];
    await this.#read(info.id, { section: (one) => sections.push(one), record: (one) => journal.push(one) });
    return { info, sections, journal };
  }

  async #latest() {
    const infos = await this.list();
    return infos.find(({ id }) => this.#locks.has(id)) ?? infos.find(({ deletedMs }) => !deletedMs);
  }

  /**
   * Takes the last record of the same project out of its journal and keeps it beside the project, for when the program
   * stops at it again and again.
   * @returns {Promise<string | null>} the project's name; null when its journal is empty
   */
  async setLastAside() {
    const info = await this.#latest();
    if (!info) return null;
    return this.#inOrder(async () => {
      let name = null;
      await inTransaction(await this.#open(), ['sections', 'journal'], async (transaction) => {
        const journal = transaction.objectStore('journal');
        const last = await result(journal.openCursor(keysOf(info.id), 'prev'));
        if (!last) return;
        const sequence = /** @type {[string, number]} */ (last.key)[1];
        transaction.objectStore('sections').put(last.value, [info.id, `${k_unread}${sequence}`]);
        last.delete();
        ({ name } = info);
      });
      return name;
    });
  }
}
