import { expect } from "vitest";
import { WebRTCDataChannel } from "../../../runtime/index.js";

/** Matches any channel. */
export const CHANNEL: unknown = expect.any(WebRTCDataChannel);

/** What the getters of a channel say that was just created as `create_data_channel("x")`, but for what is given. */
export function expectedInfo(differing: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    label: "x",
    id: 65535,
    ordered: true,
    max_packet_life_time: 65535,
    max_retransmits: 65535,
    protocol: "",
    negotiated: false,
    ready_state: WebRTCDataChannel.STATE_CONNECTING,
    buffered_amount: 0,
    write_mode: WebRTCDataChannel.WRITE_MODE_BINARY,
    available: 0,
    was_string_packet: false,
    ...differing,
  };
}
