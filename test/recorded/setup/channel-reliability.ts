import { option, type Row, type Table } from "./channel-rows.js";
import { MISSPELT, OTHER_TYPE, OUT_OF_RANGE } from "./reasons.js";

const lifeTime = (given: number): Row => option({ maxPacketLifeTime: given }, { max_packet_life_time: given });
const retransmits = (given: number): Row => option({ maxRetransmits: given }, { max_retransmits: given });
const noLifeTime = (given: unknown): Row => option({ maxPacketLifeTime: given }, null);
const noRetransmits = (given: unknown): Row => option({ maxRetransmits: given }, null);
const notOrdered = (given: unknown): Row => option({ ordered: given }, null);

/** The options `maxPacketLifeTime`, `maxRetransmits` and `ordered`, several options together, and unknown ones. */
export const reliability: readonly Table[] = [
  {
    rows: {
      channel_maxPacketLifeTime_0: lifeTime(0),
      channel_maxPacketLifeTime_1: lifeTime(1),
      channel_maxPacketLifeTime_100: lifeTime(100),
      channel_maxPacketLifeTime_65535: lifeTime(65535),
      channel_maxRetransmits_0: retransmits(0),
      channel_maxRetransmits_1: retransmits(1),
      channel_maxRetransmits_100: retransmits(100),
      channel_maxRetransmits_65535: retransmits(65535),
      channel_ordered_true: option({ ordered: true }, {}),
      channel_ordered_false: option({ ordered: false }, { ordered: false }),
      channel_both_lifetime_and_retransmits: option({ maxPacketLifeTime: 1, maxRetransmits: 1 }, null),
      channel_both_null: option({ maxPacketLifeTime: null, maxRetransmits: null }, null),
      channel_both_not_negotiated: { options: { maxPacketLifeTime: 1, maxRetransmits: 1 }, info: null },
      channel_max_packet_life_time_snake: option({ max_packet_life_time: 10, max_retransmits: 3 }, {}),
      channel_unknown_keys: {
        options: new Map<unknown, unknown>([
          ["negotiated", true],
          ["id", 1],
          ["foo", 1],
          [5, 6],
          [null, 7],
        ]),
        info: { negotiated: true, id: 1 },
      },
      channel_stringname_keys: {
        options: new Map<string, unknown>([
          ["negotiated", true],
          ["id", 7],
        ]),
        info: { negotiated: true, id: 7 },
      },
      channel_all_options: option(
        { id: 3, maxRetransmits: 2, ordered: false, protocol: "p" },
        { id: 3, max_retransmits: 2, ordered: false, protocol: "p" },
      ),
    },
  },
  {
    differs: MISSPELT,
    rows: { channel_maxPacketLifetime_lowercase_t: option({ maxPacketLifetime: 10 }, { max_packet_life_time: 10 }) },
  },
  {
    differs: OUT_OF_RANGE,
    rows: {
      channel_maxPacketLifeTime_65536: noLifeTime(65536),
      channel_maxPacketLifeTime_100000: noLifeTime(100000),
      "channel_maxPacketLifeTime_-1": noLifeTime(-1),
      channel_maxPacketLifeTime_2147483647: noLifeTime(2147483647),
      channel_maxPacketLifeTime_2147483648: noLifeTime(2147483648),
      channel_maxRetransmits_65536: noRetransmits(65536),
      channel_maxRetransmits_100000: noRetransmits(100000),
      "channel_maxRetransmits_-1": noRetransmits(-1),
      channel_maxRetransmits_2147483647: noRetransmits(2147483647),
      channel_maxRetransmits_2147483648: noRetransmits(2147483648),
    },
  },
  {
    differs: OTHER_TYPE,
    rows: {
      channel_maxPacketLifeTime_q10q: noLifeTime("10"),
      channel_maxPacketLifeTime_qabcq: noLifeTime("abc"),
      "channel_maxPacketLifeTime_1.9": noLifeTime(1.9),
      channel_maxPacketLifeTime_null: noLifeTime(null),
      channel_maxPacketLifeTime_true: noLifeTime(true),
      "channel_maxPacketLifeTime_[]": noLifeTime([]),
      channel_maxRetransmits_q10q: noRetransmits("10"),
      channel_maxRetransmits_qabcq: noRetransmits("abc"),
      "channel_maxRetransmits_1.9": noRetransmits(1.9),
      channel_maxRetransmits_null: noRetransmits(null),
      channel_maxRetransmits_true: noRetransmits(true),
      "channel_maxRetransmits_[]": noRetransmits([]),
      channel_ordered_0: notOrdered(0),
      channel_ordered_1: notOrdered(1),
      channel_ordered_qq: notOrdered(""),
      channel_ordered_qfalseq: notOrdered("false"),
      channel_ordered_null: notOrdered(null),
      "channel_ordered_[]": notOrdered([]),
      // The number 0 again: JavaScript has no other 0.0.
      "channel_ordered_0.0": notOrdered(0.0),
    },
  },
];
