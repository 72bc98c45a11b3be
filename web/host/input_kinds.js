/** What happens on the page, as Module.input is told; the same numbers are in wasm/platform_web.cpp. */
export const Kind = {
  pointer: 0, // x, y, a: 0 mouse, 1 touch, 2 pen
  button: 1, // a: button, b: 1 down
  wheel: 2, // x, y: CSS pixels to the right and down
  key: 3, // text: name of the key, a: 1 down
  modifiers: 4, // a: 1 Control, 2 Shift, 4 Alt, 8 Meta
  text: 5, // text
  focus: 6, // a: 1 the page has the keyboard
  size: 7, // x, y: CSS pixels, a, b: device pixels
  theme: 8, // a: 1 dark
  activate: 9, // text: name of a widget
  focusWidget: 10, // text: name of a widget
  paste: 11, // text
  replaceText: 12, // text: all of the active input; a: 1 of the widget that was activated just before
  contextLost: 13, // a: 1 lost, 0 restored
};
