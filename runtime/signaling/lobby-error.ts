/**
 * Why a lobby could not be joined:
 *
 * - `unreachable`: no signaling server answers at the URL, or it refuses the WebSocket itself.
 * - `refused`: the server answered, and lets this peer not into this lobby.
 * - `lost`: the connection to the server ended on the way.
 * - `timeout`: nothing came of it in time.
 * - `other-mode`: the lobby is there, and is a mesh where client and server were asked for, or the other way round.
 */
export type LobbyErrorKind = "unreachable" | "refused" | "lost" | "timeout" | "other-mode";

export interface LobbyErrorDetails {
  readonly kind: LobbyErrorKind;
  /** Where the server was looked for, without user, password and query. */
  readonly url: string;
  /** The lobby that was asked for, empty if one was to be made. */
  readonly lobby: string;
  /** The WebSocket's close code; 1006 if it never stood, 1000 if it was this side that ended it. */
  readonly code: number;
  /** The reason that the server, or the platform, gave; empty if none. */
  readonly reason: string;
}

/** What {@link connect_lobby} rejects with. The message says what failed, where, and what to do. */
export class LobbyError extends Error implements LobbyErrorDetails {
  override readonly name = "LobbyError";
  readonly kind: LobbyErrorKind;
  readonly url: string;
  readonly lobby: string;
  readonly code: number;
  readonly reason: string;

  constructor(details: LobbyErrorDetails, why: string) {
    super(`Cannot ${goal(details)} at ${details.url}: ${why}`);
    this.kind = details.kind;
    this.url = details.url;
    this.lobby = details.lobby;
    this.code = details.code;
    this.reason = details.reason;
  }
}

function goal({ lobby }: LobbyErrorDetails): string {
  return lobby === "" ? "make a lobby" : `join the lobby "${lobby}"`;
}
