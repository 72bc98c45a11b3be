// The browser of the end-to-end tests, for measurements.

import base from '../../e2e/playwright.config.js';

export default {
  ...base,
  testDir: '.',
  testMatch: '*.bench.js',
  timeout: 20 * 60000,
  use: { ...base.use, trace: 'off', screenshot: 'off' },
  projects: [{ name: 'threads', use: { build: 'threads' } }],
};
