/** A client of a multiplayer server in another process, with the id 2. Lives until it is killed or its input ends. */
import { auto_poll, WebRTCMultiplayerPeer, WebRTCPeerConnection } from "../../../runtime/index.js";
import { answer } from "./signaling.js";

const pc = new WebRTCPeerConnection();
pc.initialize({ libdatachannel: { bindAddress: "127.0.0.1" } });
const peer = new WebRTCMultiplayerPeer();
peer.create_client(2);
peer.add_peer(pc, 1);
const stop = auto_poll(peer, { hz: 500 });
answer(pc).onEnd = () => {
  stop();
  peer.close();
};
