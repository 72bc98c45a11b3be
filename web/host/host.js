// All that C++ may ask of the page: one entry, call(), and one way back, module.complete().
// Which calls there are, and what they take and give, stands in web/types.d.ts.

import { Mirror } from '../a11y.js';
import { FileError } from '../worker/files_protocol.js';
import { Answers } from './answers.js';
import { BackgroundClock } from './clock.js';
import { download, pick } from './dialogs.js';
import { Embedding } from './embedding.js';
import { fetchUrl } from './fetch_url.js';
import { FilesHost } from './files_host.js';
import { PageInput } from './input.js';
import { sectionsAnswer, unpacked } from './parts.js';
import { Storage } from './storage.js';
import { PageText } from './text.js';

/** @typedef {import('../types.d.ts').Module} Module */
/** @typedef {import('../types.d.ts').Answer} Answer */
/** @typedef {import('../types.d.ts').Emit} Emit */

const k_embedder = 'embedder.';
const k_maxThreads = 4;
const k_accept = '.csv,.tsv,.txt,.json,.jsonl,.ndjson,.parquet,.xlsx,.ods,.npy,.npz,.gz,.labelscape,.zip';

/**
 * Names of the folders among what is dropped; as files they would be a few unreadable bytes.
 * @param {DataTransfer | null} dropped
 */
const foldersOf = (dropped) => new Set([...dropped?.items ?? []].map((item) => item.webkitGetAsEntry?.())
  .filter((entry) => entry?.isDirectory).map((entry) => /** @type {FileSystemEntry} */ (entry).name));

/** @param {Blob} blob @returns {Promise<Answer>} */
const blobAnswer = async (blob) => ({ bytes: new Uint8Array(await blob.arrayBuffer()) });

export class Host {
  storage = new Storage();
  text = new PageText();
  input;
  mirror;
  /** Started by C++ (wasm/web_app.cpp) whenever there is something to do. */
  clock;
  /** Set by web/api.js. @type {(reply: any, bytes: Uint8Array) => void} */
  onScriptReply = () => {};
  /** @type {Module | undefined} */
  #module;
  #answers;
  #files;
  #embedding;
  /** @type {Map<number, File>} files that arrived, by token */
  #arrived = new Map();
  /** Tokens of folders, which cannot be read. @type {Set<number>} */
  #folders = new Set();
  #nextToken = 1;
  /** What the file worker has open. */
  #open = { token: 0, options: '' };

