/** When candidates pass over node-datachannel: not while the other side could begin before this one is ready. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CandidateGate } from "../../runtime/backend/candidate-gate.js";
import { WebRTCPeerConnection } from "../../runtime/index.js";
import { channelOf, listenTo, type Side, wire } from "../support/sides.js";
import { DEADLINE_MS } from "../support/until.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const candidate = (name: string) => ({ candidate: name, mid: "0", index: 0 });

describe("the gate", () => {
  const passed: string[] = [];
  let gate: CandidateGate;
  beforeEach(() => {
    passed.length = 0;
    gate = new CandidateGate(({ candidate: name }) => passed.push(name));
  });

  it("keeps candidates until it is opened, and their order", () => {
    gate.take(candidate("a"));
    gate.take(candidate("b"));
    expect([gate.isOpen, passed]).toEqual([false, []]);
    gate.open();
    gate.take(candidate("c"));
    expect([gate.isOpen, passed]).toEqual([true, ["a", "b", "c"]]);
  });

  it("opens by itself when the time is over, and only then", () => {
    gate.take(candidate("a"));
    gate.openWithin(200);
    vi.advanceTimersByTime(199);
    expect(passed).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(passed).toEqual(["a"]);
  });

  it("drops what waits when it is shut, and does not open by itself then", () => {
    gate.take(candidate("a"));
    gate.openWithin(200);
    gate.shut();
    expect(vi.getTimerCount()).toBe(0);
    gate.take(candidate("b"));
    gate.open();
    expect(passed).toEqual(["b"]);
  });
});

describe("an offering side", () => {
  const sides: Side[] = [];
  const side = (name: string): Side => {
    const made = listenTo(name, new WebRTCPeerConnection());
    made.pc.initialize({ libdatachannel: { bindAddress: "127.0.0.1" } });
    sides.push(made);
    return made;
  };
  afterEach(() => {
    for (const { pc } of sides.splice(0)) pc.close();
  });
  /** Time stands still for all but the native side. */
  const pumpAll = async (condition: () => boolean, what: string): Promise<void> => {
    const deadline = Date.now() + DEADLINE_MS;
    while (!condition()) {
      for (const { pc } of sides) pc.poll();
      if (Date.now() > deadline) throw new Error(`Waited ${DEADLINE_MS} ms for ${what}.`);
      await new Promise(setImmediate);
    }
  };
  const isOffering = async (): Promise<{ a: Side; b: Side }> => {
    const [a, b, c, d] = [side("A"), side("B"), side("C"), side("D")];
    channelOf(a.pc, "chat");
    a.pc.session_description_created.connect(a.pc.set_local_description);
    a.pc.create_offer();
    await pumpAll(() => a.descriptions.length === 1, "the offer");
    // Another pair does all that there is to do meanwhile.
    wire(c, d);
    channelOf(c.pc, "chat");
    c.pc.create_offer();
    await pumpAll(() => d.received.length === 1, "another pair to connect");
    return { a, b };
  };

  it("shows its candidates when it has the answer", async () => {
    const { a, b } = await isOffering();
    const isGathering = a.pc.GATHERING_STATE_GATHERING;
    expect([a.candidates, a.pc.get_gathering_state()]).toEqual([[], isGathering]);
    b.pc.session_description_created.connect(b.pc.set_local_description);
    b.pc.set_remote_description("offer", a.descriptions[0]?.sdp ?? "");
    await pumpAll(() => b.descriptions.length === 1, "the answer");
    a.pc.set_remote_description("answer", b.descriptions[0]?.sdp ?? "");
    await pumpAll(() => a.candidates.length > 0, "the candidates");
    expect(a.pc.get_gathering_state()).toBe(a.pc.GATHERING_STATE_COMPLETE);
  });

  it("shows them after 200 ms in any case: they may have to travel with the offer", async () => {
    const { a } = await isOffering();
    vi.advanceTimersByTime(199);
    a.pc.poll();
    expect(a.candidates).toEqual([]);
    vi.advanceTimersByTime(1);
    a.pc.poll();
    expect(a.candidates.length).toBeGreaterThan(0);
    expect(a.pc.get_gathering_state()).toBe(a.pc.GATHERING_STATE_COMPLETE);
  });
});
