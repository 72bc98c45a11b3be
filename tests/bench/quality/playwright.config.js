// The browser of the end-to-end tests, for measurements.

import base from '../app/playwright.config.js';

export default { ...base, testDir: '.' };
