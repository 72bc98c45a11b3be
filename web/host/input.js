// Pointer, keys, composed text, clipboard, size and theme of the page, as plain events for wasm/platform_web.cpp.
//
// Listeners stand on the whole page: the mirror of the widgets (web/a11y.js) lies over the canvas, and what is done
// with it by a real pointer is meant for the canvas.

import { writeClipboard } from './clipboard.js';
import { Kind } from './input_kinds.js';
import { isField, keyName, modifiersOf, takesKey } from './keys.js';
import { PagePointer } from './pointer.js';

/** @typedef {(kind: number, x: number, y: number, a: number, b: number, text: string) => void} Send */

export class PageInput {
  /** Takes composed and typed text while an input of the program is active. */
  sink;
  isMac = /mac|iphone|ipad/i.test(navigator.platform);
  #canvas;
  #root;
  /** @type {Send} */
  #send = () => {};
  #modifiers = -1;
  #composing = false;
  #composition;

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.#canvas = canvas;
    this.#root = canvas.parentElement ?? document.body;
    this.sink = this.#makeSink();
    this.#composition = this.#makeComposition();
  }

  get composing() {
    return this.#composing;
  }

  /**
   * Begins to listen; the size and the theme are told at once.
   * @param {Send} send
   */
  start(send) {
    this.#send = send;
    new PagePointer(this.#root, {
      tell: (kind, values) => this.#tell(kind, values),
      tellModifiers: (event) => this.#tellModifiers(event),
      isOurs: (event) => this.#isOurs(event),
      takeFocus: () => {
        if (document.activeElement !== this.sink) this.#canvas.focus({ preventScroll: true });
      },
    }).listen();
    this.#listenToKeys();
    this.#listenToText();
    this.#listenToPage();
  }

  /** Tells the program what a screen reader asked for. @param {'activate' | 'focusWidget'} kind @param {string} name */
  request(kind, name) {
    this.#tell(Kind[kind], { text: name });
  }

  /** @param {string} shape of CSS */
  setCursor(shape) {
    this.#root.style.cursor = shape;
  }

  /**
   * An input of the program became active, moved its caret, or was left.
   * @param {boolean} active
   * @param {number} x of the caret, CSS pixels
   * @param {number} y of its top
   * @param {number} height
   */
  setTextInput(active, x, y, height) {
    if (!active) {
      if (document.activeElement === this.sink) this.#canvas.focus({ preventScroll: true });
      this.sink.style.display = 'none';
      return;
    }
    Object.assign(this.sink.style, { display: 'block', left: `${x}px`, top: `${y}px`, height: `${height}px` });
    Object.assign(this.#composition.style, { left: `${x}px`, top: `${y}px`, height: `${height}px` });
    const before = document.activeElement;
    if (before === this.sink) return;
    if (isField(before)) {
      // Assistive technology came through the mirror's field: what it has selected there stays selected.
      this.sink.value = before.value;
      this.sink.setSelectionRange(before.selectionStart ?? 0, before.selectionEnd ?? 0);
    }
    this.sink.focus({ preventScroll: true });
  }

  /** The program copies. @param {string} text */
  writeClipboard(text) {
    return writeClipboard(text);
  }

  /** @param {number} kind @param {{ x?: number, y?: number, a?: number, b?: number, text?: string }} [values] */
  #tell(kind, { x = 0, y = 0, a = 0, b = 0, text = '' } = {}) {
    this.#send(kind, x, y, a, b, text);
  }

  /** @param {Event} event true when it is about the program, not about the page's own screens */
  #isOurs(event) {
    const { target } = event;
    if (target === document.body || target === document.documentElement || !(target instanceof Node)) return true;
    return target === this.#canvas || (target instanceof Element && target.closest('[data-mirror]') !== null);
  }

  /** @param {KeyboardEvent | PointerEvent | WheelEvent} event */
  #tellModifiers(event) {
    const now = modifiersOf(event);
    if (now === this.#modifiers) return;
    this.#modifiers = now;
    this.#tell(Kind.modifiers, { a: now });
  }

  #listenToKeys() {
    addEventListener('keydown', (event) => {
      if (!this.#isOurs(event) || event.isComposing || event.keyCode === 229) return;
      this.#tellModifiers(event);
      const name = keyName(event);
      const control = event.ctrlKey || event.metaKey;
      // The paste event brings the text; the key alone would come too early.
      if (control && name === 'KeyV') return;
      if (/^(Delete|Backspace)$/.test(name) && isField(event.target) && this.#replace(event.target, '')) {
        event.preventDefault();
        return;
      }
      if (takesKey(event, name)) event.preventDefault();
      this.#tell(Kind.key, { a: 1, text: name });
      // While Cmd is held, macOS does not tell when another key is let go.
      if (this.isMac && event.metaKey) this.#tell(Kind.key, { a: 0, text: name });
      const writes = [...event.key].length === 1 && (!control || event.getModifierState('AltGraph'));
      // Typed before the field has the focus, as right after a click.
      if (writes && !isField(event.target)) this.#tell(Kind.text, { text: event.key });
    });
    addEventListener('keyup', (event) => {
      this.#tellModifiers(event);
      this.#tell(Kind.key, { a: 0, text: keyName(event) });
    });
    addEventListener('blur', () => {
      this.#modifiers = -1;
      this.#tell(Kind.focus, { a: 0 });
    });
    addEventListener('focus', () => this.#tell(Kind.focus, { a: 1 }));
  }

  #listenToText() {
    document.addEventListener('beforeinput', (event) => {
      if (!isField(event.target) || !this.#isOurs(event) || event.isComposing) return;
      const { inputType, data } = event;
      if (inputType === 'insertText' && data) {
        if (!this.#replace(event.target, data)) this.#tell(Kind.text, { text: data });
      }
      else if (inputType === 'deleteContentBackward' && event.cancelable && !this.#keysCome) this.#tap('Backspace');
      else if (inputType === 'insertReplacementText') return;
      event.preventDefault();
    });
    document.addEventListener('input', (event) => {
      if (!isField(event.target) || !this.#isOurs(event)) return;
      const composed = event instanceof InputEvent && (event.isComposing || event.inputType.includes('Composition'));
      // Filled as a whole: by assistive technology, by a correction of the browser, by a test.
      if (!composed) this.#fill(event.target, event.target.value);
    });
    document.addEventListener('compositionstart', () => {
      this.#composing = true;
    });
    document.addEventListener('compositionupdate', ({ data }) => this.#showComposition(data));
    document.addEventListener('compositionend', ({ data }) => {
      this.#composing = false;
      this.#showComposition('');
      if (data) this.#tell(Kind.text, { text: data });
    });
    document.addEventListener('paste', (event) => {
      if (!this.#isOurs(event)) return;
      const text = event.clipboardData?.getData('text/plain');
      if (text === undefined || event.clipboardData?.files.length) return;
      event.preventDefault();
      this.#tell(Kind.paste, { text });
    });
    // The field's own selection is not what the user sees selected.
    for (const name of /** @type {const} */ (['copy', 'cut'])) {
      document.addEventListener(name, (event) => {
        if (isField(event.target) && this.#isOurs(event)) event.preventDefault();
      });
    }
  }

  /**
   * An edit that the program cannot know of: in a field that is not active there, or of a selection, which was made
   * by assistive technology or a test.
   * @param {HTMLInputElement | HTMLTextAreaElement} field
   * @param {string} text in place of the selection
   * @returns {boolean} false when it is an edit at the program's own caret
   */
  #replace(field, text) {
    const { value, selectionStart, selectionEnd } = field;
    const from = selectionStart ?? value.length;
    const to = selectionEnd ?? value.length;
    if (field === this.sink && from === to) return false;
    this.#fill(field, value.slice(0, from) + text + value.slice(to));
    return true;
  }

  /** @param {HTMLInputElement | HTMLTextAreaElement} field @param {string} text */
  #fill(field, text) {
    const isOther = field !== this.sink;
    if (isOther) this.request('activate', field.dataset.name ?? '');
    this.#tell(Kind.replaceText, { text, a: isOther ? 1 : 0 });
    field.setSelectionRange(field.value.length, field.value.length);
  }

  /** Screen keyboards send no key events: then editing comes as beforeinput alone. */
  get #keysCome() {
    return !matchMedia('(pointer: coarse)').matches;
  }

  /** @param {string} name */
  #tap(name) {
    this.#tell(Kind.key, { a: 1, text: name });
    this.#tell(Kind.key, { a: 0, text: name });
  }

  #listenToPage() {
    const canvas = this.#canvas;
    const tellSize = () => {
      const { width, height } = canvas.getBoundingClientRect();
      const ratio = devicePixelRatio;
      this.#tell(Kind.size, { x: width, y: height, a: Math.round(width * ratio), b: Math.round(height * ratio) });
    };
    new ResizeObserver(tellSize).observe(canvas);
    // A window that moves to another screen changes the ratio and not the size.
    const watchRatio = () =>
      matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
        'change',
        () => {
          tellSize();
          watchRatio();
        },
        { once: true },
      );
    watchRatio();
    tellSize();
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const tellTheme = () => this.#tell(Kind.theme, { a: dark.matches ? 1 : 0 });
    dark.addEventListener('change', tellTheme);
    tellTheme();
    document.addEventListener('visibilitychange', tellSize);
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();
      this.#tell(Kind.contextLost, { a: 1 });
    });
    canvas.addEventListener('webglcontextrestored', () => this.#tell(Kind.contextLost, { a: 0 }));
  }

  /** @param {string} text */
  #showComposition(text) {
    this.#composition.textContent = text;
    this.#composition.style.display = text ? 'block' : 'none';
  }

  #makeSink() {
    const sink = document.createElement('textarea');
    sink.dataset.mirror = 'sink';
    for (const name of ['autocapitalize', 'autocomplete', 'autocorrect']) sink.setAttribute(name, 'off');
    sink.spellcheck = false;
    sink.setAttribute('aria-label', 'Text input');
    // A tiny font keeps the field's own caret, where input methods open their lists, beside the caret that is seen.
    sink.style.cssText =
      'position:fixed;display:none;width:40px;padding:0;border:0;margin:0;resize:none;outline:none;overflow:hidden;' +
      'opacity:0;font-size:1px;white-space:pre;cursor:inherit';
    this.#root.append(sink);
    return sink;
  }

  #makeComposition() {
    const shown = document.createElement('div');
    shown.setAttribute('aria-hidden', 'true');
    shown.style.cssText =
      'position:fixed;display:none;z-index:5;padding:0 2px;white-space:pre;pointer-events:none;border-radius:2px;' +
      'font:13.2px/1.25 Labelscape,system-ui,sans-serif;background:Canvas;color:CanvasText;text-decoration:underline';
    this.#root.append(shown);
    return shown;
  }
}
