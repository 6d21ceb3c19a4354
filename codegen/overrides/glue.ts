import type { DefaultExtensionOverride, GlueOverride } from "./shapes.js";

const BY_HAND = "Written by hand in runtime/core: it is what everything else stands on.";

/** Which classes the runtime writes by hand, so that the glue imports them instead of making them. */
export const GLUE: readonly GlueOverride[] = [
  { class: "Object", abstractMethods: [], reason: BY_HAND },
  { class: "RefCounted", abstractMethods: [], reason: BY_HAND },
  {
    class: "PacketPeer",
    abstractMethods: ["get_available_packet_count", "_get_packet", "_put_packet"],
    reason:
      "In the engine, too, PacketPeer implements get_packet() and its like itself, over what its children give it.",
  },
  {
    class: "MultiplayerPeer",
    abstractMethods: [
      "close",
      "disconnect_peer",
      "get_connection_status",
      "get_packet_channel",
      "get_packet_mode",
      "get_packet_peer",
      "get_unique_id",
      "poll",
      "set_target_peer",
    ],
    replaceableMembers: ["refuse_new_connections", "transfer_channel", "transfer_mode", "is_server_relay_supported"],
    standIns: [
      { virtual: "_get_packet", by: "_get_packet_script", empty: "ERR_UNAVAILABLE" },
      { virtual: "_put_packet", by: "_put_packet_script" },
    ],
    reason:
      "In the engine, too, MultiplayerPeer keeps its properties and makes ids itself; extensions may replace the former, " +
      "and scripts override _get_packet_script() and _put_packet_script() where C++ overrides those with pointers.",
  },
  { class: "Signal", abstractMethods: [], reason: BY_HAND },
  { class: "Callable", abstractMethods: [], reason: BY_HAND },
];

export const DEFAULT_EXTENSION: DefaultExtensionOverride = {
  method: "set_default_extension",
  reason: "A static method with this name says that `new` on the class gives an instance of another one.",
};
