import { GodotError } from "../../generated/api/@GlobalScope.js";
import type { WebRTCMultiplayerPeer } from "../../generated/api/WebRTCMultiplayerPeer.js";
import { RefCounted, report, Signal } from "../core/index.js";
import type { SignalingClient } from "./client.js";
import type { LobbyMode } from "./lobby-peer.js";
import { CLOSE_DONE, HOST_ID } from "./protocol.js";

const CLASS = "Lobby";

/** What a lobby is made of, once it was joined. */
export interface LobbyParts {
  readonly name: string;
  readonly id: number;
  readonly mode: LobbyMode;
  readonly peer: WebRTCMultiplayerPeer;
  readonly signaling: SignalingClient;
  /** Where the server is, for messages. */
  readonly url: string;
}

/** A lobby that this peer is in: what {@link connect_lobby} gives. */
export class Lobby extends RefCounted {
  /** What others join it by. Whoever has the name may come in. */
  readonly name: string;
  /** This peer's id, 1 for the host. */
  readonly id: number;
  readonly mode: LobbyMode;
  /**
   * Ready to be used: connect its signals, poll it, send. Polling it also polls the signaling, by which others come in;
   * closing it also leaves the lobby.
   */
  readonly peer: WebRTCMultiplayerPeer;
  /** For what is not here: `lobby_sealed`, `interrupted`, `resumed`, `peer_connected` … */
  readonly signaling: SignalingClient;

  /**
   * The signaling is over: nobody comes in any more, and who is connected stays connected. Emitted while {@link peer} is
   * polled, once. The code is the WebSocket's: 1000 after {@link leave}, and some time after the lobby was sealed; 4000
   * with a reason from the server, for example when the host has left; 1006 if the server is gone.
   */
  readonly ended = new Signal<[code: number, reason: string]>(this, "ended");

  readonly #url: string;
  #isOpen = true;

  constructor({ name, id, mode, peer, signaling, url }: LobbyParts) {
    super();
    this.name = name;
    this.id = id;
    this.mode = mode;
    this.peer = peer;
    this.signaling = signaling;
    this.#url = url;
    signaling.disconnected.connect(() => this.#end());
  }

  /** Whether this peer is the host, who may {@link seal} the lobby. */
  get is_host(): boolean {
    return this.id === HOST_ID;
  }

  /** Whether the signaling goes on, so that others can come in. Also while a lost WebSocket is being replaced. */
  get is_open(): boolean {
    return this.#isOpen;
  }

  /**
   * Lets nobody in any more; the server ends the signaling of all some seconds later. For the host only.
   *
   * @returns OK if the server was asked, ERR_UNAUTHORIZED if this is not the host, FAILED if the signaling is over.
   */
  seal(): GodotError {
    if (this.is_host) return this.signaling.seal_lobby();
    const message = `Cannot seal the lobby "${this.name}": only its host can, and this is peer ${this.id}.`;
    const code = GodotError.ERR_UNAUTHORIZED;
    report({ kind: "error", message, class_name: CLASS, method: "seal", code });
    return code;
  }

  /**
   * Leaves the signaling server; {@link ended} follows. Connections that stand go on, and nobody new comes in. When the host
   * leaves, the server ends the signaling of all.
   */
  leave(): void {
    this.signaling.close();
  }

  /** Leaves, and closes all connections; then nothing of it keeps Node running. The same as `peer.close()`. */
  close(): void {
    this.peer.close();
  }

  #end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const { code, reason } = this.signaling;
    if (code !== CLOSE_DONE && !this.ended.has_connections()) {
      const why = reason === "" ? `code ${code}` : `${reason} (code ${code})`;
      const message = `The lobby "${this.name}" at ${this.#url} has ended: ${why}. Who is connected stays, nobody comes in any more; connect "ended" to handle it.`;
      report({ kind: "warning", message, class_name: CLASS, method: "poll" });
    }
    this.ended.emit(code, reason);
  }
}
