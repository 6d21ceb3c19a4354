import type { DefaultExtensionOverride, GlueOverride } from "./shapes.js";

const BY_HAND = "Written by hand in runtime/core: it is what everything else stands on.";

/** Which classes the runtime writes by hand, so that the glue imports them instead of making them. */
export const GLUE: readonly GlueOverride[] = [
  { class: "Object", abstractMethods: [], reason: BY_HAND },
  { class: "RefCounted", abstractMethods: [], reason: BY_HAND },
  {
    class: "PacketPeer",
    abstractMethods: ["get_available_packet_count"],
    reason:
      "In the engine, too, PacketPeer implements get_packet() and its like itself, over what its children give it.",
  },
  { class: "Signal", abstractMethods: [], reason: BY_HAND },
  { class: "Callable", abstractMethods: [], reason: BY_HAND },
];

export const DEFAULT_EXTENSION: DefaultExtensionOverride = {
  method: "set_default_extension",
  reason: "A static method with this name says that `new` on the class gives an instance of another one.",
};