  /** @param {{canvas: HTMLCanvasElement, baseUrl: string, threads: boolean, log: (line: string) => void}} options */
  constructor({ canvas, baseUrl, threads, log }) {
    this.input = new PageInput(canvas);
    this.mirror = new Mirror(canvas, this.input);
    this.#answers = new Answers((method, args, bytes, emit) => {
      if (method.startsWith(k_embedder)) return this.#embedding.answer(method.slice(k_embedder.length), args, bytes, emit);
      // Of the names that are none the last case of it makes an error.
      return this.#answer(.../** @type {import('../types.d.ts').HostQuestion} */ ([method, args, bytes, emit]));
    }, log);
    this.#takeDrops();
    const worker = (/** @type {string} */ name) => new URL(`worker/${name}.worker.js`, baseUrl);
    this.clock = new BackgroundClock(() => new Worker(worker('clock'), { type: 'module' }), () => this.#module?.tick() ?? false);
    this.#files = new FilesHost(() => new Worker(worker('files'), { type: 'module' }));
    const cores = Math.min(k_maxThreads, navigator.hardwareConcurrency || 1);
    this.#embedding = new Embedding({
      baseUrl,
      workerUrl: worker('embed'),
      runtimeUrl: new URL('ort/', baseUrl),
      webgpu: true,
      // More gain little, and the map wants cores too.
      threads: threads ? cores : 1,
      // For tables of words; more were not faster.
      workers: Math.min(2, cores),
      fileOf: (token) => this.#file(token),
    });
  }

  /** Files that are dropped on the page or pasted into it. */
  #takeDrops() {
    addEventListener('dragover', (event) => event.preventDefault());
    addEventListener('drop', (event) => {
      event.preventDefault();
      const folders = foldersOf(event.dataTransfer);
      for (const file of event.dataTransfer?.files ?? []) {
        if (folders.has(file.name)) this.#folders.add(this.#nextToken);
        this.arrive(file);
      }
    });
    addEventListener('paste', (event) => {
      for (const file of event.clipboardData?.files ?? []) this.arrive(file);
    });
  }

  /** @param {Module} module */
  attach(module) {
    this.#module = module;
    this.#answers.attach(module);
  }

  /**
   * A file of the user's; C++ asks for its content by token.
   * @param {File} file
   * @returns {number} token
   */
  keep(file) {
    const token = this.#nextToken++;
    this.#arrived.set(token, file);
    return token;
  }

  /** As if the user had dropped it. @param {File} file */
  arrive(file) {
    this.#module?.fileArrived(this.keep(file), file.name);
  }

  /** Called by C++ (wasm/host.hpp). @param {number} request @param {string} method @param {string} json @param {Uint8Array} bytes */
  call(request, method, json, bytes) {
    this.#answers.take(request, method, json, bytes);
  }

  /** @param {import('../types.d.ts').HostQuestion} question @returns {Promise<Answer | void>} */
  async #answer(...question) {
    const [method, args, bytes, emit] = question;
    switch (method) {
      case 'storage.list': return { json: await this.storage.list() };
      case 'storage.open': return this.#openProject(args.id, args.takeOver, emit);
      case 'storage.watch': return this.storage.watch(args.id);
      case 'storage.close': return this.storage.close(args.id);
      case 'storage.append': return this.storage.append(args.info, { sequence: args.sequence, bytes });
      case 'storage.stage': return this.storage.stage(args.id, { name: args.name, bytes });
      case 'storage.commit':
        void navigator.storage?.persist?.();
        return this.storage.commit(args.info, args.obsolete, args.journalFrom, args.create);
      case 'storage.setDeleted': return this.storage.setDeleted(args.id, args.deletedMs);
      case 'storage.remove': return this.storage.remove(args.id);
      case 'files.pick': return this.#pick();
      case 'files.open': return this.#openFile(args.token, args.options, emit);
      case 'files.read': return this.#read(args, emit);
      case 'files.cancel': return this.#files.cancel();
      case 'files.unzip': return this.#unzip(args.token);
      case 'files.zip': return blobAnswer(await this.#files.zip(unpacked(args.entries, bytes)));
      case 'files.parquet':
        return blobAnswer(await this.#files.writeParquet(
          unpacked(args.blocks, bytes).map(({ bytes: block }) => /** @type {ArrayBuffer} */ (block.buffer))));
      case 'files.download': return download(args.name, new Blob([/** @type {BlobPart} */ (bytes)], { type: args.mime }));
      case 'files.arriveText': return this.arrive(new File([/** @type {BlobPart} */ (bytes)], args.name));
      case 'files.arriveUrl': return this.arrive(await fetchUrl(args.url));
      case 'script.reply': return this.onScriptReply(args, bytes);
      default: throw new Error(`The page does not know ${method}`);
    }
  }

  /** @param {string} id @param {boolean} takeOver @param {Emit} emit @returns {Promise<Answer>} */
  async #openProject(id, takeOver, emit) {
    const numbers = await this.storage.open(id, takeOver, {
      section: ({ name, bytes }) => emit('section', { name }, bytes),
      record: ({ sequence, bytes }) => emit('record', { sequence }, bytes),
    });
    return { json: numbers };
  }

  async #pick() {
    for (const file of await pick(k_accept)) this.arrive(file);
  }

  /** @param {number} token */
  #file(token) {
    const file = this.#arrived.get(token);
    if (!file) throw new Error('The file is gone: drop it again');
    if (this.#folders.has(token)) throw new FileError('bad_request', `“${file.name}” is a folder: open it and drop the file that you want`);
    return file;
  }

  /**
   * @param {number} token
   * @param {import('../worker/files_protocol.js').OpenOptions} options
   * @param {Emit} emit
   * @returns {Promise<Answer>}
   */
  async #openFile(token, options, emit) {
    this.#open = { token, options: JSON.stringify(options) };
    try {
      return { json: await this.#files.open(this.#file(token), options, (done, total) => emit('progress', { done, total })) };
    } catch (error) {
      this.#open.token = 0;
      throw error;
    }
  }

  /**
   * @param {{token: number, options: import('../worker/files_protocol.js').OpenOptions, textColumns: string[], vectorColumn: string}} args
   * @param {Emit} emit
   * @returns {Promise<Answer>}
   */
  async #read({ token, options, textColumns, vectorColumn }, emit) {
    const isOpen = this.#open.token === token && this.#open.options === JSON.stringify(options);
    if (!isOpen) await this.#openFile(token, options, emit);
    /** @type {[string, 'text' | 'vector'][]} */
    const forced = textColumns.map((name) => [name, 'text']);
    if (vectorColumn) forced.push([vectorColumn, 'vector']);
    // Not by assignment: a column may be called __proto__.
    const types = Object.fromEntries(forced);
    const done = await this.#files.read({ types }, {
      onBatch: async (block) => {
        emit('batch', {}, new Uint8Array(block));
        // The page draws between batches.
        await new Promise((next) => setTimeout(next));
      },
      onRestart: (reason) => emit('restart', { reason }),
      onProgress: (bytesDone, bytesTotal) => emit('progress', { done: bytesDone, total: bytesTotal }),
    });
    return { json: done };
  }

  /**
   * The newest project as a project file, for when the program is dead; the journal goes along as it is.
   * @returns {Promise<{name: string, blob: Blob} | null>}
   */
  async rescue() {
    const newest = await this.storage.newest();
    if (!newest) return null;
    const journal = newest.journal.map(({ sequence, bytes }) => ({ name: `journal/${sequence}`, bytes }));
    const blob = await this.#files.zip([...newest.sections, ...journal]);
    return { name: `${newest.info.name}.labelscape`, blob };
  }

  /** @param {number} token @returns {Promise<Answer>} */
  async #unzip(token) {
    const { entries, problems } = await this.#files.unzip(this.#file(token));
    const { json, bytes } = sectionsAnswer(entries);
    return { json: { ...json, problems }, bytes };
  }
}

/** @param {{canvas: HTMLCanvasElement, baseUrl: string, threads: boolean, log: (line: string) => void}} options @returns {Promise<Host>} */
export async function createHost(options) {
  return new Host(options);
}
