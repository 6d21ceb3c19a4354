import type { Duplex } from "node:stream";
import { WebSocket } from "ws";
import { ABNORMAL_CLOSURE, type Message } from "../protocol.js";
import { type ClosingName, CLOSINGS } from "./closings.js";
import { type Client, Dialogue, type ServerContext } from "./dialogue.js";
import { FrameWriter } from "./frame-writer.js";
import { MessageLimits } from "./message-limits.js";
import type { Dismissal, PlaceKey, Verdict } from "./store.js";

/** Above this many frames that wait for an answer of the store the socket is not read. */
const MAX_WAITING = 16;
/** The payload of pings to clients that can resume: how many messages were sent before it. */
const COUNT_BYTES = 4;
const NOTHING = new Uint8Array();

/** Reasons that are no fault of the client, whose place may wait for it. */
const MAY_COME_BACK: ReadonlySet<ClosingName> = new Set<ClosingName>(["stopping", "store-failed"]);

/**
 * The WebSocket of one client: hands its frames on in their order, one at a time, keeps it to the limits, and is the seat
 * that the store talks to.
 */
export class Connection implements Client {
  readonly address: string;
  readonly key: PlaceKey | null;
  readonly #context: ServerContext;
  readonly #dialogue: Dialogue;
  readonly #limits: MessageLimits;
  #socket: WebSocket | null = null;
  #writer: FrameWriter | null = null;
  /** Messages for a client whose WebSocket does not stand yet, because its place is looked up first. */
  #early: Message[] = [];
  /** How many messages went to this place. */
  #delivered = 0;
  #state: "new" | "joined" | "over" = "new";
  /** The store is at work for this client; what comes meanwhile waits. */
  #isBusy = false;
  #waiting: { readonly data: Buffer; readonly isBinary: boolean }[] = [];
  #joinTimer: NodeJS.Timeout | undefined;
  /** Something was heard of the client since the last heartbeat. */
  #isAlive = true;
  /** Why the server closes the socket, once it does. */
  #closing: ClosingName | null = null;
  /** Why the server ended the socket without a word, once it did. */
  #abandoned: "dead" | "slow" | null = null;
  /** The socket has ended in a way after which the client may come back. */
  #isLost = false;

  /** @param key - What the client can resume its place with, if it wants to. */
  constructor(context: ServerContext, address: string, key: PlaceKey | null) {
    this.#context = context;
    this.address = address;
    this.key = key;
    this.#dialogue = new Dialogue(context, this);
    this.#limits = new MessageLimits(context.limits, performance.now());
  }

  /** The place that this client took before is its own again. */
  resumeAfter(received: number): void {
    this.#delivered += received;
    this.#dialogue.resume();
  }

