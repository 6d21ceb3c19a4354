import { expect } from "vitest";
import { GodotError } from "../../../generated/api/@GlobalScope.js";
import { channelOf, listenTo, openPair, pump, type Side } from "../../support/sides.js";
import { until } from "../../support/until.js";
import type { Chapter } from "./contract.js";

/** P01 to P03, P16, P21, P23: from new to closed, and back. */
export const connectionChapter: Chapter = ({ backend, stage, promise }) => {
  promise("P01 offer, answer and candidates, passed on by hand, connect two peers", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    channelOf(a.pc, "chat");
    expect(a.pc.create_offer()).toBe(GodotError.OK);
    await passDescription(a, b);
    await passDescription(b, a);
    await pump([a, b], () => a.candidates.length > 0 && b.candidates.length > 0, "candidates of both");
    expect([...passCandidates(a, b), ...passCandidates(b, a)].every((code) => code === GodotError.OK)).toBe(true);
    await pump([a, b], () => isConnected(a) && isConnected(b), "both to be connected");
  });

  promise("P02 close() closes the connection with every channel, here at once and there soon", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    const own = channelOf(a.pc, "own");
    const { ca, cb } = await openPair(a, b, { negotiated: true, id: 7 });
    await pump([a, b], () => b.received.length > 0 && own.get_ready_state() === own.STATE_OPEN, "the other channel");
    a.pc.close();
    expect(a.pc.get_connection_state()).toBe(a.pc.STATE_CLOSED);
    expect(a.pc.get_signaling_state()).toBe(a.pc.SIGNALING_STATE_CLOSED);
    expect([ca, own].map((channel) => channel.get_ready_state())).toEqual([ca.STATE_CLOSED, ca.STATE_CLOSED]);
    const theirs = [cb, ...b.received];
    await pump(
      [b],
      () => theirs.every((channel) => channel.get_ready_state() === channel.STATE_CLOSED),
      "their channels",
    );
    await pump([b], () => b.pc.get_connection_state() === b.pc.STATE_CLOSED, "their connection");
    expect(b.pc.get_signaling_state()).toBe(b.pc.SIGNALING_STATE_CLOSED);
    expect(theirs).toHaveLength(2);
  });

  promise("P02 close() before anything was negotiated, and twice", () => {
    const pc = stage.create();
    const channel = channelOf(pc, "chat");
    pc.close();
    pc.close();
    expect(pc.get_connection_state()).toBe(pc.STATE_CLOSED);
    expect(pc.get_signaling_state()).toBe(pc.SIGNALING_STATE_CLOSED);
    expect(channel.get_ready_state()).toBe(channel.STATE_CLOSED);
  });

  promise("P03 a closed connection serves nobody until initialize(), and then it does", async () => {
    const offerer = stage.side("O");
    channelOf(offerer.pc, "chat");
    offerer.pc.create_offer();
    await pump([offerer], () => offerer.descriptions.length > 0, "an offer");
    const offer = offerer.descriptions[0]?.sdp ?? "";
    const { a, b } = await stage.pair();
    a.pc.close();
    const before = a.signals.length;
    expect(a.pc.create_offer()).toBe(GodotError.FAILED);
    expect(a.pc.create_data_channel("more")).toBeNull();
    expect(a.pc.set_local_description("offer", offer)).toBe(GodotError.FAILED);
    expect(a.pc.set_remote_description("offer", offer)).toBe(GodotError.FAILED);
    expect(a.pc.add_ice_candidate("0", 0, CANDIDATE)).toBe(GodotError.FAILED);
    stage.expectReports(
      "create_offer",
      "create_data_channel",
      "set_local_description",
      "set_remote_description",
      "add_ice_candidate",
    );
    await stage.meanwhile([a]);
    expect(a.pc.poll()).toBe(GodotError.OK);
    expect(a.signals).toHaveLength(before);
    expect(a.pc.get_connection_state()).toBe(a.pc.STATE_CLOSED);

    expect(a.pc.initialize(backend.configuration)).toBe(GodotError.OK);
    for (const signal of [a.pc.session_description_created, a.pc.ice_candidate_created]) {
      for (const { callable } of signal.get_connections()) signal.disconnect(callable);
    }
    b.pc.close();
    await openPair(listenTo("A again", a.pc), stage.side("C"), { negotiated: true, id: 1 });
  });

  promise("P02 close() returns before what was accepted has arrived, and it arrives all the same", async () => {
    const { a, b, ca, cb } = await stage.pair();
    // More than can be under way while the last of it is accepted.
    const packet = new Uint8Array(64_000);
    const count = 100;
    const codes = Array.from({ length: count }, () => ca.put_packet(packet));
    a.pc.close();
    expect(codes.every((code) => code === GodotError.OK)).toBe(true);
    expect(a.pc.get_connection_state()).toBe(a.pc.STATE_CLOSED);
    expect(cb.get_available_packet_count(), "packets that arrived when close() returned").toBeLessThan(count);
    await pump([b], () => b.pc.get_connection_state() === b.pc.STATE_CLOSED, "the other side to close");
    await pump([b], () => cb.get_available_packet_count() === count, "all packets");
  });

  promise("P16 P18 P19 D06 what the getters say is true without poll()", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    const [ca, cb] = [a, b].map(({ pc }) => channelOf(pc, "chat", { negotiated: true, id: 1 }));
    for (const { pc } of [a, b]) pc.session_description_created.connect(pc.set_local_description);
    a.pc.session_description_created.connect(b.pc.set_remote_description);
    a.pc.create_offer();
    const { GATHERING_STATE_COMPLETE, SIGNALING_STATE_HAVE_LOCAL_OFFER, SIGNALING_STATE_STABLE } = a.pc;
    await pump([a, b], () => b.candidates.length > 0 && a.candidates.length > 0, "both sides' descriptions");
    // From here on nobody polls.
    expect(a.pc.get_signaling_state()).toBe(SIGNALING_STATE_HAVE_LOCAL_OFFER);
    for (const { sdp } of b.descriptions) a.pc.set_remote_description("answer", sdp);
    expect(a.pc.get_signaling_state()).toBe(SIGNALING_STATE_STABLE);
    passCandidates(a, b);
    passCandidates(b, a);
    await until(() => isConnected(a) && isConnected(b), "both to be connected");
    const isOpen = (channel = ca): boolean => channel?.get_ready_state() === channel?.STATE_OPEN;
    await until(() => isOpen(ca) && isOpen(cb), "both ends to open");
    const complete = ({ pc }: Side): boolean => pc.get_gathering_state() === GATHERING_STATE_COMPLETE;
    await until(() => complete(a) && complete(b), "gathering to end");
    b.pc.close();
    await until(() => ca?.get_ready_state() === ca?.STATE_CLOSED, "the channel to close");
    await until(() => a.pc.get_connection_state() === a.pc.STATE_CLOSED, "the connection to close");
    expect(a.pc.get_signaling_state()).toBe(a.pc.SIGNALING_STATE_CLOSED);
  });

  promise("P16 the state goes NEW, CONNECTING, CONNECTED, and CLOSED after close(), on both sides", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    const seen = [a, b].map((watched) => watchStates(watched));
    await openPair(a, b, { negotiated: true, id: 1 });
    a.pc.close();
    b.pc.close();
    for (const states of seen) {
      expect(states()).toEqual([a.pc.STATE_NEW, a.pc.STATE_CONNECTING, a.pc.STATE_CONNECTED, a.pc.STATE_CLOSED]);
    }
  });

  promise("P16 an offer makes the state CONNECTING at once, the own one and the remote one", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    channelOf(a.pc, "chat");
    a.pc.create_offer();
    expect(a.pc.get_connection_state()).toBe(a.pc.STATE_CONNECTING);
    await pump([a], () => a.descriptions.length > 0, "the offer");
    b.pc.set_remote_description("offer", a.descriptions[0]?.sdp ?? "");
    expect(b.pc.get_connection_state()).toBe(b.pc.STATE_CONNECTING);
  });

  promise("P21 initialize() closes the connection that is active, and all states are those of a new one", async () => {
    const { a, b, ca, cb } = await stage.pair();
    expect(a.pc.initialize(backend.configuration)).toBe(GodotError.OK);
    expect(ca.get_ready_state()).toBe(ca.STATE_CLOSED);
    expect(a.pc.get_connection_state()).toBe(a.pc.STATE_NEW);
    expect(a.pc.get_gathering_state()).toBe(a.pc.GATHERING_STATE_NEW);
    expect(a.pc.get_signaling_state()).toBe(a.pc.SIGNALING_STATE_STABLE);
    const isOver = (): boolean =>
      cb.get_ready_state() === cb.STATE_CLOSED && b.pc.get_connection_state() === b.pc.STATE_CLOSED;
    await pump([a, b], isOver, "the other side to notice");
    expect(a.pc.get_connection_state()).toBe(a.pc.STATE_NEW);
  });

  promise("P21 initialize() after channels were created closes those, and the object works", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    const early = channelOf(a.pc, "early");
    expect(a.pc.initialize(backend.configuration)).toBe(GodotError.OK);
    expect(early.get_ready_state()).toBe(early.STATE_CLOSED);
    await openPair(a, b, {});
    expect(b.received.map((channel) => channel.get_label())).toEqual(["chat"]);
  });

  promise("P23 a connection works that was never initialized", async () => {
    const bare = listenTo("bare", stage.keep(backend.createBare()));
    expect(bare.pc.get_connection_state()).toBe(bare.pc.STATE_NEW);
    await openPair(bare, stage.side("B"), { negotiated: true, id: 1 });
    // The empty configuration is what initialize() takes by default.
    expect(backend.createBare().initialize()).toBe(GodotError.OK);
  });
};

