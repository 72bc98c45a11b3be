/**
 * The models the user can choose from: the built-in one, the catalogue, what was looked up, and what this browser
 * keeps. Looks models up, downloads and removes them, and opens their files for the worker.
 */

import { EmbedError } from '../../worker/embed_protocol.js';
import { builtinDescription, readCatalogue } from './catalogue.js';
import { describe } from './describe.js';
import { Download } from './download.js';
import { hubUrl, k_hub, listHub, parseHubId } from './hub.js';
import { bytesOf, filesOf, vectorsId, withSettings, workerSpec } from './model_spec.js';
import { ModelStore } from './model_store.js';
import { openFiles, openFolder, openHub } from './repository.js';

/** @typedef {import('../../types.d.ts').ModelDescription} ModelDescription */
/** @typedef {import('../../types.d.ts').ModelInfo} ModelInfo */
/** @typedef {import('../../types.d.ts').ModelSettings} ModelSettings */
/** @typedef {import('../../types.d.ts').ModelSpeed} ModelSpeed */
/** @typedef {import('../../types.d.ts').ModelPart} ModelPart */
/** @typedef {import('../../worker/embed_protocol.js').ModelSpec} ModelSpec */

/**
 * @typedef {object} ModelsOptions
 * @property {string | URL} baseUrl the page; assets/ is found from here
 * @property {ModelStore} [store]
 * @property {string} [hub]
 * @property {number} [firstWaitMs] before a download that broke off is taken up again
 */

export class Models {
  /** @type {Map<string, ModelDescription>} looked up since the page was loaded, newest last */
  #found = new Map();
  /** @type {Promise<ModelDescription[]> | null} */
  #site = null;
  #store;
  #hub;
  #firstWaitMs;
  #assets;

  /** @param {ModelsOptions} options */
  constructor({ baseUrl, store = new ModelStore(), hub = k_hub, firstWaitMs }) {
    this.#store = store;
    this.#hub = hub;
    this.#firstWaitMs = firstWaitMs;
    this.#assets = new URL('assets/', new URL('.', baseUrl));
  }

