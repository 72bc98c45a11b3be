// What a widget of the program is to a screen reader: element, attributes, content.

/**
 * @typedef {object} Item
 * @property {string} name
 * @property {string} role
 * @property {string} [label]
 * @property {string} [value]
 * @property {[number, number, number, number]} rect x, y, width, height in CSS pixels
 * @property {boolean} [focusable]
 * @property {boolean} [disabled]
 * @property {boolean} [focused]
 * @property {boolean} [multiline]
 * @property {boolean} [pressed]
 * @property {boolean} [checked]
 * @property {boolean} [selected]
 * @property {boolean} [expanded]
 * @property {number} [now]
 * @property {number} [low]
 * @property {number} [high]
 * @property {number} [position]
 * @property {number} [count]
 * @property {string} [shortcut]
 * @property {string} [description]
 */

const k_keys = /** @type {Record<string, string>} */ ({
  Ctrl: 'Control',
  Esc: 'Escape',
  '⌘': 'Meta',
  '⇧': 'Shift',
  '⌥': 'Alt',
  Space: 'Space',
});

/** @param {string} shown such as "Ctrl+Z" or "⌘Z" @returns {string} as aria-keyshortcuts wants it */
export function keyShortcut(shown) {
  const parts = shown.includes('+') && shown.length > 1 ? shown.split('+') : (shown.match(/[⌘⇧⌥]|[^⌘⇧⌥]+/gu) ?? []);
  return parts.map((part) => k_keys[part] ?? part).join('+');
}

/**
 * The attributes that an item has.
 * @param {Item} item
 * @returns {Record<string, string>}
 */
export function attributesOf(item) {
  /** @type {Record<string, string>} */
  const attributes = { 'data-name': item.name };
  /** @param {string} name @param {unknown} value */
  const set = (name, value) => {
    if (value !== undefined && value !== '') attributes[name] = String(value);
  };
  const isField = item.role === 'textbox' || item.role === 'searchbox';
  const says = item.role === 'status' || item.role === 'alert' || item.role === 'text' || item.role === 'heading';
  if (item.role !== 'text' && !isField) set('role', item.role);
  if (item.role === 'heading') set('aria-level', 2);
  if (!says) set('aria-label', item.label);
  if (item.focusable) set('tabindex', item.focused ? 0 : -1);
  if (item.disabled) set('aria-disabled', true);
  set('aria-pressed', item.pressed);
  set('aria-checked', item.checked);
  set('aria-selected', item.selected);
  set('aria-expanded', item.role === 'combobox' ? (item.expanded ?? false) : item.expanded);
  if (item.role === 'combobox') set('aria-haspopup', 'listbox');
  if (item.now !== undefined) {
    set('aria-valuenow', item.now);
    set('aria-valuemin', item.low);
    set('aria-valuemax', item.high);
    set('aria-valuetext', item.value);
  }
  if (item.role === 'columnheader') set('aria-sort', item.value ?? 'none');
  if (item.role === 'option' && item.position) {
    set('aria-posinset', item.position);
    set('aria-setsize', item.count);
  }
  set('aria-keyshortcuts', item.shortcut && keyShortcut(item.shortcut));
  set('aria-description', item.role === 'text' && item.value ? `Selected: ${item.value}` : item.description);
  if (item.role === 'dialog') set('aria-modal', true);
  return attributes;
}

/** @param {Item} item what stands inside the element */
export function contentOf(item) {
  if (['status', 'alert', 'text', 'heading', 'columnheader'].includes(item.role)) return item.label ?? '';
  return item.role === 'combobox' ? (item.value ?? '') : '';
}

/** @param {Item} item */
export function tagOf(item) {
  if (item.role === 'textbox') return item.multiline ? 'textarea' : 'input';
  return item.role === 'searchbox' ? 'input' : 'div';
}
