/**
 * Calls of a worker: the page's side (WorkerCalls) and the worker's (answerCalls).
 *
 * A call is a message {id, type, …}. It is answered exactly once, by {id, type: 'result', value} or
 * {id, type: 'error', code, message}; before that any number of events {id, type, …} may come. An event with
 * `acknowledged: true` is answered by {id, type: 'ack'} when the page has taken it. {id, type: 'cancel'} asks to end the
 * call, which is then still answered. What is large is moved, not copied, where its sender names it in a transfer list.
 */

/**
 * @typedef {{id: number, type: string, [field: string]: any}} Message
 * @typedef {(message: any, transfer: Transferable[]) => void} Post
 * @typedef {(event: any) => void | Promise<void>} OnEvent
 */

export class WorkerCalls {
  #worker;
  #errorOf;
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: unknown) => void, onEvent: OnEvent}>} */
  #open = new Map();
  #lastId = 0;
  #ended = false;

  /**
   * @param {Worker} worker its own from now on
   * @param {object} options
   * @param {(code: string, message: string) => Error} options.errorOf what a call rejects with
   * @param {(message: string, type: string) => void} options.onDeath the worker stopped, message may be empty; end() is left
   *     to the caller
   */
  constructor(worker, { errorOf, onDeath }) {
    this.#worker = worker;
    this.#errorOf = errorOf;
    worker.addEventListener('message', ({ data }) => void this.#take(data));
    for (const type of /** @type {const} */ (['error', 'messageerror'])) {
      worker.addEventListener(type, (event) => {
        event.preventDefault?.();
        if (!this.#ended) onDeath('message' in event ? String(event.message ?? '') : '', event.type);
      });
    }
  }

  /**
   * @param {{type: string, [field: string]: any}} message
   * @param {{transfer?: Transferable[], onEvent?: OnEvent}} [options] onEvent: an error of its own ends the call
   * @returns {{id: number, answer: Promise<any>}}
   */
  call(message, { transfer = [], onEvent = () => {} } = {}) {
    const id = ++this.#lastId;
    const answer = new Promise((resolve, reject) => {
      this.#open.set(id, { resolve, reject, onEvent });
      try {
        this.#worker.postMessage({ ...message, id }, transfer);
      } catch (error) {
        this.#open.delete(id);
        reject(error);
      }
    });
    return { id, answer };
  }

  /** @param {number} id */
  isOpen(id) {
    return this.#open.has(id);
  }

  /** Asks the worker to end a call. @param {number} id */
  cancel(id) {
    this.#worker.postMessage({ id, type: 'cancel' });
  }

  /** Asks the worker to end all calls. @returns {number[]} their ids */
  cancelAll() {
    const ids = [...this.#open.keys()];
    for (const id of ids) this.cancel(id);
    return ids;
  }

  /** Ends the worker; what is open rejects. @param {Error} error */
  end(error) {
    this.#ended = true;
    this.#worker.terminate();
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const { reject } of open) reject(error);
  }

  /** @param {Message} message */
  async #take({ id, ...message }) {
    const call = this.#open.get(id);
    if (!call) return;
    if (message.type === 'result' || message.type === 'error') {
      this.#open.delete(id);
      if (message.type === 'result') call.resolve(message.value);
      else call.reject(this.#errorOf(message.code, message.message));
      return;
    }
    try {
      await call.onEvent(message);
      if (message.acknowledged && !this.#ended) this.#worker.postMessage({ id, type: 'ack' });
    } catch (error) {
      if (!this.#open.delete(id)) return;
      this.cancel(id);
      call.reject(error);
    }
  }
}

/** One call under way in the worker. */
export class OpenCall {
  #id;
  #post;
  #ahead = 0;
  #wake = () => {};
  isCancelled = false;

  /** @param {number} id @param {Post} post */
  constructor(id, post) {
    this.#id = id;
    this.#post = post;
  }

  /** @param {{type: string, [field: string]: any}} event @param {Transferable[]} [transfer] */
  emit(event, transfer = []) {
    this.#post({ ...event, id: this.#id }, transfer);
  }

  /**
   * Resolves when the page has taken all such events but a few, or the call is cancelled.
   * @param {{type: string, [field: string]: any}} event @param {Transferable[]} transfer
   * @param {number} maxAhead so many may be on their way
   */
  async emitBounded(event, transfer, maxAhead) {
    this.emit({ ...event, acknowledged: true }, transfer);
    ++this.#ahead;
    while (this.#ahead >= maxAhead && !this.isCancelled) {
      await new Promise((resolve) => (this.#wake = () => resolve(undefined)));
    }
  }

  acknowledge() {
    --this.#ahead;
    this.#wake();
  }

  cancel() {
    this.isCancelled = true;
    this.#wake();
  }
}

/**
 * @param {Post} post
 * @param {(message: any, call: OpenCall) => Promise<{value: any, transfer?: Transferable[]}>} answer
 * @param {(error: unknown) => {code: string, message: string}} describe what an error is on the other side
 * @returns {(message: any) => Promise<void>} takes a message; resolves when a call is answered
 */
export function answerCalls(post, answer, describe) {
  /** @type {Map<number, OpenCall>} */
  const open = new Map();
  return async (message) => {
    const { id, type } = message;
    if (type === 'ack') return open.get(id)?.acknowledge();
    if (type === 'cancel') return open.get(id)?.cancel();
    const call = new OpenCall(id, post);
    open.set(id, call);
    try {
      const { value, transfer = [] } = await answer(message, call);
      post({ id, type: 'result', value }, transfer);
    } catch (error) {
      post({ id, type: 'error', ...describe(error) }, []);
    } finally {
      open.delete(id);
    }
  };
}
