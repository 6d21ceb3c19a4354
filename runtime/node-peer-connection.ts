import { PeerConnectionAdapter } from "./adapter/peer-connection.js";
import { nodeDataChannelBackend } from "./backend/node-datachannel.js";

/** What `new WebRTCPeerConnection()` makes on Node: the Godot behaviour over node-datachannel (libdatachannel). */
export class WebRTCNodePeerConnection extends PeerConnectionAdapter {
  constructor() {
    super(nodeDataChannelBackend);
  }
}

/** What package.json's `#default-peer-connection` brings everywhere but in browsers. */
export { WebRTCNodePeerConnection as DefaultPeerConnection };
export const DEFAULT_CLASS_NAME = "WebRTCNodePeerConnection";
