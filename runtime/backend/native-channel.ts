import { BackendError, type BackendChannel, type ChannelEvents, type ChannelPhase } from "./backend.js";
import { atTurnsEnd, currentTurn } from "./loop-turn.js";
import { attempt, backendError, collectSoon, guarded, reportDropped } from "./native-calls.js";

/** The part of node-datachannel's channel that is used here. */
export interface NativeDataChannel {
  getId(): number;
  close(): void;
  sendMessage(text: string): boolean;
  sendMessageBinary(bytes: Uint8Array): boolean;
  isOpen(): boolean;
  bufferedAmount(): number;
  setBufferedAmountLowThreshold(bytes: number): void;
  onClosed(callback: () => void): void;
  onBufferedAmountLow(callback: () => void): void;
  onMessage(callback: (message: string | Buffer | ArrayBuffer) => void): void;
}

/** Data sent longer ago than this has arrived, or never will. */
const RECENT_MS = 1_000;
/** How long queued data of a closing channel may take to leave. */
const LINGER_DEADLINE_MS = 10_000;
/**
 * How long to wait for the closing event after closing here. It comes within a turn or two, but for once in a thousand
 * times that both sides close at once: closing here takes the native callbacks away while the other thread is about to
 * call them.
 */
const CLOSED_DEADLINE_MS = 1_000;

/**
 * Node hands out at most 999 native events of one kind per loop turn, and the native closing event throws away what is
 * still pending. From the first of these messages of a turn on, the channel is watched for having closed natively ...
 */
const WATCH_FROM = 880;
/** ... and must be seen closed twice with this many messages between before its closing event is cancelled. */
const WATCH_GAP = 48;

/** What the native side says of a channel without a stream yet. */
const UNASSIGNED_ID = 65535;

const encoder = new TextEncoder();

export class NativeChannel implements BackendChannel {
  /** Undefined before the connection is made, and once everything native is released. */
  #native: NativeDataChannel | undefined;
  /** Marks the events of the native channel that counts: an offer that is taken back leaves an old one behind. */
  #token: object | undefined;
  #phase: ChannelPhase = "connecting";
  #id: number | undefined;
  readonly #events: ChannelEvents;
  readonly #released: () => void;
  #deadline: NodeJS.Timeout | undefined;
  #lastSent = 0;
  #periodStart = 0;
  #bytes = 0;
  #bytesBefore = 0;
  #sendTurn = -1;
  #turn = -1;
  #messagesInTurn = 0;
  #seenClosedAt = 0;
  #draining = false;
  #messages = 0;

  /** @param released called once, when nothing native is left of the channel */
  constructor(id: number | undefined, events: ChannelEvents, released: () => void) {
    this.#id = id;
    this.#events = events;
    this.#released = released;
  }

  /** From here on this native channel carries the data; one that did before is forgotten. */
  attach(native: NativeDataChannel): void {
    const token = {};
    this.#native = native;
    this.#token = token;
    // A received channel may have closed before it was announced: then no event of it will ever come, and the native
    // side has dropped what had arrived.
    const gone = this.#phase === "open" && !native.isOpen();
    if (gone) this.#releaseByCollection();
    else listenTo(native, new WeakRef(this), token);
  }

  /** A received channel is open from the start. */
  markOpen(): void {
    this.#phase = "open";
  }

  isCarriedBy(token: object): boolean {
    return this.#token === token;
  }

