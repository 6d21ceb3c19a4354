import { expect } from "vitest";
import { GodotError } from "../../../generated/api/@GlobalScope.js";
import { WebRTCDataChannel } from "../../../generated/glue/WebRTCDataChannel.js";
import type { WebRTCPeerConnection } from "../../../runtime/index.js";
import { channelOf, openPair, pump, wire } from "../../support/sides.js";
import type { Chapter } from "./contract.js";

type Channel = ReturnType<typeof channelOf>;
type Options = WebRTCPeerConnection.CreateDataChannelOptions;

const UNSET = 65535;

/** Options, and what the getters say of them: ordered, lifetime, retransmits, protocol. */
const TABLE: readonly (readonly [Options, readonly [boolean, number, number, string]])[] = [
  [{}, [true, UNSET, UNSET, ""]],
  [{ ordered: true }, [true, UNSET, UNSET, ""]],
  [{ ordered: false }, [false, UNSET, UNSET, ""]],
  [{ maxRetransmits: 0 }, [true, UNSET, 0, ""]],
  [{ maxRetransmits: 3, ordered: false }, [false, UNSET, 3, ""]],
  [{ maxPacketLifeTime: 0 }, [true, 0, UNSET, ""]],
  [{ maxPacketLifeTime: 250, protocol: "chat-v1" }, [true, 250, UNSET, "chat-v1"]],
  [{ maxPacketLifetime: 250 }, [true, 250, UNSET, ""]],
  [{ protocol: "protokół ✓" }, [true, UNSET, UNSET, "protokół ✓"]],
];

function reported(channel: Channel): readonly unknown[] {
  return [
    channel.is_ordered(),
    channel.get_max_packet_life_time(),
    channel.get_max_retransmits(),
    channel.get_protocol(),
  ];
}

