// Calls of window.labelscape with arguments of every kind, in a real page: tests/e2e/border.spec.js runs some, border.mjs
// runs them for as long as one likes. The same seed gives the same calls.

/** @typedef {import('playwright-core').Page} Page */

/** @typedef {{calls: number, answered: number, problems: string[]}} Report */

export const k_documents = 12;

/** The project that the calls are made on; gives its id. @param {Page} page @returns {Promise<string>} */
export function makeProject(page) {
  return page.evaluate(async (count) => {
    const id = await window.labelscape.projects.create('Border');
    const lines = Array.from({ length: count }, (_, i) => `d${i},${i % 2 ? 'red apple' : 'blue sky'} \u{1f600} ${i},${i}`);
    await window.labelscape.import({ name: 'border.csv', text: `id,text,number\n${lines.join('\n')}` }, { id: 'id', text: 'text' });
    await window.labelscape.labels.add({ name: 'first' });
    await window.labelscape.assign(['d0', 'd1'], 'first');
    return id;
  }, k_documents);
}

/**
 * Makes `count` calls, several at a time, and looks whether each is answered and the page still well.
 * @param {Page} page on a site with a project of makeProject()
 * @param {string} project its id
 * @param {number} seed
 * @param {number} count
 * @returns {Promise<Report>}
 */
export async function callAtRandom(page, project, seed, count) {
  const report = await page.evaluate(makeCalls, { seed, count });
  if ((await page.locator('html').getAttribute('data-state')) !== 'ready') report.problems.push('the page has stopped');
  else report.problems.push(...(await page.evaluate(lookAtProject, { id: project, documents: k_documents })));
  return report;
}

