import { describe, expect, it } from "vitest";
import { GodotError, type WebRTCDataChannel, type WebRTCPeerConnection } from "../../runtime/index.js";
import { connectedPair, LOOPBACK, newConnection, pump, side, wire } from "../support/peers.js";
import { random } from "./mutations.js";
import { watch } from "./watch.js";

const reports = watch();

const thrower = (): never => {
  throw new Error("a getter of the user's");
};
const nothing = Object.create(null) as object;

/** Values that no option is made for. */
const STRANGE: readonly unknown[] = [
  null,
  NaN,
  Infinity,
  -1,
  0.5,
  2 ** 53,
  10n ** 30n,
  "",
  "7",
  "\0",
  true,
  [],
  [[]],
  {},
  new Map(),
  Symbol("s"),
  () => 1,
  new Date(0),
  new Uint8Array(3),
  new Proxy({}, { get: thrower, ownKeys: thrower, getPrototypeOf: thrower }),
  nothing,
];

const CHANNEL_KEYS = [
  "negotiated",
  "id",
  "maxRetransmits",
  "maxPacketLifeTime",
  "maxPacketLifetime",
  "ordered",
  "protocol",
];
const EXTRA_KEYS = [
  "enableIceTcp",
  "enableIceUdpMux",
  "portRangeBegin",
  "portRangeEnd",
  "mtu",
  "bindAddress",
  "iceTransportPolicy",
  "maxMessageSize",
  "proxyServer",
  "maxReceiveQueueBytes",
];

type CreateChannel = (label: unknown, options: unknown) => WebRTCDataChannel | null;
type Initialize = (configuration: unknown) => GodotError;

function expectRefused(code: GodotError, method: string, what: string): void {
  const seen = reports.splice(0);
  expect(
    seen.map((report) => [report.method, report.code]),
    what,
  ).toEqual([[method, code]]);
}

describe("options of channels", () => {
  it("each key with each strange value makes a channel, or null and a report", () => {
    const pc = newConnection();
    const create = pc.create_data_channel as CreateChannel;
    let made = 0;
    for (const key of CHANNEL_KEYS) {
      for (const [index, value] of STRANGE.entries()) {
        const channel = create("x", { [key]: value });
        if (channel === null) expectRefused(GodotError.ERR_INVALID_PARAMETER, "create_data_channel", `${key} ${index}`);
        else made += 1;
        expect(reports.splice(0), `${key} ${index}`).toEqual([]);
      }
    }
    // protocol takes the three texts, the two booleans take true; negotiated wants an id with it.
    expect(made).toBe(4);
  });

  it("several hundred random dictionaries make channels, or null and a report", () => {
    const next = random(4);
    let pc = newConnection();
    for (let round = 0; round < 400; round += 1) {
      const options = new Map<unknown, unknown>();
      for (const key of CHANNEL_KEYS) {
        if (next() < 0.3) options.set(key, STRANGE[Math.floor(next() * STRANGE.length)]);
        else if (next() < 0.3) options.set(key, [true, 3, "p"][Math.floor(next() * 3)]);
      }
      const channel = (pc.create_data_channel as CreateChannel)("x", options);
      if (channel === null) expect(reports.splice(0).map(({ method }) => method)).toEqual(["create_data_channel"]);
      expect(reports).toEqual([]);
      if (round % 50 === 0) {
        pc.close();
        pc = newConnection();
      }
    }
  });

  it("getters that throw, whatever they throw, are answered with null and a report", () => {
    const create = newConnection().create_data_channel as CreateChannel;
    const proxy = new Proxy(new Error(), { get: thrower, getPrototypeOf: thrower });
    for (const [index, thrown] of [new Error("mine"), "text", null, undefined, Symbol("s"), nothing, proxy].entries()) {
      const options = {
        get id(): never {
          // eslint-disable-next-line @typescript-eslint/only-throw-error -- users may throw anything
          throw thrown;
        },
      };
      expect(create("x", options)).toBeNull();
      expectRefused(GodotError.FAILED, "create_data_channel", `thrown ${index}`);
    }
  });

  it("ids are taken up to what the backend takes", () => {
    const pc = newConnection();
    for (const id of [0, 1023]) expect(pc.create_data_channel("x", { negotiated: true, id })).not.toBeNull();
    for (const id of [1024, 65534, 65535, 65536, -1]) {
      expect(pc.create_data_channel("x", { negotiated: true, id })).toBeNull();
      expect(reports.splice(0)).toHaveLength(1);
    }
    expect(pc.create_data_channel("x", { negotiated: true, id: 1023 }), "a second one of that id").toBeNull();
    expectRefused(GodotError.ERR_INVALID_PARAMETER, "create_data_channel", "the same id");
  });
});

