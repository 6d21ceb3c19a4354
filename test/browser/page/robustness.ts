/** The browser's backend where its synchronous promises meet an asynchronous browser, and where others give up. */
import { describe, expect, it } from "vitest";
import { GodotError } from "../../../generated/api/@GlobalScope.js";
import type { PlatformConstructor } from "../../../runtime/backend/browser-platform.js";
import { WebRTCBrowserPeerConnection } from "../../../runtime/browser-peer-connection.js";
import { type ErrorReport, set_error_handler } from "../../../runtime/index.js";
import { mutations } from "../../robustness/mutations.js";
import { channelOf, listenTo, openPair, pump, type Side, wire } from "../../support/sides.js";
import { until } from "../../support/until.js";
import { offerCases } from "./cases.js";

/** What is well-formed, and nothing that the browser takes: ICE passwords have none of these characters. */
const spoil = (sdp: string): string => sdp.replace(/a=ice-pwd:.*/, `a=ice-pwd:${"!".repeat(24)}`);
const CANDIDATE = "candidate:1 1 UDP 2122317823 127.0.0.1 9 typ host";

let reports: ErrorReport[] = [];
let opened: Side[] = [];

/** A test whose sides are closed when it is over. */
function test(title: string, run: () => void | Promise<void>): void {
  it(title, async () => {
    reports = [];
    opened = [];
    set_error_handler((report) => void reports.push(report));
    try {
      await run();
      expect(reports.splice(0), "reports that the test did not expect").toEqual([]);
    } finally {
      for (const { pc } of opened) pc.close();
      set_error_handler(null);
    }
  });
}

function side(name: string): Side {
  const made = listenTo(name, new WebRTCBrowserPeerConnection());
  opened.push(made);
  return made;
}

/** A side whose own offer is applied. */
async function offering(): Promise<readonly [side: Side, offer: string]> {
  const a = side("A");
  channelOf(a.pc, "chat", { negotiated: true, id: 1 });
  a.pc.create_offer();
  await pump([a], () => a.descriptions.length > 0, "the offer");
  const { type, sdp } = a.descriptions[0] ?? { type: "", sdp: "" };
  expect(a.pc.set_local_description(type, sdp)).toBe(GodotError.OK);
  return [a, sdp];
}

/** A real answer to a real offer, and who waits for it. */
async function answered(): Promise<readonly [a: Side, answer: string]> {
  const [a, offer] = await offering();
  const b = side("B");
  b.pc.set_remote_description("offer", offer);
  await pump([b], () => b.descriptions.length > 0, "the answer");
  return [a, b.descriptions[0]?.sdp ?? ""];
}

async function expectLateReport(method: string): Promise<void> {
  await until(() => reports.length > 0, `a report of ${method}`);
  expect(reports.splice(0).map((report) => [report.kind, report.method])).toEqual([["error", method]]);
}

function expectFailed({ pc }: Side): void {
  expect([pc.get_connection_state(), pc.get_signaling_state()]).toEqual([pc.STATE_FAILED, pc.SIGNALING_STATE_CLOSED]);
}

