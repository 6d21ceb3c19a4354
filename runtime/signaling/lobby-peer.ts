import { GodotError } from "../../generated/api/@GlobalScope.js";
import type { TransferMode } from "../../generated/api/MultiplayerPeer.js";
import type {
  InitializeConfiguration,
  WebRTCPeerConnection as PeerConnection,
} from "../../generated/api/WebRTCPeerConnection.js";
import { WebRTCMultiplayerPeer, WebRTCPeerConnection } from "../classes.js";
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

  constructor(signaling: SignalingClient) {
    super();
    this.#signaling = signaling;
  }

  override poll(): void {
    // First: what others say by the server is heard in the same frame.
    this.#signaling.poll();
    super.poll();
  }

  override close(): void {
    super.close();
    this.#signaling.close();
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
