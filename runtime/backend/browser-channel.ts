import { BackendError, type BackendChannel, type ChannelEvents, type ChannelPhase } from "./backend.js";
import type { PlatformChannel, PlatformConnection, PlatformError } from "./browser-platform.js";

/** The cause of an SCTP abort that means: the other side closed (RFC 9260, section 3.3.10.12). */
const USER_INITIATED_ABORT = 12;

const encoder = new TextEncoder();

export class BrowserChannel implements BackendChannel {
  readonly #platform: PlatformChannel;
  readonly #connection: PlatformConnection;
  readonly #gone: (channel: BrowserChannel) => void;
  /** Who is told. Set right after it was made: nothing has happened before. */
  events: ChannelEvents | undefined;
  #id: number | undefined;
  #isClosed = false;
  /** Whether this side closed it, or was about to. */
  isClosedHere = false;

  /**
   * @param connection knows how large a message the other side takes, once it stands
   * @param gone called once, when the channel is closed for good
   */
  constructor(platform: PlatformChannel, connection: PlatformConnection, gone: (channel: BrowserChannel) => void) {
    this.#platform = platform;
    this.#connection = connection;
    this.#gone = gone;
    platform.binaryType = "arraybuffer";
    listenTo(platform, new WeakRef(this));
  }

  get phase(): ChannelPhase {
    return this.#isClosed ? "closed" : this.#platform.readyState;
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
    this.#send(bytes as Uint8Array<ArrayBuffer>, bytes.length);
  }

  sendText(text: string): void {
    this.#send(text, encoder.encode(text).length);
  }

  close(): void {
    this.isClosedHere = true;
    const { readyState } = this.#platform;
    this.#platform.close();
    // Nothing was sent over it, and without a connection the browser might never say that it is closed.
    if (readyState === "connecting") this.finish();
  }

  message(data: unknown): void {
    const isText = typeof data === "string";
    // What is no text is what was asked for by `binaryType`.
    this.events?.message(isText ? encoder.encode(data) : new Uint8Array(data as ArrayBuffer), isText);
  }

  /** It is over, whether the browser said so or not. */
  finish(): void {
    if (this.#isClosed) return;
    // Afterwards the browser may not tell it any more.
    this.#id = this.id;
    this.#isClosed = true;
    this.#gone(this);
    this.events?.closed();
  }

  #send(data: string | Uint8Array<ArrayBuffer>, length: number): void {
    if (this.phase !== "open") throw new BackendError(`the channel is ${this.phase}`);
    const limit = this.#connection.sctp?.maxMessageSize ?? Infinity;
    if (length > limit) {
      throw new BackendError(`the message has ${length} bytes, the other side takes ${limit}`);
    }
    try {
      this.#platform.send(data);
    } catch (error) {
      // The browser's queue is full (16 MiB in Chromium), or the channel closed between the lines.
      const { bufferedAmount } = this.#platform;
      throw new BackendError(`${describe(error)} (${bufferedAmount} bytes wait already)`);
    }
  }
}

/** Whether a channel closed because the other side closed the connection, which is no fault. */
export function isFarewell({ sctpCauseCode }: PlatformError): boolean {
  return sctpCauseCode === USER_INITIATED_ABORT;
}

/** What a browser threw, without the name of the method that threw it. */
export function describe(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.replaceAll(/^Failed to (?:execute|construct) [^:]*: |\.$/g, "");
}

// Built here and not in the class, so that the closures share no scope with anything that holds the channel: the browser
// keeps listeners as long as the channel is open, and the program may have dropped it.
function listenTo(platform: PlatformChannel, channel: WeakRef<BrowserChannel>): void {
  platform.addEventListener("open", () => channel.deref()?.events?.opened());
  platform.addEventListener("message", ({ data }) => channel.deref()?.message(data));
  platform.addEventListener("close", () => channel.deref()?.finish());
  platform.addEventListener("error", ({ error }) => {
    if (error !== undefined && !isFarewell(error)) channel.deref()?.events?.failed(error.message);
  });
}