describe("in Chromium", () => {
  test("the browser is what the backend takes it for, to the compiler too", async () => {
    const Platform: PlatformConstructor = RTCPeerConnection;
    const platform = new Platform({ iceServers: [], iceTransportPolicy: "all" });
    const channel = platform.createDataChannel("chat", { ordered: false });
    await platform.setLocalDescription({ type: "offer", sdp: (await platform.createOffer()).sdp ?? "" });
    expect(platform.connectionState).toBe("new");
    expect(["new", "gathering"]).toContain(platform.iceGatheringState);
    expect([channel.readyState, channel.ordered, channel.id, channel.maxRetransmits]).toEqual([
      "connecting",
      false,
      null,
      null,
    ]);
    expect(platform.sctp?.maxMessageSize).toBeGreaterThan(0);
    platform.close();
  });

  test("an offer that only the browser refuses is reported later, and ends the connection", async () => {
    const b = side("B");
    const [, offer] = await offering();
    expect(b.pc.set_remote_description("offer", spoil(offer))).toBe(GodotError.OK);
    expect(b.pc.get_signaling_state()).toBe(b.pc.SIGNALING_STATE_HAVE_REMOTE_OFFER);
    // What comes with the offer goes with it, without a report of its own.
    expect(b.pc.add_ice_candidate("0", 0, CANDIDATE)).toBe(GodotError.OK);
    await expectLateReport("set_remote_description");
    expectFailed(b);
    expect(b.signals).toEqual([]);
    // As new.
    expect(b.pc.initialize()).toBe(GodotError.OK);
    await openPair(side("A"), b, {});
  });

  test("an answer that only the browser refuses is reported later, and ends the connection", async () => {
    const [a, answer] = await answered();
    expect(a.pc.set_remote_description("answer", spoil(answer))).toBe(GodotError.OK);
    expect(a.pc.get_signaling_state()).toBe(a.pc.SIGNALING_STATE_STABLE);
    await expectLateReport("set_remote_description");
    expectFailed(a);
  });

  test("an answer with other media sections than the offer is refused at once", async () => {
    const [a, answer] = await answered();
    const section = answer.slice(answer.indexOf("m=application"));
    expect(a.pc.set_remote_description("answer", answer + section)).toBe(GodotError.FAILED);
    expect(reports.splice(0)[0]?.message).toContain("has 2 media sections, the offer has 1");
    expect(a.pc.set_remote_description("answer", answer)).toBe(GodotError.OK);
  });

  test("a candidate for a media section that is not there is refused at once", async () => {
    const [a, answer] = await answered();
    a.pc.set_remote_description("answer", answer);
    for (const [media, index] of [
      ["no such", 0],
      ["", 7],
    ] as const) {
      expect(a.pc.add_ice_candidate(media, index, CANDIDATE)).toBe(GodotError.FAILED);
      expect(reports.splice(0)[0]?.message).toContain("has no media section");
    }
    expect(a.pc.add_ice_candidate("", 0, CANDIDATE)).toBe(GodotError.OK);
  });

  test("a candidate that only the browser refuses is reported later", async () => {
    const [a, answer] = await answered();
    a.pc.set_remote_description("answer", answer);
    expect(a.pc.add_ice_candidate("0", 0, "candidate:1 1 UDP 1 127.0.0.1 99999 typ host")).toBe(GodotError.OK);
    await expectLateReport("add_ice_candidate");
  });

  test("mutated offers, answers and candidates: a code at once or a report later, and nothing else", async () => {
    const [, offer] = await offering();
    let refused = 0;
    for (const text of ["", "v=0", "x".repeat(1_000_000), ...mutations(offer, 1, 200)]) {
      const b = side("B");
      const code = b.pc.set_remote_description("offer", text);
      expect([GodotError.OK, GodotError.FAILED]).toContain(code);
      if (code !== GodotError.OK) refused += 1;
      b.pc.poll();
    }
    expect(refused).toBeGreaterThan(20);
    const [a, answer] = await answered();
    for (const text of mutations(answer, 2, 100)) a.pc.set_remote_description("answer", text);
    for (const text of mutations(CANDIDATE, 3, 200)) a.pc.add_ice_candidate("0", 0, text);
    const again = await answered();
    again[0].pc.set_remote_description("answer", again[1]);
    for (const text of mutations(CANDIDATE, 4, 200)) again[0].pc.add_ice_candidate("0", 0, text);
    // The browser has answered to all of it once another pair has connected.
    await openPair(side("C"), side("D"), {});
    const methods = new Set(reports.splice(0).map(({ method }) => method));
    expect(methods).toEqual(new Set(["set_remote_description", "add_ice_candidate"]));
  });

  test("closing and initializing in the midst of a negotiation leaves nothing behind", async () => {
    for (const step of ["close", "initialize"] as const) {
      const [a, b] = [side("A"), side("B")];
      wire(a, b);
      channelOf(a.pc, "chat");
      a.pc.create_offer();
      a.pc[step]();
      await pump([a, b], () => true, "a poll");
      const [c, offer] = await offering();
      b.pc.set_remote_description("offer", offer);
      b.pc[step]();
      c.pc[step]();
    }
    await openPair(side("E"), side("F"), {});
  });

  test("an own offer is taken back for a remote one, and both connect", async () => {
    const [a, b] = [side("A"), side("B")];
    const channels = [a, b].map(({ pc }) => channelOf(pc, "chat", { negotiated: true, id: 1 }));
    for (const { pc } of [a, b]) {
      pc.session_description_created.connect(pc.set_local_description);
      pc.create_offer();
    }
    await pump([a, b], () => a.descriptions.length > 0 && b.descriptions.length > 0, "both offers");
    a.pc.ice_candidate_created.connect(b.pc.add_ice_candidate);
    b.pc.ice_candidate_created.connect(a.pc.add_ice_candidate);
    // B gives way.
    expect(b.pc.set_remote_description("offer", a.descriptions[0]?.sdp ?? "")).toBe(GodotError.OK);
    expect(b.pc.get_gathering_state()).toBe(b.pc.GATHERING_STATE_NEW);
    await pump([a, b], () => b.descriptions.length > 1, "the answer");
    expect(b.descriptions[1]?.type).toBe("answer");
    expect(a.pc.set_remote_description("answer", b.descriptions[1]?.sdp ?? "")).toBe(GodotError.OK);
    const open = (): boolean => channels.every((channel) => channel.get_ready_state() === channel.STATE_OPEN);
    await pump([a, b], open, "the channels to open");
  });

  test("a full queue refuses packets, and takes them again when it has emptied; none is lost", async () => {
    const { a, b, ca, cb } = await openPair(side("A"), side("B"), { negotiated: true, id: 1 });
    const big = new Uint8Array(200_000);
    let sent = 0;
    while (ca.put_packet(big) === GodotError.OK && sent < 1_000) sent += 1;
    expect(sent).toBeGreaterThan(50);
    expect(sent).toBeLessThan(1_000);
    expect(reports.splice(0).map(({ method, code }) => [method, code])).toEqual([["put_packet", GodotError.FAILED]]);
    expect(ca.get_ready_state()).toBe(ca.STATE_OPEN);
    let received = 0;
    const take = (): number => {
      for (; cb.get_available_packet_count() > 0; received += 1) cb.get_packet();
      return received;
    };
    await pump([a, b], () => ca.get_buffered_amount() === 0 && take() === sent, "the queue to empty", 25_000);
    expect(ca.put_packet(big)).toBe(GodotError.OK);
    await pump([a, b], () => take() === sent + 1, "the packet behind it");
  });

  test("a program may use the stream of the sentinel", async () => {
    const options = { negotiated: true, id: 1023 };
    const { a, b, ca, cb } = await openPair(side("A"), side("B"), options);
    ca.put_packet(new Uint8Array([1, 2]));
    await pump([a, b], () => cb.get_available_packet_count() > 0, "the packet");
    expect([...cb.get_packet()]).toEqual([1, 2]);
    a.pc.close();
    await pump([b], () => b.pc.get_connection_state() === b.pc.STATE_CLOSED, "the other side to notice");
  });

  test("a peer that closes when no channel is open any more is noticed", async () => {
    const { a, b, ca, cb } = await openPair(side("A"), side("B"), { negotiated: true, id: 1 });
    ca.close();
    const closed = (): boolean => [ca, cb].every((channel) => channel.get_ready_state() === channel.STATE_CLOSED);
    await pump([a, b], closed, "both ends to close");
    expect(b.pc.get_connection_state()).toBe(b.pc.STATE_CONNECTED);
    a.pc.close();
    await pump([b], () => b.pc.get_connection_state() === b.pc.STATE_CLOSED, "the other side to notice");
  });

  test("a TURN server without credentials is left out with a warning", () => {
    const a = side("A");
    const iceServers = [{ urls: ["turn:127.0.0.1:9", "stun:127.0.0.1:9"] }];
    expect(a.pc.initialize({ iceServers })).toBe(GodotError.OK);
    expect(a.pc.create_data_channel("chat")).not.toBeNull();
    const [warning] = reports.splice(0);
    expect([warning?.kind, warning?.method]).toEqual(["warning", "initialize"]);
    expect(warning?.message).toContain('"turn:127.0.0.1:9" is not used');
  });

  test("iceTransportPolicy is passed on: without a relay, no candidate comes", async () => {
    const a = side("A");
    a.pc.initialize({ libdatachannel: { iceTransportPolicy: "relay" } });
    channelOf(a.pc, "chat");
    a.pc.session_description_created.connect(a.pc.set_local_description);
    a.pc.create_offer();
    const complete = (): boolean => a.pc.get_gathering_state() === a.pc.GATHERING_STATE_COMPLETE;
    await pump([a], complete, "the end of gathering");
    a.pc.poll();
    expect(a.candidates).toEqual([]);
  });
});
offerCases();
