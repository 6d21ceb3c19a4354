import { option, refusals, type Table } from "./channel-rows.js";
import { NO_ID, OTHER_TYPE } from "./reasons.js";

const withId = (id: number): Table["rows"][string] => option({ id }, { id });

/** The options `negotiated` and `id`. */
export const negotiation: readonly Table[] = [
  {
    rows: {
      channel_negotiated_true_id_1: withId(1),
      channel_negotiated_false_no_id: { options: { negotiated: false }, info: {} },
      channel_id_0: withId(0),
      channel_id_1: withId(1),
      channel_id_2: withId(2),
      channel_id_1023: withId(1023),
    },
  },
  {
    rows: refusals({
      channel_negotiated_true_no_id: { negotiated: true },
      channel_negotiated_false_id_1: { negotiated: false, id: 1 },
      channel_id_without_negotiated: { id: 5 },
      channel_id_negotiated_false: { negotiated: false, id: 5 },
      channel_id_1024: { negotiated: true, id: 1024 },
      channel_id_65533: { negotiated: true, id: 65533 },
      channel_id_65534: { negotiated: true, id: 65534 },
      channel_id_65535: { negotiated: true, id: 65535 },
      "channel_id_-1": { negotiated: true, id: -1 },
      "channel_id_-2": { negotiated: true, id: -2 },
      // The engine converted these values, and then missed the id or did not want it.
      channel_negotiated_1_no_id: { negotiated: 1 },
      channel_negotiated_0_id_1: { negotiated: 0, id: 1 },
      channel_negotiated_qyesq_no_id: { negotiated: "yes" },
      channel_negotiated_qq_id_1: { negotiated: "", id: 1 },
      channel_negotiated_null_id_1: { negotiated: null, id: 1 },
      "channel_negotiated_1.5_no_id": { negotiated: 1.5 },
      "channel_negotiated_[]_id_1": { negotiated: [], id: 1 },
      "channel_negotiated_{}_id_1": { negotiated: {}, id: 1 },
      channel_negotiated_qfalseq_no_id: { negotiated: "false" },
    }),
  },
  {
    differs: NO_ID,
    rows: refusals({
      channel_id_65536: { negotiated: true, id: 65536 },
      channel_id_65537: { negotiated: true, id: 65537 },
      channel_id_2147483648: { negotiated: true, id: 2147483648 },
    }),
  },
  {
    differs: OTHER_TYPE,
    rows: refusals({
      channel_negotiated_1_id_1: { negotiated: 1, id: 1 },
      channel_negotiated_0_no_id: { negotiated: 0 },
      channel_negotiated_qyesq_id_1: { negotiated: "yes", id: 1 },
      channel_negotiated_qq_no_id: { negotiated: "" },
      channel_negotiated_null_no_id: { negotiated: null },
      "channel_negotiated_1.5_id_1": { negotiated: 1.5, id: 1 },
      "channel_negotiated_[]_no_id": { negotiated: [] },
      "channel_negotiated_{}_no_id": { negotiated: {} },
      channel_negotiated_qfalseq_id_1: { negotiated: "false", id: 1 },
      channel_id_q5q: { negotiated: true, id: "5" },
      channel_id_qabcq: { negotiated: true, id: "abc" },
      "channel_id_1.9": { negotiated: true, id: 1.9 },
      channel_id_null: { negotiated: true, id: null },
      channel_id_true: { negotiated: true, id: true },
      "channel_id_[]": { negotiated: true, id: [] },
    }),
  },
];
