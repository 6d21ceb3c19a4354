import type { TypeOverride } from "./shapes.js";

const CONNECTIONS = "The XML says Dictionary or Array; its description says which keys the elements have.";
const HANDLER = "A handler may take fewer parameters than the signal has, never others: the signal's own say which.";

const PEERS = "The XML says Dictionary; its description says which keys it has, and that an unknown peer has none.";
const MODES = "The XML says Array; its description says that it holds TransferModes.";
const TRANSFER_MODES = "readonly #{enum MultiplayerPeer.TransferMode}[]";

const PACKET = "#{PackedByteArray} | #{enum Error}";
const NO_POINTERS =
  "Instead of writing through pointers, the method returns the packet, or the code that says why there is none.";

/** Types that the XML states less exactly than TypeScript can. */
export const TYPES: readonly TypeOverride[] = [
  {
    member: "Signal.connect",
    parameter: "callable",
    type: "((...args: [...Args]) => unknown) | #{class Callable}",
    reason: HANDLER,
  },
  { member: "Signal.get_connections", type: "Connection[]", reason: CONNECTIONS },
  { member: "Signal.connect", type: "#{enum Error}", reason: "The XML says int; the description says it is an Error." },
  { member: "Object.get_signal_connection_list", type: "#{Signal.Connection}[]", reason: CONNECTIONS },
  { member: "Object.get_incoming_connections", type: "#{Signal.Connection}[]", reason: CONNECTIONS },
  {
    member: "WebRTCMultiplayerPeer.get_peer",
    type: "PeerEntry | { readonly [Key in keyof PeerEntry]?: undefined }",
    reason: PEERS,
  },
  { member: "WebRTCMultiplayerPeer.get_peers", type: "Map<number, PeerEntry>", reason: PEERS },
  {
    member: "WebRTCMultiplayerPeer.create_server",
    parameter: "channels_config",
    type: TRANSFER_MODES,
    reason: MODES,
  },
  {
    member: "WebRTCMultiplayerPeer.create_client",
    parameter: "channels_config",
    type: TRANSFER_MODES,
    reason: MODES,
  },
  { member: "WebRTCMultiplayerPeer.create_mesh", parameter: "channels_config", type: TRANSFER_MODES, reason: MODES },
  { member: "WebRTCDataChannelExtension._get_packet", type: PACKET, reason: NO_POINTERS },
  { member: "PacketPeerExtension._get_packet", type: PACKET, reason: NO_POINTERS },
  { member: "MultiplayerPeerExtension._get_packet", type: PACKET, reason: NO_POINTERS },
];
