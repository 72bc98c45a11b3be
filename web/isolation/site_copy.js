// One version of the site in a cache of its own. Every file of it is held against its hash, when it comes from the network
// and when it comes from the cache, so what the page gets belongs to this version or is not given out.

const k_completeMark = '.complete';

/** A file that is not the one of this version: the server has another version by now. */
export class OtherVersionError extends Error {}

/** @param {ArrayBuffer} bytes @returns {Promise<string>} SHA-256 in hexadecimal */
async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * @typedef {object} Site
 * @property {CacheStorage} caches
 * @property {string} prefix begins the names of the caches of all versions, and of nothing else
 * @property {string} version
 * @property {Record<string, string>} files site path -> SHA-256 in hexadecimal
 * @property {Record<string, string>} onDemand the same of files that come into the copy when they are first used
 * @property {(name: string) => Promise<Response>} fetchFile asks the server, never the browser's cache alone
 * @property {(headers: Headers) => Headers} prepare adds what every answer carries
 */

export class SiteCopy {
  #site;

  /** @param {Site} site */
  constructor(site) {
    this.#site = site;
  }

  /** @param {string} name */
  has(name) {
    return Object.hasOwn(this.#site.files, name) || Object.hasOwn(this.#site.onDemand, name);
  }

  /** @returns {Promise<boolean>} whether the site starts from this copy alone */
  async isComplete() {
    return (await (await this.#cache()).match(k_completeMark)) !== undefined;
  }

  /** @returns {Promise<boolean>} whether another version has a complete copy */
  async hasCompletePredecessor() {
    for (const cache of await this.#others()) {
      if (await cache.match(k_completeMark)) return true;
    }
    return false;
  }

  /**
   * A file of this version. One that is missing or damaged is fetched and, when it has arrived, kept; the answer does not
   * wait for its end.
   * @param {string} name one that has() knows
   * @returns {Promise<{ response: Response, checked: Promise<void> }>} `checked` rejects when something else arrived
   */
  async take(name) {
    const kept = await this.#kept(name);
    if (kept) return { response: kept, checked: Promise.resolve() };
    const response = await this.#site.fetchFile(name);
    if (!response.ok) return { response, checked: Promise.resolve() };
    return { response: this.#prepared(response.clone().body, response), checked: this.#keep(name, response) };
  }

  /** @param {string} name @param {Response} response @returns {Promise<boolean>} whether it is the file of this version */
  async isOurs(name, response) {
    return (await hashOf(await response.clone().arrayBuffer())) === this.#hash(name);
  }

  /** Completes the copy; what a copy of another version has already is not fetched again. */
  async fill() {
    if (await this.isComplete()) return;
    const cache = await this.#cache();
    const others = await this.#others();
    for (const name of [...Object.keys(this.#site.files), ...Object.keys(this.#site.onDemand)]) {
      if (await this.#kept(name)) continue;
      const known = await this.#known(others, name);
      if (known) await cache.put(name, known);
      else if (!Object.hasOwn(this.#site.onDemand, name)) await this.#keep(name, await this.#site.fetchFile(name));
    }
    await cache.put(k_completeMark, new Response(''));
  }

  /** This copy cannot be used as a whole any more; its files are, where they fit. */
  async markIncomplete() {
    await (await this.#cache()).delete(k_completeMark);
  }

  /** Deletes the copies of all other versions. */
  async dropOthers() {
    const { caches } = this.#site;
    await Promise.all((await this.#otherNames()).map((name) => caches.delete(name)));
  }

  #cache() {
    return this.#site.caches.open(this.#site.prefix + this.#site.version);
  }

  /** @returns {Promise<string[]>} */
  async #otherNames() {
    const { caches, prefix, version } = this.#site;
    return (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== prefix + version);
  }

  async #others() {
    return Promise.all((await this.#otherNames()).map((name) => this.#site.caches.open(name)));
  }

  /** @param {string} name */
  #hash(name) {
    return this.#site.files[name] ?? this.#site.onDemand[name];
  }

  /** @param {string} name @returns {Promise<Response | undefined>} of this version's cache; undefined where damaged, too */
  async #kept(name) {
    const kept = await (await this.#cache()).match(name);
    return kept && (await this.isOurs(name, kept)) ? kept : undefined;
  }

  /** @param {Cache[]} others @param {string} name @returns {Promise<Response | undefined>} the same file of another version */
  async #known(others, name) {
    for (const other of others) {
      const known = await other.match(name);
      if (known && (await this.isOurs(name, known))) return known;
    }
    return undefined;
  }

  /** @param {string} name @param {Response} response */
  async #keep(name, response) {
    if (!response.ok) throw new Error(`${name}: HTTP status ${response.status}`);
    const bytes = await response.arrayBuffer();
    if ((await hashOf(bytes)) !== this.#hash(name)) {
      throw new OtherVersionError(`${name} is not the one of version ${this.#site.version}`);
    }
    await (await this.#cache()).put(name, this.#prepared(bytes, response));
  }

  /** @param {BodyInit | null} body @param {Response} response */
  #prepared(body, response) {
    const type = response.headers.get('Content-Type') ?? 'application/octet-stream';
    return new Response(body, { headers: this.#site.prepare(new Headers({ 'Content-Type': type })) });
  }
}
