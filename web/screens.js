// The page's own screens, for when there is no canvas to draw on: loading, and failures.

/**
 * @typedef {object} FailureScreen
 * @property {string} title
 * @property {string} text what happened, and that the work is safe if it is
 * @property {{ title: string, text: string }[]} [items] what is missing, or what to do, one by one
 * @property {string[]} [log] last lines, shown folded
 * @property {{ label: string, run: () => unknown }[]} actions buttons, the first one stands out
 */

/** @param {string} id */
function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}`);
  return found;
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Partial<HTMLElementTagNameMap[Name]>} properties
 * @param {(Node | string)[]} [children]
 */
function make(name, properties, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** @param {number} bytes */
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/**
 * @param {number} doneBytes
 * @param {number} totalBytes
 */
export function showDownload(doneBytes, totalBytes) {
  const percent = Math.min(100, Math.round((100 * doneBytes) / totalBytes));
  const bar = element('progress');
  bar.setAttribute('aria-valuenow', String(percent));
  bar.style.setProperty('--done', `${percent}%`);
  element('loading-text').textContent =
    percent < 100 ? `Loading ${megabytes(doneBytes)} of ${megabytes(totalBytes)} MB` : 'Starting';
}

/** Uncovers the canvas. */
export function showApp() {
  document.documentElement.dataset.state = 'ready';
  element('loading').hidden = true;
}

/**
 * @param {{ label: string, run: () => unknown }} action
 * @param {HTMLElement} answer where the outcome is said
 */
function actionButton({ label, run }, answer) {
  const button = make('button', { type: 'button', textContent: label });
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      const outcome = await run();
      if (typeof outcome === 'string') answer.textContent = outcome;
    } catch (error) {
      answer.textContent = error instanceof Error ? error.message : String(error);
    }
    button.disabled = false;
  });
  return button;
}

/**
 * Covers the page; only a reload leads back.
 * @param {FailureScreen} screen
 */
export function showFailure({ title, text, items = [], log = [], actions }) {
  document.documentElement.dataset.state = 'failed';
  const heading = make('h1', { textContent: title, tabIndex: -1 });
  const answer = make('p', { className: 'answer' });
  answer.setAttribute('role', 'status');
  const parts = [
    heading,
    make('p', { textContent: text }),
    make(
      'ul',
      { className: 'items', hidden: items.length === 0 },
      items.map((item) =>
        make('li', {}, [make('strong', { textContent: item.title }), make('span', { textContent: item.text })]),
      ),
    ),
    make(
      'div',
      { className: 'actions' },
      actions.map((action) => actionButton(action, answer)),
    ),
    answer,
    make('details', { hidden: log.length === 0 }, [
      make('summary', { textContent: 'Details' }),
      make('pre', { textContent: log.join('\n'), tabIndex: 0 }),
    ]),
  ];
  element('failure').replaceChildren(make('div', { className: 'card' }, parts));
  element('failure').hidden = false;
  element('loading').hidden = true;
  heading.focus();
}
