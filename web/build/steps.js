// Small helpers of the build and test commands: running programs, timing and saying what happens.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** An error whose message says what happened and what to do; printed without a stack. */
export class StepError extends Error {}

/** @param {number} fromMs performance.now() at the start */
export function secondsSince(fromMs) {
  return `${((performance.now() - fromMs) / 1000).toFixed(1)} s`;
}

/**
 * Runs one step and says what it does and how long it took.
 * @template T
 * @param {string} what
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const fromMs = performance.now();
  console.log(`• ${what} …`);
  const result = await work();
  console.log(`  ${what}: ${secondsSince(fromMs)}`);
  return result;
}

/**
 * Runs a program in the checkout.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean, timeoutMs?: number }} [options]
 *     quiet: collect the output instead of showing it
 * @returns {Promise<{ code: number, output: string }>} output: standard output and error as they came;
 *     empty unless quiet; code 124 when it ran past timeoutMs
 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: options.env ?? process.env,
      stdio: ['ignore', options.quiet ? 'pipe' : 'inherit', options.quiet ? 'pipe' : 'inherit'],
      detached: true,
    });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));

    let timedOut = false;
    // The whole group: a compiler or a browser started by the program must not outlive it.
    const stop = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, 'SIGTERM');
      } catch {
        // It has ended already.
      }
    };
    const timer = options.timeoutMs
      ? setTimeout(() => {
          timedOut = true;
          stop();
        }, options.timeoutMs)
      : undefined;
    const interrupted = () => {
      stop();
      process.exit(130);
    };
    process.once('SIGINT', interrupted);
    process.once('SIGTERM', interrupted);

    /** @param {number} code @param {string} note */
    const finish = (code, note) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted);
      process.off('SIGTERM', interrupted);
      resolve({ code, output: Buffer.concat(chunks).toString() + note });
    };
    child.once('error', (error) => finish(127, `${program}: ${error.message}\n`));
    child.once('close', (code) => {
      if (timedOut) finish(124, `${program}: stopped after ${options.timeoutMs} ms\n`);
      else finish(code ?? 1, '');
    });
  });
}

/**
 * As `run`, but a failure ends the command with the program's output.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean, timeoutMs?: number, hint?: string }} [options]
 *     hint: what to do when it fails
 */
export async function runOrFail(program, args, options = {}) {
  const { code, output } = await run(program, args, options);
  if (code !== 0) {
    const hint = options.hint ? `\nWhat to do: ${options.hint}` : '';
    throw new StepError(`${output}${program} ${args.join(' ')} ended with code ${code}${hint}`);
  }
  return output;
}

/**
 * The entry of a command: a StepError is shown as its message, anything else with its stack.
 * @param {() => Promise<void>} command
 */
export async function main(command) {
  try {
    await command();
  } catch (error) {
    console.error(error instanceof StepError ? `\nFAILED: ${error.message}` : error);
    process.exitCode = 1;
  }
}
