/** The package's public face: Godot's classes as the class reference names them, and the few things around them. */
export * from "../generated/public/index.js";
export {
  ClassDB,
  type ErrorHandler,
  type ErrorKind,
  type ErrorReport,
  get_string_from_utf8,
  set_error_handler,
  SignalTimeoutError,
  to_utf8_buffer,
} from "./core/index.js";
export * from "./core/variant/index.js";
export { auto_poll, type AutoPollOptions, type Pollable } from "./auto-poll.js";
export { configure_multiplayer_peer, type MultiplayerPeerOptions } from "./multiplayer/settings.js";