/** In the page. @param {{seed: number, count: number}} options @returns {Promise<Report>} */
async function makeCalls({ seed, count }) {
  const k_patienceMs = 30000;
  const k_codes = ['bad_argument', 'not_found', 'conflict', 'bad_file', 'too_large', 'storage', 'storage_full', 'embedder',
    'cancelled', 'unsupported_version'];
  let state = seed;
  /** mulberry32 @param {number} end */
  const below = (end) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) % end;
  };
  /** @template T @param {T[]} items @returns {T} */
  const one = (items) => items[below(items.length)];

  /** @param {number} depth @returns {any} */
  const odd = (depth = 0) => one([
    () => null, () => undefined, () => true, () => NaN, () => -Infinity, () => 1e300, () => -1, () => 2 ** 53, () => 10n,
    () => '', () => ' x ', () => '\ud83d', () => 'x\ude00', () => '\ufdd0\u0000', () => 'y'.repeat(below(5000)), () => Symbol('s'),
    () => () => 1, () => new Date(NaN), () => new Map([[1, 2]]), () => new Uint8Array(3),
    () => (depth > 3 ? 1 : [odd(depth + 1), odd(depth + 1)]),
    () => (depth > 3 ? 1 : { ['k\ud83d']: odd(depth + 1), name: odd(depth + 1) }),
    () => {
      /** @type {any} */
      let deep = 1;
      for (let i = below(20000); i > 0; --i) deep = [deep];
      return deep;
    },
    () => {
      /** @type {any} */
      const circle = {};
      circle.self = circle;
      return circle;
    },
  ])();

  /** A copy with something changed somewhere. @param {any} value @returns {any} */
  const changed = (value) => {
    if (below(4) === 0 || value === null || typeof value !== 'object') return odd();
    const copy = Array.isArray(value) ? Array.prototype.slice.call(value) : { ...value };
    const keys = Object.keys(copy);
    const key = keys.length > 0 && below(5) > 0 ? one(keys) : one(['unknown', '\ud83d', '__proto__', '0']);
    copy[key] = changed(copy[key]);
    return copy;
  };

  const filter = { label: 'first', topic: 0, unlabeled: true, text: 'red', regex: 'a+', column: { name: 'number', min: 1, max: 5 }, ids: ['d1'] };
  const csv = () => ({ name: one(['x.csv', 'y.jsonl', 'z.parquet', '\ud83d.csv', 'w.npy', '.gz']), text: `id,text\nd1,${one(['a', '"', '\ud83d', '\0', '[1,2', '{"a":'])}\n` });
  /** @type {[string, ...any[]][]} */
  const sound = [
    ['projects.list'], ['projects.open', 'none'], ['projects.remove', 'none'], ['projects.save'],
    ['projects.load', new Blob(['PK\u0003\u0004 no project'])],
    ['import', csv(), { text: 'text', id: 'id', label: '', duplicates: 'keep', labelSeparator: ';' }],
    ['embed', {}], ['embed', { model: 'no/model' }],
    ['layout', { neighbors: 5, minDist: 0.1, epochs: 5, seed: 1, labelWeight: 0.5 }],
    ['topics', { minSize: 2, granularity: 0.5 }],
    ['documents', { filter, offset: 0, limit: 5 }], ['documents'],
    ['vectors', ['d0']], ['vectors'],
    ['labels.list'], ['labels.add', { name: 'new', color: '#123456', key: 'n', description: '', keywords: ['k'] }],
    ['labels.rename', 'new', 'newer'], ['labels.remove', 'newer'], ['labels.mode'], ['labels.setMode', 'multi', { force: true }],
    ['assign', ['d2', 'd3'], ['first', 'new'], { mode: 'add' }], ['assign', ['d2'], null],
    ['compare', 'neighbors'],
    ['alike', 'd0', { threshold: 0.5, limit: 3, unlabeledOnly: false }],
    ['search', 'red', { mode: 'text', limit: 5 }], ['search', 'red', { mode: 'semantic' }],
    ['select', ['d0']], ['selection'], ['undo'], ['history'],
    ['export', 'csv', { filter }], ['export', 'parquet'], ['export', 'project'], ['state'],
  ];

  /** @type {string[]} */
  const problems = [];
  let answered = 0;
  /** @param {unknown} value */
  const shown = (value) => {
    try {
      return JSON.stringify(value)?.slice(0, 200);
    } catch {
      return `${typeof value} too deep, round, or big for JSON`;
    }
  };

  async function call() {
    const [path, ...args] = one(sound);
    for (let i = below(3); i > 0; --i) {
      const at = below(args.length + 1);
      args[at] = changed(args[at]);
    }
    const method = path.split('.').reduce((/** @type {any} */ object, name) => object[name], window.labelscape);
    const what = `${path}(${args.map(shown)})`;
    const late = new Promise((resolve) => setTimeout(resolve, k_patienceMs, 'late'));
    try {
      if ((await Promise.race([method(...args), late])) === 'late') problems.push(`never answered: ${what}`);
      // Or the project's own import would be undone sooner or later.
      if (path === 'undo') await window.labelscape.redo();
      ++answered;
    } catch (error) {
      ++answered;
      const { code, message, name } = /** @type {any} */ (error) ?? {};
      const ours = k_codes.includes(code) || (name === 'TypeError' && code === undefined);
      if (!ours) problems.push(`${what}: ${code} ${name} ${message}`);
    }
  }

  for (let left = count; left > 0; left -= 4) await Promise.all(Array.from({ length: Math.min(4, left) }, call));
  for (const query of ['', 'items \ud83d', 'activate \ude00', 'focus ', 'no such thing']) window.labelscapeProbe(query);
  return { calls: count, answered, problems };
}

/** In the page: opens the project again and looks whether it is whole. @param {{id: string, documents: number}} wanted @returns {Promise<string[]>} */
async function lookAtProject({ id, documents: count }) {
  const { labelscape } = window;
  await labelscape.projects.close();
  await labelscape.projects.open(id);
  const documents = await labelscape.documents({ filter: { ids: Array.from({ length: count }, (_, i) => `d${i}`) } });
  const labels = (await labelscape.labels.list()).map(({ name }) => name);
  /** @type {string[]} */
  const problems = [];
  if (documents.length !== count) problems.push(`${documents.length} of ${count} documents are left`);
  for (const [i, doc] of documents.entries()) {
    const text = `${i % 2 ? 'red apple' : 'blue sky'} \u{1f600} ${i}`;
    if (doc.id !== `d${i}` || doc.text !== text) problems.push(`document ${i} is ${doc.id} ${doc.text}`);
    for (const name of doc.labels) if (!labels.includes(name)) problems.push(`document ${i} has the label ${name}, which is none`);
  }
  for (const name of labels) {
    if (name === '' || name !== name.trim() || /\p{Cs}/u.test(name)) problems.push(`a label is called ${JSON.stringify(name)}`);
  }
  if (new Set(labels).size !== labels.length) problems.push('two labels have one name');
  return problems;
}
