/**
 * WebRTCMultiplayerPeer with what Godot 4.6.3 has on the other side: its labels, ids and options, and webrtc-native's way
 * with libdatachannel. Godot's unreliable channels are reliable in truth, as the option it gives them is misspelt.
 */
import { onTestFinished, expect, test } from "vitest";
import { GodotError, var_to_bytes, WebRTCPeerConnection } from "../../runtime/index.js";
import { newMember, ORDERED, pumpMembers, RELIABLE, UNRELIABLE } from "../support/members.js";
import { GodotNativePeer } from "./godot-native-peer.js";

const { OK } = GodotError;

/** What Godot's `add_peer` asks of webrtc-native, for `channels_config` [TRANSFER_MODE_UNRELIABLE]. */
const CHANNELS = [
  ["reliable", { negotiated: true, id: 1, unordered: false }],
  ["ordered", { negotiated: true, id: 2, unordered: false }],
  ["unreliable", { negotiated: true, id: 3, unordered: true }],
  ["4", { negotiated: true, id: 4, unordered: true }],
] as const;

for (const weAre of ["server", "client"] as const) {
  for (const offers of ["this side", "Godot"] as const) {
    test(`as ${weAre}, where ${offers} offers: packets of each mode and channel, both ways, and the end`, async () => {
      const us = newMember(weAre);
      const connection = new WebRTCPeerConnection();
      connection.initialize({ libdatachannel: { bindAddress: "127.0.0.1" } });
      const godot = new GodotNativePeer(
        (type, sdp) => void connection.set_remote_description(type, sdp),
        (mid, index, text) => void connection.add_ice_candidate(mid, index, text),
      );
      onTestFinished(() => {
        us.peer.close();
        godot.close();
      });
      const them = weAre === "server" ? 2 : 1;
      if (weAre === "server") us.peer.create_server([UNRELIABLE]);
      else us.peer.create_client(2, [UNRELIABLE]);
      expect(us.peer.add_peer(connection, them)).toBe(OK);
      connection.session_description_created.connect(connection.set_local_description);
      connection.session_description_created.connect((type, sdp) => godot.setRemote(type, sdp));
      connection.ice_candidate_created.connect((mid, _index, text) => godot.addCandidate(mid, text));
      for (const [label, options] of CHANNELS) godot.createChannel(label, options);
      if (offers === "this side") connection.create_offer();
      else godot.offer();
      const open = (): boolean => us.log.length === 1 && godot.channels.every((channel) => channel.isOpen());
      await pumpMembers([us], open, "all channels to open");
      expect([us.log, godot.refused]).toEqual([[`+${them}`], []]);

      for (const [mode, channel] of [
        [RELIABLE, 0],
        [ORDERED, 0],
        [UNRELIABLE, 0],
        [RELIABLE, 1],
      ] as const) {
        us.peer.transfer_mode = mode;
        us.peer.transfer_channel = channel;
        expect(us.peer.put_var([mode, channel])).toBe(OK);
      }
      godot.channels.forEach((channel, index) => channel.sendMessageBinary(Uint8Array.of(index, 0, 255)));
      const arrived = (): boolean => godot.packets.length === 4 && us.peer.get_available_packet_count() === 4;
      await pumpMembers([us], arrived, "all packets");
      const sent = (label: string, ...value: number[]): object => ({ label, bytes: [...var_to_bytes(value)] });
      expect(godot.packets.toSorted((one, other) => other.label.localeCompare(one.label))).toEqual([
        sent("unreliable", 0, 0),
        sent("reliable", 2, 0),
        sent("ordered", 1, 0),
        sent("4", 2, 1),
      ]);
      const received: unknown[] = [];
      while (us.peer.get_available_packet_count() > 0) {
        const { peer } = us;
        received.push([
          peer.get_packet_peer(),
          peer.get_packet_channel(),
          peer.get_packet_mode(),
          ...peer.get_packet(),
        ]);
      }
      expect(received).toEqual([
        [them, 0, 2, 0, 0, 255],
        [them, 0, 1, 1, 0, 255],
        [them, 0, 0, 2, 0, 255],
        [them, 1, 0, 3, 0, 255],
      ]);

      if (offers === "Godot") {
        us.peer.disconnect_peer(them);
        await pumpMembers([us], () => godot.state === "closed", "the other side to notice");
      } else {
        godot.close();
      }
      await pumpMembers([us], () => us.log.length === 2, "this side to notice");
      expect(us.log).toEqual([`+${them}`, `-${them}`]);
    });
  }
}
