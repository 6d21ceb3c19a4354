import { PeerConnectionAdapter } from "./adapter/peer-connection.js";
import { browserBackend } from "./backend/browser.js";

/** What `new WebRTCPeerConnection()` makes in browsers: the Godot behaviour over the browser's own connections. */
export class WebRTCBrowserPeerConnection extends PeerConnectionAdapter {
  constructor() {
    super(browserBackend);
  }
}

/** What package.json's `#default-peer-connection` brings in browsers. */
export { WebRTCBrowserPeerConnection as DefaultPeerConnection };
export const DEFAULT_CLASS_NAME = "WebRTCBrowserPeerConnection";
