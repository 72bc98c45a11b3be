// What a screen reader finds: the mirror of the widgets (web/a11y.js) under axe, by role, and with the keyboard's focus.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from './fixtures.js';

const k_axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong, in words.
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<string[]>}
 */
async function violations(page) {
  // As a script element it would be against the page's content security policy.
  await page.evaluate(k_axe);
  return page.evaluate(async () => {
    const axe = /** @type {any} */ (window).axe;
    const { violations: found } = await axe.run(document);
    return found.map((/** @type {any} */ { id, help, nodes }) =>
      `${id}: ${help}: ${nodes.slice(0, 3).map((/** @type {any} */ node) => node.html.slice(0, 200)).join(' ')}`);
  });
}

test('axe finds nothing wrong on the start screen, and the keyboard gets to its controls', async ({ app, page }) => {
  test.setTimeout(120000);
  await app.open();
  await expect(page.getByRole('button', { name: 'Try the sample' })).toBeAttached();
  expect(await violations(page)).toEqual([]);

  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  const names = [await focused()];
  while (names.length < 8 && names.at(-1) !== 'Try the sample') {
    await page.keyboard.press('Tab');
    await expect.poll(focused).not.toBe(names.at(-1));
    names.push(await focused());
  }
  expect(names.at(-1), `focus went over ${names}`).toBe('Try the sample');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeAttached({ timeout: 30000 });
});

test('axe finds nothing wrong on a project; its controls work by role', async ({ app, page }) => {
  test.setTimeout(240000);
  await app.open();
  await page.getByRole('button', { name: 'Try the sample' }).dispatchEvent('click');
  await page.getByRole('button', { name: 'Import', exact: true }).dispatchEvent('click', {}, { timeout: 30000 });
  await page.getByRole('button', { name: 'To the map' }).dispatchEvent('click', {}, { timeout: 60000 });
  await app.isIdle(120000);
  expect(await violations(page)).toEqual([]);

  const search = page.getByRole('searchbox', { name: 'Search' });
  await expect(search).toBeAttached();
  await page.keyboard.press('Control+f');
  await expect(page.getByRole('searchbox', { name: 'Search' })).toBeFocused();
  await page.keyboard.type('invoice');
  await expect.poll(async () => (await app.state()).counts.visible).toBeLessThan((await app.state()).counts.documents);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Escape');
  await expect.poll(async () => (await app.state()).counts.visible).toBe((await app.state()).counts.documents);

  const options = page.getByRole('listbox', { name: 'Documents' }).getByRole('option');
  await expect(options.first()).toBeAttached();
  // The mirror follows the list by a frame: what is pressed meanwhile may be gone.
  await expect(async () => {
    await options.first().dispatchEvent('click');
    await expect.poll(async () => (await app.state()).counts.selected, { timeout: 2000 }).toBe(1);
  }).toPass();
  expect(await violations(page)).toEqual([]);
});
