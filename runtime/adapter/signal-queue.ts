import { wake } from "../core/wake.js";

/**
 * What happened and was not told yet. Godot emits the signals of a connection only while it is polled, in the order in
 * which their causes happened.
 */
export class SignalQueue {
  readonly #waiting: (() => void)[] = [];

  get length(): number {
    return this.#waiting.length;
  }

  push(emit: () => void): void {
    this.#waiting.push(emit);
    wake();
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  /**
   * Emits what waits now, in order. What a handler causes waits for the next time: a handler that asks for another offer
   * must not keep the caller for ever. A handler may flush again, or clear the queue.
   */
  flush(): void {
    for (let due = this.#waiting.length; due > 0; due -= 1) this.#waiting.shift()?.();
  }
}
