import { beforeAll, describe, expect, test } from "vitest";
import { createRecordingClass, run } from "../../examples/recording-extension.js";
import {
  ClassDB,
  type ErrorReport,
  FAILED,
  get_string_from_utf8,
  OK,
  set_error_handler,
  to_utf8_buffer,
  WebRTCDataChannel,
  WebRTCPeerConnection,
  WebRTCPeerConnectionExtension,
} from "../../runtime/index.js";
import { create_loopback_class } from "../../runtime/loopback.js";
import { channelOf, listenTo, openPair, pump } from "../support/sides.js";

describe("the example of an extension of one's own", () => {
  const lines: string[] = [];
  beforeAll(() => run((line) => lines.push(line)));

  test("X03 new WebRTCPeerConnection() makes it, and the program it was put into runs as before", () => {
    const pc = new WebRTCPeerConnection();
    expect(pc.get_class()).toBe("RecordingConnection");
    expect(pc).toBeInstanceOf(WebRTCPeerConnectionExtension);
    expect(ClassDB.is_parent_class("RecordingConnection", "WebRTCPeerConnectionExtension")).toBe(true);
  });

  test("X01 it is called for what the program does, and tells of it", () => {
    for (const [name, created, applied] of [
      ["connection 1", "offer", "answer"],
      ["connection 2", "answer", "offer"],
    ] as const) {
      const own = lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
      expect(own).toEqual(
        expect.arrayContaining([
          'channel "chat" created',
          `${created} created`,
          `${created} applied here`,
          `${applied} of the other side applied`,
          "candidate created",
          "candidate of the other side added",
          "chat: 10 bytes sent",
          "chat: 10 bytes received",
          "closed here",
        ]),
      );
      expect(own[0]).toBe('channel "chat" created');
      expect(own.indexOf(`${created} created`)).toBeLessThan(own.indexOf(`${created} applied here`));
      expect(own.at(-1)).toBe("closed here");
    }
  });

  test("X01 its channels have all of the interface, also those of the other side, and tell what failed", async () => {
    const told: string[] = [];
    const Recording = createRecordingClass(create_loopback_class(), (line) => void told.push(line));
    const { a, b, ca, cb } = await openPair(listenTo("A", new Recording()), listenTo("B", new Recording()), {
      protocol: "p",
      ordered: false,
      maxRetransmits: 3,
    });
    expect(cb).toBeInstanceOf(WebRTCDataChannel);
    for (const channel of [ca, cb]) {
      expect([channel.get_label(), channel.get_protocol(), channel.is_ordered()]).toEqual(["chat", "p", false]);
      expect([channel.get_max_retransmits(), channel.get_max_packet_life_time()]).toEqual([3, 65535]);
      expect([channel.is_negotiated(), channel.get_buffered_amount(), channel.poll()]).toEqual([false, 0, 0]);
    }
    expect(ca.get_id()).toBe(cb.get_id());
    cb.write_mode = cb.WRITE_MODE_TEXT;
    expect([cb.write_mode, cb.put_packet(to_utf8_buffer("text"))]).toEqual([cb.WRITE_MODE_TEXT, OK]);
    await pump([a, b], () => ca.get_available_packet_count() === 1, "the packet");
    expect([get_string_from_utf8(ca.get_packet()), ca.was_string_packet()]).toEqual(["text", true]);
    ca.close();
    const reports: ErrorReport[] = [];
    set_error_handler((report) => void reports.push(report));
    expect(ca.put_packet(new Uint8Array(1))).toBe(FAILED);
    set_error_handler(null);
    expect(reports).toHaveLength(1);
    expect(told).toContain(`connection 1: chat: 1 bytes sent, which failed with ${FAILED}`);
    expect(told).toContain("connection 1: chat: closed here");
    expect(channelOf(new Recording(), "other").get_ready_state()).toBe(WebRTCDataChannel.STATE_CONNECTING);
    for (const { pc } of [a, b]) pc.close();
  });

  test("X02 what it leaves out is reported by name, and gives the type's default", () => {
    class Incomplete extends WebRTCPeerConnectionExtension {}
    const reports: ErrorReport[] = [];
    set_error_handler((report) => void reports.push(report));
    expect(new Incomplete().get_gathering_state()).toBe(WebRTCPeerConnection.GATHERING_STATE_NEW);
    set_error_handler(null);
    expect(reports.map(({ method }) => method)).toEqual(["_get_gathering_state"]);
  });
});
