/**
 * A multiplayer peer that is driven from outside, wherever it lives: in this process, or in a page. Nothing but Godot's API,
 * and a frame loop.
 */
import {
  GodotError,
  type MultiplayerPeer,
  to_utf8_buffer,
  var_to_bytes,
  type Variant,
  Vector3,
  type WebRTCMultiplayerPeer,
  type WebRTCPeerConnection,
} from "../../runtime/index.js";
import type { SignalingClient } from "../../runtime/signaling/client.js";
import { introduce_peers } from "../../runtime/signaling/shared.js";
import { drain, newMember, type Packet, RELIABLE } from "../support/members.js";
import type { Signal } from "./page/peer.js";

const FRAME_MS = 5;
/** Unreliable packets that wait for a busy machine are not given up, so that tests can count them. */
const LIFETIME_MS = 20_000;

/** What a member has of the place where it lives. */
export interface Surroundings {
  /** A new connection, ready to be added. */
  create(): WebRTCPeerConnection;
  createSignalingClient(): SignalingClient;
  /** Gets what a connection has to tell the peer with that id. */
  tell(to: number, signal: Signal): void;
}

/** Where packets go, and how. What is left out is 0 and reliable. */
export interface Way {
  readonly target?: number;
  readonly channel?: number;
  readonly mode?: MultiplayerPeer.TransferMode;
}

export interface MemberReport {
  /** 0 if it is disconnected, and has none. */
  readonly id: number;
  readonly status: MultiplayerPeer.ConnectionStatus;
  /** What its signals said, in order: `"+2"`, `"-2"`. */
  readonly log: readonly string[];
  /** The ids of its peers, ascending. */
  readonly peers: readonly number[];
  /** The lobby it has joined; empty if it has not. */
  readonly lobby: string;
}

/** A Variant that was received, in Godot's binary form. */
export interface VariantPacket {
  readonly peer: number;
  readonly bytes: readonly number[];
}

export class DrivenMember {
  readonly #surroundings: Surroundings;
  readonly #member = newMember("driven");
  readonly #connections = new Map<number, WebRTCPeerConnection>();
  /** Candidates that wait for the answer: who answers must not begin its checks before the answer is applied here. */
  readonly #held = new Map<number, Signal[]>();
  readonly #frames: ReturnType<typeof setInterval>;
  #client: SignalingClient | undefined;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#frames = setInterval(() => {
      this.#client?.poll();
      this.#member.peer.poll();
    }, FRAME_MS);
  }

  createMesh(id: number, modes: readonly MultiplayerPeer.TransferMode[]): GodotError {
    return this.#member.peer.create_mesh(id, modes);
  }

  createClient(id: number): GodotError {
    return this.#member.peer.create_client(id);
  }

  /** Adds a peer, which is told by `tell` and heard by {@link hear}. */
  meet(id: number, offers: boolean): GodotError {
    const connection = this.#surroundings.create();
    const code = this.#member.peer.add_peer(connection, id, LIFETIME_MS);
    if (code !== GodotError.OK) return code;
    this.#connections.set(id, connection);
    if (offers) this.#held.set(id, []);
    connection.session_description_created.connect(connection.set_local_description);
    connection.session_description_created.connect((type, sdp) => {
      this.#surroundings.tell(id, { kind: "description", type, sdp });
    });
    connection.ice_candidate_created.connect((sdpMid, sdpMLineIndex, candidate) => {
      const signal: Signal = { kind: "candidate", candidate, sdpMid, sdpMLineIndex };
      const held = this.#held.get(id);
      if (held === undefined) this.#surroundings.tell(id, signal);
      else held.push(signal);
    });
    return offers ? connection.create_offer() : GodotError.OK;
  }

  hear(from: number, signal: Signal): GodotError {
    const connection = this.#connections.get(from);
    if (connection === undefined) throw new Error(`There is no peer ${from}.`);
    if (signal.kind === "candidate") {
      return connection.add_ice_candidate(signal.sdpMid, signal.sdpMLineIndex, signal.candidate);
    }
    const code = connection.set_remote_description(signal.type, signal.sdp);
    const held = this.#held.get(from) ?? [];
    this.#held.delete(from);
    for (const candidate of held) this.#surroundings.tell(from, candidate);
    return code;
  }

  /** Joins a lobby of a signaling server, or makes one if none is named: its first member is the game's server. */
  join(url: string, lobby: string): GodotError {
    const client = this.#surroundings.createSignalingClient();
    const { peer } = this.#member;
    this.#client = client;
    client.mesh = false;
    client.lobby = lobby;
    client.connected.connect((id) => (id === 1 ? peer.create_server() : peer.create_client(id)));
    introduce_peers(client, {
      create: (id) => {
        const connection = this.#surroundings.create();
        return peer.add_peer(connection, id, LIFETIME_MS) === GodotError.OK ? connection : null;
      },
      gone: (id) => {
        if (peer.has_peer(id)) peer.remove_peer(id);
      },
    });
    return client.connect_to_url(url);
  }

  put(text: string, way: Way = {}): GodotError {
    return this.#aim(way).put_packet(to_utf8_buffer(text));
  }

  /** Sends {@link sampleOf} a number. */
  putSample(number: number, way: Way = {}): GodotError {
    return this.#aim(way).put_var(sampleOf(number));
  }

  takePackets(): Packet[] {
    return drain(this.#member);
  }

  /** Takes all packets there are as Variants. */
  takeVariants(): VariantPacket[] {
    const { peer } = this.#member;
    const taken: VariantPacket[] = [];
    while (peer.get_available_packet_count() > 0) {
      taken.push({ peer: peer.get_packet_peer(), bytes: [...var_to_bytes(peer.get_var())] });
    }
    return taken;
  }

  report(): MemberReport {
    const { peer, log } = this.#member;
    const status = peer.get_connection_status();
    const id = status === peer.CONNECTION_DISCONNECTED ? 0 : peer.get_unique_id();
    const peers = [...peer.get_peers().keys()].sort((one, other) => one - other);
    return { id, status, log: [...log], peers, lobby: this.#client?.lobby ?? "" };
  }

  disconnectPeer(id: number): void {
    this.#member.peer.disconnect_peer(id);
  }

  refuseNewConnections(refuses: boolean): void {
    this.#member.peer.refuse_new_connections = refuses;
  }

  /** Leaves the game, and goes on to poll. */
  leave(): void {
    this.#member.peer.close();
    this.#client?.close();
  }

  /** Leaves for good. */
  close(): void {
    clearInterval(this.#frames);
    this.leave();
  }

  #aim({ target = 0, channel = 0, mode = RELIABLE }: Way): WebRTCMultiplayerPeer {
    const { peer } = this.#member;
    peer.set_target_peer(target);
    peer.transfer_channel = channel;
    peer.transfer_mode = mode;
    return peer;
  }
}

/** A value of many types; each number has its own. */
export function sampleOf(number: number): Variant {
  const at = new Vector3(number, -0.5, 0);
  return new Map<Variant, Variant>([
    ["who", number],
    ["at", at],
    [2, ["Grüße ✓", null, true, 0.5]],
    ["raw", Uint8Array.of(0, 255, number)],
  ]);
}
