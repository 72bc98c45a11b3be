// window.labelscape (api.d.ts) over Module.script().

import { fetchUrl } from './host/fetch_url.js';
import { wellFormedJson } from './strings.js';

/** @typedef {import('./api.d.ts').Labelscape} Labelscape */
/** @typedef {import('./host/host.js').Host} Host */
/** @typedef {import('./types.d.ts').Module} Module */

const k_events = ['job', 'change', 'error'];

/** @param {number} ms @returns {string | null} null: further from 1970 than a Date reaches */
function iso(ms) {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** @param {string} code @param {string} message */
const errorOf = (code, message) => Object.assign(new Error(message), { code });

/** Numbers that JSON would turn into null become text, so that whoever checks them can say what they were. @param {string} _key @param {any} item */
const spelled = (_key, item) =>
  typeof item === 'bigint' || (typeof item === 'number' && !Number.isFinite(item)) ? String(item) : item;

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
  if (typeof source?.name !== 'string' || typeof source.text !== 'string') {
    throw errorOf('bad_argument', 'A file must be a File, a Blob, a URL or {name: text, text: text}');
  }
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
      for (const listener of listeners.get(answer.event) ?? []) tell(listener, answer.detail);
      return;
    }
    const call = open.get(head.call);
    open.delete(head.call);
    if (head.ok) call?.resolve({ answer, bytes });
    else call?.reject(errorOf(answer.code, answer.message));
  };

  /** What one listener throws keeps nothing from the others. @param {(detail: unknown) => void} listener @param {unknown} detail */
  function tell(listener, detail) {
    try {
      listener(detail);
    } catch (error) {
      reportError(error);
    }
  }

  /** @param {string} method @param {unknown} args */
  function argumentsOf(method, args) {
    try {
      return wellFormedJson(args, spelled);
    } catch (error) {
      throw errorOf('bad_argument', `${method}: the arguments cannot be written as JSON: ${error}`);
    }
  }

  /**
   * @param {string} method
   * @param {object} [args]
   * @returns {Promise<{answer: any, bytes: Uint8Array}>}
   */
  async function call(method, args = {}) {
    const module = await booted;
    const json = argumentsOf(method, args);
    const id = nextCall++;
    return new Promise((resolve, reject) => {
      open.set(id, { resolve, reject });
      module.script(id, method, json);
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
      mode: () => value('labels.mode'),
      setMode: (mode, options = {}) => value('labels.setMode', { mode, ...options }),
    },
    assign: (ids, labels, options = {}) => value('assign', { ids, labels, ...options }),
    compare: (actor) => value('compare', { actor }),
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
      if (!k_events.includes(event)) throw errorOf('bad_argument', `on: event must be one of ${k_events.map((name) => `"${name}"`).join(', ')}`);
      if (typeof listener !== 'function') throw errorOf('bad_argument', 'on: listener must be a function');
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => set.delete(listener);
    },
  };
}
