// window.labelscape (api.d.ts) over Module.script().

import { fetchUrl } from './host/files.js';

/** @typedef {import('./api.d.ts').Labelscape} Labelscape */
/** @typedef {import('./host/host.js').Host} Host */
/** @typedef {import('./types.d.ts').Module} Module */

/** @param {number} ms */
const iso = (ms) => new Date(ms).toISOString();

/** @param {any} doc as C++ gives it */
function finished(doc) {
  if (doc.provenance) doc.provenance.at = iso(doc.provenance.at);
  return doc;
}

/** @param {File | Blob | URL | {name: string, text: string}} source @returns {Promise<File>} */
async function fileOf(source) {
  if (source instanceof File) return source;
  if (source instanceof Blob) return new File([source], 'data');
  if (source instanceof URL) return fetchUrl(source.href);
  return new File([source.text], source.name);
}

/**
 * @param {Host} host
 * @param {Promise<Module>} booted resolves once boot() was called
 * @param {string} version
 * @returns {Labelscape}
 */
export function createApi(host, booted, version) {
  let nextCall = 1;
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */
  const open = new Map();
  /** @type {Map<string, Set<(detail: unknown) => void>>} */
  const listeners = new Map();

  host.onScriptReply = ({ head, answer }, bytes) => {
    if (head.call === 0) {
      for (const listener of listeners.get(answer.event) ?? []) listener(answer.detail);
      return;
    }
    const call = open.get(head.call);
    open.delete(head.call);
    if (head.ok) call?.resolve({ answer, bytes });
    else call?.reject(Object.assign(new Error(answer.message), { code: answer.code }));
  };

  /**
   * @param {string} method
   * @param {object} [args]
   * @returns {Promise<{answer: any, bytes: Uint8Array}>}
   */
  async function call(method, args = {}) {
    const module = await booted;
    return new Promise((resolve, reject) => {
      const id = nextCall++;
      open.set(id, { resolve, reject });
      module.script(id, method, JSON.stringify(args));
    });
  }
  /** @param {string} method @param {object} [args] */
  const value = async (method, args) => (await call(method, args)).answer;
  /** @param {string} method @param {object} [args] */
  const blob = async (method, args) => {
    const { answer, bytes } = await call(method, args);
    return new Blob([/** @type {BlobPart} */ (bytes)], { type: answer.mime });
  };

  return {
    version,
    ready: booted.then(() => {}),
    projects: {
      list: () => value('projects.list'),
      create: (name, options = {}) => value('projects.create', { name, ...options }),
      open: async (id, options = {}) => void (await value('projects.open', { id, ...options })),
      close: (options = {}) => value('projects.close', options),
      remove: (id, options = {}) => value('projects.remove', { id, ...options }),
      trash: () => value('projects.trash'),
      restore: (id) => value('projects.restore', { id }),
      erase: (id) => value('projects.erase', { id }),
      save: () => blob('projects.save'),
      load: async (file, options = {}) => value('projects.load', { token: host.keep(await fileOf(file)), ...options }),
    },
    import: async (source, plan) => {
      const file = await fileOf(source);
      return value('import', { token: host.keep(file), name: file.name, plan: plan ?? {} });
    },
    embed: (options = {}) => value('embed', options),
    layout: (options = {}) => value('layout', options),
    topics: (options = {}) => value('topics', options),
    documents: async (query = {}) => (await value('documents', query)).map(finished),
    vectors: async (ids) => {
      const { answer, bytes } = await call('vectors', ids ? { ids } : {});
      return { ...answer, data: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4) };
    },
    labels: {
      list: () => value('labels.list'),
      add: (label) => value('labels.add', label),
      rename: (from, to) => value('labels.rename', { from, to }),
      remove: (name) => value('labels.remove', { name }),
    },
    assign: (ids, labels, options = {}) => value('assign', { ids, labels, ...options }),
    alike: (id, options = {}) => value('alike', { id, ...options }),
    search: (query, options = {}) => value('search', { query, ...options }),
    select: (ids) => value('select', { ids }),
    selection: () => value('selection'),
    undo: () => value('undo'),
    redo: () => value('redo'),
    history: async () =>
      (await value('history')).map((/** @type {any} */ { title, atMs, undone }) => ({ title, at: iso(atMs), undone })),
    export: (format, options = {}) => blob('export', { format, ...options }),
    state: () => value('state'),
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => set.delete(listener);
    },
  };
}
