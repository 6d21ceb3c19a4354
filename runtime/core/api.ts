/**
 * What core takes from the generated reference. The interfaces that core implements are called like its classes; here they
 * get other names, once.
 */
export { GodotError } from "../../generated/api/@GlobalScope.js";
export type { Callable as CallableApi, CallableConstructor } from "../../generated/api/Callable.js";
export type { ArgumentInfo, ClassInfo, MethodInfo, PropertyInfo } from "../../generated/api/ClassInfo.js";
export {
  ConnectFlags,
  type GodotObject as GodotObjectApi,
  type GodotObjectConstructor,
} from "../../generated/api/Object.js";
export {
  ConnectionStatus,
  type MultiplayerPeer as MultiplayerPeerApi,
  TransferMode,
} from "../../generated/api/MultiplayerPeer.js";
export type { PacketPeer as PacketPeerApi } from "../../generated/api/PacketPeer.js";
export type { RefCounted as RefCountedApi } from "../../generated/api/RefCounted.js";
export type {
  AbortSignalLike,
  AwaitedSignal,
  Connection as ConnectionApi,
  Signal as SignalApi,
  WaitOptions,
} from "../../generated/api/Signal.js";
export type { Dictionary, Variant } from "../../generated/api/Variant.js";
