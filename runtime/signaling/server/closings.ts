import { CLOSE_DONE, CLOSE_ERROR } from "../protocol.js";
import type { Dismissal, Refusal } from "./store.js";

/** Why the server closes a socket. The name is what logs and metrics count. */
export type ClosingName =
  | Exclude<Refusal, "gone">
  | Dismissal
  | "no-message"
  | "binary"
  | "too-large"
  /** Not even WebSocket frames: ws says which rule of RFC 6455 they break. */
  | "broken"
  | "not-for-clients"
  | "not-joined"
  | "joined-already"
  | "silent"
  | "too-many-messages"
  | "too-many-failed-joins"
  | "store-failed"
  | "stopping";

interface Closing {
  readonly code: number;
  /** At most 123 bytes, as a close frame has room for. */
  readonly reason: string;
}

/** RFC 6455, section 7.4.1 and the IANA registry beside it. */
const GOING_AWAY = 1001;
const PROTOCOL_ERROR = 1002;
const INTERNAL_ERROR = 1011;
const SERVICE_RESTART = 1012;

const error = (reason: string): Closing => ({ code: CLOSE_ERROR, reason });

export const CLOSINGS: Readonly<Record<ClosingName, Closing>> = {
  "no-message": error('A frame was no message: JSON with "type", "id" and "data" is expected.'),
  binary: error("A frame was binary: messages are text."),
  "too-large": error("A frame was larger than this server takes."),
  broken: { code: PROTOCOL_ERROR, reason: "What came was no WebSocket frame." },
  "not-for-clients": error("A message had a type that only the server sends."),
  "not-joined": error("The first message must be JOIN."),
  "joined-already": error("This peer is in a lobby already."),
  silent: error("No lobby was joined in time."),
  "no-such-lobby": error("There is no lobby of this name."),
  sealed: error("The lobby is sealed: it takes nobody any more."),
  "lobby-full": error("The lobby is full."),
  "too-many-lobbies": error("The server has no room for another lobby."),
  "no-such-peer": error("There is no such peer in this lobby."),
  "not-host": error("Only the host can seal a lobby."),
  "too-many-messages": error("Too many messages in too short a time."),
  "too-many-failed-joins": error("Too many lobbies that do not exist were asked for. Try again later."),
  "host-left": error("The host has left."),
  "seal-complete": { code: CLOSE_DONE, reason: "The lobby was sealed, and its time is over." },
  replaced: error("This place was taken again by another connection of its client."),
  // These three are no fault of the client, which may come back.
  lost: { code: SERVICE_RESTART, reason: "The server lost track of its lobbies." },
  "store-failed": { code: INTERNAL_ERROR, reason: "The server cannot reach its store." },
  stopping: { code: GOING_AWAY, reason: "The server is being stopped." },
};
