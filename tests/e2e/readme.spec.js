// The example of README.md, run as it stands there.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../web/build/steps.js';
import { expect, test } from './fixtures.js';

test('the scripting example of README.md does what it says', async ({ app, page }) => {
  const [, code = ''] = /^```js\n(.*?)^```/ms.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
  await app.open();
  const printed = page.waitForEvent('console', (message) => message.text().includes('Where is my parcel?'));
  // The page forbids eval; what a console runs goes past that, as Playwright's own calls do.
  await page.evaluate(`(async () => {\n${code}\n})()`);
  const lines = (await printed).text().trim().split('\n');
  expect(lines).toHaveLength(4);
  expect(lines.filter((line) => line.includes('delivery')).map((line) => line.split(',')[0])).toEqual(['1', '2']);
});
