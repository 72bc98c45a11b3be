// IndexedDB as a store of opaque bytes: a listing, named sections and a journal for each project.
// Knows nothing of what the bytes mean; all writes of one call are one transaction.

/** @typedef {{id: string, name: string, documents: number, labeled: number, changedMs: number}} Info */
/** @typedef {{name: string, bytes: Uint8Array}} Section */

const k_database = 'labelscape';
const k_version = 1;
/** What is handed to the database at once: it copies on the spot, and the page would stand still for all of it. */
const k_putBytes = 4e6;

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

/** @param {unknown} error */
function explained(error) {
  if (error instanceof StorageError) return error;
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') {
    return new StorageError('storage_full',
      'The browser has no room left to save this project. Free disk space or remove old projects; save a project file meanwhile');
  }
  const text = error instanceof Error ? error.message : String(error);
  return new StorageError('storage', `The browser could not save or read the project (${text}). Save a project file to be safe`);
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction @returns {Promise<void>} durable when it resolves */
function committed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
  });
}

/** @param {string} id all keys [id, anything] */
const keysOf = (id) => IDBKeyRange.bound([id], [id, []]);

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
   * @param {{section: (section: Section) => void, record: (record: Uint8Array) => void}} receive
   * @returns {Promise<number>} the number of the next journal record
   */
  async open(id, takeOver, receive) {
    await this.#lock(id, takeOver);
    this.#lost.delete(id);
    return this.#inOrder(async () => {
      const database = await this.#open();
      const transaction = database.transaction(['sections', 'journal']);
      const sections = transaction.objectStore('sections');
      const journal = transaction.objectStore('journal');
      for (const key of await result(sections.getAllKeys(keysOf(id)))) {
        receive.section({ name: /** @type {string[]} */ (key)[1], bytes: await result(sections.get(key)) });
      }
      const numbers = await result(journal.getAllKeys(keysOf(id)));
      for (const record of await result(journal.getAll(keysOf(id)))) receive.record(record);
      const last = /** @type {[string, number] | undefined} */ (numbers.at(-1));
      return last ? last[1] + 1 : 0;
    });
  }

  /** @param {string} id @param {boolean} takeOver */
  async #lock(id, takeOver) {
    if (this.#locks.has(id) || !navigator.locks) return;
    /** @type {Promise<boolean>} */
    const taken = new Promise((resolve) => {
      const options = takeOver ? { steal: true } : { ifAvailable: true };
      navigator.locks
        .request(`labelscape/${id}`, options, (lock) => {
          resolve(lock !== null);
          return lock && new Promise((release) => this.#locks.set(id, () => release(undefined)));
        })
        .catch(() => {
          if (this.#locks.delete(id)) this.#lose(id);
        });
    });
    if (!(await taken)) {
      throw new StorageError('conflict', 'This project is open in another tab. Go on there, or take it over here');
    }
  }

  /** @param {string} id */
  #lose(id) {
    this.#lost.add(id);
    this.#ended(id, new StorageError('conflict',
      'This project was taken over by another tab. Go on there, or take it back here'));
  }

  /** @param {string} id @param {StorageError} [error] */
  #ended(id, error) {
    this.#watchers.get(id)?.(error);
    this.#watchers.delete(id);
  }

  /**
   * Resolves when the project is closed here; rejects when another tab takes it over.
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
      this.#locks.get(id)?.();
      this.#locks.delete(id);
      this.#lost.delete(id);
      this.#ended(id);
    });
  }

  /** @param {string} id */
  #checkOwned(id) {
    if (this.#lost.has(id)) throw new StorageError('conflict', 'Another tab has taken this project over: this one does not save it');
  }

  /** @param {string} id @param {number} sequence @param {Uint8Array} record */
  append(id, sequence, record) {
    return this.#inOrder(async () => {
      this.#checkOwned(id);
      const database = await this.#open();
      const transaction = database.transaction('journal', 'readwrite', { durability: 'strict' });
      transaction.objectStore('journal').put(record, [id, sequence]);
      await committed(transaction);
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
   */
  commit(info, obsolete, journalFrom) {
    const sections = this.#staged.get(info.id) ?? [];
    this.#staged.delete(info.id);
    return this.#inOrder(async () => {
      this.#checkOwned(info.id);
      const database = await this.#open();
      const transaction = database.transaction(['projects', 'sections', 'journal'], 'readwrite', { durability: 'strict' });
      transaction.objectStore('projects').put(info);
      const written = committed(transaction);
      const store = transaction.objectStore('sections');
      let unanswered = 0;
      for (const { name, bytes } of sections) {
        const request = store.put(bytes, [info.id, name]);
        unanswered += bytes.byteLength;
        if (unanswered < k_putBytes) continue;
        // Where the disk is full the transaction says so, and its requests only that it was given up.
        await result(request).catch(() => written);
        unanswered = 0;
      }
      for (const name of obsolete) store.delete([info.id, name]);
      transaction.objectStore('journal').delete(IDBKeyRange.bound([info.id], [info.id, journalFrom], false, true));
      await written;
    });
  }

  /** @param {string} id */
  remove(id) {
    return this.#inOrder(async () => {
      const database = await this.#open();
      const transaction = database.transaction(['projects', 'sections', 'journal'], 'readwrite');
      transaction.objectStore('projects').delete(id);
      transaction.objectStore('sections').delete(keysOf(id));
      transaction.objectStore('journal').delete(keysOf(id));
      await committed(transaction);
    });
  }

  /**
   * The newest project as it lies in storage, for when the program is dead.
   * @returns {Promise<{info: Info, sections: Section[], journal: Uint8Array[]} | null>}
   */
  async newest() {
    const [info] = await this.list();
    if (!info) return null;
    /** @type {Section[]} */
    const sections = [];
    /** @type {Uint8Array[]} */
    const journal = [];
    await this.open(info.id, true, { section: (one) => sections.push(one), record: (one) => journal.push(one) });
    return { info, sections, journal };
  }
}
