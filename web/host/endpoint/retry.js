/**
 * Asks again where a failure may pass: after the time that the endpoint names, or longer and longer.
 */

import { wait } from '../wait.js';
import { EndpointError } from './errors.js';

const k_attempts = 6;
export const k_firstWaitMs = 1000;
const k_maxWaitMs = 60000;

/** Worth another attempt. */
export class PassingFailure extends Error {
  /**
   * @param {number | null} pauseMs how long the endpoint wants to be left alone; null: it does not say
   * @param {() => EndpointError | Promise<EndpointError>} explain what is told when there is no further attempt
   */
  constructor(pauseMs, explain) {
    super();
    this.pauseMs = pauseMs;
    this.explain = explain;
  }
}

/**
 * @template T
 * @param {() => Promise<T>} attempt rejects with PassingFailure where it may be tried again
 * @param {{firstWaitMs: number, stopped: string, signal?: AbortSignal}} how stopped: what an end by the signal is called
 * @returns {Promise<T>} rejects with EndpointError
 */
export async function retried(attempt, { firstWaitMs, stopped, signal }) {
  for (let tries = 1; ; ++tries) {
    if (signal?.aborted) throw new EndpointError('cancelled', stopped);
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error;
      const { pauseMs } = error;
      if (tries >= k_attempts || (pauseMs ?? 0) > k_maxWaitMs) throw await error.explain();
      // Not all at the same moment again.
      const backoff = firstWaitMs * 2 ** (tries - 1) * (0.75 + Math.random() / 2);
      await wait(pauseMs ?? Math.min(backoff, k_maxWaitMs), signal);
    }
  }
}
