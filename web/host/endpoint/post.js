/**
 * One request to an endpoint: JSON out, JSON back, or the reason why not.
 */

import { EndpointError, errorOfNetwork, errorOfStatus } from './errors.js';
import { PassingFailure } from './retry.js';

/** @typedef {import('./errors.js').Advice} Advice */
/** @typedef {import('./profile.js').Profile} Profile */

const k_passing = [408, 425, 429, 500, 502, 503, 504, 529];

/** @param {Response} response @returns {number | null} milliseconds; null: not said, or hidden from pages */
function retryAfterMs({ headers }) {
  const ms = headers.get('retry-after-ms');
  if (ms !== null && Number.isFinite(Number(ms))) return Number(ms);
  const value = headers.get('Retry-After');
  if (value === null) return null;
  const seconds = Number(value);
  const wanted = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(wanted) ? Math.max(0, wanted) : null;
}

/** @param {string} body @param {Profile} profile */
function parsed(body, { base }) {
  try {
    return JSON.parse(body);
  } catch {
    throw new EndpointError('bad_file',
      `${base} answered with something that is not JSON. Is the address that of an OpenAI-compatible server?`);
  }
}

/**
 * @param {Profile} profile @param {unknown} json
 * @param {Advice} advice
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>} the answer's JSON; rejects with EndpointError, or with PassingFailure where a retry may help
 */
export async function post(profile, json, advice, signal) {
  const timeout = AbortSignal.timeout(profile.timeoutMs);
  let response;
  let body;
  try {
    response = await fetch(profile.url, {
      method: 'POST', headers: profile.headers, body: JSON.stringify(json),
      credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'error',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    body = await response.text();
  } catch (error) {
    if (signal?.aborted) throw new EndpointError('cancelled', advice.stopped);
    throw new PassingFailure(null, () => (timeout.aborted
      ? new EndpointError('embedder', `${profile.base} did not answer within ${profile.timeoutMs / 1000} seconds: ${advice.slow}`)
      : errorOfNetwork(profile, error)));
  }
  if (response.ok) return parsed(body, profile);
  const { status } = response;
  const isSpent = status === 429 && /insufficient_quota|billing/.test(body);
  if (isSpent || !k_passing.includes(status)) throw errorOfStatus(status, body, profile, advice);
  throw new PassingFailure(retryAfterMs(response), () => errorOfStatus(status, body, profile, advice));
}
