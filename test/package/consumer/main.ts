// A user's strict TypeScript file, compiled without the types of Node and without those of browsers.
import {
  get_string_from_utf8,
  GodotError,
  OK,
  to_utf8_buffer,
  WebRTCDataChannel,
  WebRTCPeerConnection,
} from "godot-webrtc";
import { GodotObject } from "godot-webrtc/core";
import { create_loopback_class } from "godot-webrtc/loopback";
import { type Message, MessageType, SignalingClient } from "godot-webrtc/signaling";

declare const console: { log(text: string): void };
declare function setTimeout(call: () => void, milliseconds: number): unknown;

/** Connects two peers, and gives what the second one hears from the first. */
async function talk(p1: WebRTCPeerConnection, p2: WebRTCPeerConnection): Promise<string> {
  const deadline = Date.now() + 15_000;
  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (Date.now() > deadline) throw new Error(`waited too long for ${condition.toString()}`);
      await new Promise<void>((resolve) => setTimeout(resolve, 1));
      p1.poll();
      p2.poll();
    }
  }

  for (const peer of [p1, p2]) peer.initialize({ libdatachannel: { bindAddress: "127.0.0.1" } });
  const ch1 = p1.create_data_channel("chat", { ordered: false });
  if (ch1 === null) throw new Error("no channel");
  const received: WebRTCDataChannel[] = [];
  p2.data_channel_received.connect((channel) => received.push(channel));

  p1.session_description_created.connect(p1.set_local_description);
  p1.session_description_created.connect(p2.set_remote_description);
  p1.ice_candidate_created.connect(p2.add_ice_candidate);
  p2.session_description_created.connect(p2.set_local_description);
  p2.session_description_created.connect(p1.set_remote_description);
  p2.ice_candidate_created.connect(p1.add_ice_candidate);
  const code: GodotError = p1.create_offer();
  if (code !== OK) throw new Error(GodotError[code]);

  await until(() => ch1.get_ready_state() === WebRTCDataChannel.STATE_OPEN);
  ch1.put_packet(to_utf8_buffer("Hi from P1"));
  await until(() => (received[0]?.get_available_packet_count() ?? 0) > 0);
  const text = get_string_from_utf8(received[0]?.get_packet() ?? new Uint8Array());
  p1.close();
  p2.close();
  return text;
}

const state: WebRTCPeerConnection.ConnectionState = WebRTCPeerConnection.STATE_NEW;
const Loopback = create_loopback_class();
const peer = new Loopback();
if (peer.get_connection_state() !== state || !(peer instanceof GodotObject)) throw new Error("no new connection");

const signaling = new SignalingClient({ resume: false });
signaling.offer_received.connect((id: number, offer: string) => {
  const answer: Message = { type: MessageType.ANSWER, id, data: offer };
  signaling.send_answer(answer.id, answer.data);
});

console.log(`native: ${await talk(new WebRTCPeerConnection(), new WebRTCPeerConnection())}`);
console.log(`loopback: ${await talk(new Loopback(), new Loopback())}`);
