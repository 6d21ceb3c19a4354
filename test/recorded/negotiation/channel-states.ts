import { expect } from "vitest";
import { ClassDB, GodotError, type WebRTCDataChannel, WebRTCDataChannelExtension } from "../../../runtime/index.js";
import { channelInfo, channelOf, connectedPair, newConnection, pump, side, wire } from "../../support/peers.js";
import { type Cases, settle, VOID } from "./stage.js";
import { bytes, collectDropped, isClosed, isConnected, isOpen, NEGOTIATED, OPEN_CHANNEL, unheard } from "./steps.js";

const { OK, FAILED, ERR_UNAVAILABLE } = GodotError;
const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;
const EMPTY = new Uint8Array();

/** A channel whose connection object nobody else holds. */
function channelAlone(): WebRTCDataChannel {
  return channelOf(newConnection(), "x", NEGOTIATED);
}

/** What a channel says and takes in each of its states. */
export const channelStates: Cases = {
  getters_before_open({ check }) {
    const pc = newConnection();
    const n = channelOf(pc, "n", NEGOTIATED);
    const u = channelOf(pc, "u", { protocol: "p", ordered: false, maxRetransmits: 2 });
    const fresh = { ...OPEN_CHANNEL, ready_state: CONNECTING };
    check(() => channelInfo(n), { ...fresh, label: "n", negotiated: true });
    check(() => channelInfo(u), {
      ...fresh,
      label: "u",
      id: 65535,
      ordered: false,
      max_retransmits: 2,
      protocol: "p",
      negotiated: false,
    });
    check(() => n.get_ready_state(), CONNECTING);
    check(() => n.poll(), OK);
    check(() => n.get_available_packet_count(), 0);
    check(() => n.get_packet(), EMPTY, "error");
    check(() => n.get_packet_error(), ERR_UNAVAILABLE);
    check(() => n.was_string_packet(), false);
    check(() => n.write_mode, n.WRITE_MODE_BINARY);
    check(() => n.get_buffered_amount(), 0);
    check(() => n.encode_buffer_max_size, 8388608);
    check(() => n.get_var(), null, "error");
    check(() => pc.close(), VOID);
  },

  async getters_after_open_and_after_close({ check }) {
    const { a, b, ca, cb } = await connectedPair();
    const open = { ...OPEN_CHANNEL, negotiated: true };
    const closed = { ...open, ready_state: CLOSED };
    check(() => channelInfo(ca), open);
    check(() => ca.close(), VOID);
    check(() => channelInfo(ca), { ...open, ready_state: CLOSING });
    await pump([a, b], () => isClosed(ca) && isClosed(cb), "closed channels");
    check(() => channelInfo(ca), closed);
    check(() => channelInfo(cb), closed);
    check(() => a.pc.close(), VOID);
    await pump([a, b], () => b.pc.get_connection_state() === b.pc.STATE_CLOSED, "the end of B");
    check(() => channelInfo(ca), closed);
    check(() => channelInfo(cb), closed);
  },

  async channel_outlives_connection_object({ check }) {
    const channel = channelAlone();
    await collectDropped();
    check(() => channelInfo(channel), { ...OPEN_CHANNEL, label: "x", negotiated: true, ready_state: CONNECTING });
    check(() => channel.put_packet(bytes(1)), FAILED, "error");
    check(() => channel.close(), VOID);
    check(() => channel.get_ready_state(), CLOSED);
  },

  standalone_WebRTCDataChannel({ check }) {
    check(() => ClassDB.instantiate("WebRTCDataChannel"), null, "error");
    const bare = new WebRTCDataChannelExtension();
    check(() => bare.get_ready_state(), CONNECTING, "error");
    check(() => bare.get_label(), "", "error");
    check(() => bare.put_packet(bytes(1)), FAILED, "warning");
    check(() => bare.get_packet(), EMPTY, "warning");
    check(() => bare.poll(), OK, "error");
    check(() => bare.close(), VOID, "error");
  },

  async put_packet_connecting({ check }) {
    const [a, b] = [side("A"), side("B")];
    wire(a, b);
    const ca = channelOf(a.pc, "x", NEGOTIATED);
    const cb = channelOf(b.pc, "x", NEGOTIATED);
    check(() => ca.put_packet(bytes(3)), FAILED, "error");
    check(() => ca.put_packet(EMPTY), OK);
    check(() => ca.put_var(5), FAILED, "error");
    check(() => ca.get_buffered_amount(), 0);
    a.pc.create_offer();
    check(() => ca.put_packet(bytes(4)), FAILED, "error");
    await pump([a, b], () => isOpen(ca) && isOpen(cb), "open channels");
    await settle(a, b);
    check(() => cb.get_available_packet_count(), 0);
    check(() => ca.put_packet(bytes(5)), OK);
    await pump([a, b], () => cb.get_available_packet_count() > 0, "the packet");
    check(() => cb.get_available_packet_count(), 1);
    check(() => cb.get_packet(), bytes(5));
  },

  async put_packet_closed({ check }) {
    const { a, b, ca, cb } = await connectedPair();
    check(() => ca.close(), VOID);
    check(() => ca.get_ready_state(), CLOSING);
    check(() => ca.put_packet(bytes(3)), FAILED, "error");
    await pump([a, b], () => isClosed(ca) && isClosed(cb), "closed channels");
    check(() => ca.put_packet(bytes(3)), FAILED, "error");
    check(() => cb.put_packet(bytes(3)), FAILED, "error");
    await settle(a, b);
    check(() => ca.get_available_packet_count(), 0);
    check(() => cb.get_available_packet_count(), 0);
  },

  async put_packet_after_connection_closed({ check }) {
    const { a, b, ca, cb } = await connectedPair();
    check(() => a.pc.close(), VOID);
    check(() => ca.get_ready_state(), CLOSED);
    check(() => ca.put_packet(bytes(3)), FAILED, "error");
    await pump([a, b], () => b.pc.get_connection_state() === b.pc.STATE_CLOSED, "the end of B");
    check(() => ca.put_packet(bytes(3)), FAILED, "error");
    check(() => cb.put_packet(bytes(3)), FAILED, "error");
    check(() => [ca.get_ready_state(), cb.get_ready_state()], [CLOSED, CLOSED]);
  },

  async received_channel_not_kept({ check }) {
    const [a, b] = [unheard("A"), unheard("B")];
    wire(a, b);
    const received: string[] = [];
    b.pc.data_channel_received.connect((channel) => void received.push(channel.get_label()));
    const ca = channelOf(a.pc, "x");
    a.pc.create_offer();
    const up = (): boolean => isOpen(ca) && isConnected(a) && isConnected(b);
    await pump([a, b], () => up() && received.length > 0, "the channel on both sides");
    await collectDropped();
    await settle(a, b);
    expect(received).toEqual(["x"]);
    check(() => ca.get_ready_state(), OPEN);
    check(() => ca.put_packet(bytes(1)), OK);
  },
};
