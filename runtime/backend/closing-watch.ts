import { currentTurn } from "./loop-turn.js";

/** Node hands out so many native events of one kind per turn of its loop (the limit of its thread-safe functions). */
const EVENTS_PER_TURN = 999;
/** From this message of a turn on it is looked whether the channel has closed; before, its closing event does no harm. */
const WATCH_FROM = 880;
/**
 * The other thread first marks the channel closed and then calls the listener, which must not be taken away in that moment:
 * so many messages between leave it the time.
 */
const WATCH_GAP = 48;
/** The same where the turn ends before so many messages have come, in milliseconds. */
const WATCH_PAUSE_MS = 0.05;
/** The last message at which there is time to act. */
const LAST = EVENTS_PER_TURN - 1;

/**
 * Looks after one thing: the native closing event throws away the messages that are still pending, and where more pend than
 * one turn hands out, it comes before them. Then the event has to be cancelled, and the messages taken first.
 */
export class ClosingWatch {
  #turn = -1;
  #messages = 0;
  #seenClosedAt = 0;

  /** Called with each message, as the first thing. @returns whether the closing event has to be cancelled now. */
  mustCancel(native: { isOpen(): boolean }): boolean {
    const turn = currentTurn();
    if (turn !== this.#turn) {
      this.#turn = turn;
      this.#messages = 0;
      this.#seenClosedAt = 0;
    }
    this.#messages += 1;
    if (this.#messages < WATCH_FROM || this.#messages > LAST || native.isOpen()) return false;
    if (this.#seenClosedAt === 0) this.#seenClosedAt = this.#messages;
    const gap = this.#messages - this.#seenClosedAt;
    // Once is enough in a turn.
    if (gap === WATCH_GAP) return true;
    if (this.#messages < LAST || gap > WATCH_GAP) return false;
    pause();
    return true;
  }
}

function pause(): void {
  const until = performance.now() + WATCH_PAUSE_MS;
  while (performance.now() < until);
}
