import type { Link, OpenLink } from "./link.js";
import { ABNORMAL_CLOSURE, CLOSE_DONE } from "./protocol.js";
import { makeToken, MAX_REPEATED_FRAMES, printOffer, readAnswer } from "./resume-protocol.js";

export interface SessionOptions {
  /** Whether a lost place is taken again. */
  readonly resume: boolean;
  /** For how long that is tried, in milliseconds. */
  readonly resumeTimeout: number;
}

export interface SessionEvents {
  /** There is a server, and no place yet: time to join. */
  opened(): void;
  message(text: string): void;
  /** The link is lost; what is sent meanwhile waits. */
  interrupted(): void;
  /** The place is taken again, and nothing was lost. */
  resumed(): void;
  /** It is over. */
  closed(code: number, reason: string): void;
}

/** Codes of servers that go away or have trouble of their own (RFC 6455 and the IANA registry): the place may be kept. */
const COMES_BACK: ReadonlySet<number> = new Set([1001, ABNORMAL_CLOSURE, 1011, 1012, 1013]);
/** Before the first attempt to come back, and at the most between two, in milliseconds. */
const FIRST_DELAY = 100;
const LONGEST_DELAY = 3000;
/** Frames that wait for a lost link to come back. */
const MAX_WAITING = 256;

/**
 * - `connecting`: no link has stood yet.
 * - `interrupted`: the link is lost, and tried to be replaced.
 * - `closing`: {@link Session.close} waits for the other side.
 */
type State = "connecting" | "open" | "interrupted" | "closing" | "over";

type Timer = ReturnType<typeof setTimeout>;

/**
 * A client's connection to a server that outlives a lost WebSocket, if the server keeps places: see `resume-protocol.ts`.
 * It knows frames, not what is in them.
 */
export class Session {
  readonly #open: OpenLink;
  readonly #url: string;
  readonly #options: SessionOptions;
  readonly #events: SessionEvents;
  readonly #token = makeToken();
  #state: State = "connecting";
  #link: Link | null = null;
  /** Subprotocols are asked for. Servers that have none may refuse that, and are asked again without. */
  #asks: boolean;
  /** The server may keep the place. */
  #isKept = false;
  #received = 0;
  /** Frames that were given to a link. */
  #sent = 0;
  /** The last of these: the server may not have them. */
  #last: string[] = [];
  #waiting: string[] = [];
  /** Why the link was lost. */
  #loss = { code: ABNORMAL_CLOSURE, reason: "" };
  #attempts = 0;
  #retry: Timer | undefined;
  #deadline: Timer | undefined;

  /** Connects at once; events come later. */
  constructor(open: OpenLink, url: string, options: SessionOptions, events: SessionEvents) {
    this.#open = open;
    this.#url = url;
    this.#options = options;
    this.#events = events;
    this.#asks = options.resume;
    this.#connect();
  }

  /** Whether frames can be sent: now, or once the link is back. */
  get isOpen(): boolean {
    return this.#state === "open" || this.#state === "interrupted";
  }

  /** @returns `false` if the session is not open, or too much waits already. */
  send(text: string): boolean {
    if (this.#state === "open") {
      this.#put(text);
      return true;
    }
    if (this.#state !== "interrupted" || this.#waiting.length >= MAX_WAITING) return false;
    this.#waiting.push(text);
    return true;
  }

  /** Ends it; {@link SessionEvents.closed} follows. */
  close(code: number, reason: string): void {
    if (this.#state === "over" || this.#state === "closing") return;
    if (this.#link === null) {
      this.#finish(code, reason);
      return;
    }
    this.#state = "closing";
    this.#link.close(code, reason);
  }

  /** Ends it without a further event. */
  abandon(): void {
    this.#end()?.close(CLOSE_DONE, "");
  }

  #connect(): void {
    const sent = this.#state === "interrupted" ? this.#possibleCounts() : [];
    const protocols = this.#asks ? printOffer({ token: this.#token, received: this.#received, sent }) : [];
    // A link that was given up still has its events.
    const ifCurrent = (happen: () => void): void => {
      if (this.#link === link) happen();
    };
    const link = this.#open(this.#url, protocols, {
      opened: (protocol) => ifCurrent(() => this.#opened(link, protocol)),
      message: (text) => ifCurrent(() => this.#take(text)),
      closed: (code, reason) => ifCurrent(() => this.#lose(code, reason)),
    });
    this.#link = link;
  }

  /** How many frames the server may have received. */
  #possibleCounts(): number[] {
    const fewest = this.#sent - this.#last.length;
    return Array.from({ length: this.#last.length + 1 }, (_, more) => fewest + more);
  }

  #opened(link: Link, protocol: string): void {
    const answer = readAnswer(protocol);
    if (this.#state === "closing") return;
    if (this.#state === "interrupted" && typeof answer === "number" && this.#possibleCounts().includes(answer)) {
      this.#resume(link, answer);
    } else if (this.#state === "interrupted" && this.#received > 0) {
      const { code, reason } = this.#loss;
      this.#finish(code, reason);
    } else {
      // There is no place yet that could have been lost.
      clearTimeout(this.#deadline);
      this.#state = "open";
      this.#isKept = answer === "plain";
      this.#sent = 0;
      this.#last = [];
      this.#waiting = [];
      this.#events.opened();
    }
  }

  #resume(link: Link, arrived: number): void {
    clearTimeout(this.#deadline);
    this.#state = "open";
    this.#attempts = 0;
    const missing = this.#last.slice(this.#last.length - (this.#sent - arrived));
    for (const text of missing) link.send(text);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const text of waiting) this.#put(text);
    this.#events.resumed();
  }

  #put(text: string): void {
    this.#sent += 1;
    this.#last.push(text);
    if (this.#last.length > MAX_REPEATED_FRAMES) this.#last.shift();
    this.#link?.send(text);
  }

  #take(text: string): void {
    this.#received += 1;
    if (this.#state === "open") this.#events.message(text);
  }

  #lose(code: number, reason: string): void {
    this.#link = null;
    if (this.#state === "interrupted") {
      this.#tryAgain();
    } else if (this.#state === "connecting" && this.#asks) {
      this.#asks = false;
      this.#connect();
    } else if (this.#state === "open" && this.#isKept && COMES_BACK.has(code)) {
      this.#state = "interrupted";
      this.#loss = { code, reason };
      this.#deadline = setTimeout(() => this.#finish(code, reason), this.#options.resumeTimeout);
      this.#events.interrupted();
      this.#tryAgain();
    } else {
      this.#finish(code, reason);
    }
  }

  /** Later each time, and not all clients at once: the server may just have been started again. */
  #tryAgain(): void {
    const delay = Math.min(FIRST_DELAY * 2 ** this.#attempts, LONGEST_DELAY) * (0.5 + Math.random());
    this.#attempts += 1;
    this.#retry = setTimeout(() => this.#connect(), delay);
  }

  #finish(code: number, reason: string): void {
    this.#end()?.close(CLOSE_DONE, "");
    this.#events.closed(code, reason);
  }

  /** @returns The link, if there still is one. */
  #end(): Link | null {
    this.#state = "over";
    clearTimeout(this.#retry);
    clearTimeout(this.#deadline);
    const link = this.#link;
    this.#link = null;
    return link;
  }
}
