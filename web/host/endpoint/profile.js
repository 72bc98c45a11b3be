/**
 * Where an endpoint is and how it knows the user. The key is kept in memory and appears in no message.
 */

import { EndpointError } from './errors.js';

const k_timeoutMs = 120000;

/** @param {string} base @param {string} path @returns {string} without a slash, or the path, at its end; throws EndpointError */
function checkedBase(base, path) {
  const url = URL.canParse(base) ? new URL(base) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new EndpointError('bad_argument',
      'The address of an endpoint looks like http://localhost:11434/v1; the key has a field of its own');
  }
  return url.href.replace(new RegExp(`/(${path})?/*$`), '');
}

export class Profile {
  #key;

  /**
   * Throws EndpointError.
   * @param {{base: string, model: string, key?: string, timeoutMs?: number}} about
   * @param {string} path what is asked, put after the base
   */
  constructor({ base, model, key = '', timeoutMs = k_timeoutMs }, path) {
    this.#key = key;
    this.base = checkedBase(base, path);
    this.url = `${this.base}/${path}`;
    if (!model) throw new EndpointError('bad_argument', 'An endpoint needs the name of a model');
    this.model = model;
    this.timeoutMs = timeoutMs;
  }

  /** For messages about what went wrong. */
  get key() {
    return this.#key;
  }

  /** Nothing else: every further header makes some servers refuse a page. @returns {Record<string, string>} */
  get headers() {
    return { 'Content-Type': 'application/json', ...(this.#key ? { Authorization: `Bearer ${this.#key}` } : {}) };
  }
}
