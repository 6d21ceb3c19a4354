import { expect } from "vitest";
import { GodotError } from "../../../generated/api/@GlobalScope.js";
import { WebRTCDataChannelInfo } from "../../../generated/api/WebRTCDataChannel.js";
import { type WebRTCPeerConnection, WebRTCPeerConnectionInfo } from "../../../generated/api/WebRTCPeerConnection.js";
import { WebRTCDataChannel } from "../../../generated/glue/WebRTCDataChannel.js";
import { WebRTCDataChannelExtension } from "../../../generated/glue/WebRTCDataChannelExtension.js";
import { WebRTCPeerConnection as Facade } from "../../../generated/glue/WebRTCPeerConnection.js";
import { WebRTCPeerConnectionExtension } from "../../../generated/glue/WebRTCPeerConnectionExtension.js";
import { ClassDB } from "../../../runtime/core/index.js";
import { channelOf, pump } from "../../support/sides.js";
import type { Chapter } from "./contract.js";

type Servers = readonly WebRTCPeerConnection.InitializeConfigurationIceServers[];

const ACCEPTED: readonly Servers[] = [
  [],
  [{ urls: "stun:127.0.0.1:3478" }],
  [{ urls: ["stun:127.0.0.1", "stun:localhost:3478", "stun:[::1]:3478"] }],
  [{ urls: ["turn:127.0.0.1:3478?transport=udp"], username: "player:one@home", credential: "p:@%/" }],
  [{ urls: [] }, { urls: "turn:127.0.0.1", username: "u", credential: "c" }],
];

/** What is refused, and with which code. */
const REFUSED: readonly (readonly [iceServers: unknown, code: GodotError])[] = [
  ["stun:127.0.0.1", GodotError.ERR_INVALID_PARAMETER],
  [{ urls: "stun:127.0.0.1" }, GodotError.ERR_INVALID_PARAMETER],
  [["stun:127.0.0.1"], GodotError.ERR_INVALID_PARAMETER],
  [[null], GodotError.ERR_INVALID_PARAMETER],
  [[{}], GodotError.FAILED],
  [[{ urls: 7 }], GodotError.ERR_INVALID_PARAMETER],
  [[{ urls: ["stun:127.0.0.1", 7] }], GodotError.ERR_INVALID_PARAMETER],
  [[{ urls: "127.0.0.1" }], GodotError.ERR_INVALID_PARAMETER],
  [[{ urls: "http://127.0.0.1" }], GodotError.ERR_INVALID_PARAMETER],
  [[{ urls: "stun:127.0.0.1:99999" }], GodotError.ERR_INVALID_PARAMETER],
  [[{ urls: "turn:127.0.0.1", username: 7 }], GodotError.ERR_INVALID_PARAMETER],
  [[{ urls: "turn:127.0.0.1", credential: null }], GodotError.ERR_INVALID_PARAMETER],
];

/** The enums of the reference, written down by hand. */
const ENUMS = {
  ConnectionState: [
    "STATE_NEW",
    "STATE_CONNECTING",
    "STATE_CONNECTED",
    "STATE_DISCONNECTED",
    "STATE_FAILED",
    "STATE_CLOSED",
  ],
  GatheringState: ["GATHERING_STATE_NEW", "GATHERING_STATE_GATHERING", "GATHERING_STATE_COMPLETE"],
  SignalingState: [
    "SIGNALING_STATE_STABLE",
    "SIGNALING_STATE_HAVE_LOCAL_OFFER",
    "SIGNALING_STATE_HAVE_REMOTE_OFFER",
    "SIGNALING_STATE_HAVE_LOCAL_PRANSWER",
    "SIGNALING_STATE_HAVE_REMOTE_PRANSWER",
    "SIGNALING_STATE_CLOSED",
  ],
} as const;
const CHANNEL_ENUMS = {
  ChannelState: ["STATE_CONNECTING", "STATE_OPEN", "STATE_CLOSING", "STATE_CLOSED"],
  WriteMode: ["WRITE_MODE_TEXT", "WRITE_MODE_BINARY"],
} as const;