  /** What the site itself offers. @returns {Promise<ModelDescription[]>} */
  #ofSite() {
    this.#site ??= Promise.all([builtinDescription(this.#assets), readCatalogue(this.#assets, this.#hub)])
      .then(([builtin, catalogue]) => [builtin, ...catalogue])
      .catch((error) => {
        this.#site = null;
        throw error;
      });
    return this.#site;
  }

  /** @returns {Promise<ModelInfo[]>} contacts nobody but the site */
  async list() {
    const known = new Map((await this.#ofSite()).map((description) => [description.id, description]));
    for (const id of await this.#store.list()) {
      const kept = await this.#store.note(id, 'description');
      if (kept) known.set(id, kept);
    }
    for (const [id, description] of this.#found) if (!known.has(id)) known.set(id, description);
    return Promise.all([...known.values()].map((description) => this.#info(description)));
  }

  /**
   * Looks a model up. Contacts the origin it is on, and reads its small files only.
   * @param {string} text owner/model of the hub, a URL, or a path on this host such as assets/models/NAME
   * @param {AbortSignal} [signal]
   * @returns {Promise<ModelInfo[]>} one for every number format, the one to begin with first
   */
  async find(text, signal) {
    const hubId = parseHubId(text, this.#hub);
    if (hubId) return this.#keep(await describe(await openHub(hubId, { hub: this.#hub, signal }), 'hub', hubId.name));
    const site = new URL('..', this.#assets);
    const url = URL.canParse(text.trim(), site) ? new URL(text.trim(), site) : null;
    if (!url || !/^https?:$/.test(url.protocol)) {
      throw new EmbedError('bad_argument', `${text} is neither owner/model of the hub nor an address`);
    }
    const isHere = url.origin === this.#assets.origin;
    const label = isHere ? url.pathname.replace(/\/+$/, '') : url.href.replace(/\/+$/, '');
    return this.#keep(await describe(await openFolder(url.href, signal), isHere ? 'folder' : 'url', label));
  }

  /** @param {File[]} files @returns {Promise<ModelInfo[]>} */
  async addFiles(files) {
    const repository = openFiles(files);
    return this.#keep(await describe(repository, 'files', repository.name));
  }

  /** @param {ModelDescription[]} descriptions */
  #keep(descriptions) {
    for (const description of descriptions) this.#found.set(description.id, description);
    return Promise.all(descriptions.map((description) => this.#info(description)));
  }

  /** @param {string} id @returns {Promise<ModelDescription>} rejects with not_found */
  async description(id) {
    const kept = this.#found.get(id) ?? (await this.#store.note(id, 'description').catch(() => null));
    const description = kept ?? (await this.#ofSite()).find((candidate) => candidate.id === id);
    if (!description) throw new EmbedError('not_found', `There is no model ${id}: look it up first`);
    return description;
  }

  /** @param {ModelDescription} description @returns {Promise<ModelInfo>} */
  async #info(description) {
    const { id, files, ...rest } = description;
    const listed = filesOf(description).map(({ blob, ...file }) => file);
    const common = { id, ...rest, files: listed, bytes: bytesOf(description) };
    const speed = await this.speed(id);
    if (description.source === 'builtin') return { ...common, state: 'ready', storedBytes: 0, speed };
    const storedBytes = await this.#store.bytesOf(id).catch(() => 0);
    const state = (await this.#isStored(description)) ? 'ready'
      : files.model.blob ? 'open' : storedBytes > 0 ? 'partial' : 'absent';
    return { ...common, state, storedBytes, speed };
  }

  /** @param {ModelDescription} description */
  async #isStored(description) {
    try {
      const states = filesOf(description).map(({ path }) => this.#store.fileState(description.id, path));
      return (await Promise.all(states)).every(({ complete }) => complete);
    } catch {
      return false;
    }
  }

  /** @param {string} id @returns {Promise<ModelSpeed | null>} as it was measured on this machine */
  speed(id) {
    return this.#store.note(id, 'speed').catch(() => null);
  }

  /** @param {string} id @param {ModelSpeed} speed */
  async setSpeed(id, speed) {
    await this.#store.setNote(id, 'speed', speed).catch(() => {});
  }

  /**
   * Downloads what is missing of a model, or keeps a copy of the user's files. What arrived before an error or a
   * cancel is kept, and the next call goes on from there.
   * @param {string} id
   * @param {{signal?: AbortSignal, onProgress?: (done: number, total: number | null, path: string) => void}} [options]
   * @returns {Promise<ModelInfo>} rejects with EmbedError
   */
  async download(id, options = {}) {
    const locks = globalThis.navigator?.locks;
    if (!locks) return this.#download(id, options);
    return locks.request(`labelscape-model ${id}`, { ifAvailable: true }, (lock) => {
      if (!lock) throw new EmbedError('conflict', 'This model is being downloaded already');
      return this.#download(id, options);
    });
  }

  /** @param {string} id @param {Parameters<Models['download']>[1]} options @returns {Promise<ModelInfo>} */
  async #download(id, { signal, onProgress } = {}) {
    const description = await this.#withFileList(await this.description(id), signal);
    if (description.source === 'builtin') return this.#info(description);
    const { origin } = description;
    await this.#store.setNote(id, 'description', withoutBlobs(description));
    const total = bytesOf(description);
    let before = 0;
    for (const file of filesOf(description)) {
      let own = 0;
      const report = (/** @type {number} */ done) => onProgress?.(before + (own = done), total, file.path);
      if (file.blob) await this.#copy(id, file, file.blob, report);
      else {
        const hooks = { signal, onProgress: report, firstWaitMs: this.#firstWaitMs };
        await new Download(this.#store, id, file, String(origin), hooks).run();
      }
      before += own;
    }
    // The blobs of a model that is kept are no longer needed.
    this.#found.delete(id);
    return this.#info(withoutBlobs(description));
  }

  /**
   * Completes a catalogue's entry by the sizes and hashes the hub has now, for the same commit.
   * @param {ModelDescription} description @param {AbortSignal} [signal]
   * @returns {Promise<ModelDescription>}
   */
  async #withFileList(description, signal) {
    const { source, repository, files } = description;
    if (source !== 'catalogue' || filesOf(description).every(({ bytes, sha256 }) => bytes && sha256)) return description;
    const id = { name: repository, revision: description.revision };
    const listing = await listHub(id, { hub: this.#hub, signal }).catch((error) => {
      if (error.code === 'cancelled') throw error;
      return null; // the files are still there, only less is known of them
    });
    if (!listing) return description;
    const pinned = { ...id, revision: listing.revision };
    /** @param {ModelPart} file @returns {ModelPart} what the site itself says comes first */
    const completed = (file) => {
      const listed = listing.files.find(({ path }) => path === file.path);
      const { bytes = listed?.bytes, sha256 = listed?.sha256 } = file;
      return { path: file.path, url: hubUrl(pinned, file.path, this.#hub), bytes, sha256 };
    };
    const { model, tokenizer, data } = files;
    return {
      ...description, revision: listing.revision,
      files: { model: completed(model), tokenizer: completed(tokenizer), data: data.map(completed) },
    };
  }

  /** @param {string} id @param {ModelPart} file @param {Blob} blob @param {(done: number) => void} report */
  async #copy(id, { path }, blob, report) {
    if (!(await this.#store.fileState(id, path)).complete) {
      await this.#store.dropFile(id, path);
      await this.#store.addPiece(id, path, 0, blob, null);
      await this.#store.completeFile(id, path);
    }
    report(blob.size);
  }

  /** Forgets the model's files, and that it was looked up. @param {string} id */
  async remove(id) {
    this.#found.delete(id);
    await this.#store.remove(id);
  }

  /**
   * What the worker needs to run a model; nothing is downloaded.
   * @param {string} id
   * @param {ModelSettings} [settings]
   * @returns {Promise<{spec: ModelSpec, description: ModelDescription}>} rejects with not_found unless it is ready
   */
  async open(id, settings = {}) {
    const description = await this.description(id);
    const used = withSettings(description, settings);
    const spec = await workerSpec(vectorsId(description, used), used, async (file) => {
      if (description.source === 'builtin') return { url: file.url, bytes: file.bytes, sha256: file.sha256 };
      if (file.blob) return { blob: file.blob, bytes: file.bytes };
      if (!(await this.#store.fileState(id, file.path)).complete) {
        throw new EmbedError('not_found', `${description.title} is not on this machine: download it first`);
      }
      return { blob: await this.#store.readFile(id, file.path), bytes: file.bytes };
    });
    return { spec, description: used };
  }
}

/** @param {ModelDescription} description @returns {ModelDescription} as it is kept */
function withoutBlobs(description) {
  const bare = (/** @type {ModelPart} */ { blob, ...file }) => file;
  const { model, tokenizer, data } = description.files;
  return { ...description, files: { model: bare(model), tokenizer: bare(tokenizer), data: data.map(bare) } };
}
