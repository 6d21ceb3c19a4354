import { GodotError } from "../../generated/api/@GlobalScope.js";
import type { ArgumentInfo } from "../../generated/api/ClassInfo.js";
import { SignalQueue } from "../adapter/signal-queue.js";
import { checkArguments, RefCounted, report, Signal } from "../core/index.js";
import type { OpenLink } from "./link.js";
import {
  CLOSE_DONE,
  decodeCandidate,
  decodeMessage,
  encodeCandidate,
  encodeMessage,
  MAX_ID,
  type Message,
  MessageType,
} from "./protocol.js";
import { Session } from "./session.js";

export interface SignalingClientOptions {
  /**
   * Whether to come back to the lobby after the WebSocket was lost, with the same id and without losing a message, if the
   * server keeps the place. Default: true.
   */
  readonly resume?: boolean;
  /** For how long to try that, in milliseconds, 1 to 2147483647. Default: 30,000, as long as our server keeps a place. */
  readonly resumeTimeout?: number;
}

const CLASS = "SignalingClient";
const DEFAULT_RESUME_TIMEOUT = 30_000;
const MAX_TIMEOUT = 2 ** 31 - 1;
/** What may wait for `poll()`. Far above what a lobby says in the time of many frames. */
const MAX_PENDING = 10_000;
const MAX_PENDING_LENGTH = 16 * 1024 * 1024;

const TEXT = (name: string): ArgumentInfo => ({ name, type: "String" });
const INT = (name: string): ArgumentInfo => ({ name, type: "int" });

/**
 * The signaling client of Godot's demo `networking/webrtc_signaling`: joins a lobby of a signaling server, this project's or
 * the demo's, and passes offers, answers and candidates. What to do with them is up to its owner; `PeerIntroducer` does it.
 *
 * As everything here, it emits its signals in {@link poll} only, in the order of their causes.
 */
export class SignalingClient extends RefCounted {
  /** Whether to join {@link lobby} as soon as the server is there. It does not wait long for who does not. */
  autojoin = true;
  /** The lobby to join, empty to make one; after {@link lobby_joined} the one that was joined. */
  lobby = "";
  /** Whether a lobby that is made is a mesh, in which all hear of all. Otherwise all hear of the host, and the host of all. */
  mesh = true;
  /** The code of the last close, 1000 at first and after a proper end, 4000 after an error. */
  code = CLOSE_DONE;
  /** The reason of the last close. */
  reason = "";

  /** The lobby was joined, and all peers that are there were told. */
  readonly lobby_joined = new Signal<[lobby: string]>(this, "lobby_joined");
  /** The server gave this peer its id, 1 to the host. */
  readonly connected = new Signal<[id: number, use_mesh: boolean]>(this, "connected");
  /** It is over; {@link code} and {@link reason} say why. */
  readonly disconnected = new Signal<[]>(this, "disconnected");
  /** A peer is there. Whoever has the larger id offers. */
  readonly peer_connected = new Signal<[id: number]>(this, "peer_connected");
  /** A peer has left the server. What connects it to this one may go on. */
  readonly peer_disconnected = new Signal<[id: number]>(this, "peer_disconnected");
  readonly offer_received = new Signal<[id: number, offer: string]>(this, "offer_received");
  readonly answer_received = new Signal<[id: number, answer: string]>(this, "answer_received");
  readonly candidate_received = new Signal<[id: number, mid: string, index: number, sdp: string]>(
    this,
    "candidate_received",
  );
  /** Nobody is let in any more, and the server will soon end all connections to it. */
  readonly lobby_sealed = new Signal<[]>(this, "lobby_sealed");
  /** The WebSocket was lost, and the place is kept: {@link resumed} or {@link disconnected} follows. Not in Godot's demo. */
  readonly interrupted = new Signal<[]>(this, "interrupted");
  /** The place was taken again, and no message was lost. Not in Godot's demo. */
  readonly resumed = new Signal<[]>(this, "resumed");