/** P20, P22, P25, P33: servers, the default extension, and the enums. */
export const configurationChapter: Chapter = ({ backend, stage, promise }) => {
  promise("P22 initialize() takes the documented forms of iceServers", () => {
    for (const iceServers of ACCEPTED) {
      const pc = stage.create();
      expect(pc.initialize({ ...backend.configuration, iceServers: [...iceServers] })).toBe(GodotError.OK);
      expect(pc.create_data_channel("chat")).not.toBeNull();
    }
  });

  promise("P22 initialize() refuses other iceServers, and the connection stays as it was", async () => {
    const { a, ca } = await stage.pair();
    const initialize = a.pc.initialize as (configuration: unknown) => GodotError;
    for (const [iceServers, code] of REFUSED) {
      expect(initialize({ ...backend.configuration, iceServers }), JSON.stringify(iceServers)).toBe(code);
      expect(stage.expectReports("initialize")[0]?.code).toBe(code);
    }
    expect(a.pc.get_connection_state()).toBe(a.pc.STATE_CONNECTED);
    expect(ca.get_ready_state()).toBe(ca.STATE_OPEN);
  });

  promise("P22 a connection with ICE servers that nobody answers for still offers", async () => {
    const a = stage.side("A");
    a.pc.initialize({ ...backend.configuration, iceServers: [{ urls: "stun:127.0.0.1:9" }] });
    channelOf(a.pc, "chat");
    expect(a.pc.create_offer()).toBe(GodotError.OK);
    await pump([a], () => a.descriptions.length > 0, "the offer");
  });

  promise("P25 set_default_extension() chooses what new WebRTCPeerConnection() makes", () => {
    class Chosen extends WebRTCPeerConnectionExtension {}
    ClassDB.register_class(Chosen, "ContractChosen");
    Facade.set_default_extension(backend.className);
    const pc = stage.keep(new Facade());
    expect(pc.get_class()).toBe(backend.className);
    expect(pc).toBeInstanceOf(Facade);
    expect(pc).toBeInstanceOf(WebRTCPeerConnectionExtension);
    Facade.set_default_extension("ContractChosen");
    expect(new Facade()).toBeInstanceOf(Chosen);
    Facade.set_default_extension(backend.className);
    expect(new Facade()).not.toBeInstanceOf(Chosen);
  });

  promise("P25 set_default_extension() refuses other names and changes nothing", () => {
    class Stranger extends WebRTCDataChannelExtension {}
    ClassDB.register_class(Stranger, "ContractStranger");
    Facade.set_default_extension(backend.className);
    for (const name of [
      "",
      "NoSuchClass",
      "ContractStranger",
      "WebRTCPeerConnection",
      backend.className.toLowerCase(),
    ]) {
      Facade.set_default_extension(name);
      expect(stage.expectReports("set_default_extension")[0]?.code).toBe(GodotError.ERR_INVALID_PARAMETER);
      expect(stage.keep(new Facade()).get_class()).toBe(backend.className);
    }
  });

  promise("P33 P20 the enums have the values of the reference, on classes and instances", () => {
    const pc = stage.create();
    for (const [enumName, names] of Object.entries(ENUMS)) {
      expect(WebRTCPeerConnectionInfo.enums[enumName as keyof typeof ENUMS].values).toEqual(valuesOf(names));
      expect(select(Facade, names)).toEqual(valuesOf(names));
      expect(select(pc, names)).toEqual(valuesOf(names));
      expect(select(Reflect.get(Facade, enumName) as object, names)).toEqual(valuesOf(names));
    }
    const channel = channelOf(pc, "chat");
    for (const [enumName, names] of Object.entries(CHANNEL_ENUMS)) {
      expect(WebRTCDataChannelInfo.enums[enumName as keyof typeof CHANNEL_ENUMS].values).toEqual(valuesOf(names));
      expect(select(WebRTCDataChannel, names)).toEqual(valuesOf(names));
      expect(select(channel, names)).toEqual(valuesOf(names));
      expect(select(Reflect.get(WebRTCDataChannel, enumName) as object, names)).toEqual(valuesOf(names));
    }
    expect(Object.keys(WebRTCPeerConnectionInfo.enums).sort()).toEqual(Object.keys(ENUMS).sort());
    expect(Object.keys(WebRTCDataChannelInfo.enums).sort()).toEqual(Object.keys(CHANNEL_ENUMS).sort());
  });
};

/** The values of an enum count from 0. */
function valuesOf(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map((name, value) => [name, value]));
}

function select(object: object, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, Reflect.get(object, name)]));
}
