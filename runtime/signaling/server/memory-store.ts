import { HOST_ID, type Message, MessageType } from "../protocol.js";
import { KeptMessages } from "./kept-messages.js";
import { randomLobbyName, randomPeerId } from "./random-names.js";
import type {
  Dismissal,
  JoinRequest,
  LobbyStore,
  LobbySummary,
  PlaceKey,
  ResumeRequest,
  Seat,
  StoreLimits,
  Verdict,
} from "./store.js";

interface Lobby {
  readonly name: string;
  readonly mesh: boolean;
  /** In the order in which they were taken. */
  readonly places: Map<number, Place>;
  /** Ids of peers that have left: others may not have heard of it when they write to them. Bounded. */
  readonly departed: Set<number>;
  /** Runs once the lobby is sealed. */
  end: NodeJS.Timeout | null;
}

interface Place {
  readonly lobby: Lobby;
  readonly id: number;
  /** `null` while its client is expected back. */
  seat: Seat | null;
  readonly held: Held | null;
}

/** What a place has that can be resumed. */
interface Held {
  readonly key: PlaceKey;
  readonly kept: KeptMessages;
  /** How many messages of the client have arrived, JOIN included. */
  received: number;
  grace: NodeJS.Timeout | null;
}

const MAX_DEPARTED = 256;

/** Lobbies of one process. Everything is answered at once. */
export class MemoryStore implements LobbyStore {
  readonly #limits: StoreLimits;
  readonly #lobbies = new Map<string, Lobby>();
  readonly #places = new Map<Seat, Place>();
  readonly #tokens = new Map<string, Place>();

  constructor(limits: StoreLimits) {
    this.#limits = limits;
  }