  readonly #open: OpenLink;
  readonly #resume: boolean;
  readonly #resumeTimeout: number;
  readonly #queue = new SignalQueue();
  #pendingLength = 0;
  #session: Session | null = null;

  /**
   * @param open - Makes WebSockets; the classes of the package's entry points have one of the platform's.
   * @throws RangeError if `resumeTimeout` is out of range.
   */
  constructor(open: OpenLink, { resume = true, resumeTimeout = DEFAULT_RESUME_TIMEOUT }: SignalingClientOptions = {}) {
    super();
    if (!(resumeTimeout >= 1 && resumeTimeout <= MAX_TIMEOUT)) {
      throw new RangeError(`SignalingClient: resumeTimeout must be from 1 to ${MAX_TIMEOUT} ms, got ${resumeTimeout}.`);
    }
    this.#open = open;
    this.#resume = resume;
    this.#resumeTimeout = resumeTimeout;
  }

  /**
   * Connects to a server; a connection that there is ends without a signal.
   *
   * @param url - `ws:` or `wss:`.
   * @returns OK if it is tried, ERR_INVALID_PARAMETER if the URL is none.
   */
  connect_to_url(url: string): GodotError {
    if (!checkArguments(this, CLASS, "connect_to_url", [url], [TEXT("url")])) return GodotError.ERR_INVALID_PARAMETER;
    const address = socketUrl(url);
    if (address === null) {
      return refuse(
        "connect_to_url",
        GodotError.ERR_INVALID_PARAMETER,
        `"${url}" is no URL of a WebSocket: expected ws:// or wss://`,
      );
    }
    this.#session?.abandon();
    this.#queue.clear();
    this.#pendingLength = 0;
    this.code = CLOSE_DONE;
    this.reason = "";
    const session = new Session(
      this.#open,
      address,
      { resume: this.#resume, resumeTimeout: this.#resumeTimeout },
      {
        opened: () => {
          if (this.autojoin) this.join_lobby(this.lobby);
        },
        message: (text) => this.#receive(text),
        interrupted: () => this.#later(0, () => this.interrupted.emit()),
        resumed: () => this.#later(0, () => this.resumed.emit()),
        closed: (code, reason) => {
          this.code = code;
          this.reason = reason;
          this.#session = null;
          this.#queue.push(() => this.disconnected.emit());
        },
      },
    );
    this.#session = session;
    return GodotError.OK;
  }

  /** Leaves the lobby and the server. {@link disconnected} follows once the connection has ended, and with it Node may. */
  close(): void {
    this.#session?.close(CLOSE_DONE, "");
  }

  /** Emits the signals of what has happened since the last time. */
  poll(): void {
    this.#queue.flush();
  }

  /** Asks for a lobby, or for a new one if it is empty. Only once per connection; {@link autojoin} does it by itself. */
  join_lobby(lobby: string): GodotError {
    if (!checkArguments(this, CLASS, "join_lobby", [lobby], [TEXT("lobby")])) return GodotError.ERR_INVALID_PARAMETER;
    return this.#send("join_lobby", { type: MessageType.JOIN, id: this.mesh ? 0 : 1, data: lobby });
  }

  /** Lets nobody into the lobby any more. For its host only: the server closes on others. */
  seal_lobby(): GodotError {
    return this.#send("seal_lobby", { type: MessageType.SEAL, id: 0, data: "" });
  }

  send_offer(id: number, offer: string): GodotError {
    if (!checkArguments(this, CLASS, "send_offer", [id, offer], [INT("id"), TEXT("offer")])) {
      return GodotError.ERR_INVALID_PARAMETER;
    }
    return this.#sendTo("send_offer", { type: MessageType.OFFER, id, data: offer });
  }

  send_answer(id: number, answer: string): GodotError {
    if (!checkArguments(this, CLASS, "send_answer", [id, answer], [INT("id"), TEXT("answer")])) {
      return GodotError.ERR_INVALID_PARAMETER;
    }
    return this.#sendTo("send_answer", { type: MessageType.ANSWER, id, data: answer });
  }

  /** Takes the values of `ice_candidate_created` as they come. */
  send_candidate(id: number, mid: string, index: number, sdp: string): GodotError {
    const infos = [INT("id"), TEXT("mid"), INT("index"), TEXT("sdp")];
    if (!checkArguments(this, CLASS, "send_candidate", [id, mid, index, sdp], infos)) {
      return GodotError.ERR_INVALID_PARAMETER;
    }
    if (index < 0 || `${mid}${sdp}`.includes("\n")) {
      const message = "a candidate has an index from 0 on, and no line breaks";
      return refuse("send_candidate", GodotError.ERR_INVALID_PARAMETER, message);
    }
    const data = encodeCandidate({ media: mid, index, name: sdp });
    return this.#sendTo("send_candidate", { type: MessageType.CANDIDATE, id, data });
  }

  #sendTo(method: string, message: Message): GodotError {
    if (message.id >= 1 && message.id <= MAX_ID) return this.#send(method, message);
    return refuse(method, GodotError.ERR_INVALID_PARAMETER, `peers have ids from 1 to ${MAX_ID}, got ${message.id}`);
  }

