/** `godot-webrtc/signaling` in a browser. */
import { openBrowserLink } from "./browser-link.js";
import { SignalingClient as Client, type SignalingClientOptions } from "./client.js";

export * from "./shared.js";

/** A signaling client over the browser's WebSocket. */
export class SignalingClient extends Client {
  constructor(options: SignalingClientOptions = {}) {
    super(openBrowserLink, options);
  }
}
