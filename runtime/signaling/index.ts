/** `godot-webrtc/signaling` on Node. */
import { SignalingClient as Client, type SignalingClientOptions } from "./client.js";
import { nodeLinks, type NodeLinkOptions } from "./node-link.js";

export * from "./shared.js";

/** A signaling client over ws; headers and heartbeat are what only Node can choose. */
export class SignalingClient extends Client {
  constructor(options: SignalingClientOptions & NodeLinkOptions = {}) {
    super(nodeLinks(options), options);
  }
}
