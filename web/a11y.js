// An invisible copy of the program's widgets as DOM elements, for screen readers and for tests (getByRole).
// It is made from what the probe knows (src/ui/probe_json.hpp) and lies over the canvas. A real pointer goes through it
// to the canvas (web/host/input.js); clicks and focus of assistive technology are passed on by name.

import { attributesOf, contentOf, tagOf } from './a11y_attributes.js';

/** @typedef {import('./a11y_attributes.js').Item} Item */
/** @typedef {import('./host/input.js').PageInput} PageInput */

/** Roles that ARIA wants inside of another; widgets with the same first part of the name share one. */
const k_parents = /** @type {Record<string, string[]>} */ ({
  option: ['listbox'],
  listitem: ['list'],
  tab: ['tablist'],
  radio: ['radiogroup'],
  menuitem: ['menu'],
  columnheader: ['table', 'row'],
  row: ['table'],
});

/** @param {string} name "labels/add" -> "labels" */
const groupOf = (name) => (name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : name);

export class Mirror {
  #root;
  #input;
  #canvas;
  /** @type {Map<string, { element: HTMLElement, said: string }>} by name */
  #shown = new Map();
  /** @type {Map<string, HTMLElement>} */
  #groups = new Map();
  /** True while the focus moves because the program moved it. */
  #following = false;

