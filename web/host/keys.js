// What a key is called, which modifiers are held, and which keys the program takes from the browser.

// Browser shortcuts with Control or Cmd that the program takes; all others stay with the browser.
const k_taken = new Set('azykfsoedbigm/'.split(''));
const k_takenNames = new Set(['Enter', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'Backspace', 'Delete']);
// Keys that scroll the page, open a quick search or move the focus out.
const k_ownPlain = new Set([
  'Tab',
  'Space',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'PageUp',
  'PageDown',
  'Home',
  'End',
  'Backspace',
  'Escape',
  'Slash',
  'Quote',
  'F6',
]);

/** @param {EventTarget | null} target @returns {target is HTMLInputElement | HTMLTextAreaElement} */
export const isField = (target) => target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;

/**
 * Letters and digits by what they write, so that shortcuts follow the layout; everything else, and letters of other
 * scripts, by their place on the keyboard.
 * @param {KeyboardEvent} event
 */
export function keyName({ key, code }) {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  if (/^[0-9]$/.test(key) && !code.startsWith('Numpad')) return `Digit${key}`;
  return code || key;
}

/** @param {KeyboardEvent | PointerEvent | WheelEvent} event */
export function modifiersOf(event) {
  // AltGr is Control and Alt to the browser, but writes characters.
  const writes = event.getModifierState('AltGraph');
  return (
    (event.ctrlKey && !writes ? 1 : 0) +
    (event.shiftKey ? 2 : 0) +
    (event.altKey && !writes ? 4 : 0) +
    (event.metaKey ? 8 : 0)
  );
}

/**
 * True when the browser must not do its own thing.
 * @param {KeyboardEvent} event
 * @param {string} name
 */
export function takesKey(event, name) {
  const control = (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph');
  if (!control) return k_ownPlain.has(name) && !(isField(event.target) && (name === 'Slash' || name === 'Quote' || name === 'Space'));
  if (event.altKey) return false;
  return k_taken.has(event.key.toLowerCase()) || k_takenNames.has(name);
}
