/** Answers an offer, and lives until it is killed or its input ends. */
import { auto_poll, WebRTCPeerConnection } from "../../../runtime/index.js";
import { answer } from "./signaling.js";

const pc = new WebRTCPeerConnection();
pc.initialize({ libdatachannel: { bindAddress: "127.0.0.1" } });
pc.create_data_channel("chat", { negotiated: true, id: 1 });
const stop = auto_poll(pc, { hz: 500 });
answer(pc).onEnd = () => {
  stop();
  pc.close();
};
