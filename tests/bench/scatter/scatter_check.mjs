// node tests/bench/scatter/scatter_check.mjs <site> [folder for pictures]
// Real pixels of the renderer in headless Chromium with software GL. <site> is the folder that the target
// scatter_bench fills. With a folder, it also leaves pictures there to look at.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const site = path.resolve(process.argv[2] ?? 'build/wasm/bench');
const pictures = process.argv[3];
const here = path.dirname(fileURLToPath(import.meta.url));
const files = { '/scatter_page.js': path.join(here, 'scatter_page.js'), '/lib/points.mjs': path.join(here, 'clusters.mjs') };
const types = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html' };

const server = http.createServer((request, response) => {
  const name = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (name === '/') {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><link rel="icon" href="data:,"><style>body{margin:0}</style><div id="view"></div>');
    return;
  }
  const file = files[name] ?? path.join(site, path.basename(name));
  if (!fs.existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' });
  response.end(fs.readFileSync(file));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
const address = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  headless: false,
  args: ['--headless=new', '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
    '--ignore-gpu-blocklist'],
});

/** @param {number} pixelRatio @param {number} width @param {number} height */
async function openPage(pixelRatio, width, height) {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: pixelRatio });
  const page = await context.newPage();
  page.on('console', (message) => console.log(`  page: ${message.text()}`));
  page.on('pageerror', (error) => console.log(`  page: ${error}`));
  await page.goto(address);
  await page.evaluate(async ({ w, h, ratio }) => {
    const view = document.getElementById('view');
    view.style.width = `${w}px`;
    view.style.height = `${h}px`;
    window.scatter = await import('/scatter_page.js').then((it) => it.start(view, ratio));
  }, { w: width, h: height, ratio: pixelRatio });
  return { page, close: () => context.close() };
}

let failures = 0;
/** @param {string} name @param {() => Promise<void>} body */
async function check(name, body) {
  try {
    await body();
    console.log(`ok   ${name}`);
  } catch (error) {
    failures++;
    console.log(`FAIL ${name}: ${error.message}`);
  }
}

try {
  const { runChecks } = await import('./scatter_checks.mjs');
  if (!process.argv.includes('--pictures-only')) await runChecks({ check, openPage, assert });
  if (pictures) {
    fs.mkdirSync(pictures, { recursive: true });
    const { takePictures } = await import('./scatter_pictures.mjs');
    await takePictures({ openPage, folder: pictures });
  }
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
process.exitCode = failures ? 1 : 0;
