/** `godot-webrtc/signaling/server`: the signaling server, for Node. */
export { jsonLog, type Log, type LogEntry, prettyLog } from "./log.js";
export type { Listening, ListenOptions } from "./listen.js";
export type { Authenticate, Identity, ServerLimits, SignalingRequest, SignalingServerOptions } from "./options.js";
export type { RedisLike } from "./redis-client.js";
export { SignalingServer } from "./server.js";