  /** The WebSocket stands, on this stream. */
  attach(socket: WebSocket, stream: Duplex): void {
    this.#socket = socket;
    this.#writer = new FrameWriter(socket, stream, this.#context.metrics);
    socket.on("message", (data, isBinary) => this.#receive(data as Buffer, isBinary));
    socket.on("ping", (payload) => this.#receiveControl(payload));
    socket.on("pong", (payload) => this.#receivePong(payload));
    socket.on("error", (error) => this.#receiveFault(error));
    this.#context.metrics.sockets += 1;
    const early = this.#early;
    this.#early = [];
    for (const message of early) this.#send(message);
    if (this.#closing !== null) {
      this.#sayGoodbye(this.#closing);
    } else if (this.#state === "new") {
      this.#joinTimer = setTimeout(() => this.#expire(), this.#context.limits.joinTimeout);
    }
  }

  /** The WebSocket will not stand, or has ended. */
  detach(code: number): void {
    const { metrics } = this.#context;
    clearTimeout(this.#joinTimer);
    // No close frame came: nobody meant to end the connection.
    const isDropped = code === ABNORMAL_CLOSURE;
    if (this.#socket !== null) {
      metrics.sockets -= 1;
      const ownDoing = this.#abandoned ?? this.#closing;
      const why = ownDoing ?? (isDropped ? "connection-lost" : "by-client");
      metrics.closings.add(why);
      // What the server did itself it has told already.
      if (ownDoing === null) this.#context.log({ level: "info", event: "leave", address: this.address, code, why });
    }
    if (this.#state === "joined") metrics.joined -= 1;
    this.#state = "over";
    this.#waiting = [];
    this.#early = [];
    this.#isLost = this.#closing === null ? isDropped : MAY_COME_BACK.has(this.#closing);
    // What the store is doing for this client may give it a place, which then has to be given up as well.
    if (!this.#isBusy) this.#giveUp();
  }

  /** Asks the client for a sign of life, or gives it up if it gave none since the last time. */
  beat(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    if (!this.#isAlive) {
      this.#abandon("dead");
      return;
    }
    this.#isAlive = false;
    this.#socket.ping(this.key === null ? NOTHING : countOf(this.#delivered));
  }

  joined(): void {
    clearTimeout(this.#joinTimer);
    // The socket may have ended while the store was at work.
    if (this.#state === "over") return;
    this.#state = "joined";
    this.#context.metrics.joined += 1;
  }

  deliver(message: Message): void {
    this.#delivered += 1;
    if (this.#writer === null) this.#early.push(message);
    else this.#send(message);
  }

  dismiss(cause: Dismissal): void {
    this.#close(cause);
  }

  /** The server is being stopped: a client that can resume may do so elsewhere. */
  stop(): void {
    this.#close("stopping");
  }

  /** Ends the WebSocket, which has not answered the farewell. */
  terminate(): void {
    this.#socket?.terminate();
  }

  get #isEnding(): boolean {
    return this.#closing !== null || this.#abandoned !== null;
  }

  get #takesMore(): boolean {
    return !this.#isBusy && !this.#isEnding;
  }

  /** The time to join is over. Who has asked for a lobby need not hurry the store. */
  #expire(): void {
    if (!this.#isBusy) this.#close("silent");
  }

  #receive(data: Buffer, isBinary: boolean): void {
    this.#isAlive = true;
    if (this.#isEnding) return;
    if (!this.#limits.take(data.length, performance.now())) {
      this.#close("too-many-messages");
      return;
    }
    this.#context.metrics.bytesReceived += data.length;
    if (!this.#isBusy) {
      this.#process(data, isBinary);
      return;
    }
    this.#waiting.push({ data, isBinary });
    if (this.#waiting.length === MAX_WAITING) this.#socket?.pause();
  }

  /** Pings and pongs cost as messages do. */
  #receiveControl(payload: Buffer): void {
    this.#isAlive = true;
    if (!this.#limits.take(payload.length, performance.now())) this.#close("too-many-messages");
  }

  /** The answer to a ping: what was sent before the ping has arrived. */
  #receivePong(payload: Buffer): void {
    this.#receiveControl(payload);
    if (this.key === null || payload.length !== COUNT_BYTES || this.#state !== "joined") return;
    const count = payload.readUInt32BE();
    if (count > this.#delivered) return;
    const done = this.#context.store.acknowledge(this, count);
    // If it cannot be done now, the next pong says the same and more.
    if (done instanceof Promise) done.catch(() => undefined);
  }

  /** The WebSocket itself was misused: ws closes it. */
  #receiveFault(error: Error): void {
    if (this.#isEnding) return;
    const isTooLarge = "code" in error && error.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH";
    this.#closing = isTooLarge ? "too-large" : "broken";
    this.#context.log({ level: "info", event: "close", address: this.address, why: this.#closing });
  }

  #process(data: Buffer, isBinary: boolean): void {
    const verdict = isBinary ? "binary" : this.#dialogue.answer(data.toString());
    if (!(verdict instanceof Promise)) {
      this.#settle(verdict);
      return;
    }
    this.#isBusy = true;
    verdict.then(
      (answer) => this.#continue(answer),
      (error: unknown) => {
        this.#context.log({ level: "error", event: "store_failed", error: String(error) });
        this.#continue("store-failed");
      },
    );
  }

  #continue(verdict: Verdict | ClosingName): void {
    this.#isBusy = false;
    if (this.#state === "over") {
      this.#giveUp();
      return;
    }
    this.#settle(verdict);
    while (this.#takesMore) {
      const next = this.#waiting.shift();
      if (next === undefined) break;
      this.#process(next.data, next.isBinary);
    }
    if (this.#socket?.isPaused === true) this.#socket.resume();
  }

  #settle(verdict: Verdict | ClosingName): void {
    // Who has no place any more was told why.
    if (verdict !== "ok") this.#close(verdict === "gone" ? "lost" : verdict);
  }

  #send(message: Message): void {
    if (this.#isEnding || this.#writer === null) return;
    if (this.#writer.write(message) > this.#context.limits.maxBufferedBytes) this.#abandon("slow");
  }

  #close(name: ClosingName): void {
    if (this.#isEnding) return;
    this.#closing = name;
    this.#sayGoodbye(name);
  }

  #sayGoodbye(name: ClosingName): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    const { code, reason } = CLOSINGS[name];
    this.#socket.close(code, reason);
    this.#context.log({ level: "info", event: "close", address: this.address, code, why: name });
  }

  /** Ends the socket without a farewell, which would not arrive. The place may wait for its client. */
  #abandon(why: "dead" | "slow"): void {
    this.#abandoned = why;
    this.#context.log({ level: "warn", event: "give_up", address: this.address, why });
    this.#socket?.terminate();
  }

  #giveUp(): void {
    const { store, log } = this.#context;
    const done = this.#isLost ? store.drop(this) : store.leave(this);
    if (!(done instanceof Promise)) return;
    done.catch((error: unknown) =>
      log({ level: "error", event: "store_failed", during: "leave", error: String(error) }),
    );
  }
}

function countOf(count: number): Buffer {
  const bytes = Buffer.alloc(COUNT_BYTES);
  // After 2^32 messages an older number is acknowledged, which does no harm.
  bytes.writeUInt32BE(count >>> 0);
  return bytes;
}
