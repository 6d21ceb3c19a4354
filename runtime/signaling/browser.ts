/** `godot-webrtc/signaling` in a browser. */
import { openBrowserLink } from "./browser-link.js";
import { SignalingClient as Client, type SignalingClientOptions } from "./client.js";
import { type ConnectLobbyOptions, joinLobby } from "./connect-lobby.js";
import type { Lobby } from "./lobby.js";

export * from "./shared.js";

/** A signaling client over the browser's WebSocket. */
export class SignalingClient extends Client {
  constructor(options: SignalingClientOptions = {}) {
    super(openBrowserLink, options);
  }
}

/**
 * Joins a lobby of a signaling server, or makes one, and gives a WebRTCMultiplayerPeer to which the others of the lobby are
 * connected as they come. Poll {@link Lobby.peer}. Connections that stand go on without the server.
 *
 * @param url - The server's: `ws:` or `wss:`.
 * @returns Once the server has said the id and the lobby's name. Rejects with a LobbyError if it lets this peer not in, with
 * a RangeError for options that make no sense.
 */
export async function connect_lobby(url: string, options: ConnectLobbyOptions = {}): Promise<Lobby> {
  return joinLobby(new SignalingClient(options), url, options);
}
