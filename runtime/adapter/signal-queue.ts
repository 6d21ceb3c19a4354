/**
 * What happened and was not told yet. Godot emits the signals of a connection only while it is polled, in the order in
 * which their causes happened.
 */
export class SignalQueue {
  #waiting: (() => void)[] = [];

  push(emit: () => void): void {
    this.#waiting.push(emit);
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  /** Emits everything, also what comes in meanwhile; a handler may poll again, or clear the queue. */
  flush(): void {
    while (this.#waiting.length > 0) this.#waiting.shift()?.();
  }
}
