/** A peer that is no Godot peer: the bare native library, which hands messages out as it gets them. */
import native from "node-datachannel";
import { WebRTCNodePeerConnection } from "../../runtime/node-peer-connection.js";
import { channelOf, listenTo, pump, type Side } from "../support/sides.js";
import type { WebRTCDataChannel, WebRTCPeerConnection } from "../../runtime/index.js";

export interface RawPair {
  readonly side: Side;
  readonly channel: WebRTCDataChannel;
  readonly raw: native.DataChannel;
  /** What the raw end received: strings for text, bytes for binary messages. */
  readonly received: (string | Uint8Array)[];
  close(): void;
}

/** A Godot side and a raw peer with an open negotiated channel. */
export async function connectRaw(configuration: WebRTCPeerConnection.InitializeConfiguration): Promise<RawPair> {
  const side = listenTo("Godot", new WebRTCNodePeerConnection());
  side.pc.initialize(configuration);
  const channel = channelOf(side.pc, "chat", { negotiated: true, id: 1 });
  const peer = new native.PeerConnection("raw", { iceServers: [], bindAddress: "127.0.0.1" });
  peer.onStateChange(() => undefined);
  // The bare library begins its checks with the first candidate. If it has one before its answer is applied here, the
  // handshake may overtake the answer, and libdatachannel gives up on a certificate it does not know yet.
  const held: (() => void)[] = [];
  let answered = false;
  peer.onLocalDescription((sdp, type) => {
    side.pc.set_remote_description(type, sdp);
    answered = true;
    for (const add of held.splice(0)) add();
  });
  peer.onLocalCandidate((candidate, mid) => void side.pc.add_ice_candidate(mid, 0, candidate));
  side.pc.session_description_created.connect(side.pc.set_local_description);
  side.pc.session_description_created.connect((_type, sdp) => {
    peer.setRemoteDescription(sdp, "offer");
  });
  side.pc.ice_candidate_created.connect((media, _index, name) => {
    const add = (): void => peer.addRemoteCandidate(name, media);
    if (answered) add();
    else held.push(add);
  });
  side.pc.create_offer();
  await pump([side], () => side.signals.includes("offer"), "the offer");
  const raw = peer.createDataChannel("chat", { negotiated: true, id: 1 });
  const received: (string | Uint8Array)[] = [];
  raw.onClosed(() => undefined);
  raw.onMessage((message) => {
    received.push(typeof message === "string" ? message : new Uint8Array(message));
  });
  await pump([side], () => channel.get_ready_state() === channel.STATE_OPEN && raw.isOpen(), "both ends to open");
  const close = (): void => {
    side.pc.close();
    peer.close();
  };
  return { side, channel, raw, received, close };
}
