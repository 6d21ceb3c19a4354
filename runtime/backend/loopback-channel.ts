import {
  BackendError,
  type BackendChannel,
  type ChannelEvents,
  type ChannelInit,
  type ChannelPhase,
} from "./backend.js";
import type { LoopbackNetwork } from "./loopback-network.js";

/** What WebRTC implementations accept if they say nothing else (RFC 8841 defaults to 64 KiB; libdatachannel says 256). */
const MAX_MESSAGE_SIZE = 262144;

const encoder = new TextEncoder();

/** What a channel asks of its connection. */
export interface LoopbackCarrier {
  readonly network: LoopbackNetwork;
  /** Whether anything gets through now. */
  readonly isUp: boolean;
  /** The other end of a channel, if the other side has one. */
  otherEnd(channel: LoopbackChannel): LoopbackChannel | undefined;
  channelClosed(channel: LoopbackChannel): void;
  /** Something is under way to the other side until that time. */
  underWayUntil(time: number): void;
}

interface Message {
  readonly bytes: Uint8Array;
  readonly isText: boolean;
  readonly sequence: number;
}

export class LoopbackChannel implements BackendChannel {
  readonly init: ChannelInit;
  readonly #carrier: LoopbackCarrier;
  #events: ChannelEvents | undefined;
  #phase: ChannelPhase = "connecting";
  #id: number | undefined;
  #queue: Message[] = [];
  #buffered = 0;
  #sequence = 0;
  /** When the last message arrives: an ordered channel delivers none earlier, and the closing goes behind it. */
  #lastArrival = 0;

  constructor(carrier: LoopbackCarrier, init: ChannelInit) {
    this.#carrier = carrier;
    this.init = init;
    this.#id = init.id;
  }

  get phase(): ChannelPhase {
    return this.#phase;
  }

  get id(): number | undefined {
    return this.#id;
  }

  get bufferedAmount(): number {
    return this.#buffered;
  }

  listen(events: ChannelEvents): void {
    this.#events = events;
  }

  assign(id: number): void {
    this.#id = id;
  }

  open(): void {
    if (this.#phase !== "connecting") return;
    this.#phase = "open";
    this.#events?.opened();
  }

  sendBinary(bytes: Uint8Array): void {
    // The caller may use the array again.
    this.#send(new Uint8Array(bytes), false);
  }

  sendText(text: string): void {
    this.#send(encoder.encode(text), true);
  }

  close(): void {
    if (this.#phase === "closing" || this.#phase === "closed") return;
    if (this.#phase === "connecting") {
      this.finish();
      return;
    }
    this.#phase = "closing";
    this.#finishWhenSent();
  }

  /** Sends what waits, now or when the link is up again. */
  flush(): void {
    let sent = 0;
    for (const message of this.#queue) {
      if (!this.#carrier.isUp) break;
      sent += 1;
      this.#buffered -= message.bytes.length;
      this.#transmit(message);
    }
    this.#queue.splice(0, sent);
    this.#finishWhenSent();
  }

  /** It is over on this side, whatever was under way. */
  finish(): void {
    if (this.#phase === "closed") return;
    this.#phase = "closed";
    this.#queue = [];
    this.#buffered = 0;
    this.#carrier.channelClosed(this);
    this.#events?.closed();
  }

  /** The other side closed its end. */
  closedByOther(): void {
    if (this.#phase !== "connecting") this.finish();
  }

  receive(bytes: Uint8Array, isText: boolean): void {
    if (this.#phase === "open" || this.#phase === "closing") this.#events?.message(bytes, isText);
  }

  #send(bytes: Uint8Array, isText: boolean): void {
    if (this.#phase !== "open") throw new BackendError(`the channel is ${this.#phase}`);
    if (bytes.length > MAX_MESSAGE_SIZE) {
      throw new BackendError(`the message has ${bytes.length} bytes, the other side takes at most ${MAX_MESSAGE_SIZE}`);
    }
    this.#queue.push({ bytes, isText, sequence: this.#sequence });
    this.#sequence += 1;
    this.#buffered += bytes.length;
    this.#carrier.network.clock.schedule(0, () => this.flush());
  }

  #transmit({ bytes, isText, sequence }: Message): void {
    const { network } = this.#carrier;
    const { maxRetransmits = Infinity, maxPacketLifeTime = Infinity, label, ordered } = this.init;
    let travel = network.delay;
    for (let attempt = 0; network.loses({ label, sequence, attempt }); attempt += 1) {
      // It takes a round trip to learn that a message was lost.
      travel += Math.max(2 * network.delay, 1);
      if (attempt >= maxRetransmits || travel - network.delay > maxPacketLifeTime) return;
    }
    const { clock } = network;
    const arrival = Math.max(clock.now + travel, ordered ? this.#lastArrival : 0);
    this.#lastArrival = Math.max(arrival, this.#lastArrival);
    this.#carrier.underWayUntil(arrival);
    clock.schedule(arrival - clock.now, () => this.#carrier.otherEnd(this)?.receive(bytes, isText));
  }

  #finishWhenSent(): void {
    if (this.#phase !== "closing" || this.#queue.length > 0 || !this.#carrier.isUp) return;
    const { clock, delay } = this.#carrier.network;
    const other = this.#carrier.otherEnd(this);
    // The closing goes behind the last message.
    clock.schedule(Math.max(delay, this.#lastArrival - clock.now), () => other?.closedByOther());
    clock.schedule(0, () => this.finish());
  }
}
