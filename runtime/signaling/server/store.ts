/**
 * Who is in which lobby, and how messages get from one place in it to another. The server knows nothing of lobbies but
 * this interface; in memory (`memory-store.ts`) they belong to one process, in Redis (`redis-store.ts`) to many.
 *
 * A peer's *place* in a lobby is what has an id. A *seat* is the socket that sits in it. Usually the two come and go
 * together; a place that its client can resume waits for another seat when its own is lost.
 *
 * What a store promises: what happens in a lobby happens in one order, and each seat is told of it in that order.
 */
import type { Message } from "../protocol.js";

/** What is at hand at once in memory, and takes a while elsewhere. */
export type Awaitable<T> = T | Promise<T>;

/** Whom a store talks to. */
export interface Seat {
  /** A message for whoever sits here. */
  deliver(message: Message): void;
  /** The place is no more, or not this seat's any more. Nothing is delivered afterwards. */
  dismiss(cause: Dismissal): void;
}

/**
 * - `host-left`: the lobby went with its host.
 * - `seal-complete`: the time after the sealing is over.
 * - `replaced`: the client resumed its place from another socket.
 * - `lost`: the store knows nothing of this process any more.
 */
export type Dismissal = "host-left" | "seal-complete" | "replaced" | "lost";

export type Refusal =
  | "no-such-lobby"
  | "sealed"
  | "lobby-full"
  | "too-many-lobbies"
  | "no-such-peer"
  | "not-host"
  /** This seat has no place: it was dismissed, or never joined. */
  | "gone";

export type Verdict = "ok" | Refusal;

export interface JoinRequest {
  /** The lobby to join; empty to make one. */
  readonly lobby: string;
  /** The mode of a lobby that is made. */
  readonly mesh: boolean;
  /** How the client will show that a place is its own; `null` if it will not. */
  readonly key: PlaceKey | null;
}

export interface PlaceKey {
  /** The hash of the client's secret. */
  readonly token: string;
  /** Who the client is by the word of the authentication hook: nobody else may resume the place. */
  readonly subject: string;
}

export interface ResumeRequest extends PlaceKey {
  /** How many messages the client has received in this place. */
  readonly received: number;
  /** How many messages of the client may have arrived: one of these. */
  readonly sent: readonly number[];
}

export interface LobbySummary {
  readonly name: string;
  readonly mesh: boolean;
  readonly peers: number;
}

export interface StoreLimits {
  /** How many lobbies there may be. */
  readonly maxLobbies: number;
  /** How many peers a lobby may have, those that are expected back included. */
  readonly maxLobbyPeers: number;
  /** From the sealing of a lobby to its end, in milliseconds. */
  readonly sealDelay: number;
  /** How long a lost place waits for its client, in milliseconds. */
  readonly resumeGrace: number;
  /** How many messages a place keeps for a client that may have lost them. */
  readonly maxKeptMessages: number;
  /** How many UTF-16 code units of data those may have together. */
  readonly maxKeptLength: number;
}

export interface LobbyStore {
  /**
   * Takes a place. The seat hears ID, a PEER_CONNECT for each peer it may talk to, and JOIN; the peers hear PEER_CONNECT.
   */
  join(seat: Seat, request: JoinRequest): Awaitable<Verdict>;
  /** Passes an offer, an answer or a candidate on to the peer that `id` names. To one that has just left: to nobody. */
  relay(seat: Seat, message: Message): Awaitable<Verdict>;
  /** Closes the seat's lobby to newcomers. */
  seal(seat: Seat): Awaitable<Verdict>;
  /** The place becomes free; a host takes the lobby along. Does nothing for a seat without a place. */
  leave(seat: Seat): Awaitable<void>;
  /** The seat is lost: its place waits for the client if the client can resume it, and becomes free otherwise. */
  drop(seat: Seat): Awaitable<void>;
  /**
   * Gives a place a new seat, which is told at once what the client has missed.
   *
   * @returns How many messages of the client have arrived, `null` if there is no such place or it cannot be resumed.
   */
  resume(seat: Seat, request: ResumeRequest): Awaitable<number | null>;
  /** The client has received this many messages in its place; they need not be kept. */
  acknowledge(seat: Seat, count: number): Awaitable<void>;
  /** Lobbies that can be joined. */
  list(most: number): Awaitable<readonly LobbySummary[]>;
  /** How many lobbies there are. */
  countLobbies(): Awaitable<number>;
  /** Whether it can do its work now. */
  isReady(): boolean;
  /** Makes it ready. @throws Error if that cannot be done; says what to do. */
  open(): Promise<void>;
  /** Gives up what this process has in it. Places that can be resumed elsewhere can be. */
  close(): Promise<void>;
}
