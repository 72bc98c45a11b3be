// Mouse, pen, wheel and fingers, as the program knows them: one pointer, buttons, a wheel.

import { Kind } from './input_kinds.js';

/**
 * Wheel movement in CSS pixels, whatever unit the device has.
 * @param {WheelEvent} event
 */
export function wheelPixels({ deltaX, deltaY, deltaMode }) {
  const unit = deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : deltaMode === WheelEvent.DOM_DELTA_PAGE ? innerHeight : 1;
  return { x: deltaX * unit, y: deltaY * unit };
}

/**
 * @typedef {object} PointerPage
 * @property {(kind: number, values: { x?: number, y?: number, a?: number, b?: number }) => void} tell
 * @property {(event: PointerEvent | WheelEvent) => void} tellModifiers
 * @property {(event: Event) => boolean} isOurs it is about the program, not about the page's own screens
 * @property {() => void} takeFocus
 */

export class PagePointer {
  #root;
  #page;
  /** @type {Map<number, PointerEvent>} fingers on the screen */
  #touches = new Map();
  #pinched = false;

  /** @param {HTMLElement} root @param {PointerPage} page */
  constructor(root, page) {
    this.#root = root;
    this.#page = page;
  }

  listen() {
    const root = this.#root;
    /** @param {PointerEvent} event */
    const move = (event) => {
      this.#page.tellModifiers(event);
      const a = event.pointerType === 'touch' ? 1 : event.pointerType === 'pen' ? 2 : 0;
      this.#page.tell(Kind.pointer, { x: event.clientX, y: event.clientY, a });
    };
    /** @param {PointerEvent} event @param {boolean} down */
    const press = (event, down) => {
      move(event);
      this.#page.tell(Kind.button, { a: event.button, b: down ? 1 : 0 });
    };
    root.addEventListener('pointermove', (event) => {
      if (event.pointerType === 'touch' && this.#touchMoved(event)) return;
      move(event);
    });
    root.addEventListener('pointerdown', (event) => {
      if (!this.#page.isOurs(event)) return;
      root.setPointerCapture(event.pointerId);
      if (event.pointerType === 'touch' && this.#touchBegan(event)) return;
      press(event, true);
    });
    /** @param {PointerEvent} event */
    const release = (event) => {
      if (event.pointerType === 'touch' && this.#touchEnded(event)) return;
      press(event, false);
    };
    root.addEventListener('pointerup', release);
    root.addEventListener('pointercancel', release);
    root.addEventListener('pointerleave', (event) => {
      if (event.buttons === 0) this.#page.tell(Kind.pointer, { x: -1e6, y: -1e6 });
    });
    // The focus goes where the program wants it.
    root.addEventListener('mousedown', (event) => {
      if (!this.#page.isOurs(event)) return;
      event.preventDefault();
      this.#page.takeFocus();
    });
    root.addEventListener('contextmenu', (event) => {
      if (this.#page.isOurs(event)) event.preventDefault();
    });
    root.addEventListener(
      'wheel',
      (event) => {
        if (!this.#page.isOurs(event)) return;
        event.preventDefault();
        move(/** @type {PointerEvent} */ (/** @type {unknown} */ (event)));
        const { x, y } = wheelPixels(event);
        this.#page.tell(Kind.wheel, { x, y });
      },
      { passive: false },
    );
  }

  // One finger is a mouse; two fingers scroll, and pinch as Control and wheel.

  /** @param {PointerEvent} event @returns {boolean} true when it is no mouse press */
  #touchBegan(event) {
    this.#touches.set(event.pointerId, event);
    if (this.#touches.size === 2) {
      this.#page.tell(Kind.button, { a: 0, b: 0 });
      this.#pinched = true;
    }
    return this.#pinched;
  }

  /** @param {PointerEvent} event */
  #touchMoved(event) {
    const before = this.#touches.get(event.pointerId);
    if (!before) return false;
    if (!this.#pinched || this.#touches.size !== 2) {
      this.#touches.set(event.pointerId, event);
      return this.#pinched;
    }
    const other = [...this.#touches.values()].find((touch) => touch.pointerId !== event.pointerId);
    if (!other) return true;
    /** @param {PointerEvent} touch */
    const distance = (touch) => Math.hypot(touch.clientX - other.clientX, touch.clientY - other.clientY);
    this.#page.tell(Kind.pointer, { x: (event.clientX + other.clientX) / 2, y: (event.clientY + other.clientY) / 2, a: 1 });
    const zoom = Math.log(Math.max(distance(event), 1) / Math.max(distance(before), 1));
    this.#page.tell(Kind.modifiers, { a: 1 });
    this.#page.tell(Kind.wheel, { y: -zoom * 400 });
    this.#page.tell(Kind.modifiers, { a: 0 });
    this.#page.tell(Kind.wheel, { x: (before.clientX - event.clientX) / 2, y: (before.clientY - event.clientY) / 2 });
    this.#touches.set(event.pointerId, event);
    return true;
  }

  /** @param {PointerEvent} event */
  #touchEnded(event) {
    this.#touches.delete(event.pointerId);
    const pinched = this.#pinched;
    if (this.#touches.size === 0) this.#pinched = false;
    return pinched;
  }
}