  /** Godot's WebSocketPeer has the same codes for the same reasons. */
  #send(method: string, message: Message): GodotError {
    if (this.#session?.isOpen !== true) {
      return refuse(method, GodotError.FAILED, "the server is not connected: call connect_to_url() first, and wait");
    }
    if (this.#session.send(encodeMessage(message))) return GodotError.OK;
    return refuse(
      method,
      GodotError.ERR_OUT_OF_MEMORY,
      "the connection is interrupted, and too much waits for it already",
    );
  }

  #receive(text: string): void {
    const message = decodeMessage(text);
    const emit = message === null ? null : this.#emitterOf(message);
    if (emit !== null) this.#later(text.length, emit);
    else this.#warn("the server sent what is no message for a client; it is left out");
  }

  /** What a message makes happen in {@link poll}; `null` if it makes no sense. */
  #emitterOf({ type, id, data }: Message): (() => void) | null {
    switch (type) {
      case MessageType.ID:
        return () => this.connected.emit(id, data === "true");
      case MessageType.JOIN:
        return () => {
          this.lobby = data;
          this.lobby_joined.emit(data);
        };
      case MessageType.PEER_CONNECT:
        return () => this.peer_connected.emit(id);
      case MessageType.PEER_DISCONNECT:
        return () => this.peer_disconnected.emit(id);
      case MessageType.OFFER:
        return () => this.offer_received.emit(id, data);
      case MessageType.ANSWER:
        return () => this.answer_received.emit(id, data);
      case MessageType.SEAL:
        return () => this.lobby_sealed.emit();
      case MessageType.CANDIDATE: {
        const candidate = decodeCandidate(data);
        if (candidate === null) return null;
        const { media, index, name } = candidate;
        return () => this.candidate_received.emit(id, media, index, name);
      }
    }
  }

  #later(length: number, emit: () => void): void {
    if (this.#queue.length >= MAX_PENDING || this.#pendingLength + length > MAX_PENDING_LENGTH) {
      this.#warn("too much waits for poll(), which nobody calls; the connection is closed");
      this.close();
      return;
    }
    this.#pendingLength += length;
    this.#queue.push(() => {
      this.#pendingLength -= length;
      emit();
    });
  }

  #warn(what: string): void {
    report({ kind: "warning", message: `${CLASS}: ${what}.`, class_name: CLASS, method: "poll" });
  }
}

function refuse(method: string, code: GodotError, why: string): GodotError {
  report({ kind: "error", message: `Cannot ${method.replaceAll("_", " ")}: ${why}.`, class_name: CLASS, method, code });
  return code;
}

/** A URL as WebSockets take it, `null` if it is none of a WebSocket. */
export function socketUrl(url: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed === null || !/^wss?:$/.test(parsed.protocol) || parsed.hash !== "" ? null : parsed.href;
}
