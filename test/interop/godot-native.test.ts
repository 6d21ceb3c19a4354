import { afterEach, describe, expect, test } from "vitest";
import {
  type WebRTCDataChannel,
  WebRTCPeerConnection,
  get_string_from_utf8,
  to_utf8_buffer,
} from "../../runtime/index.js";
import { until } from "../support/until.js";
import { GodotNativePeer } from "./godot-native-peer.js";

const cases = [
  { name: "this side offers, negotiated channel", weOffer: true, negotiated: true },
  { name: "this side offers, in-band channel", weOffer: true, negotiated: false },
  { name: "the other side offers, negotiated channel", weOffer: false, negotiated: true },
  { name: "the other side offers, in-band channel", weOffer: false, negotiated: false },
];

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

describe("with a peer that drives libdatachannel as Godot's webrtc-native does", () => {
  test.each(cases)(
    "$name: talks both ways, and each side learns of the other's close()",
    async ({ weOffer, negotiated }) => {
      const peer = new WebRTCPeerConnection();
      peer.initialize({ libdatachannel: { bindAddress: "127.0.0.1" } });
      const godot = new GodotNativePeer(
        (type, sdp) => void peer.set_remote_description(type, sdp),
        (mid, index, text) => void peer.add_ice_candidate(mid, index, text),
      );
      cleanups.push(
        () => peer.close(),
        () => godot.close(),
      );

      let channel: WebRTCDataChannel | null = null;
      peer.data_channel_received.connect((received) => (channel = received));
      peer.session_description_created.connect(peer.set_local_description);
      peer.session_description_created.connect((type, sdp) => godot.setRemote(type, sdp));
      peer.ice_candidate_created.connect((mid, _index, text) => godot.addCandidate(mid, text));
      const options = negotiated ? { negotiated: true, id: 5 } : {};
      if (negotiated || weOffer) channel = peer.create_data_channel("étiquette", options);
      if (negotiated || !weOffer) godot.createChannel("étiquette", options);
      if (weOffer) peer.create_offer();
      else godot.offer();

      const open = (): WebRTCDataChannel | null => {
        peer.poll();
        return channel?.get_ready_state() === channel?.STATE_OPEN && godot.channel?.isOpen() === true ? channel : null;
      };
      await until(() => open() !== null, "both ends of the channel to open");
      const ours = open();
      expect(ours?.get_label()).toBe("étiquette");
      expect(godot.refused).toEqual([]);

      if (ours !== null) ours.write_mode = ours.WRITE_MODE_TEXT;
      ours?.put_packet(to_utf8_buffer("from here"));
      godot.channel?.sendMessage("from Godot");
      await until(() => ours?.get_available_packet_count() === 1 && godot.received.length === 1, "both messages");
      expect(ours && get_string_from_utf8(ours.get_packet())).toBe("from Godot");
      expect(godot.received).toEqual(["from here"]);

      if (weOffer) {
        godot.close();
        await until(() => peer.get_connection_state() === peer.STATE_CLOSED, "this side to notice the close");
        expect(ours?.get_ready_state()).toBe(ours?.STATE_CLOSED);
      } else {
        peer.close();
        await until(() => godot.state === "closed", "the other side to notice the close");
        expect(godot.received).toEqual(["from here", "(closed)"]);
      }
    },
  );
});
