import { BURST_SECONDS, type ServerLimits } from "./options.js";
import { TokenBucket } from "./token-bucket.js";

/** How much one client may send. */
export class MessageLimits {
  readonly #messages: TokenBucket;
  readonly #bytes: TokenBucket;

  constructor({ messagesPerSecond, bytesPerSecond }: ServerLimits, now: number) {
    this.#messages = new TokenBucket(messagesPerSecond * BURST_SECONDS, messagesPerSecond, now);
    this.#bytes = new TokenBucket(bytesPerSecond * BURST_SECONDS, bytesPerSecond, now);
  }

  /** Whether a message, or a ping or pong, of this many bytes is not too much. */
  take(bytes: number, now: number): boolean {
    return this.#messages.take(1, now) && this.#bytes.take(bytes, now);
  }
}
