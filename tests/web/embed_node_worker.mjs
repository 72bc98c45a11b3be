// Runs the embedding worker's module in a thread of Node: the few globals a browser worker has.
import { parentPort, workerData } from 'node:worker_threads';

globalThis.self = globalThis;
globalThis.location = new URL(workerData.page);
globalThis.postMessage = (message, { transfer = [] } = {}) => parentPort.postMessage(message, transfer);
globalThis.addEventListener = (type, listener) => {
  if (type === 'message') parentPort.on('message', (data) => listener({ data }));
};
await import('../../web/worker/embed.worker.js');
