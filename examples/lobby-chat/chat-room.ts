import type { Variant } from "godot-webrtc";
import type { Lobby } from "godot-webrtc/signaling";

/** What happens in a room. */
export interface ChatEvents {
  /** Somebody is connected, and has said what it is called. */
  came(id: number, name: string): void;
  left(id: number, name: string): void;
  /** @param isEcho - Whether it was said in answer to a message, and wants none itself. */
  said(name: string, text: string, isEcho: boolean): void;
}

/** What others may fill the room with. */
const MAX_NAME = 40;
const MAX_TEXT = 2000;

/**
 * A chat over the multiplayer peer of a lobby, the same in a web page and on Node. Its packets are Dictionaries, as a Godot
 * game would send them with `put_var()`: `{ name }` when two peers have met, `{ name, text }` for what is said.
 */
export class ChatRoom {
  readonly lobby: Lobby;
  /** Who is connected to this peer, by id. */
  readonly people = new Map<number, string>();
  readonly #name: string;
  readonly #events: ChatEvents;

  constructor(lobby: Lobby, name: string, events: ChatEvents) {
    this.lobby = lobby;
    this.#name = name;
    this.#events = events;
    lobby.peer.peer_connected.connect((id) => this.#send(id, { name: this.#name }));
    lobby.peer.peer_disconnected.connect((id) => this.#leave(id));
  }

  /** What a Godot node does in `_process`: call it every frame. */
  poll(): void {
    const { peer } = this.lobby;
    peer.poll();
    while (peer.get_available_packet_count() > 0) {
      const from = peer.get_packet_peer();
      this.#receive(from, peer.get_var());
    }
  }

  /** Says something to everybody in the room. */
  say(text: string, isEcho = false): void {
    this.#send(0, { name: this.#name, text, ...(isEcho ? { echo: true } : {}) });
  }

  close(): void {
    this.lobby.close();
  }

  /** @param to - An id, 0 for all, a negative id for all but that one. */
  #send(to: number, message: Record<string, string | boolean>): void {
    const { peer } = this.lobby;
    peer.set_target_peer(to);
    peer.put_var(message);
  }

  #receive(from: number, packet: Variant): void {
    // Whoever is in the lobby may send anything.
    if (!(packet instanceof Map)) return;
    const [name, text] = [packet.get("name"), packet.get("text")];
    if (typeof name !== "string") return;
    const shownName = name.slice(0, MAX_NAME);
    if (typeof text === "string") {
      const isEcho = packet.get("echo") === true;
      this.#events.said(shownName, text.slice(0, MAX_TEXT), isEcho);
      this.#relay(from, { name: shownName, text: text.slice(0, MAX_TEXT), ...(isEcho ? { echo: true } : {}) });
    } else if (!this.people.has(from)) {
      this.people.set(from, shownName);
      this.#events.came(from, shownName);
    }
  }

  /** Clients hear the host alone: what one of them says, the host tells the others. */
  #relay(from: number, message: Record<string, string | boolean>): void {
    if (this.lobby.mode === "client-server" && this.lobby.is_host) this.#send(-from, message);
  }

  #leave(id: number): void {
    const name = this.people.get(id);
    this.people.delete(id);
    if (name !== undefined) this.#events.left(id, name);
  }
}
