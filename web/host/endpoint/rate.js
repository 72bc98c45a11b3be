/**
 * How many requests an endpoint gets at a time.
 */

const k_parallel = 2;

/**
 * Runs request(0) to request(count - 1), begun in their order. One that fails for good stops the others.
 * @param {number} count
 * @param {(index: number, signal: AbortSignal) => Promise<void>} request
 * @param {{firstAlone: boolean, signal?: AbortSignal}} how firstAlone: the others wait for the first one's end
 * @returns {Promise<void>} rejects with the first failure; resolves early where the signal stops what is left
 */
export async function runRequests(count, request, { firstAlone, signal }) {
  const stop = new AbortController();
  const both = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  let next = 0;
  const isLeft = () => next < count && !both.aborted;
  const work = async () => {
    while (isLeft()) await request(next++, both);
  };
  try {
    if (firstAlone && isLeft()) await request(next++, both);
    await Promise.all(Array.from({ length: k_parallel }, work));
  } catch (error) {
    stop.abort();
    throw error;
  }
}