  /**
   * @param {HTMLCanvasElement} canvas the mirror is put behind it in the document and over it on the screen
   * @param {PageInput} input
   */
  constructor(canvas, input) {
    this.#canvas = canvas;
    this.#input = input;
    this.#root = document.createElement('div');
    this.#root.dataset.mirror = 'root';
    this.#root.style.cssText = 'position:fixed;inset:0;opacity:0;overflow:hidden;user-select:none';
    canvas.after(this.#root);
    // Above the other elements, so that its fields are found where they are drawn.
    this.#root.append(input.sink);
    this.#root.addEventListener('click', (event) => this.#clicked(event));
    this.#root.addEventListener('focusin', (event) => this.#focused(event));
  }

  /** @param {string} json of Probe::to_json */
  update(json) {
    const { items } = /** @type {{ items: Item[] }} */ (JSON.parse(json));
    const names = new Set(items.map(({ name }) => name));
    for (const [name, { element }] of this.#shown) {
      if (names.has(name)) continue;
      this.#shown.delete(name);
      if (element !== this.#input.sink) element.remove();
    }
    const dialog = items.findLast(({ role }) => role === 'dialog');
    const usedGroups = new Set();
    /** @type {Map<Element, Element | null>} the last child that was placed, by parent */
    const last = new Map();
    for (const item of items) {
      const element = this.#elementOf(item);
      const parent = this.#parentOf(item, dialog, usedGroups);
      this.#describe(item, element);
      // In reading order; moving an element only if it is not in its place keeps the focus where it is.
      const before = last.get(parent) ?? null;
      const place = before ? before.nextSibling : parent.firstChild;
      if (place !== element) parent.insertBefore(element, place);
      last.set(parent, element);
    }
    for (const [key, group] of this.#groups) {
      if (usedGroups.has(key)) continue;
      group.remove();
      this.#groups.delete(key);
    }
    this.#followFocus(items.find(({ focused }) => focused));
  }

  /** @param {Item} item @returns {HTMLElement} */
  #elementOf(item) {
    const isField = item.role === 'textbox' || item.role === 'searchbox';
    // The field that is typed into is the one that takes the text.
    const usesSink = isField && item.focused === true && this.#input.sink.style.display !== 'none';
    const shown = this.#shown.get(item.name);
    const fits = shown && (shown.element === this.#input.sink) === usesSink && (usesSink || shown.element.localName === tagOf(item));
    if (fits) return shown.element;
    if (shown && shown.element !== this.#input.sink) shown.element.remove();
    const element = usesSink ? this.#input.sink : document.createElement(tagOf(item));
    if (!usesSink) {
      element.dataset.mirror = 'item';
      element.style.cssText = 'position:fixed;margin:0;padding:0;border:0;overflow:hidden;white-space:nowrap;outline:none;cursor:inherit;font-size:10px';
      if (element instanceof HTMLInputElement) element.type = item.role === 'searchbox' ? 'search' : 'text';
    }
    this.#shown.set(item.name, { element, said: '' });
    return element;
  }

  /**
   * @param {Item} item
   * @param {Item | undefined} dialog
   * @param {Set<string>} used
   */
  #parentOf(item, dialog, used) {
    const box = dialog && item !== dialog ? this.#shown.get(dialog.name)?.element : undefined;
    /** @type {HTMLElement} */
    let parent = box ?? this.#root;
    const chain = k_parents[item.role];
    if (!chain) return parent;
    const group = groupOf(item.name);
    const owner = this.#shown.get(group)?.element;
    if (owner && owner.getAttribute('role') === chain[0]) return owner;
    for (const role of chain) {
      const key = `${role} ${group}`;
      used.add(key);
      let made = this.#groups.get(key);
      if (!made) {
        made = document.createElement('div');
        made.dataset.mirror = 'group';
        made.setAttribute('role', role);
        if (role !== 'row') made.setAttribute('aria-label', group);
        this.#groups.set(key, made);
      }
      if (made.parentElement !== parent) parent.append(made);
      parent = made;
    }
    return parent;
  }

  /** @param {Item} item @param {HTMLElement} element */
  #describe(item, element) {
    const shown = this.#shown.get(item.name);
    const said = JSON.stringify(item);
    if (!shown || shown.said === said) return;
    shown.said = said;
    const wanted = attributesOf(item);
    const isSink = element === this.#input.sink;
    if (isSink && item.role === 'searchbox') wanted.role = 'searchbox';
    for (const { name } of [...element.attributes]) {
      if (name !== 'data-name' && /^(aria-|role$|tabindex$|data-name)/.test(name) && !(name in wanted)) element.removeAttribute(name);
    }
    for (const [name, value] of Object.entries(wanted)) {
      if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    }
    const [x, y, width, height] = item.rect;
    if (!isSink) Object.assign(element.style, { left: `${x}px`, top: `${y}px`, height: `${height}px` });
    element.style.width = `${Math.max(1, isSink ? x + width - parseFloat(element.style.left || '0') : width)}px`;
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
      element.disabled = item.disabled === true;
      const value = item.value ?? '';
      if (!this.#input.composing && element.value !== value) element.value = value;
      return;
    }
    const content = contentOf(item);
    const text = element.firstChild;
    if (content === '' && text?.nodeType !== Node.TEXT_NODE) return;
    if (text?.nodeType === Node.TEXT_NODE) text.nodeValue = content;
    else element.prepend(content);
  }

  /** @param {Item | undefined} item */
  #followFocus(item) {
    const element = item && this.#shown.get(item.name)?.element;
    const now = document.activeElement;
    if (!element) {
      // A removed element leaves the focus nowhere.
      if (now === document.body) this.#canvas.focus({ preventScroll: true });
      return;
    }
    const isOurs = now === document.body || now === this.#canvas || this.#root.contains(now);
    if (!isOurs || now === element || now === this.#input.sink) return;
    this.#following = true;
    element.focus({ preventScroll: true });
    this.#following = false;
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const name = nameOf(event.target);
    // Real pointers have reached the canvas already.
    if (name === undefined || (event.isTrusted && event.detail > 0)) return;
    event.preventDefault();
    this.#input.request('activate', name);
  }

  /** @param {FocusEvent} event */
  #focused(event) {
    const name = nameOf(event.target);
    if (this.#following || name === undefined || event.target === this.#input.sink) return;
    const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    this.#input.request(isField ? 'activate' : 'focusWidget', name);
  }
}

/** @param {EventTarget | null} target */
function nameOf(target) {
  return target instanceof HTMLElement ? target.closest('[data-name]')?.getAttribute('data-name') ?? undefined : undefined;
}
