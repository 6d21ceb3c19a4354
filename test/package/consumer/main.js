// A user's JavaScript file: two peers of one process say hello, and the process ends by itself.
import { get_string_from_utf8, OK, to_utf8_buffer, WebRTCPeerConnection } from "godot-webrtc";

const p1 = new WebRTCPeerConnection();
const p2 = new WebRTCPeerConnection();
for (const peer of [p1, p2]) peer.initialize({ libdatachannel: { bindAddress: "127.0.0.1" } });
const ch1 = p1.create_data_channel("chat", { id: 1, negotiated: true });
const ch2 = p2.create_data_channel("chat", { id: 1, negotiated: true });

p1.session_description_created.connect(p1.set_local_description);
p1.session_description_created.connect(p2.set_remote_description);
p1.ice_candidate_created.connect(p2.add_ice_candidate);
p2.session_description_created.connect(p2.set_local_description);
p2.session_description_created.connect(p1.set_remote_description);
p2.ice_candidate_created.connect(p1.add_ice_candidate);
if (p1.create_offer() !== OK) throw new Error("no offer");

const deadline = Date.now() + 15_000;
async function until(condition) {
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited too long for ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
    p1.poll();
    p2.poll();
  }
}

await until(() => [ch1, ch2].every((channel) => channel.get_ready_state() === channel.STATE_OPEN));
ch1.put_packet(to_utf8_buffer("Hi from P1"));
await until(() => ch2.get_available_packet_count() > 0);
console.log(`P2 received: ${get_string_from_utf8(ch2.get_packet())}`);
p1.close();
p2.close();
