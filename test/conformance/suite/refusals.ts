import { expect } from "vitest";
import { GodotError } from "../../../generated/api/@GlobalScope.js";
import type { ArgumentInfo, ClassInfo } from "../../../generated/api/ClassInfo.js";
import { PacketPeerInfo } from "../../../generated/api/PacketPeer.js";
import { WebRTCPeerConnectionInfo } from "../../../generated/api/WebRTCPeerConnection.js";
import { channelOf, pump, type Side } from "../../support/sides.js";
import type { Chapter } from "./contract.js";
import type { Stage } from "./stage.js";
import { sampleOf } from "./structure/values.js";

/** Values that are no text, no number and no dictionary, and what reports call them. */
const STRANGERS = [
  [null, /null/],
  [true, /true|bool/i],
  [Symbol("s"), /symbol/i],
] as const;

const NO_CANDIDATES = [" ", "candidate:", "candidate:1", "candidate:1 1 UDP", "no candidate", "v=0"];
const NO_DESCRIPTIONS = ["", "v=0", "v=0\r\n", "no description", "\0"];

/** What is not done, and how that is told. */
export const refusalChapter: Chapter = ({ backend, stage, promise, check }) => {
  check("refused: an argument of the wrong type, and the report names it, what it should be and what it is", () => {
    const pc = stage.create();
    const count =
      expectArgumentsChecked(pc, WebRTCPeerConnectionInfo, stage) +
      expectArgumentsChecked(channelOf(pc, "chat"), PacketPeerInfo, stage);
    expect(count, "arguments that were looked at").toBe(14);
    expect(pc.get_connection_state()).toBe(pc.STATE_NEW);
  });

  check("refused: what fails says what failed, and gives an error code or null", () => {
    const [fresh, closed] = [stage.create(), stage.create()];
    const channel = channelOf(closed, "chat");
    closed.close();
    const failures: readonly (readonly [method: string, fail: () => unknown])[] = [
      ["create_offer", fresh.create_offer],
      ["set_local_description", () => fresh.set_local_description("offer", "v=0")],
      ["set_remote_description", () => fresh.set_remote_description("answer", "v=0")],
      ["set_remote_description", () => fresh.set_remote_description("rollback", "v=0")],
      ["create_data_channel", () => fresh.create_data_channel("chat", { negotiated: true })],
      ["initialize", () => fresh.initialize({ iceServers: [{ urls: "nothing" }] })],
      ["create_data_channel", () => closed.create_data_channel("chat")],
      ["add_ice_candidate", () => closed.add_ice_candidate("0", 0, "candidate:1 1 UDP 1 127.0.0.1 9 typ host")],
      ["put_packet", () => channel.put_packet(new Uint8Array([1]))],
    ];
    for (const [method, fail] of failures) {
      const result = fail();
      const [report] = stage.expectReports(method);
      expect(report?.message.length, method).toBeGreaterThan(10);
      if (method === "create_data_channel") expect(result, method).toBeNull();
      else expect([result, result === GodotError.OK], method).toEqual([report?.code, false]);
    }
  });

  promise("P04 an option of a channel that is of the wrong type is refused as ERR_INVALID_PARAMETER", () => {
    const pc = stage.create();
    for (const options of [
      { negotiated: "yes" },
      { negotiated: true, id: "7" },
      { maxRetransmits: "3" },
      { maxPacketLifeTime: true },
      { maxPacketLifetime: null },
      { ordered: 1 },
      { protocol: 7 },
    ]) {
      expect(pc.create_data_channel("chat", options as object)).toBeNull();
      const [report] = stage.expectReports("create_data_channel");
      expect(report?.code, JSON.stringify(options)).toBe(GodotError.ERR_INVALID_PARAMETER);
      expect(report?.message).toContain(`"${Object.keys(options).at(-1) ?? ""}"`);
    }
    channelOf(pc, "chat");
  });

  promise("P31 the candidates that wait for the remote description are limited in number", async () => {
    const [a, b] = await offered(stage);
    const candidate = (port: number): string => `candidate:${port} 1 UDP ${port} 127.0.0.1 ${port} typ host`;
    let kept = 0;
    while (kept < 10_000 && b.pc.add_ice_candidate("0", 0, candidate(kept + 1)) === GodotError.OK) kept += 1;
    expect(kept).toBeGreaterThan(10);
    expect(kept).toBeLessThan(10_000);
    stage.expectReports("add_ice_candidate");
    // Those that were kept do no harm, and there is room again once they took effect.
    expect(b.pc.set_remote_description("offer", a.descriptions[0]?.sdp ?? "")).toBe(GodotError.OK);
    expect(b.pc.add_ice_candidate("0", 0, candidate(kept + 1))).toBe(GodotError.OK);
  });

  promise("P31 text that is no candidate is answered with an error", async () => {
    const [a, b] = await offered(stage);
    b.pc.set_remote_description("offer", a.descriptions[0]?.sdp ?? "");
    for (const text of NO_CANDIDATES) b.pc.add_ice_candidate("0", 0, text);
    await stage.meanwhile([b]);
    stage.expectReports(...NO_CANDIDATES.map(() => "add_ice_candidate"));
  });

  promise("P28 text that is no description is answered with an error, and a good one is taken after it", async () => {
    const [a, b] = await offered(stage);
    for (const text of NO_DESCRIPTIONS) {
      const pc = stage.create();
      pc.set_remote_description("offer", text);
      pc.poll();
    }
    await stage.meanwhile([b]);
    stage.expectReports(...NO_DESCRIPTIONS.map(() => "set_remote_description"));
    expect(b.pc.set_remote_description("offer", a.descriptions[0]?.sdp ?? "")).toBe(GodotError.OK);
    await pump([b], () => b.descriptions.length > 0, "the answer");
  });

  promise("P24 an exception in a handler is reported, and the signals behind it are emitted", async () => {
    const a = stage.side("A");
    const error = new Error("thrown by a handler");
    for (const signal of [a.pc.session_description_created, a.pc.ice_candidate_created]) {
      signal.connect(() => {
        throw error;
      });
    }
    const behind: string[] = [];
    a.pc.session_description_created.connect((type) => void behind.push(type));
    a.pc.session_description_created.connect(a.pc.set_local_description);
    channelOf(a.pc, "chat");
    expect(a.pc.create_offer()).toBe(GodotError.OK);
    await pump([a], () => a.candidates.length > 0, "a candidate");
    expect(behind).toEqual(["offer"]);
    const reports = stage.takeReports();
    expect(reports).toHaveLength(1 + a.candidates.length);
    expect(reports.every(({ kind, cause }) => kind === "script_error" && cause === error)).toBe(true);
  });

  promise("P22 a value of the wrong type in the configuration is refused as ERR_INVALID_PARAMETER", () => {
    const pc = stage.create();
    for (const iceServers of [7, "stun:127.0.0.1", {}, [7], [{ urls: 7 }], [{ urls: "turn:127.0.0.1", username: 7 }]]) {
      const configuration = { ...backend.configuration, iceServers } as object;
      expect(pc.initialize(configuration), JSON.stringify(iceServers)).toBe(GodotError.ERR_INVALID_PARAMETER);
      expect(stage.expectReports("initialize")[0]?.message).toContain("iceServers");
    }
  });
};

