import {
  FAILED,
  get_string_from_utf8,
  OK,
  to_utf8_buffer,
  WebRTCDataChannel,
  type WebRTCPeerConnection,
} from "../../../runtime/index.js";
import { channelInfo, channelOf, pump, side, wire } from "../../support/peers.js";
import type { Case, Cases } from "../negotiation/stage.js";
import { expectedInfo } from "./channel-info.js";
import { type Deviations, NO_GETTERS, NOT_GARBLED, OUT_OF_RANGE, UNSET } from "./reasons.js";

type Options = WebRTCPeerConnection.CreateDataChannelOptions;

const LABEL = "étiquette";

/** One side creates a channel, the other one receives it, and both send a packet. */
function received(options: Options, here: Record<string, unknown>, there: Record<string, unknown> = {}): Case {
  return async ({ check }) => {
    const [a, b] = [side("A"), side("B")];
    wire(a, b);
    const ch = channelOf(a.pc, LABEL, options);
    check(() => a.pc.create_offer(), OK);
    const isOpen = (): boolean => ch.get_ready_state() === ch.STATE_OPEN;
    await pump([a, b], () => isOpen() && b.received.length === 1, "the channel");
    const info = expectedInfo({ label: LABEL, id: 1, ready_state: WebRTCDataChannel.STATE_OPEN });
    check(() => channelInfo(ch), { ...info, ...here });
    check(() => b.received.map(channelInfo), [{ ...info, ...there }]);
    check(() => b.received[0]?.put_packet(to_utf8_buffer("from b")), OK);
    check(() => ch.put_packet(to_utf8_buffer("from a")), OK);
    const arrived = (): (number | undefined)[] => [ch, b.received[0]].map((c) => c?.get_available_packet_count());
    await pump([a, b], () => arrived().every((count) => count !== 0), "the packets");
    check(arrived, [1, 1]);
    check(() => get_string_from_utf8(ch.get_packet()), "from b");
  };
}

/** The channel is refused, so there is nothing to offer. */
function refused(options: Options): Case {
  return ({ check }) => {
    const a = side("A");
    check(() => a.pc.create_data_channel(LABEL, options), null, "error");
    check(() => a.pc.create_offer(), FAILED, "error");
  };
}

const asTheEngine: Cases = {
  received_channel_plain: received({}, {}),
  received_channel_protocol: received({ protocol: "my-proto" }, { protocol: "my-proto" }, { protocol: "my-proto" }),
};

/** What the other side chose cannot be asked for. */
const unknownThere: Cases = {
  received_channel_unordered: received({ ordered: false }, { ordered: false }),
  received_channel_retransmits_3: received({ maxRetransmits: 3 }, { max_retransmits: 3 }),
  received_channel_retransmits_0: received({ maxRetransmits: 0 }, { max_retransmits: 0 }),
  received_channel_lifetime_100: received({ maxPacketLifeTime: 100 }, { max_packet_life_time: 100 }),
  received_channel_lifetime_0_unordered: received(
    { maxPacketLifeTime: 0, ordered: false },
    { max_packet_life_time: 0, ordered: false },
  ),
};

const outOfRange: Cases = {
  received_channel_retransmits_minus_1: refused({ maxRetransmits: -1 }),
  received_channel_lifetime_minus_1: refused({ maxPacketLifeTime: -1 }),
  received_channel_retransmits_70000: refused({ maxRetransmits: 70000 }),
  received_channel_lifetime_70000: refused({ maxPacketLifeTime: 70000 }),
};

/** In-band channels, seen from both sides. */
export const receivedChannels: Cases = { ...asTheEngine, ...unknownThere, ...outOfRange };

export const receivedDeviations: Deviations = {
  ...because([UNSET, NOT_GARBLED], asTheEngine),
  ...because([UNSET, NOT_GARBLED, NO_GETTERS], unknownThere),
  ...because([OUT_OF_RANGE], outOfRange),
};

function because(reasons: readonly string[], cases: Cases): Deviations {
  return Object.fromEntries(Object.keys(cases).map((name) => [name, reasons.join(". ")]));
}
