import { expect } from "vitest";
import { GodotError, to_utf8_buffer, WebRTCDataChannel } from "../../../runtime/index.js";
import { channelOf, connectedPair, newConnection, pump } from "../../support/peers.js";
import { type Case, type Cases, settle, VOID } from "./stage.js";
import { bytes } from "./steps.js";

const { OK, FAILED, ERR_INVALID_DATA, ERR_UNAVAILABLE } = GodotError;
const OPEN = 1;
const EMPTY = new Uint8Array();

/** Sent in text mode, and received as it was sent. */
const texts: Readonly<Record<string, Uint8Array>> = {
  text_mode_ascii: to_utf8_buffer("hello"),
  text_mode_utf8: to_utf8_buffer("é日😀"),
  text_mode_nul_inside: Uint8Array.of(97, 0, 98),
  text_mode_nul_first: Uint8Array.of(0, 97),
};

/** No UTF-8, and so no text. */
const noTexts: Readonly<Record<string, Uint8Array>> = {
  text_mode_invalid_ff_fe: Uint8Array.of(255, 254, 97),
  text_mode_truncated_utf8: Uint8Array.of(97, 0xc3),
  text_mode_overlong: Uint8Array.of(0xc0, 0xaf),
  text_mode_surrogate: Uint8Array.of(0xed, 0xa0, 0x80),
};

const SIZES_SENT = [1, 1200, 16383, 16384, 16385, 65535, 65536, 65537, 100000, 262143, 262144];
/** Above what the other side announces to take. */
const SIZES_REFUSED = [262145, 300000, 1048576];

function isSentAsText(text: Uint8Array): Case {
  return async ({ check }) => {
    const { a, b, ca, cb } = await connectedPair();
    ca.write_mode = WebRTCDataChannel.WRITE_MODE_TEXT;
    check(() => ca.put_packet(text), OK);
    await pump([a, b], () => cb.get_available_packet_count() > 0, "the text");
    check(() => cb.get_available_packet_count(), 1);
    check(() => cb.get_packet(), text);
    check(() => cb.was_string_packet(), true);
  };
}

function isNoText(packet: Uint8Array): Case {
  return async ({ check }) => {
    const { a, b, ca, cb } = await connectedPair();
    ca.write_mode = WebRTCDataChannel.WRITE_MODE_TEXT;
    check(() => ca.put_packet(packet), ERR_INVALID_DATA, "error");
    check(() => ca.put_packet(to_utf8_buffer("after")), OK);
    await pump([a, b], () => cb.get_available_packet_count() > 0, "the text after it");
    check(() => cb.get_available_packet_count(), 1);
    check(() => cb.get_packet(), to_utf8_buffer("after"));
  };
}

function size(length: number, fits: boolean): Case {
  return async ({ check }) => {
    const { a, b, ca, cb } = await connectedPair();
    const arrived = (): boolean => cb.get_available_packet_count() > 0;
    const packet = bytes(length);
    if (fits) {
      check(() => ca.put_packet(packet), OK);
      check(() => ca.get_buffered_amount(), 0);
      await pump([a, b], arrived, "the packet");
      check(() => cb.get_available_packet_count(), 1);
      const received = cb.get_packet();
      expect(Buffer.compare(received, packet)).toBe(0);
    } else {
      check(() => ca.put_packet(packet), FAILED, "error");
      check(() => ca.get_buffered_amount(), 0);
      await settle(a, b);
      check(() => cb.get_available_packet_count(), 0);
      check(() => cb.get_packet(), EMPTY, "error");
    }
    check(() => ca.put_packet(bytes(5)), OK);
    await pump([a, b], arrived, "the packet after it");
    check(() => cb.get_packet(), bytes(5));
    check(() => [ca.get_ready_state(), cb.get_ready_state()], [OPEN, OPEN]);
  };
}

function sizes(lengths: readonly number[], fit: boolean): Cases {
  return Object.fromEntries(lengths.map((length) => [`put_packet_size_${length}`, size(length, fit)]));
}

/** Text and binary packets of every kind and size. */
export const textAndSizes: Cases = {
  ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, isSentAsText(text)])),
  ...Object.fromEntries(Object.entries(noTexts).map(([name, packet]) => [name, isNoText(packet)])),
  ...sizes(SIZES_SENT, true),
  ...sizes(SIZES_REFUSED, false),

  async put_packet_256k_text({ check }) {
    const { a, b, ca, cb } = await connectedPair();
    ca.write_mode = WebRTCDataChannel.WRITE_MODE_TEXT;
    check(() => ca.put_packet(bytes(262144)), OK);
    await pump([a, b], () => cb.get_available_packet_count() > 0, "the text");
    check(() => cb.get_packet().length, 262144);
  },

  async empty_packet_text({ check }) {
    const { a, b, ca, cb } = await connectedPair();
    ca.write_mode = WebRTCDataChannel.WRITE_MODE_TEXT;
    check(() => ca.put_packet(EMPTY), OK);
    await settle(a, b);
    check(() => cb.get_available_packet_count(), 0);
    check(() => cb.get_packet(), EMPTY, "error");
    check(() => cb.get_packet_error(), ERR_UNAVAILABLE);
    check(() => cb.was_string_packet(), false);
    check(() => ca.put_packet(to_utf8_buffer("after")), OK);
    await pump([a, b], () => cb.get_available_packet_count() > 0, "the text");
    check(() => cb.get_available_packet_count(), 1);
    check(() => cb.get_packet(), to_utf8_buffer("after"));
    check(() => cb.was_string_packet(), true);
  },

  async was_string_packet({ check }) {
    const { a, b, ca, cb } = await connectedPair();
    check(() => cb.was_string_packet(), false);
    ca.write_mode = WebRTCDataChannel.WRITE_MODE_TEXT;
    check(() => ca.put_packet(to_utf8_buffer("text")), OK);
    ca.write_mode = WebRTCDataChannel.WRITE_MODE_BINARY;
    check(() => ca.put_packet(to_utf8_buffer("bin")), OK);
    await pump([a, b], () => cb.get_available_packet_count() === 2, "both packets");
    check(() => cb.was_string_packet(), false);
    check(() => cb.get_packet(), to_utf8_buffer("text"));
    check(() => cb.was_string_packet(), true);
    check(() => cb.get_packet(), to_utf8_buffer("bin"));
    check(() => cb.was_string_packet(), false);
    check(() => cb.get_packet(), EMPTY, "error");
    check(() => cb.get_packet_error(), ERR_UNAVAILABLE);
    check(() => cb.was_string_packet(), false);
  },

  write_mode_values({ check }) {
    const pc = newConnection();
    const channel = channelOf(pc, "x");
    const setAnything = (value: unknown): void => void Reflect.set(channel, "write_mode", value);
    check(() => channel.write_mode, WebRTCDataChannel.WRITE_MODE_BINARY);
    check(() => setAnything(5), VOID, "error");
    check(() => channel.write_mode, WebRTCDataChannel.WRITE_MODE_BINARY);
    check(() => setAnything(-1), VOID, "error");
    check(() => channel.write_mode, WebRTCDataChannel.WRITE_MODE_BINARY);
    check(() => setAnything(WebRTCDataChannel.WRITE_MODE_TEXT), VOID);
    check(() => channel.write_mode, WebRTCDataChannel.WRITE_MODE_TEXT);
    check(() => [WebRTCDataChannel.WRITE_MODE_TEXT, WebRTCDataChannel.WRITE_MODE_BINARY], [0, 1]);
    check(() => pc.close(), VOID);
  },
};
