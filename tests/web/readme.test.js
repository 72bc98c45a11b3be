// What README.md says can be done: the commands are scripts, the places exist, the keys are those of the program.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../web/build/steps.js';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** @param {RegExp} pattern one group */
const all = (pattern) => [...readme.matchAll(pattern)].map((match) => match[1] ?? '');

test('every npm command is a script of package.json', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const named = all(/\bnpm (?:run )?([a-z]+)/g);
  assert.deepEqual([...new Set(named)].sort(), ['bench', 'build', 'start', 'test']);
  for (const name of named) assert.ok(name in scripts, `npm ${name}`);
});

test('every suite that an option names is one of npm test', () => {
  const suites = readFileSync(join(root, 'tests/run.mjs'), 'utf8');
  const named = all(/--only=([\w,-]+)/g).flatMap((list) => list.split(','));
  assert.ok(named.length > 0);
  for (const name of named) assert.match(suites, new RegExp(`^  '?${name}'?[:,]`, 'm'), name);
});

test('every file and picture that it names is there', () => {
  const named = [...all(/`((?:src|tests|wasm|web)\/[\w./-]+)`/g), ...all(/\]\((assets\/[^)]+)\)/g)];
  assert.ok(named.length > 5);
  for (const name of named) assert.ok(existsSync(join(root, name)), name);
});

test('every key is the key of a command', () => {
  const folder = join(root, 'src/app/actions');
  const table = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')).join('');
  const keys = all(/^\| (`.*`) \|/gm).flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''));
  assert.ok(keys.length > 10);
  for (const key of keys.filter((name) => !/^\d$/.test(name))) {
    const [name = '', ...modifiers] = key.split('+').reverse();
    const letter = name.length === 1 ? name.toLowerCase() : name;
    const flags = modifiers.includes('Shift') ? ', true, true' : modifiers.includes('Ctrl') ? ', true' : '';
    assert.ok(table.includes(`{"${letter}"${flags}}`), key);
  }
});
