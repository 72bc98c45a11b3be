// Every spec runs on both builds. CHROMIUM names the browser; nothing is downloaded.

import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  workers: 1,
  timeout: 60000,
  expect: { timeout: 15000 },
  forbidOnly: true,
  use: {
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader',
        '--ignore-gpu-blocklist',
      ],
    },
  },
  projects: [
    { name: 'threads', use: { build: 'threads' } },
    // As where the headers cannot be had: no headers from the host and no service worker.
    { name: 'no-threads', use: { build: 'no-threads', serviceWorkers: 'block' } },
  ],
});