/** P04 to P10, P14, P32: making channels. */
export const channelChapter: Chapter = ({ stage, promise }) => {
  promise("P04 create_data_channel gives a WebRTCDataChannel with the label, null on failure", () => {
    const pc = stage.create();
    for (const label of ["chat", "", "Gespräch ✓", "NUL\0inside"]) {
      const channel = pc.create_data_channel(label);
      expect(channel).toBeInstanceOf(WebRTCDataChannel);
      expect(channel?.get_label()).toBe(label);
      expect(channel?.get_ready_state()).toBe(channel?.STATE_CONNECTING);
    }
    expect(pc.create_data_channel("bad", { id: -1, negotiated: true })).toBeNull();
    expect(pc.create_data_channel("x".repeat(65_536))).toBeNull();
    stage.expectReports("create_data_channel", "create_data_channel");
  });

  promise("P05 create_data_channel works in STATE_NEW only", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    wire(a, b);
    const refused = (): void => {
      expect(a.pc.create_data_channel("late")).toBeNull();
      expect(stage.expectReports("create_data_channel")[0]?.code).toBe(GodotError.FAILED);
    };
    channelOf(a.pc, "chat");
    a.pc.create_offer();
    expect(a.pc.get_connection_state()).toBe(a.pc.STATE_CONNECTING);
    refused();
    await pump([a, b], () => a.pc.get_connection_state() === a.pc.STATE_CONNECTED, "A to be connected");
    refused();
    a.pc.close();
    refused();
    await pump([b], () => b.pc.get_connection_state() === b.pc.STATE_CLOSED, "B to be closed");
    expect(b.pc.create_data_channel("late")).toBeNull();
    stage.expectReports("create_data_channel");
  });

  promise("P06 a channel of one side is announced on the other, once", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    channelOf(a.pc, "first");
    channelOf(a.pc, "second");
    await openPair(a, b, {});
    await pump([a, b], () => b.received.length >= 3, "three announcements");
    await stage.meanwhile([a, b]);
    expect(b.received.map((channel) => channel.get_label()).sort()).toEqual(["chat", "first", "second"]);
    expect(a.received).toEqual([]);
  });

  promise("P07 a negotiated channel connects both ways and is not announced", async () => {
    const { a, b, ca, cb } = await stage.pair({ negotiated: true, id: 5, protocol: "p" });
    ca.put_packet(new Uint8Array([1]));
    cb.put_packet(new Uint8Array([2]));
    const both = (): boolean => ca.get_available_packet_count() > 0 && cb.get_available_packet_count() > 0;
    await pump([a, b], both, "a packet on either side");
    expect([...cb.get_packet(), ...ca.get_packet()]).toEqual([1, 2]);
    expect([...a.signals, ...b.signals]).not.toContain("channel");
  });

  promise("P08 negotiated is false if left out, and wants an id if true", async () => {
    const pc = stage.create();
    expect(channelOf(pc, "plain").is_negotiated()).toBe(false);
    expect(channelOf(pc, "no", { negotiated: false }).is_negotiated()).toBe(false);
    expect(channelOf(pc, "yes", { negotiated: true, id: 0 }).is_negotiated()).toBe(true);
    expect(pc.create_data_channel("no id", { negotiated: true })).toBeNull();
    expect(stage.expectReports("create_data_channel")[0]?.message).toContain('"id"');
    const { ca, cb } = await stage.pair({ negotiated: true, id: 11 });
    expect([ca.get_id(), cb.get_id()]).toEqual([11, 11]);
  });

  promise("P09 maxRetransmits and maxPacketLifeTime exclude each other", () => {
    const pc = stage.create();
    for (const maxRetransmits of [0, 3]) {
      for (const maxPacketLifeTime of [0, 250]) {
        expect(pc.create_data_channel("both", { maxRetransmits, maxPacketLifeTime })).toBeNull();
        expect(pc.create_data_channel("both", { maxRetransmits, maxPacketLifetime: maxPacketLifeTime })).toBeNull();
        stage.expectReports("create_data_channel", "create_data_channel");
      }
    }
    expect(pc.create_data_channel("one", { maxRetransmits: 3 })).not.toBeNull();
    expect(pc.create_data_channel("other", { maxPacketLifeTime: 250 })).not.toBeNull();
  });

  promise("P10 D04 D05 a created channel reports its options, before and after it opened", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    const channels = TABLE.map(([options], index) => channelOf(a.pc, String(index), options));
    const wanted = TABLE.map(([, values]) => values);
    expect(channels.map(reported)).toEqual(wanted);
    await openPair(a, b, {});
    const allOpen = (): boolean => channels.every((channel) => channel.get_ready_state() === channel.STATE_OPEN);
    await pump([a, b], allOpen, "all channels to open");
    expect(channels.map(reported)).toEqual(wanted);
    expect(channels.map((channel) => channel.get_label())).toEqual(TABLE.map((_, index) => String(index)));
  });

  promise("P10 D04 D05 both ends of a negotiated channel report what they were given", async () => {
    const options = { negotiated: true, id: 4, ordered: false, maxRetransmits: 2, protocol: "p" };
    const { ca, cb } = await stage.pair(options);
    for (const channel of [ca, cb]) {
      expect(reported(channel)).toEqual([false, UNSET, 2, "p"]);
      expect(channel.is_negotiated()).toBe(true);
    }
  });

  promise("P10 D04 a received channel reports label and protocol, and that it is not negotiated", async () => {
    const { cb } = await stage.pair({ protocol: "protokół ✓" });
    expect([cb.get_label(), cb.get_protocol(), cb.is_negotiated()]).toEqual(["chat", "protokół ✓", false]);
  });

  promise("P10/received D04 D05 a received channel reports all options of the other side", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    TABLE.forEach(([options], index) => channelOf(a.pc, String(index), options));
    await openPair(a, b, {});
    await pump([a, b], () => b.received.length > TABLE.length, "all announcements");
    const byLabel = new Map(b.received.map((channel) => [channel.get_label(), channel]));
    TABLE.forEach(([, values], index) => {
      const channel = byLabel.get(String(index));
      expect(channel && reported(channel)).toEqual(values);
    });
  });

  promise("P14 create_offer needs a channel", async () => {
    const { pc, ...a } = stage.side("A");
    expect(pc.create_offer()).toBe(GodotError.FAILED);
    stage.expectReports("create_offer");
    expect(pc.get_connection_state()).toBe(pc.STATE_NEW);
    channelOf(pc, "chat");
    expect(pc.create_offer()).toBe(GodotError.OK);
    await pump([{ pc, ...a }], () => a.descriptions.length > 0, "the offer");
  });

  promise("P32 data_channel_received hands over a channel that can be used at once", async () => {
    const [a, b] = [stage.side("A"), stage.side("B")];
    const inside: unknown[] = [];
    b.pc.data_channel_received.connect((channel) => {
      const isChannel = channel instanceof WebRTCDataChannel;
      inside.push(isChannel, channel.get_ready_state(), channel.put_packet(new Uint8Array([7, 8])));
    });
    const { ca } = await openPair(a, b, {});
    await pump([a, b], () => ca.get_available_packet_count() > 0, "what the handler sent");
    expect(inside).toEqual([true, ca.STATE_OPEN, GodotError.OK]);
    expect([...ca.get_packet()]).toEqual([7, 8]);
  });
};