describe("labels", () => {
  const labels = [
    "",
    "\0",
    "a\0b",
    "étiquette ✓",
    "🎲",
    "\ud800",
    "x\udfffy",
    " ",
    "\ufeff",
    "\r\n",
    "x".repeat(65_535),
  ];

  it("arrive as they were given, halves of surrogate pairs as U+FFFD", async () => {
    const [a, b] = [side("A"), side("B")];
    wire(a, b);
    const channels = labels.map((label) => a.pc.create_data_channel(label));
    expect(channels.map((channel) => channel?.get_label())).toEqual(labels);
    a.pc.create_offer();
    await pump([a, b], () => b.received.length === labels.length, "all channels");
    const expected = labels.map((label) => Buffer.from(label).toString());
    expect(b.received.map((channel) => channel.get_label()).sort()).toEqual(expected.sort());
  });

  it("that are too long are refused", () => {
    const pc = newConnection();
    for (const label of ["x".repeat(65_536), "é".repeat(32_768), "x".repeat(1_000_000)]) {
      expect(pc.create_data_channel(label)).toBeNull();
      expectRefused(GodotError.ERR_INVALID_PARAMETER, "create_data_channel", `${label.length} characters`);
      expect(pc.create_data_channel("x", { protocol: label })).toBeNull();
      expectRefused(GodotError.ERR_INVALID_PARAMETER, "create_data_channel", `${label.length} characters`);
    }
  });

  it("of the longest kind carry data", async () => {
    const { a, b, ca, cb } = await connectedPair({ protocol: "y".repeat(65_535) });
    expect(cb.get_protocol()).toHaveLength(65_535);
    ca.put_packet(new Uint8Array([1]));
    await pump([a, b], () => cb.get_available_packet_count() === 1, "a packet");
  });
});

describe("configurations", () => {
  it("each key with each strange value is taken, or refused with a report", () => {
    for (const key of EXTRA_KEYS) {
      for (const [index, value] of STRANGE.entries()) {
        const pc = newConnection();
        const extras = { bindAddress: "127.0.0.1", [key]: value };
        const code = (pc.initialize as Initialize)({ libdatachannel: extras });
        const what = `${key}, strange value ${index}`;
        if (code === GodotError.OK) {
          expect(reports, what).toEqual([]);
          expectUsable(pc, what);
        } else {
          expectRefused(code, "initialize", what);
        }
        pc.close();
      }
    }
  });

  it("strange servers and strange dictionaries are refused with a report", () => {
    const pc = newConnection();
    const initialize = pc.initialize as Initialize;
    for (const value of STRANGE) {
      for (const configuration of [
        { libdatachannel: value },
        { iceServers: value },
        { iceServers: [value] },
        { iceServers: [{ urls: value }] },
        { iceServers: [{ urls: [value] }] },
        { iceServers: [{ urls: "turn:127.0.0.1", username: value }] },
      ]) {
        const code = initialize({ ...LOOPBACK, ...configuration });
        const codes = reports.splice(0).map((report) => report.code);
        expect(codes).toEqual(code === GodotError.OK ? [] : [code]);
      }
    }
  });

  it("addresses and ports that cannot be had are reported by create_offer(), and it can be tried again", () => {
    for (const extras of [
      { bindAddress: "no address" },
      { bindAddress: "203.0.113.7" },
      { bindAddress: "" },
      { bindAddress: "\0" },
      { bindAddress: "x".repeat(10_000) },
    ]) {
      const pc = newConnection();
      expect(pc.initialize({ libdatachannel: extras })).toBe(GodotError.OK);
      pc.create_data_channel("chat");
      for (const time of ["first", "second"]) {
        expect(pc.create_offer(), `${extras.bindAddress.slice(0, 20)}, ${time} time`).toBe(GodotError.FAILED);
        expectRefused(GodotError.FAILED, "create_offer", extras.bindAddress.slice(0, 20));
        expect(pc.get_connection_state()).toBe(pc.STATE_NEW);
      }
      expect(pc.initialize(LOOPBACK)).toBe(GodotError.OK);
      pc.create_data_channel("chat");
      expect(pc.create_offer()).toBe(GodotError.OK);
    }
  });
});

/** An offer comes, or is refused with a report. */
function expectUsable(pc: WebRTCPeerConnection, what: string): void {
  expect(pc.create_data_channel("chat"), what).not.toBeNull();
  const code = pc.create_offer();
  const codes = reports.splice(0).map((report) => report.code);
  expect(codes, what).toEqual(code === GodotError.OK ? [] : [code]);
}