  join(seat: Seat, { lobby: name, mesh, key }: JoinRequest): Verdict {
    const lobby = name === "" ? this.#make(mesh) : this.#find(name);
    if (typeof lobby === "string") return lobby;
    const id = lobby.places.size === 0 ? HOST_ID : freeId(lobby);
    const others = [...lobby.places.values()].filter((other) => lobby.mesh || other.id === HOST_ID);
    const place: Place = { lobby, id, seat, held: this.#hold(key) };
    lobby.places.set(id, place);
    this.#places.set(seat, place);
    if (place.held !== null) this.#tokens.set(place.held.key.token, place);
    deliver(place, { type: MessageType.ID, id, data: lobby.mesh ? "true" : "" });
    for (const other of others) {
      deliver(other, { type: MessageType.PEER_CONNECT, id, data: "" });
      deliver(place, { type: MessageType.PEER_CONNECT, id: other.id, data: "" });
    }
    deliver(place, { type: MessageType.JOIN, id: 0, data: lobby.name });
    return "ok";
  }

  relay(seat: Seat, { type, id, data }: Message): Verdict {
    const from = this.#receive(seat);
    if (from === undefined) return "gone";
    const to = from.lobby.places.get(id);
    if (to === undefined) return from.lobby.departed.has(id) ? "ok" : "no-such-peer";
    if (to === from) return "no-such-peer";
    deliver(to, { type, id: from.id, data });
    return "ok";
  }

  seal(seat: Seat): Verdict {
    const place = this.#receive(seat);
    if (place === undefined) return "gone";
    if (place.id !== HOST_ID) return "not-host";
    const { lobby } = place;
    if (lobby.end !== null) return "ok";
    lobby.end = setTimeout(() => this.#disband(lobby, "seal-complete"), this.#limits.sealDelay);
    for (const each of lobby.places.values()) deliver(each, { type: MessageType.SEAL, id: 0, data: "" });
    return "ok";
  }

  leave(seat: Seat): void {
    const place = this.#places.get(seat);
    if (place !== undefined) this.#depart(place);
  }

  drop(seat: Seat): void {
    const place = this.#places.get(seat);
    if (place === undefined) return;
    const { held } = place;
    if (held === null) {
      this.#depart(place);
      return;
    }
    this.#places.delete(seat);
    place.seat = null;
    held.grace = setTimeout(() => this.#depart(place), this.#limits.resumeGrace);
  }

  resume(seat: Seat, { token, subject, received, sent }: ResumeRequest): number | null {
    const place = this.#tokens.get(token);
    const held = place?.held;
    if (place === undefined || held === undefined || held === null || held.key.subject !== subject) return null;
    if (place.seat !== null) {
      this.#places.delete(place.seat);
      place.seat.dismiss("replaced");
      place.seat = null;
    }
    const missed = held.kept.after(received);
    if (missed === null || !sent.includes(held.received)) {
      // The client itself says that it cannot go on from here, so nobody need wait for it.
      this.#depart(place);
      return null;
    }
    if (held.grace !== null) clearTimeout(held.grace);
    held.grace = null;
    held.kept.acknowledge(received);
    place.seat = seat;
    this.#places.set(seat, place);
    for (const message of missed) seat.deliver(message);
    return held.received;
  }

  acknowledge(seat: Seat, count: number): void {
    this.#places.get(seat)?.held?.kept.acknowledge(count);
  }

  list(most: number): readonly LobbySummary[] {
    const found: LobbySummary[] = [];
    for (const { name, mesh, places, end } of this.#lobbies.values()) {
      if (found.length >= most) break;
      if (end === null) found.push({ name, mesh, peers: places.size });
    }
    return found;
  }

  countLobbies(): number {
    return this.#lobbies.size;
  }

  isReady(): boolean {
    return true;
  }

  open(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    for (const { end } of this.#lobbies.values()) if (end !== null) clearTimeout(end);
    for (const { held } of this.#tokens.values()) clearTimeout(held?.grace ?? undefined);
    this.#lobbies.clear();
    this.#places.clear();
    this.#tokens.clear();
    return Promise.resolve();
  }

  #make(mesh: boolean): Lobby | Verdict {
    if (this.#lobbies.size >= this.#limits.maxLobbies) return "too-many-lobbies";
    let name = randomLobbyName();
    while (this.#lobbies.has(name)) name = randomLobbyName();
    const lobby: Lobby = { name, mesh, places: new Map(), departed: new Set(), end: null };
    this.#lobbies.set(name, lobby);
    return lobby;
  }

  #find(name: string): Lobby | Verdict {
    const lobby = this.#lobbies.get(name);
    if (lobby === undefined) return "no-such-lobby";
    if (lobby.end !== null) return "sealed";
    return lobby.places.size >= this.#limits.maxLobbyPeers ? "lobby-full" : lobby;
  }

  #hold(key: PlaceKey | null): Held | null {
    // A token that has a place already is no secret of a newcomer.
    if (key === null || this.#tokens.has(key.token)) return null;
    const kept = new KeptMessages(this.#limits.maxKeptMessages, this.#limits.maxKeptLength);
    return { key, kept, received: 1, grace: null };
  }

  /** The place of a seat that has sent a message. */
  #receive(seat: Seat): Place | undefined {
    const place = this.#places.get(seat);
    const held = place?.held ?? null;
    if (held !== null) held.received += 1;
    return place;
  }

  #depart(place: Place): void {
    const { lobby, id } = place;
    this.#release(place);
    if (id === HOST_ID) {
      this.#disband(lobby, "host-left");
      return;
    }
    lobby.departed.add(id);
    const [oldest] = lobby.departed;
    if (lobby.departed.size > MAX_DEPARTED && oldest !== undefined) lobby.departed.delete(oldest);
    // Once a lobby is sealed its peers need the server no more: one that hangs up has not left the game.
    if (lobby.end !== null) return;
    for (const other of lobby.places.values()) {
      if (lobby.mesh || other.id === HOST_ID) deliver(other, { type: MessageType.PEER_DISCONNECT, id, data: "" });
    }
  }

  #disband(lobby: Lobby, cause: Dismissal): void {
    this.#lobbies.delete(lobby.name);
    if (lobby.end !== null) clearTimeout(lobby.end);
    for (const place of [...lobby.places.values()]) {
      const { seat } = place;
      this.#release(place);
      seat?.dismiss(cause);
    }
  }

  #release(place: Place): void {
    const { lobby, id, seat, held } = place;
    lobby.places.delete(id);
    if (seat !== null) this.#places.delete(seat);
    place.seat = null;
    if (held === null) return;
    this.#tokens.delete(held.key.token);
    if (held.grace !== null) clearTimeout(held.grace);
  }
}

function deliver({ seat, held }: Place, message: Message): void {
  held?.kept.push(message);
  seat?.deliver(message);
}

function freeId({ places, departed }: Lobby): number {
  let id = randomPeerId();
  while (places.has(id) || departed.has(id)) id = randomPeerId();
  return id;
}
