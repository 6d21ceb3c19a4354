import { createRequire } from "node:module";
import type { Candidate, Contender, Packet } from "./contender.js";
import { requirePackage } from "../support/packages.js";
import { godotWebRTC } from "./godot-webrtc.js";
import { nodeDataChannel, type Settings } from "./node-datachannel.js";
import { polled } from "./polled.js";
import { type RtcConnection, w3c } from "./w3c.js";

interface W3CModule {
  readonly RTCPeerConnection: ConnectionClass;
}

type ConnectionClass = new (configuration: object) => RtcConnection;

const ON_LOOPBACK = { iceServers: [], bindAddress: "127.0.0.1" };

/** For those that cannot be bound to an address: nothing else may connect. */
const onLoopback = ({ candidate }: Candidate): boolean => candidate.includes(" 127.0.0.1 ");

/** Everybody who runs in Node, by the name that stands in the tables. Loaded only when asked for. */
export const NODE_CONTENDERS = {
  "godot-webrtc": () => godotWebRTC(),
  "godot-webrtc, MTU 1280": () => godotWebRTC({ mtu: 1280 }),
  "node-datachannel": (settings?: Settings) => Promise.resolve(nodeDataChannel(settings)),
  "node-datachannel, polled": () => Promise.resolve(polled(nodeDataChannel())),
  "its polyfill": () => {
    // By `require`, as its types want those of browsers.
    const { RTCPeerConnection } = createRequire(import.meta.url)("node-datachannel/polyfill") as W3CModule;
    return Promise.resolve(w3c({ create: () => new RTCPeerConnection(ON_LOOPBACK) }));
  },
  "@roamhq/wrtc": () => {
    const { RTCPeerConnection } = requirePackage("@roamhq/wrtc") as W3CModule;
    return Promise.resolve(w3c({ create: () => new RTCPeerConnection({ iceServers: [] }), passes: onLoopback }));
  },
  werift: () => {
    const { RTCPeerConnection } = requirePackage("werift") as W3CModule;
    const configuration = { iceServers: [], iceUseIpv6: false, iceAdditionalHostAddresses: ["127.0.0.1"] };
    const asBuffer = (packet: Packet): Packet =>
      packet instanceof Uint8Array
        ? Buffer.from(packet.buffer, packet.byteOffset, packet.byteLength)
        : Buffer.from(packet);
    return Promise.resolve(
      w3c({ create: () => new RTCPeerConnection(configuration), passes: onLoopback, wrap: asBuffer }),
    );
  },
} satisfies Readonly<Record<string, (settings?: Settings) => Promise<Contender>>>;

export type NodeContender = keyof typeof NODE_CONTENDERS;
