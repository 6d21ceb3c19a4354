import type { Message } from "../protocol.js";

/** The last messages that went to a place, numbered from 1, until its client is known to have them. Bounded. */
export class KeptMessages {
  readonly #most: number;
  readonly #longest: number;
  #messages: Message[] = [];
  #length = 0;
  #total = 0;

  constructor(most: number, longest: number) {
    this.#most = most;
    this.#longest = longest;
  }

  /** Keeps one more; the oldest make room. */
  push(message: Message): void {
    this.#messages.push(message);
    this.#length += message.data.length;
    this.#total += 1;
    while (this.#messages.length > this.#most || this.#length > this.#longest) this.#forget(1);
  }

  /** The client has received this many, from the first on. */
  acknowledge(count: number): void {
    this.#forget(Math.max(0, Math.min(count, this.#total) - this.#forgotten));
  }

  /** What came after that many; `null` if that is not known any more, or was never sent. */
  after(count: number): readonly Message[] | null {
    if (count < this.#forgotten || count > this.#total) return null;
    return this.#messages.slice(count - this.#forgotten);
  }

  get #forgotten(): number {
    return this.#total - this.#messages.length;
  }

  #forget(count: number): void {
    for (const { data } of this.#messages.splice(0, count)) this.#length -= data.length;
  }
}
