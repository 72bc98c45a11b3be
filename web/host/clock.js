// Time for work that goes on while the browser gives the page no frames: a hidden tab, a covered window.

export class BackgroundClock {
  #makeWorker;
  #tick;
  /** @type {Worker | undefined} */
  #worker;
  #running = false;

  /**
   * @param {() => Worker} makeWorker of worker/clock.worker.js
   * @param {() => boolean} tick twenty times a second while it runs; false: nothing is left to do
   */
  constructor(makeWorker, tick) {
    this.#makeWorker = makeWorker;
    this.#tick = tick;
  }

  start() {
    if (this.#running) return;
    this.#running = true;
    if (!this.#worker) {
      this.#worker = this.#makeWorker();
      this.#worker.onmessage = () => {
        if (this.#running && !this.#tick()) this.stop();
      };
    }
    this.#worker.postMessage(true);
  }

  stop() {
    this.#running = false;
    this.#worker?.postMessage(false);
  }
}
