import { expect } from "vitest";
import { channelOf, pump } from "../../support/sides.js";
import type { Chapter } from "./contract.js";
import { numbered, numbersOf, takeAll } from "./stage.js";

const COUNT = 60;
const ALL = Array.from({ length: COUNT }, (_, index) => index);

/** Loses the first attempt of every third message. */
const everyThirdOnce = (sequence: number, attempt: number): boolean => sequence % 3 === 0 && attempt === 0;
const isThird = (number: number): boolean => number % 3 === 0;

/** P11, P12, P17: reliability, order, and a transport that is lost. */
export const faultChapter: Chapter = ({ stage, promise }) => {
  promise("P11 without a limit every packet arrives", async () => {
    const { a, b, ca, cb } = await stage.pair();
    const count = 2_000;
    for (let number = 0; number < count; number += 1) ca.put_packet(numbered(number));
    await pump([a, b], () => cb.get_available_packet_count() === count, "all packets");
    expect(numbersOf(takeAll(cb))).toEqual(Array.from({ length: count }, (_, index) => index));
  });

  promise("P11/loss without a limit every packet arrives, though packets are lost on the way", () => {
    const { ca, cb, network, settle } = stage.faultyPair();
    network.lose((sequence, attempt) => sequence % 3 === 0 && attempt < 5);
    network.setDelay(20);
    for (const number of ALL) ca.put_packet(numbered(number));
    settle();
    expect(numbersOf(takeAll(cb))).toEqual(ALL);
  });

  promise("P11/loss with maxRetransmits 0 lost packets do not come", () => {
    const { ca, cb, network, settle } = stage.faultyPair({ maxRetransmits: 0 });
    network.lose(everyThirdOnce);
    for (const number of ALL) ca.put_packet(numbered(number));
    settle();
    expect(numbersOf(takeAll(cb))).toEqual(ALL.filter((number) => !isThird(number)));
  });

  promise("P11/loss with maxRetransmits 1 a packet comes that was lost once, not one that was lost twice", () => {
    const { ca, cb, network, settle } = stage.faultyPair({ maxRetransmits: 1 });
    network.lose((sequence, attempt) => attempt < sequence % 3);
    for (const number of ALL) ca.put_packet(numbered(number));
    settle();
    expect(numbersOf(takeAll(cb))).toEqual(ALL.filter((number) => number % 3 < 2));
  });

  promise("P11/loss with a short lifetime lost packets do not come late, with a long one they come", () => {
    for (const [maxPacketLifeTime, wanted] of [
      [30, ALL.filter((number) => !isThird(number))],
      [500, ALL],
    ] as const) {
      const { ca, cb, network, settle } = stage.faultyPair({ maxPacketLifeTime });
      network.setDelay(50);
      network.lose(everyThirdOnce);
      for (const number of ALL) ca.put_packet(numbered(number));
      settle();
      expect(numbersOf(takeAll(cb)), `lifetime ${maxPacketLifeTime} ms`).toEqual(wanted);
    }
  });

  promise("P12 an ordered channel keeps the order also when it is unreliable", async () => {
    for (const limit of [{ maxRetransmits: 0 }, { maxPacketLifeTime: 1 }]) {
      const { a, b, ca, cb } = await stage.pair({ negotiated: true, id: 1, ...limit });
      // Nothing says that all arrive; the last one, sent again and again, does.
      for (const number of ALL) ca.put_packet(numbered(number));
      const last = numbered(COUNT);
      const numbers: number[] = [];
      const arrived = (): boolean => {
        ca.put_packet(last);
        numbers.push(...numbersOf(takeAll(cb)));
        return numbers.includes(COUNT);
      };
      await pump([a, b], arrived, "the last packet");
      expect(numbers.toSorted((one, other) => one - other)).toEqual(numbers);
      a.pc.close();
      b.pc.close();
    }
  });

  promise("P12/loss an ordered channel keeps the order where packets are sent again", () => {
    for (const limit of [{}, { maxRetransmits: 1 }, { maxPacketLifeTime: 500 }]) {
      const { ca, cb, network, settle } = stage.faultyPair(limit);
      network.setDelay(20);
      network.lose(everyThirdOnce);
      for (const number of ALL) ca.put_packet(numbered(number));
      settle();
      expect(numbersOf(takeAll(cb))).toEqual(ALL);
    }
  });

  promise("P12/loss on an unordered channel packets overtake one that is sent again", () => {
    const { ca, cb, network, settle } = stage.faultyPair({ ordered: false });
    network.setDelay(20);
    network.lose(everyThirdOnce);
    for (const number of ALL) ca.put_packet(numbered(number));
    settle();
    expect(numbersOf(takeAll(cb))).toEqual([...ALL.filter((number) => !isThird(number)), ...ALL.filter(isThird)]);
  });

  promise("P17/faults a cut makes both sides DISCONNECTED, and they recover with all their data", () => {
    const { a, b, ca, cb, network, settle } = stage.faultyPair();
    network.cut();
    settle();
    for (const { pc } of [a, b]) expect(pc.get_connection_state()).toBe(pc.STATE_DISCONNECTED);
    expect(ca.put_packet(numbered(1))).toBe(0);
    settle();
    expect([cb.get_available_packet_count(), ca.get_buffered_amount()]).toEqual([0, 4]);
    network.restore();
    settle();
    for (const { pc } of [a, b]) expect(pc.get_connection_state()).toBe(pc.STATE_CONNECTED);
    expect(numbersOf(takeAll(cb))).toEqual([1]);
    expect(ca.get_buffered_amount()).toBe(0);
  });

  promise("P17/faults D06/failed a lost transport is FAILED, and its channels CLOSED", () => {
    const { a, b, ca, cb, network, settle } = stage.faultyPair();
    cb.put_packet(numbered(7));
    settle();
    network.fail();
    settle();
    for (const { pc } of [a, b]) {
      expect(pc.get_connection_state()).toBe(pc.STATE_FAILED);
      expect(pc.get_signaling_state()).toBe(pc.SIGNALING_STATE_CLOSED);
    }
    for (const channel of [ca, cb]) expect(channel.get_ready_state()).toBe(channel.STATE_CLOSED);
    // What had arrived can still be read.
    expect(numbersOf(takeAll(ca))).toEqual([7]);
  });

  promise("P17/faults a peer that dies is noticed by the other one", () => {
    for (const end of [0, 1] as const) {
      const { a, b, ca, cb, network, settle } = stage.faultyPair();
      network.kill(end);
      settle();
      const states = [a, b].map(({ pc }) => pc.get_connection_state());
      expect(states.filter((state) => state === a.pc.STATE_FAILED)).toHaveLength(1);
      const survivor = states[0] === a.pc.STATE_FAILED ? ca : cb;
      expect(survivor.get_ready_state()).toBe(survivor.STATE_CLOSED);
    }
  });

  promise("P17/unmatched D06/failed a transport that cannot be set up is FAILED, and its channels CLOSED", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    const channel = channelOf(a.pc, "chat");
    for (const { pc } of [a, b]) pc.session_description_created.connect(pc.set_local_description);
    a.pc.session_description_created.connect(b.pc.set_remote_description);
    // Another certificate than the one that B has.
    const forge = (sdp: string): string => sdp.replace(/(a=fingerprint:\S+ )(..):(..)/i, "$1$3:$2");
    b.pc.session_description_created.connect((type, sdp) => {
      expect(forge(sdp)).not.toBe(sdp);
      a.pc.set_remote_description(type, forge(sdp));
    });
    a.pc.ice_candidate_created.connect(b.pc.add_ice_candidate);
    b.pc.ice_candidate_created.connect(a.pc.add_ice_candidate);
    a.pc.create_offer();
    await pump([a, b], () => a.pc.get_connection_state() === a.pc.STATE_FAILED, "A to give up");
    await stage.meanwhile([a, b]);
    expect(a.pc.get_connection_state(), "for good").toBe(a.pc.STATE_FAILED);
    expect(channel.get_ready_state()).toBe(channel.STATE_CLOSED);
    expect(a.pc.get_signaling_state()).toBe(a.pc.SIGNALING_STATE_CLOSED);
  });

  promise("D07 P11/loss what was sent before close() arrives, though it is lost on the way", () => {
    for (const [closes, ordered] of [
      ["channel", true],
      ["channel", false],
      ["connection", true],
      ["connection", false],
    ] as const) {
      const { a, ca, cb, network, settle } = stage.faultyPair({ ordered });
      network.setDelay(20);
      network.lose((sequence, attempt) => sequence % 3 === 0 && attempt < 5);
      for (const number of ALL) ca.put_packet(numbered(number));
      if (closes === "channel") ca.close();
      else a.pc.close();
      settle();
      const arrived = numbersOf(takeAll(cb)).toSorted((one, other) => one - other);
      expect(arrived, `ordered: ${ordered}, after the ${closes} was closed`).toEqual(ALL);
      expect(cb.get_ready_state()).toBe(cb.STATE_CLOSED);
    }
  });

  promise("D07 P17/faults close() during a cut tells the other side nothing before the cut is over", () => {
    const { a, b, ca, cb, network, settle } = stage.faultyPair();
    network.cut();
    ca.put_packet(numbered(1));
    a.pc.close();
    settle();
    expect(b.pc.get_connection_state()).toBe(b.pc.STATE_DISCONNECTED);
    network.restore();
    settle();
    expect(b.pc.get_connection_state()).toBe(b.pc.STATE_CLOSED);
    expect(numbersOf(takeAll(cb))).toEqual([1]);
  });
};
