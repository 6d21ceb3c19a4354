export { checkArguments, intOf } from "./arguments.js";
export { Callable } from "./callable.js";
export { type ClassOutline, outline } from "./class-outline.js";
export { defineConstants } from "./constants.js";
export { ClassDB } from "./class-db.js";
export { instantiateDefault, provideDefault, setDefaultExtension } from "./default-extension.js";
export { type InstantiableClass, registerClass } from "./registered-classes.js";
export {
  type ErrorHandler,
  type ErrorKind,
  type ErrorReport,
  report,
  reportError,
  set_error_handler,
} from "./error-report.js";
export { MultiplayerPeer } from "./multiplayer-peer.js";
export { GodotObject } from "./object.js";
export { PacketPeer } from "./packet-peer.js";
export { RefCounted } from "./ref-counted.js";
export { Signal } from "./signal.js";
export { get_string_from_utf8, to_utf8_buffer } from "./text.js";
export * from "./variant/index.js";
export { isOverridden, missingOptionalVirtual, missingVirtual, withFallbacks } from "./virtuals.js";
export { SignalTimeoutError } from "./wait.js";
