import { repeat } from "../support/turns.js";
import type { Channel, Connection } from "./contender.js";

/** Asking for the buffered amount costs, too: it is asked once for so many bytes, or for one packet if that is larger. */
const BYTES_BETWEEN = 16_384;
/** How many packets are sent before others get their turn, at most: a game has other things to do. */
const BURST = 256;
/** What goes by at the start of a flood is not counted. */
const RAMP = 0.25;
/** Nothing arrived for so long: the flood is over. */
const QUIET_MS = 60;
/** An unreliable channel may lose its last packets, and a reliable one that takes longer is broken. */
const LONGEST_DRAIN_MS = 20_000;

export interface Counted {
  readonly messages: number;
  readonly bytes: number;
  /** How long they were counted. */
  readonly milliseconds: number;
}

/** What is sent, and for how long. */
export interface Load {
  /** Bytes of a packet. */
  readonly size: number;
  readonly milliseconds: number;
  /** Bytes that may wait to be sent. Nothing is added to more. */
  readonly highWater: number;
  /** What has not arrived when the time is up is left behind: the channel is of no use then. */
  readonly abandon?: true;
}

/** Sends packets as fast as they leave. */
export async function send(connection: Connection, channel: Channel, load: Load): Promise<void> {
  const pump = pumping(connection, channel, load);
  const end = performance.now() + load.milliseconds;
  await repeat(() => (performance.now() >= end ? "done" : pump()));
  await repeat(() => (isDrained(channel, end) ? "done" : "idle"));
}

/** Counts what arrives for a while, then waits until no more does. */
export async function receive(connection: Connection, channel: Channel, milliseconds: number): Promise<Counted> {
  const counter = new Counter(channel, milliseconds);
  await repeat(() => counter.step(connection));
  return counter.result;
}

/** Both ends in one process: sends and counts. */
export async function sendAndReceive(
  sender: Connection,
  from: Channel,
  receiver: Connection,
  to: Channel,
  load: Load,
): Promise<Counted> {
  const pump = pumping(sender, from, load);
  const counter = new Counter(to, load.milliseconds);
  const end = performance.now() + load.milliseconds;
  await repeat(() => {
    const sent = counter.isEnding ? "idle" : pump();
    const received = counter.step(receiver);
    if (counter.isEnding && load.abandon === true) return "done";
    // Nothing arrives, but something is still to come: the machine is busy elsewhere.
    if (received === "done" && !isDrained(from, end)) return "idle";
    return sent === "busy" && received === "idle" ? "busy" : received;
  });
  return counter.result;
}

function pumping(connection: Connection, channel: Channel, { size, highWater }: Load): () => "busy" | "idle" {
  const packet = new Uint8Array(size).fill(7);
  const between = Math.max(1, Math.floor(Math.min(BYTES_BETWEEN, highWater) / size));
  return () => {
    connection.poll?.();
    let sent = 0;
    while (sent < BURST && channel.buffered() < highWater) {
      for (let count = 0; count < between && sent < BURST; count += 1, sent += 1) channel.send(packet);
    }
    return sent === 0 ? "idle" : "busy";
  };
}

function isDrained(channel: Channel, since: number): boolean {
  if (channel.buffered() === 0) return true;
  if (performance.now() - since > LONGEST_DRAIN_MS) throw new Error(`${channel.buffered()} bytes never left`);
  return false;
}

class Counter {
  #messages = 0;
  #bytes = 0;
  #seen = 0;
  readonly #from: number;
  readonly #to: number;
  #start: { readonly at: number; readonly messages: number; readonly bytes: number } | undefined;
  #result: Counted | undefined;
  #lastArrival = 0;

  constructor(channel: Channel, milliseconds: number) {
    const now = performance.now();
    this.#from = now + milliseconds * RAMP;
    this.#to = now + milliseconds;
    channel.listen((packet) => {
      this.#messages += 1;
      this.#bytes += packet.byteLength;
    });
  }

  get isEnding(): boolean {
    return this.#result !== undefined;
  }

  get result(): Counted {
    if (this.#result === undefined) throw new Error("nothing was counted yet");
    return this.#result;
  }

  step(connection: Connection): "busy" | "idle" | "done" {
    connection.poll?.();
    const now = performance.now();
    if (this.#start === undefined && now >= this.#from) {
      this.#start = { at: now, messages: this.#messages, bytes: this.#bytes };
    }
    if (this.#start !== undefined && this.#result === undefined && now >= this.#to) {
      const { at, messages, bytes } = this.#start;
      this.#result = { messages: this.#messages - messages, bytes: this.#bytes - bytes, milliseconds: now - at };
    }
    if (this.#messages > this.#seen) {
      this.#seen = this.#messages;
      this.#lastArrival = now;
      return "busy";
    }
    return this.#result !== undefined && now - this.#lastArrival > QUIET_MS ? "done" : "idle";
  }
}
