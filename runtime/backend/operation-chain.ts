/**
 * Runs asynchronous calls one after the other, in the order in which they were asked for: each begins when the one before
 * has succeeded or failed. What fails is told to whoever asked, and no rejection is left unhandled.
 */
export class OperationChain {
  #last: Promise<void> = Promise.resolve();

  /** @param failed gets what the call threw or was rejected with; it must not throw itself */
  enqueue(call: () => Promise<void>, failed: (reason: unknown) => void): void {
    this.#last = this.#last.then(call).catch(failed);
  }
}
