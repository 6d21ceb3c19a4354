import {
  BackendError,
  type BackendChannel,
  type ChannelEvents,
  type ChannelInit,
  type ChannelPhase,
  type ReceivedChannelInit,
} from "./backend.js";
import type { PlatformChannel, PlatformError } from "./browser-platform.js";

/** The cause of an SCTP abort that means: the other side closed (RFC 9260, section 3.3.10.12). */
const USER_INITIATED_ABORT = 12;

const encoder = new TextEncoder();

export class BrowserChannel implements BackendChannel {
  readonly #platform: PlatformChannel;
  readonly #maxMessageSize: () => number;
  readonly #gone: (channel: BrowserChannel) => void;
  #events: ChannelEvents | undefined;
  #id: number | undefined;
  #isClosed = false;
  #isClosedHere = false;

  /**
   * @param maxMessageSize bytes that the other side takes in one message; known once the connection stands
   * @param gone called once, when the channel is closed for good
   */
  constructor(platform: PlatformChannel, maxMessageSize: () => number, gone: (channel: BrowserChannel) => void) {
    this.#platform = platform;
    this.#maxMessageSize = maxMessageSize;
    this.#gone = gone;
    platform.binaryType = "arraybuffer";
    listenTo(platform, new WeakRef(this));
  }

  /** From here on events have a receiver. Nothing has happened before, if this is called at once. */
  listen(events: ChannelEvents): void {
    this.#events = events;
  }

  get phase(): ChannelPhase {
    return this.#isClosed ? "closed" : this.#platform.readyState;
  }

  /** Whether this side closed it, or was about to. */
  get isClosedHere(): boolean {
    return this.#isClosedHere;
  }

  get id(): number | undefined {
    this.#id ??= this.#platform.id ?? undefined;
    return this.#id;
  }

  get bufferedAmount(): number {
    return this.#platform.bufferedAmount;
  }

  sendBinary(bytes: Uint8Array): void {
    // The browser copies what it is given, and refuses shared memory by itself.
    this.#send(bytes.length, () => this.#platform.send(bytes as Uint8Array<ArrayBuffer>));
  }

  sendText(text: string): void {
    this.#send(encoder.encode(text).length, () => this.#platform.send(text));
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosedHere = true;
    const { readyState } = this.#platform;
    this.#platform.close();
    // Nothing was sent over it, and without a connection the browser might never say that it is closed.
    if (readyState === "connecting") this.finish();
  }

  opened(): void {
    this.#events?.opened();
  }

  message(data: unknown): void {
    if (typeof data === "string") this.#events?.message(encoder.encode(data), true);
    else if (data instanceof ArrayBuffer) this.#events?.message(new Uint8Array(data), false);
  }

  failed(message: string): void {
    this.#events?.failed(message);
  }

  /** It is over, whether the browser said so or not. */
  finish(): void {
    if (this.#isClosed) return;
    // Afterwards the browser may not tell it any more.
    this.#id = this.id;
    this.#isClosed = true;
    this.#gone(this);
    this.#events?.closed();
  }

  #send(length: number, send: () => void): void {
    if (this.phase !== "open") throw new BackendError(`the channel is ${this.phase}`);
    const limit = this.#maxMessageSize();
    if (length > limit) {
      throw new BackendError(`the message has ${length} bytes, the other side takes ${limit}`);
    }
    try {
      send();
    } catch (error) {
      // The browser's queue is full (16 MiB in Chromium), or the channel closed between the lines.
      const { bufferedAmount } = this.#platform;
      throw new BackendError(`${describe(error)} (${bufferedAmount} bytes wait already)`);
    }
  }
}

/** The options that a browser wants. Those that are undefined are not there, for it (Web IDL, section 3.2.17). */
export function platformOptions({ label: _, ...options }: ChannelInit): Record<string, unknown> {
  return options;
}

/** What the other side chose for a channel that it created. */
export function receivedInit(platform: PlatformChannel): ReceivedChannelInit {
  const { label, protocol, ordered, negotiated, id, maxPacketLifeTime, maxRetransmits } = platform;
  if (id === null) throw new BackendError(`channel "${label}" was announced without an id`);
  return {
    label,
    protocol,
    ordered,
    negotiated,
    id,
    maxPacketLifeTime: maxPacketLifeTime ?? undefined,
    maxRetransmits: maxRetransmits ?? undefined,
  };
}

/** Whether a channel closed because the other side closed the connection, which is no fault. */
export function isFarewell({ sctpCauseCode }: PlatformError): boolean {
  return sctpCauseCode === USER_INITIATED_ABORT;
}

/** What a browser threw, without the name of the method that threw it. */
export function describe(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.replace(/^Failed to (?:execute|construct) [^:]*: /, "").replace(/\.$/, "");
}

// Built here and not in the class, so that the closures share no scope with anything that holds the channel: the browser
// keeps listeners as long as the channel is open, and the program may have dropped it.
function listenTo(platform: PlatformChannel, channel: WeakRef<BrowserChannel>): void {
  platform.addEventListener("open", () => channel.deref()?.opened());
  platform.addEventListener("message", ({ data }) => channel.deref()?.message(data));
  platform.addEventListener("close", () => channel.deref()?.finish());
  platform.addEventListener("error", ({ error }) => {
    if (error !== undefined && !isFarewell(error)) channel.deref()?.failed(error.message);
  });
}
