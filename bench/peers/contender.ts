/** What the benches ask of everybody they measure. Nothing here is Node's: Chromium is measured with the same code. */

/** What arrived, as each contender hands it out; it can be sent back as it is. */
export type Packet = Uint8Array | ArrayBuffer;

/** A channel that both sides make, with the same id. An unreliable one is not ordered and sends nothing again. */
export interface ChannelPlan {
  readonly id: number;
  readonly reliable: boolean;
}

export interface Channel {
  send(packet: Packet): void;
  /** Bytes that wait to be sent. */
  buffered(): number;
  /** Says who gets what arrives. */
  listen(take: (packet: Packet) => void): void;
}

export interface Description {
  readonly type: "offer" | "answer";
  readonly sdp: string;
}

export interface Candidate {
  readonly candidate: string;
  readonly mid: string;
  readonly index: number;
}

/** What one side tells the other before they are connected. */
export type Signal = { readonly description: Description } | { readonly candidate: Candidate };

/** One side. The offering one begins as soon as `start` is called. */
export interface Connection {
  readonly channels: readonly Channel[];
  start(): void;
  signal(signal: Signal): void;
  /** Whether all channels are open. */
  isOpen(): boolean;
  /** Only for those that must be asked before they tell anything: polls, and hands out the packets of all channels. */
  readonly poll?: () => void;
  /** Polls as soon as something has happened. For those that have it. @returns what ends it */
  readonly pollAtOnce?: () => () => void;
  /** The first half of that: polls, and looks for no packets. */
  readonly pollOnly?: () => unknown;
  close(): void;
}

export interface Contender {
  connect(plans: readonly ChannelPlan[], role: "offer" | "answer", tell: (signal: Signal) => void): Connection;
}
