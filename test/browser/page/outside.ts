/** What tests in a page can have done outside of it. */
import type { Message } from "../../support/other-process.js";

export interface Outside {
  /** Opens a STUN server. @returns its port on the loopback interface */
  openStunServer(): Promise<number>;
  /** How many requests the STUN server has got. */
  countStunRequests(): Promise<number>;
  /** Has the STUN server answer what it has got so far: the address is 192.0.2.1. */
  answerStunRequests(): Promise<void>;
  /** Has a Node process answer an offer; it has the negotiated channel "x" with id 1. */
  answerElsewhere(offer: Message): Promise<Message>;
  /** Kills that process, without a word to anybody. */
  killElsewhere(): Promise<void>;
}

/** Only where the runner outside offers it: see `openOutside`. */
export const outside = globalThis as unknown as Outside;
