import { type Table, option } from "./channel-rows.js";
import { NOT_GARBLED, OTHER_TYPE, TOO_LONG } from "./reasons.js";

const LONGEST = "x".repeat(65535);

/** Labels and protocols. */
export const labels: readonly Table[] = [
  {
    rows: {
      channel_no_options: { info: {} },
      channel_empty_options: { options: {}, info: {} },
      channel_label_empty: { label: "", options: {}, info: {} },
      channel_label_newline_nul: { label: "a\nb", options: {}, info: {} },
      channel_label_65535: { label: LONGEST, options: {}, info: {} },
      channel_protocol_qprotoq: option({ protocol: "proto" }, { protocol: "proto" }),
      channel_protocol_qq: option({ protocol: "" }, {}),
      "channel_protocol_&qsnq": option({ protocol: "sn" }, { protocol: "sn" }),
      "channel_protocol_qxq.repeat(65535)": option({ protocol: LONGEST }, { protocol: LONGEST }),
    },
  },
  {
    differs: NOT_GARBLED,
    rows: {
      channel_label_unicode: { label: "é日😀", options: {}, info: {} },
      channel_protocol_qéq: option({ protocol: "é" }, { protocol: "é" }),
    },
  },
  {
    differs: TOO_LONG,
    rows: {
      channel_label_65536: { label: `${LONGEST}x`, options: {}, info: null },
      channel_label_100000: { label: "x".repeat(100000), options: {}, info: null },
      channel_label_65535_negotiated: { ...option({}, null), label: `${LONGEST}x` },
      "channel_protocol_qxq.repeat(65536)": option({ protocol: `${LONGEST}x` }, null),
    },
  },
  {
    differs: OTHER_TYPE,
    rows: {
      channel_protocol_5: option({ protocol: 5 }, null),
      channel_protocol_null: option({ protocol: null }, null),
      channel_protocol_true: option({ protocol: true }, null),
      "channel_protocol_[]": option({ protocol: [] }, null),
    },
  },
];
