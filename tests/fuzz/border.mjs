// node tests/fuzz/border.mjs [--minutes=60] [--seed=1] [--build=threads]: random calls of window.labelscape on the built
// site, batch after batch, until the time is up or a batch goes wrong. It prints the seed that repeats the batch.

import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { serve } from '../../web/build/serve.js';
import { callAtRandom, makeProject } from './page_calls.js';

const k_batch = 200;
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' }, build: { type: 'string', default: 'threads' } },
});
const end = Date.now() + Number(values.minutes) * 60000;
const server = await serve({ port: 0, isolated: values.build === 'threads', folder: process.env.LABELSCAPE_SITE || undefined });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
});
const page = await browser.newPage();
await page.goto(server.url);
await page.locator('html[data-state=ready]').waitFor();
const project = await makeProject(page);

let calls = 0;
let seed = Number(values.seed);
/** @type {string[]} */
let problems = [];
for (; Date.now() < end && problems.length === 0; ++seed) {
  ({ problems } = await callAtRandom(page, project, seed, k_batch));
  calls += k_batch;
  if (seed % 20 === 0) console.log(`${calls} calls, seed ${seed}`);
}
console.log(problems.length === 0 ? `${calls} calls, nothing wrong` : `seed ${seed - 1}:\n${problems.join('\n')}`);
await browser.close();
await server.close();
process.exitCode = problems.length === 0 ? 0 : 1;