  get phase(): ChannelPhase {
    if (this.#phase === "connecting" && this.#native?.isOpen() === true) this.#opened();
    else if (this.#phase === "open" && this.#native?.isOpen() !== true) return "closed";
    return this.#phase;
  }

  get id(): number | undefined {
    // It is known once the channel is open, which is only seen by looking.
    if (this.#id === undefined && this.#phase === "connecting" && this.#native?.isOpen() === true) this.#opened();
    return this.#id;
  }

  get bufferedAmount(): number {
    return this.#native?.bufferedAmount() ?? 0;
  }

  /** Bytes that were sent within the last {@link RECENT_MS}, or up to twice that; undefined if nothing was. */
  get sentLately(): number | undefined {
    const age = Date.now() - this.#lastSent;
    if (age >= RECENT_MS) return undefined;
    return this.#bytesBefore + this.#bytes;
  }

  sendBinary(bytes: Uint8Array): void {
    const native = this.#open(bytes.length);
    try {
      native.sendMessageBinary(bytes);
    } catch (error) {
      throw backendError(error);
    }
  }

  sendText(text: string): void {
    const native = this.#open(text.length);
    attempt(() => native.sendMessage(text));
  }

  close(): void {
    const native = this.#native;
    if (this.#phase === "closing" || this.#phase === "closed") return;
    if (native === undefined) {
      this.#finish();
      return;
    }
    const wasOpen = this.phase === "open";
    this.#phase = wasOpen ? "closing" : "closed";
    if (wasOpen && native.bufferedAmount() > 0) {
      this.#deadline = setTimeout(() => this.#closeNative(), LINGER_DEADLINE_MS);
      drainThen(native, new WeakRef(this));
    } else {
      this.#closeNative();
    }
  }

  /**
   * The native connection closed under the channel. Its closing event comes by itself if the channel ever opened; one
   * that never did has to be closed here. That event, and messages before it, may still be under way: they are handed out
   * in this turn of the loop or the next.
   */
  closeIfNeverOpened(): void {
    const look = (): void => {
      if (this.#phase === "connecting") this.close();
    };
    setImmediate(() => setImmediate(look));
  }

  /** What was queued has left. */
  drained(): void {
    if (this.#phase === "closing") this.#closeNative();
  }

  #opened(): void {
    this.#phase = "open";
    const id = this.#native?.getId();
    if (id !== undefined && id >= 0 && id < UNASSIGNED_ID) this.#id = id;
    this.#events.opened();
  }

  /** The native closing event: right after it, everything native of the channel is gone. */
  closed(): void {
    if (!this.#draining) this.#finish();
  }

  message(data: string | Buffer | ArrayBuffer): void {
    this.#messages += 1;
    if (this.#phase === "connecting") this.#opened();
    this.#watchForClose();
    if (typeof data === "string") this.#events.message(encoder.encode(data), true);
    else if (data instanceof ArrayBuffer) this.#events.message(new Uint8Array(data), false);
    else this.#events.message(plainBytes(data), false);
  }

  /** What sends. It is not asked whether it is still open: it refuses by itself if it is not, and asking costs. */
  #open(length: number): NativeDataChannel {
    const native = this.#native;
    if (native === undefined || (this.#phase !== "open" && this.phase !== "open")) {
      throw new BackendError(`the channel is ${this.phase}`);
    }
    const turn = currentTurn();
    // The clock costs as much as the rest of the way; once per turn is often enough.
    if (turn !== this.#sendTurn) {
      this.#sendTurn = turn;
      this.#lastSent = Date.now();
      this.#beginPeriod();
    }
    this.#bytes += length;
    return native;
  }

  /** Two periods are counted, the present one and the one before. */
  #beginPeriod(): void {
    const age = this.#lastSent - this.#periodStart;
    if (age < RECENT_MS) return;
    this.#bytesBefore = age < 2 * RECENT_MS ? this.#bytes : 0;
    this.#bytes = 0;
    this.#periodStart = this.#lastSent;
  }

  #closeNative(): void {
    clearTimeout(this.#deadline);
    this.#native?.close();
    this.#deadline = setTimeout(() => this.#releaseByCollection(), CLOSED_DEADLINE_MS);
  }

  #finish(): void {
    clearTimeout(this.#deadline);
    this.#native = undefined;
    this.#token = undefined;
    this.#phase = "closed";
    this.#released();
    this.#events.closed();
  }

  #watchForClose(): void {
    const turn = currentTurn();
    if (turn !== this.#turn) {
      this.#turn = turn;
      this.#messagesInTurn = 0;
      this.#seenClosedAt = 0;
    }
    this.#messagesInTurn += 1;
    if (this.#messagesInTurn < WATCH_FROM || this.#draining || this.#native?.isOpen() !== false) return;
    if (this.#seenClosedAt === 0) this.#seenClosedAt = this.#messagesInTurn;
    else if (this.#messagesInTurn - this.#seenClosedAt >= WATCH_GAP) this.#drainAfterClose();
  }

  /** The other side closed with more messages pending than one turn hands out: take them all, then let go. */
  #drainAfterClose(): void {
    this.#draining = true;
    // A new listener cancels the closing event that is under way, and with it the loss of the pending messages.
    this.#native?.onClosed(ignore);
    let seen = -1;
    const wait = (): void => {
      if (this.#messages === seen) this.#releaseByCollection();
      else {
        seen = this.#messages;
        setImmediate(() => setImmediate(wait));
      }
    };
    wait();
  }

  #releaseByCollection(): void {
    this.#native?.close();
    this.#draining = false;
    this.#finish();
    collectSoon();
  }
}

const ignore = (): void => undefined;

/**
 * The same bytes without what Node's Buffer adds to them: a Buffer's `slice()` does not copy, its `toString()` is text.
 * A view of its own would cost several times as much, most of it for the collector.
 */
function plainBytes(buffer: Buffer): Uint8Array {
  return Object.setPrototypeOf(buffer, Uint8Array.prototype) as Uint8Array;
}

// Built here and not in the class, so that the closures share no scope with anything that holds the channel.
function listenTo(native: NativeDataChannel, channel: WeakRef<NativeChannel>, token: object): void {
  const current = (): NativeChannel | undefined => {
    const listener = channel.deref();
    return listener?.isCarriedBy(token) === true ? listener : undefined;
  };
  // Only what is needed: each listener takes 2.5 KB. That the channel opened is seen by looking, and errors of a single
  // channel libdatachannel has none to tell.
  // This runs once per message: no `guarded`, whose generic call costs what the rest of the way costs, and the WeakRef is
  // asked once per turn of the loop.
  let busy: NativeChannel | undefined;
  const letGo = (): void => (busy = undefined);
  native.onMessage((data) => {
    try {
      if (busy === undefined) {
        busy = channel.deref();
        atTurnsEnd(letGo);
      }
      if (busy?.isCarriedBy(token) === true) busy.message(data);
    } catch (error) {
      reportDropped(error);
    }
  });
  // After the messages: the closing event must not be handed out before those that came earlier.
  native.onClosed(guarded(() => current()?.closed()));
}

function drainThen(native: NativeDataChannel, channel: WeakRef<NativeChannel>): void {
  native.setBufferedAmountLowThreshold(0);
  native.onBufferedAmountLow(guarded(() => channel.deref()?.drained()));
  // It may have emptied in between, and then no event comes.
  if (native.bufferedAmount() === 0) channel.deref()?.drained();
}
