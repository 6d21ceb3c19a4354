import { GodotError } from "../../generated/api/@GlobalScope.js";
import { ConnectionState, type WebRTCPeerConnection } from "../../generated/api/WebRTCPeerConnection.js";
import { report } from "../core/index.js";
import type { SignalingClient } from "./client.js";

export interface IntroductionOptions {
  /**
   * Makes the connection to a peer of the lobby: in STATE_NEW, configured, and with its channels, or added to a multiplayer
   * peer, which makes them. `null` for a peer that is not to be connected. Who makes a connection polls and closes it.
   */
  readonly create: (id: number) => WebRTCPeerConnection | null;
  /** The peer, or the server, left before offer and answer were exchanged; the connection was closed. */
  readonly gone?: (id: number, connection: WebRTCPeerConnection) => void;
}

/**
 * Connects a signaling client to peer connections: descriptions and candidates go out by the one and come in to the other,
 * and of two peers the one with the larger id offers, as in Godot's demo.
 *
 * A connection needs the server no more once both descriptions were exchanged: it goes on when the server or its peer's
 * WebSocket goes away. One that lacks a description then will never stand, and is closed.
 *
 * @returns Stops it: later signals of the client are nobody's business any more.
 */
export function introduce_peers(client: SignalingClient, { create, gone }: IntroductionOptions): () => void {
  const connections = new Map<number, WebRTCPeerConnection>();
  /** Those to whom, or from whom, an answer went: of two peers one knows before the other that they are connected. */
  const answered = new WeakSet<WebRTCPeerConnection>();
  let ownId = 0;

  const meet = (id: number): void => {
    const connection = create(id);
    if (connection === null) return;
    connections.set(id, connection);
    connection.session_description_created.connect((type, sdp) => {
      connection.set_local_description(type, sdp);
      if (connections.get(id) !== connection) return;
      if (type === "offer") client.send_offer(id, sdp);
      else if (client.send_answer(id, sdp) === GodotError.OK) answered.add(connection);
    });
    connection.ice_candidate_created.connect((mid, index, sdp) => {
      if (connections.get(id) === connection) client.send_candidate(id, mid, index, sdp);
    });
    if (id < ownId && connection.create_offer() !== GodotError.OK) warn(id, "create_offer() failed, see above");
  };

  const part = (id: number): void => {
    const connection = connections.get(id);
    connections.delete(id);
    if (connection === undefined || answered.has(connection)) return;
    if (connection.get_connection_state() === ConnectionState.STATE_CONNECTED) return;
    connection.close();
    gone?.(id, connection);
  };

  const heard = (id: number, take: (connection: WebRTCPeerConnection) => void): void => {
    const connection = connections.get(id);
    if (connection !== undefined) take(connection);
  };

  const handlers = [
    [client.connected, (id: number) => (ownId = id)],
    [client.peer_connected, meet],
    [client.peer_disconnected, part],
    [client.disconnected, () => [...connections.keys()].forEach(part)],
    [client.offer_received, (id: number, sdp: string) => heard(id, (to) => to.set_remote_description("offer", sdp))],
    [
      client.answer_received,
      (id: number, sdp: string) =>
        heard(id, (to) => {
          if (to.set_remote_description("answer", sdp) === GodotError.OK) answered.add(to);
        }),
    ],
    [
      client.candidate_received,
      (id: number, mid: string, index: number, sdp: string) => heard(id, (to) => to.add_ice_candidate(mid, index, sdp)),
    ],
  ] as const;
  for (const [signal, handler] of handlers) signal.connect(handler as (...args: unknown[]) => unknown);
  return () => {
    for (const [signal, handler] of handlers) signal.disconnect(handler);
    connections.clear();
  };
}

function warn(id: number, what: string): void {
  const message = `The connection to peer ${id} cannot be made: ${what}.`;
  report({ kind: "warning", message, class_name: "godot-webrtc", method: "introduce_peers" });
}
