// npm start: sets up what is missing, builds what changed, serves dist/ and prints the address.

import { buildAll } from './build.js';
import { serveFromArgs } from './serve.js';
import { main, secondsSince } from './steps.js';

await main(async () => {
  const fromMs = performance.now();
  await buildAll(async () => {
    await serveFromArgs(process.argv.slice(2));
    console.log(`Started in ${secondsSince(fromMs)}`);
  });
});
