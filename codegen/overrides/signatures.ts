import type { ParametersOverride, RestOverride } from "./shapes.js";

/** Parameters that C++ has and TypeScript cannot have: pointers. */
export const PARAMETERS: readonly ParametersOverride[] = [
  {
    member: "WebRTCDataChannelExtension._get_packet",
    parameters: [],
    reason: "The two pointers are where C++ writes the packet to; here the packet is what the method returns.",
  },
  {
    member: "WebRTCDataChannelExtension._put_packet",
    parameters: [{ name: "p_buffer", type: "#{PackedByteArray}" }],
    reason: "A pointer and a size are one byte array here.",
  },
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
