import { expect } from "vitest";
import { GodotError } from "../../../generated/api/@GlobalScope.js";
import type { WebRTCPeerConnection } from "../../../runtime/index.js";
import { channelOf, openPair, pump, type Side } from "../../support/sides.js";
import type { Chapter } from "./contract.js";
import type { Stage } from "./stage.js";

/** P15, P18 to P20, P28: descriptions and the states they lead to. */
export const negotiationChapter: Chapter = ({ stage, promise }) => {
  promise("P15 an offer follows create_offer()", async () => {
    const a = await offering(stage);
    expect(a.descriptions).toHaveLength(1);
    expect(a.descriptions[0]?.type).toBe("offer");
    expect(a.descriptions[0]?.sdp).toMatch(/^v=0\r\n(.*\r\n)*m=application /);
  });

  promise("P15 a second create_offer() before set_local_description() brings the same SDP again", async () => {
    const a = await offering(stage);
    expect(a.pc.create_offer()).toBe(GodotError.OK);
    await pump([a], () => a.descriptions.length > 1, "the offer again");
    expect(a.descriptions[1]).toEqual(a.descriptions[0]);
    expect(applyOwn(a)).toBe(GodotError.OK);
    expect(a.pc.create_offer()).toBe(GodotError.FAILED);
    stage.expectReports("create_offer");
  });

  promise("P15 create_offer() is refused in every state but NEW, once the offer was applied", async () => {
    const refused = (pc: WebRTCPeerConnection): void => {
      expect(pc.create_offer()).toBe(GodotError.FAILED);
      stage.expectReports("create_offer");
    };
    const a = await offering(stage);
    applyOwn(a);
    refused(a.pc);
    const b = stage.side("B");
    channelOf(b.pc, "own");
    pass(a, b);
    refused(b.pc);
    const connected = await stage.pair();
    refused(connected.a.pc);
    connected.a.pc.close();
    refused(connected.a.pc);
    await pump([connected.b], () => connected.b.pc.get_connection_state() === connected.b.pc.STATE_CLOSED, "the end");
    refused(connected.b.pc);
  });

  promise("P18 gathering goes from NEW to COMPLETE, not before set_local_description()", async () => {
    const a = await offering(stage);
    await stage.meanwhile([a]);
    const { GATHERING_STATE_NEW, GATHERING_STATE_GATHERING, GATHERING_STATE_COMPLETE } = a.pc;
    const states: WebRTCPeerConnection.GatheringState[] = [a.pc.get_gathering_state()];
    expect(states).toEqual([GATHERING_STATE_NEW]);
    applyOwn(a);
    const look = (): boolean => {
      states.push(a.pc.get_gathering_state());
      return states.at(-1) === GATHERING_STATE_COMPLETE;
    };
    await pump([a], look, "all candidates");
    // How long GATHERING lasts is the backend's affair; it may be over before anybody asks.
    const passed = states.filter((state, index) => state !== states[index - 1] && state !== GATHERING_STATE_GATHERING);
    expect(passed).toEqual([GATHERING_STATE_NEW, GATHERING_STATE_COMPLETE]);
    expect(states.toSorted((one, other) => one - other)).toEqual(states);
  });

  promise("P18 COMPLETE tells that no more candidates come", async () => {
    const a = await offering(stage);
    applyOwn(a);
    let known = 0;
    // From the moment on at which the state says so, there is nothing to wait for.
    const look = (): boolean => {
      if (a.pc.get_gathering_state() !== a.pc.GATHERING_STATE_COMPLETE) return false;
      a.pc.poll();
      known = a.candidates.length;
      return true;
    };
    await pump([a], look, "all candidates");
    expect(known).toBeGreaterThan(0);
    await stage.meanwhile([a]);
    expect(a.candidates).toHaveLength(known);
  });

  promise("P19 the signaling state follows the descriptions that were applied", async () => {
    const a = await offering(stage);
    const b = stage.side("B");
    const states = (): number[] => [a.pc.get_signaling_state(), b.pc.get_signaling_state()];
    const { SIGNALING_STATE_STABLE, SIGNALING_STATE_HAVE_LOCAL_OFFER, SIGNALING_STATE_HAVE_REMOTE_OFFER } = a.pc;
    // An offer that was only created is not applied.
    expect(states()).toEqual([SIGNALING_STATE_STABLE, SIGNALING_STATE_STABLE]);
    applyOwn(a);
    expect(states()).toEqual([SIGNALING_STATE_HAVE_LOCAL_OFFER, SIGNALING_STATE_STABLE]);
    pass(a, b);
    expect(states()).toEqual([SIGNALING_STATE_HAVE_LOCAL_OFFER, SIGNALING_STATE_HAVE_REMOTE_OFFER]);
    await pump([a, b], () => b.descriptions.length > 0, "the answer");
    expect(states()).toEqual([SIGNALING_STATE_HAVE_LOCAL_OFFER, SIGNALING_STATE_HAVE_REMOTE_OFFER]);
    applyOwn(b);
    expect(states()).toEqual([SIGNALING_STATE_HAVE_LOCAL_OFFER, SIGNALING_STATE_STABLE]);
    pass(b, a);
    expect(states()).toEqual([SIGNALING_STATE_STABLE, SIGNALING_STATE_STABLE]);
  });

  promise("P19 the signaling state is STABLE on a connected pair", async () => {
    const { a, b } = await stage.pair();
    for (const { pc } of [a, b]) expect(pc.get_signaling_state()).toBe(pc.SIGNALING_STATE_STABLE);
  });

  promise("P20 a provisional answer leads to HAVE_REMOTE_PRANSWER, the final one to STABLE", async () => {
    const [a, b] = await answered(stage);
    const answer = b.descriptions[0]?.sdp ?? "";
    expect(a.pc.set_remote_description("pranswer", answer)).toBe(GodotError.OK);
    expect(a.pc.get_signaling_state()).toBe(a.pc.SIGNALING_STATE_HAVE_REMOTE_PRANSWER);
    expect(a.pc.set_remote_description("answer", answer)).toBe(GodotError.OK);
    expect(a.pc.get_signaling_state()).toBe(a.pc.SIGNALING_STATE_STABLE);
  });

  promise("P20 a provisional answer that is taken leads to its state, and one that is refused does not", async () => {
    const [, b] = await answered(stage, false);
    const own = b.pc.set_local_description("pranswer", b.descriptions[0]?.sdp ?? "");
    expect(own === GodotError.OK).toBe(b.pc.get_signaling_state() === b.pc.SIGNALING_STATE_HAVE_LOCAL_PRANSWER);
    const [a, c] = await answered(stage);
    const remote = a.pc.set_remote_description("pranswer", c.descriptions[0]?.sdp ?? "");
    expect(remote === GodotError.OK).toBe(a.pc.get_signaling_state() === a.pc.SIGNALING_STATE_HAVE_REMOTE_PRANSWER);
    const refused = [own, remote].filter((code) => code !== GodotError.OK).length;
    expect(stage.takeReports()).toHaveLength(refused);
  });

  promise("P20/local an own provisional answer leads to HAVE_LOCAL_PRANSWER", async () => {
    const [, b] = await answered(stage, false);
    expect(b.pc.set_local_description("pranswer", b.descriptions[0]?.sdp ?? "")).toBe(GodotError.OK);
    expect(b.pc.get_signaling_state()).toBe(b.pc.SIGNALING_STATE_HAVE_LOCAL_PRANSWER);
  });

  promise("P28 a remote offer leads to an answer", async () => {
    const [a, b] = await answered(stage);
    expect(b.descriptions).toHaveLength(1);
    expect(b.descriptions[0]?.type).toBe("answer");
    expect(b.descriptions[0]?.sdp).toMatch(/^v=0\r\n(.*\r\n)*m=application /);
    expect(a.descriptions.map(({ type }) => type)).toEqual(["offer"]);
  });

  promise("P29 the answer completes the offer, and the offering side emits its candidates", async () => {
    const [a, b] = await answered(stage);
    expect(pass(b, a)).toBe(GodotError.OK);
    expect(a.pc.get_signaling_state()).toBe(a.pc.SIGNALING_STATE_STABLE);
    await pump([a, b], () => a.candidates.length > 0, "the offering side's candidates");
    expect(a.signals.slice(0, 2)).toEqual(["offer", "candidate"]);
  });

  promise("P29 an answer is refused by who made no offer, or did not apply it", async () => {
    const [, b] = await answered(stage);
    const answer = b.descriptions[0]?.sdp ?? "";
    const fresh = stage.side("C");
    expect(fresh.pc.set_remote_description("answer", answer)).toBe(GodotError.FAILED);
    const hasty = await offering(stage);
    expect(hasty.pc.set_remote_description("answer", answer)).toBe(GodotError.FAILED);
    stage.expectReports("set_remote_description", "set_remote_description");
  });

  promise("P29 the answer of a second peer is refused, and the first one stays connected", async () => {
    const [a, b, c] = [stage.side("A"), stage.side("B"), stage.side("C")];
    const { ca, cb } = await openPair(a, b, { negotiated: true, id: 1 });
    const { sdp = "" } = a.descriptions[0] ?? {};
    expect(c.pc.set_remote_description("offer", sdp)).toBe(GodotError.OK);
    await pump([a, b, c], () => c.descriptions.length > 0, "the other answer");
    expect(pass(c, a)).toBe(GodotError.FAILED);
    stage.expectReports("set_remote_description");
    expect(a.pc.get_signaling_state()).toBe(a.pc.SIGNALING_STATE_STABLE);
    expect(ca.put_packet(new Uint8Array([1]))).toBe(GodotError.OK);
    await pump([a, b, c], () => cb.get_available_packet_count() > 0, "a packet to the first peer");
    expect(a.pc.get_connection_state()).toBe(a.pc.STATE_CONNECTED);
    expect(c.pc.get_connection_state()).toBe(c.pc.STATE_CONNECTING);
  });

  promise("P30 what ice_candidate_created brings is accepted unchanged, and connects", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    const codes: GodotError[] = [];
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      from.pc.ice_candidate_created.connect((...candidate) => void codes.push(to.pc.add_ice_candidate(...candidate)));
    }
    await openPair(a, b, { negotiated: true, id: 1 });
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.every((code) => code === GodotError.OK)).toBe(true);
    for (const { media, index, name } of [...a.candidates, ...b.candidates]) {
      expect(name).toMatch(/^candidate:/);
      expect(index).toBe(0);
      expect(a.descriptions[0]?.sdp).toContain(`a=mid:${media}\r\n`);
    }
  });

  promise("P31 candidates are taken in any order, also before the remote description", async () => {
    const a = await offering(stage);
    const b = stage.side("B");
    applyOwn(a);
    await pump([a], () => a.pc.get_gathering_state() === a.pc.GATHERING_STATE_COMPLETE, "A's candidates");
    a.pc.poll();
    const unreachable = [9, 8, 7].map((foundation) => ({
      media: a.candidates[0]?.media ?? "",
      index: 0,
      name: `candidate:${foundation} 1 UDP 1 127.0.0.1 ${foundation} typ host`,
    }));
    const [first, ...others] = [...unreachable.slice(1), ...a.candidates, ...unreachable.slice(0, 1)].reverse();
    const add = ({ media, index, name }: (typeof unreachable)[number]): void =>
      expect(b.pc.add_ice_candidate(media, index, name)).toBe(GodotError.OK);
    if (first) add(first);
    pass(a, b);
    others.forEach(add);
    await pump([a, b], () => b.descriptions.length > 0, "the answer");
    applyOwn(b);
    pass(b, a);
    const connected = (): boolean => [a, b].every(({ pc }) => pc.get_connection_state() === pc.STATE_CONNECTED);
    await pump([a, b], connected, "both to be connected");
  });
};

/** A side that has created an offer and not applied it. */
async function offering(stage: Stage): Promise<Side> {
  const a = stage.side("A");
  channelOf(a.pc, "chat");
  expect(a.pc.create_offer()).toBe(GodotError.OK);
  await pump([a], () => a.descriptions.length > 0, "the offer");
  return a;
}

/** An offer that was applied on both sides, and an answer that the answering side applied, or only created. */
async function answered(stage: Stage, applied = true): Promise<readonly [a: Side, b: Side]> {
  const a = await offering(stage);
  const b = stage.side("B");
  applyOwn(a);
  expect(pass(a, b)).toBe(GodotError.OK);
  await pump([a, b], () => b.descriptions.length > 0, "the answer");
  if (applied) applyOwn(b);
  return [a, b];
}

function applyOwn({ pc, descriptions }: Side): GodotError {
  const { type, sdp } = descriptions.at(-1) ?? { type: "", sdp: "" };
  return pc.set_local_description(type, sdp);
}

function pass({ descriptions }: Side, { pc }: Side): GodotError {
  const { type, sdp } = descriptions.at(-1) ?? { type: "", sdp: "" };
  return pc.set_remote_description(type, sdp);
}
