import { expect } from "vitest";
import { GodotError } from "../../../generated/api/@GlobalScope.js";
import { channelOf, openPair, pump, type Side } from "../../support/sides.js";
import { until } from "../../support/until.js";
import type { Chapter } from "./contract.js";
import type { Stage } from "./stage.js";

/** P24, P26, P27: when signals come, and in which order. */
export const signalChapter: Chapter = ({ stage, promise }) => {
  promise("P24 no signal comes without poll(), and with it all that is due", async () => {
    const a = stage.side("A");
    channelOf(a.pc, "chat");
    a.pc.create_offer();
    await stage.meanwhile([]);
    expect(a.signals).toEqual([]);
    expect(a.pc.poll()).toBe(GodotError.OK);
    expect(a.signals).toEqual(["offer"]);
    const { type, sdp } = a.descriptions[0] ?? { type: "", sdp: "" };
    expect(a.pc.set_local_description(type, sdp)).toBe(GodotError.OK);
    await stage.meanwhile([]);
    await until(() => a.pc.get_gathering_state() === a.pc.GATHERING_STATE_COMPLETE, "A's candidates");
    expect(a.signals).toEqual(["offer"]);
    a.pc.poll();
    expect(a.signals.slice(0, 2)).toEqual(["offer", "candidate"]);
  });

  promise("P24 a received channel is announced in poll() only", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    await announceTo(b, a, ["chat"]);
    await stage.meanwhile([]);
    expect(b.signals).not.toContain("channel");
    const before = [...b.signals];
    b.pc.poll();
    expect(b.signals).toEqual([...before, "channel"]);
  });

  promise("P24 one poll() emits all that has become due", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    const labels = ["chat", "moves", "state"];
    await announceTo(b, a, labels);
    await stage.meanwhile([]);
    b.pc.poll();
    expect(b.received.map((channel) => channel.get_label()).sort()).toEqual(labels);
  });

  promise("P24 signals of one poll() come in the order of their causes", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    await openPair(a, b, {});
    expect(a.signals[0]).toBe("offer");
    expect(new Set(a.signals.slice(1))).toEqual(new Set(["candidate"]));
    expect(b.signals[0]).toBe("answer");
    expect(b.signals.at(-1)).toBe("channel");
    expect(new Set(b.signals.slice(1, -1))).toEqual(new Set(["candidate"]));
  });

  promise("P24 what is due when close() is called is not told any more", async () => {
    const a = stage.side("A");
    channelOf(a.pc, "chat");
    a.pc.create_offer();
    await stage.meanwhile([]);
    a.pc.close();
    a.pc.poll();
    expect(a.signals).toEqual([]);
  });

  promise("P24 what is due is not told after close() either if the other side closed before", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    await announceTo(b, a, ["chat"]);
    a.pc.close();
    await until(() => b.pc.get_connection_state() === b.pc.STATE_CLOSED, "B to notice, which is not polled");
    await stage.meanwhile([]);
    b.pc.close();
    b.pc.poll();
    expect(b.received).toEqual([]);
  });

  promise("P26 the offering side emits candidates from set_local_description() on", async () => {
    const a = stage.side("A");
    channelOf(a.pc, "chat");
    a.pc.create_offer();
    await pump([a], () => a.descriptions.length > 0, "the offer");
    await expectCandidatesAfterApplying(stage, a);
  });

  promise("P26 the answering side emits candidates from set_local_description() on", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    channelOf(a.pc, "chat");
    a.pc.session_description_created.connect(a.pc.set_local_description);
    a.pc.session_description_created.connect(b.pc.set_remote_description);
    a.pc.ice_candidate_created.connect(b.pc.add_ice_candidate);
    a.pc.create_offer();
    await pump([a, b], () => b.descriptions.length > 0 && a.candidates.length > 0, "the answer");
    await expectCandidatesAfterApplying(stage, b);
  });

  promise("P27 no candidate comes after set_local_description() returned an error", async () => {
    const a = stage.side("A");
    expect(a.pc.set_local_description("offer", "v=0")).toBe(GodotError.FAILED);
    channelOf(a.pc, "chat");
    a.pc.create_offer();
    await pump([a], () => a.descriptions.length > 0, "the offer");
    const sdp = a.descriptions[0]?.sdp ?? "";
    const refused = [
      a.pc.set_local_description("answer", sdp),
      a.pc.set_local_description("offer", `${sdp}a=x\r\n`),
      a.pc.set_local_description("offer", ""),
      a.pc.set_local_description("", sdp),
    ];
    expect(refused).toEqual(refused.map(() => GodotError.ERR_INVALID_PARAMETER));
    stage.expectReports(...Array.from({ length: 5 }, () => "set_local_description"));
    await stage.meanwhile([a]);
    expect(a.signals).toEqual(["offer"]);
    expect(a.pc.get_gathering_state()).toBe(a.pc.GATHERING_STATE_NEW);
    expect(a.pc.get_signaling_state()).toBe(a.pc.SIGNALING_STATE_STABLE);
  });
};

/** The side has a description that is not applied: no candidate may come, and then some must. */
async function expectCandidatesAfterApplying(stage: Stage, side: Side): Promise<void> {
  await stage.meanwhile([side]);
  expect(side.candidates).toEqual([]);
  const { type, sdp } = side.descriptions[0] ?? { type: "", sdp: "" };
  expect(side.pc.set_local_description(type, sdp)).toBe(GodotError.OK);
  await pump([side], () => side.candidates.length > 0, "a candidate");
}

/**
 * Lets A connect and announce channels, until they are open at its end. B has said all that it says before that, and is
 * not polled from then on.
 */
async function announceTo(b: Side, a: Side, labels: readonly string[]): Promise<void> {
  const channels = labels.map((label) => channelOf(a.pc, label));
  for (const { pc } of [a, b]) pc.session_description_created.connect(pc.set_local_description);
  a.pc.session_description_created.connect(b.pc.set_remote_description);
  a.pc.ice_candidate_created.connect(b.pc.add_ice_candidate);
  a.pc.create_offer();
  const gathered = (): boolean => b.pc.get_gathering_state() === b.pc.GATHERING_STATE_COMPLETE;
  await pump([a, b], () => b.candidates.length > 0 && gathered(), "all that B says before the connection stands");
  for (const { type, sdp } of b.descriptions) a.pc.set_remote_description(type, sdp);
  for (const { media, index, name } of b.candidates) a.pc.add_ice_candidate(media, index, name);
  const open = (): boolean => channels.every((channel) => channel.get_ready_state() === channel.STATE_OPEN);
  await pump([a], open, "A's ends to open");
}
