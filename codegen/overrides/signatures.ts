import type { ParametersOverride, RestOverride } from "./shapes.js";

const WRITTEN_TO = "The two pointers are where C++ writes the packet to; here the packet is what the method returns.";
const ONE_ARRAY = "A pointer and a size are one byte array here.";
const BYTES = [{ name: "p_buffer", type: "#{PackedByteArray}" }] as const;

/** Pointers of C++ that are arrays of bytes. All others are handles (resolve/types.ts). */
export const PARAMETERS: readonly ParametersOverride[] = [
  { member: "WebRTCDataChannelExtension._get_packet", parameters: [], reason: WRITTEN_TO },
  { member: "WebRTCDataChannelExtension._put_packet", parameters: BYTES, reason: ONE_ARRAY },
  { member: "PacketPeerExtension._get_packet", parameters: [], reason: WRITTEN_TO },
  { member: "PacketPeerExtension._put_packet", parameters: BYTES, reason: ONE_ARRAY },
  { member: "MultiplayerPeerExtension._get_packet", parameters: [], reason: WRITTEN_TO },
  { member: "MultiplayerPeerExtension._put_packet", parameters: BYTES, reason: ONE_ARRAY },
];

const ANY_VALUE = "Handlers written in TypeScript take any value, not only those that fit a Variant.";

export const RESTS: readonly RestOverride[] = [
  { member: "Signal.emit", type: "Args", reason: "What is emitted is what the signal's declaration says." },
  { member: "Callable.bind", type: "unknown[]", reason: ANY_VALUE },
  { member: "Callable.call", type: "unknown[]", reason: ANY_VALUE },
  { member: "Callable.call_deferred", type: "unknown[]", reason: ANY_VALUE },
  { member: "Object.call", type: "unknown[]", reason: ANY_VALUE },
  { member: "Object.call_deferred", type: "unknown[]", reason: ANY_VALUE },
  { member: "Object.emit_signal", type: "unknown[]", reason: ANY_VALUE },
];
