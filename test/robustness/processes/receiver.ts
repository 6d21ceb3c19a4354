/**
 * Receives, with an event loop that stands still while the other side sends and closes.
 *
 * Arguments: how many packets are to come, and "negotiated" or "announced" for how the channel is made.
 * Prints "blocking" before it blocks, and what it got in the end. Nothing here ends the process: it has to end by itself.
 */
import { existsSync } from "node:fs";
import { type WebRTCDataChannel, WebRTCPeerConnection } from "../../../runtime/index.js";
import { answer, blockUntil } from "./signaling.js";

const [expected, made] = [Number(process.argv[2]), process.argv[3]];
/** So long after the last packet nothing more is expected. */
const QUIET_MS = 3_000;

const pc = new WebRTCPeerConnection();
pc.initialize({ libdatachannel: { bindAddress: "127.0.0.1" } });
const channels: WebRTCDataChannel[] = [];
if (made === "negotiated") {
  const channel = pc.create_data_channel("chat", { negotiated: true, id: 1 });
  if (channel !== null) channels.push(channel);
}
pc.data_channel_received.connect((channel) => channels.push(channel));

const numbers: number[] = [];
let quietSince = Date.now();

const timer = setInterval(() => {
  pc.poll();
  const [channel] = channels;
  while (channel !== undefined && channel.get_available_packet_count() > 0) {
    const { buffer, byteOffset } = channel.get_packet();
    numbers.push(new DataView(buffer, byteOffset).getUint32(0));
    quietSince = Date.now();
  }
  const isOver = channel !== undefined && channel.get_ready_state() === channel.STATE_CLOSED;
  if (!isOver || (numbers.length < expected && Date.now() - quietSince < QUIET_MS)) return;
  clearInterval(timer);
  const inOrder = numbers.every((number, index) => number === index);
  console.log(`received ${numbers.length}, in order: ${inOrder}, channels: ${channels.length}`);
  pc.close();
  process.stdin.destroy();
}, 1);

answer(pc).onCommand = (name, path) => {
  if (name !== "block") return;
  console.log("blocking");
  blockUntil(() => existsSync(path));
  quietSince = Date.now();
};
