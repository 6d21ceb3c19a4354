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
  /** Has another tab answer an offer, as client 2 of a multiplayer peer. Nothing but the browser is shared with it. */
  answerInTab(offer: Message): Promise<Message>;
  /** Makes that tab crash. */
  crashTab(): Promise<void>;
  /** Starts a TURN server for one user, on a port of the loopback interface. @returns the port */
  startTurnServer(username: string, credential: string): Promise<number>;
  /** What the TURN server at that port wrote so far. */
  readTurnLog(port: number): Promise<string>;
}

/** Only where the runner outside offers it: see `openOutside`. */
export const outside = globalThis as unknown as Outside;
