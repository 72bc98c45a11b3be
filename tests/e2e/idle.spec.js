// What state() calls idle: a script, and a test, may go on then, so nothing that is still to happen may be missed.

import { expect, test } from './fixtures.js';

test('a press that no frame has seen yet keeps the program from being idle', async ({ app, page }) => {
  await app.open();
  await app.isIdle();
  const idle = await page.evaluate(async () => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
    for (const kind of ['keydown', 'keyup']) {
      canvas.dispatchEvent(new KeyboardEvent(kind, { key: 'ArrowDown', code: 'ArrowDown', bubbles: true }));
    }
    return (await window.labelscape.state()).idle;
  });
  expect(idle).toBe(false);
  await app.isIdle();
});
