/** What `godot-webrtc/signaling` has on every platform. */
export type { SignalingClientOptions } from "./client.js";
export type { ConnectLobbyOptions } from "./connect-lobby.js";
export { introduce_peers, type IntroductionOptions } from "./introduce-peers.js";
export { LobbyError, type LobbyErrorDetails, type LobbyErrorKind } from "./lobby-error.js";
export type { LobbyMode } from "./lobby-peer.js";
export { Lobby } from "./lobby.js";
export {
  type CandidateData,
  CLOSE_DONE,
  CLOSE_ERROR,
  decodeCandidate,
  decodeMessage,
  encodeCandidate,
  encodeMessage,
  HOST_ID,
  MAX_ID,
  type Message,
  MessageType,
} from "./protocol.js";
