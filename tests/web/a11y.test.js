// What the mirror of the widgets says, and how the page's keys are named. The DOM side is tested in e2e.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attributesOf, keyShortcut } from '../../web/a11y_attributes.js';
import { keyName, modifiersOf, takesKey } from '../../web/host/keys.js';

/** @typedef {import('../../web/a11y_attributes.js').Item} Item */

/** @param {Partial<Item>} item @returns {Item} */
const made = (item) => ({ name: 'a/b', role: 'button', rect: [0, 0, 10, 10], ...item });

test('states become ARIA attributes, and only those that a widget has', () => {
  assert.deepEqual(attributesOf(made({ label: 'Add', focusable: true, pressed: false, shortcut: 'Ctrl+Z' })), {
    'data-name': 'a/b',
    role: 'button',
    'aria-label': 'Add',
    tabindex: '-1',
    'aria-pressed': 'false',
    'aria-keyshortcuts': 'Control+Z',
  });
  assert.deepEqual(attributesOf(made({ role: 'slider', label: 'Weight', now: 0, low: 0, high: 1, value: '0.00' })), {
    'data-name': 'a/b',
    role: 'slider',
    'aria-label': 'Weight',
    'aria-valuenow': '0',
    'aria-valuemin': '0',
    'aria-valuemax': '1',
    'aria-valuetext': '0.00',
  });
  const option = attributesOf(made({ role: 'option', label: 'text', selected: true, position: 4, count: 1000, focused: true, focusable: true }));
  assert.equal(option['aria-posinset'], '4');
  assert.equal(option['aria-setsize'], '1000');
  assert.equal(option.tabindex, '0');
});

test('what is read out as text has no label, and fields are what they are', () => {
  assert.equal(attributesOf(made({ role: 'status', label: 'Saved' }))['aria-label'], undefined);
  assert.equal(attributesOf(made({ role: 'heading', label: 'Labels' }))['aria-level'], '2');
  assert.equal(attributesOf(made({ role: 'textbox', label: 'Name' })).role, undefined);
  assert.equal(attributesOf(made({ role: 'text', label: 'Nothing here' })).role, undefined);
  assert.equal(attributesOf(made({ role: 'text', label: 'Nothing here', value: 'here' }))['aria-description'], 'Selected: here');
});

test('roles get the attributes that ARIA asks of them', () => {
  assert.equal(attributesOf(made({ role: 'combobox', label: 'Order' }))['aria-expanded'], 'false');
  assert.equal(attributesOf(made({ role: 'columnheader', label: 'Size' }))['aria-sort'], 'none');
  assert.equal(attributesOf(made({ role: 'columnheader', label: 'Size', value: 'ascending' }))['aria-sort'], 'ascending');
  assert.equal(attributesOf(made({ role: 'dialog', label: 'Import' }))['aria-modal'], 'true');
});

test('shortcuts as they are shown, as ARIA wants them', () => {
  assert.equal(keyShortcut('Ctrl+Shift+Z'), 'Control+Shift+Z');
  assert.equal(keyShortcut('⇧⌘Z'), 'Shift+Meta+Z');
  assert.equal(keyShortcut('?'), '?');
  assert.equal(keyShortcut('+'), '+');
  assert.equal(keyShortcut('Esc'), 'Escape');
});

/** @param {Record<string, unknown>} values @returns {any} */
function keyEvent(values) {
  const altGraph = values.altGraph === true;
  return { key: '', code: '', target: null, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false, ...values,
    getModifierState: (/** @type {string} */ name) => name === 'AltGraph' && altGraph };
}

test('keys follow what they write, or else their place', () => {
  assert.equal(keyName(keyEvent({ key: 'z', code: 'KeyW' })), 'KeyZ');
  assert.equal(keyName(keyEvent({ key: 'я', code: 'KeyZ' })), 'KeyZ');
  assert.equal(keyName(keyEvent({ key: '3', code: 'Digit3' })), 'Digit3');
  assert.equal(keyName(keyEvent({ key: '3', code: 'Numpad3' })), 'Numpad3');
  assert.equal(keyName(keyEvent({ key: 'Enter', code: 'Enter' })), 'Enter');
});

test('AltGr writes and is no shortcut', () => {
  assert.equal(modifiersOf(keyEvent({ ctrlKey: true, altKey: true, altGraph: true })), 0);
  assert.equal(modifiersOf(keyEvent({ ctrlKey: true, shiftKey: true })), 3);
  assert.equal(modifiersOf(keyEvent({ altKey: true, metaKey: true })), 12);
});

test("the browser's own shortcuts stay with it", () => {
  Object.assign(globalThis, { HTMLTextAreaElement: class {}, HTMLInputElement: class {} });
  for (const key of ['t', 'w', 'n', 'r', 'l', 'p', 'c', 'x', '+', '0']) {
    const event = keyEvent({ key, code: `Key${key.toUpperCase()}`, ctrlKey: true });
    assert.equal(takesKey(event, keyName(event)), false, key);
  }
  for (const key of ['F5', 'F12', 'F11', 'a']) assert.equal(takesKey(keyEvent({ key }), keyName(keyEvent({ key, code: key }))), false, key);
  for (const key of ['z', 'y', 'a', 'k', 's']) {
    const event = keyEvent({ key, code: `Key${key.toUpperCase()}`, metaKey: true });
    assert.equal(takesKey(event, keyName(event)), true, key);
  }
  for (const code of ['Tab', 'Space', 'ArrowDown', 'Slash']) assert.equal(takesKey(keyEvent({ code, key: code }), code), true, code);
});
