import type { OptionOverride } from "./shapes.js";

/** What the docs' code blocks leave out or show by one example of several. */
export const OPTIONS: readonly OptionOverride[] = [
  {
    options: "WebRTCPeerConnection.create_data_channel.options",
    key: "maxPacketLifetime",
    type: "number",
    doc: "Another spelling of [code]maxPacketLifeTime[/code].",
    reason: "Godot's own multiplayer peer spells the key this way.",
  },
  {
    options: "WebRTCPeerConnection.initialize.configuration.iceServers",
    key: "urls",
    type: "string | readonly string[]",
    reason: "webrtc-native and browsers take one address without an array too.",
  },
  {
    options: "WebRTCPeerConnection.initialize.configuration",
    key: "libdatachannel",
    typeName: "LibdatachannelOptions",
    doc: "Settings of the transport that Godot's docs do not name. Ignored where the backend has no such setting.",
    keys: {
      enableIceTcp: { type: "boolean", doc: "Whether candidates over TCP are used too." },
      enableIceUdpMux: { type: "boolean", doc: "Whether all connections share one UDP port." },
      portRangeBegin: { type: "number", doc: "Lowest local port to use, 1 to 65535." },
      portRangeEnd: { type: "number", doc: "Highest local port to use, 1 to 65535." },
      mtu: { type: "number", doc: "Largest IP packet to send, in bytes." },
      bindAddress: { type: "string", doc: "The one local address to use." },
      iceTransportPolicy: { type: '"all" | "relay"', doc: "[code]relay[/code]: only by way of TURN servers." },
      maxMessageSize: { type: "number", doc: "Largest message to accept, in bytes." },
      proxyServer: {
        type: '{ type: "Socks5" | "Http"; ip: string; port: number; username?: string | undefined; password?: string | undefined }',
        doc: "A proxy to reach TURN servers through.",
      },
      maxReceiveQueueBytes: {
        type: "number",
        doc: "How many bytes of packets that nobody has taken yet a channel keeps. Packets beyond are dropped and reported.",
      },
    },
    reason:
      "webrtc-native reads its own settings under this key; what node-datachannel offers beyond them stands beside.",
  },
];