/** A side with an offer that it applied, and another one that knows nothing of it. */
async function offered(stage: Stage): Promise<readonly [a: Side, b: Side]> {
  const [a, b] = [stage.side("A"), stage.side("B")];
  channelOf(a.pc, "chat");
  a.pc.session_description_created.connect(a.pc.set_local_description);
  b.pc.session_description_created.connect(b.pc.set_local_description);
  a.pc.create_offer();
  await pump([a], () => a.descriptions.length > 0, "the offer");
  return [a, b];
}

/** Puts a stranger in the place of each argument in turn. @returns how many arguments were looked at */
function expectArgumentsChecked(object: object, { methods }: ClassInfo, stage: Stage): number {
  let count = 0;
  for (const [method, { arguments: infos, returns, qualifiers }] of Object.entries(methods)) {
    if (qualifiers.includes("static")) continue;
    for (const [position, info] of infos.entries()) {
      // A Variant may be anything but what JavaScript alone has.
      const strangers = info.type === "Variant" ? STRANGERS.slice(-1) : STRANGERS;
      for (const [stranger, described] of strangers) {
        if (info.type === "bool" && stranger === true) continue;
        const args = infos.map((each, index) => (index === position ? stranger : sampleOf(each)));
        const result: unknown = Reflect.apply(Reflect.get(object, method) as () => unknown, object, args);
        expect(result, method).toBe(returns.type === "int" ? GodotError.ERR_INVALID_PARAMETER : null);
        expectNamed(stage.expectReports(method)[0]?.message ?? "", info, described);
      }
      count += 1;
    }
  }
  return count;
}

function expectNamed(message: string, { name, type }: ArgumentInfo, described: RegExp): void {
  expect(message).toContain(`"${name}"`);
  expect(message).toContain(type);
  expect(message).toMatch(described);
}
