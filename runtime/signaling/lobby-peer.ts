import { GodotError } from "../../generated/api/@GlobalScope.js";
import type { TransferMode } from "../../generated/api/MultiplayerPeer.js";
import type {
  InitializeConfiguration,
  WebRTCPeerConnection as PeerConnection,
} from "../../generated/api/WebRTCPeerConnection.js";
import { WebRTCMultiplayerPeer, WebRTCPeerConnection } from "../classes.js";
import { report } from "../core/index.js";
import type { SignalingClient } from "./client.js";
import { HOST_ID } from "./protocol.js";

/**
 * What the peers of a lobby are to each other: `mesh`, all hear of all; `client-server`, all hear of the host alone, whose
 * id is 1.
 */
export type LobbyMode = "mesh" | "client-server";

/** A WebRTCMultiplayerPeer that brings its signaling along: who polls and closes the one need not know of the other. */
export class LobbyPeer extends WebRTCMultiplayerPeer {
  readonly #signaling: SignalingClient;
  /** Who was added and is not connected yet. */
  readonly #expected = new Set<number>();

  constructor(signaling: SignalingClient) {
    super();
    this.#signaling = signaling;
  }

  override add_peer(peer: PeerConnection, peerId: number, unreliableLifetime?: number): GodotError {
    const code = super.add_peer(peer, peerId, unreliableLifetime);
    if (code === GodotError.OK) this.#expected.add(peerId);
    return code;
  }

  override remove_peer(peerId: number): void {
    this.#expected.delete(peerId);
    super.remove_peer(peerId);
  }

  override poll(): void {
    // First: what others say by the server is heard in the same frame.
    this.#signaling.poll();
    super.poll();
    for (const id of this.#expected) this.#look(id);
  }

  override close(): void {
    this.#expected.clear();
    super.close();
    this.#signaling.close();
  }

  /** No signal tells of a peer that goes before it was connected, so that its players would wait and not know for whom. */
  #look(id: number): void {
    const isThere = this.has_peer(id);
    if (isThere && this.get_peer(id).connected !== true) return;
    this.#expected.delete(id);
    if (isThere) return;
    const message = `Peer ${id} of the lobby could not be connected: no way to it was found in time, or it went away. Peers in different networks need a STUN or TURN server, the configuration's "iceServers".`;
    report({ kind: "warning", message, class_name: "Lobby", method: "poll" });
  }
}

/** Makes a peer what its id is in a lobby. @returns what `create_mesh` and its like return */
export function assumeRole(
  peer: LobbyPeer,
  mode: LobbyMode,
  id: number,
  channels: readonly TransferMode[],
): GodotError {
  if (mode === "mesh") return peer.create_mesh(id, channels);
  return id === HOST_ID ? peer.create_server(channels) : peer.create_client(id, channels);
}

/** A connection for a peer; `null` if the configuration is refused, which is reported. */
export function makeConnection(configuration: InitializeConfiguration): PeerConnection | null {
  const connection = new WebRTCPeerConnection();
  return connection.initialize(configuration) === GodotError.OK ? connection : null;
}