const CANDIDATE = "candidate:1 1 UDP 2122317823 127.0.0.1 9 typ host";

function isConnected({ pc }: Side): boolean {
  return pc.get_connection_state() === pc.STATE_CONNECTED;
}

/** Applies what the first side creates, here and there. */
async function passDescription(from: Side, to: Side): Promise<void> {
  await pump([from, to], () => from.descriptions.length > 0, `${from.name}'s description`);
  const { type, sdp } = from.descriptions[0] ?? { type: "", sdp: "" };
  expect(from.pc.set_local_description(type, sdp)).toBe(GodotError.OK);
  expect(to.pc.set_remote_description(type, sdp)).toBe(GodotError.OK);
}

function passCandidates(from: Side, to: Side): GodotError[] {
  return from.candidates.map(({ media, index, name }) => to.pc.add_ice_candidate(media, index, name));
}

/** The states from now on, each once in a row; asked after each poll of the side and at the end. */
function watchStates({ pc }: Side): () => number[] {
  const states: number[] = [pc.get_connection_state()];
  const look = (): void => {
    const state = pc.get_connection_state();
    if (states.at(-1) !== state) states.push(state);
  };
  const poll = pc.poll;
  pc.poll = () => {
    const result = poll();
    look();
    return result;
  };
  return () => {
    look();
    return states;
  };
}
