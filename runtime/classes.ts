/**
 * What stands behind the public names: `generated/public/` pairs each of these with its documented type, so a member that
 * the class reference has and the class has not does not compile.
 */
export { Callable, GodotObject, MultiplayerPeer, PacketPeer, RefCounted, Signal } from "./core/index.js";
export { MultiplayerPeerExtension } from "../generated/glue/MultiplayerPeerExtension.js";
export { WebRTCDataChannel } from "../generated/glue/WebRTCDataChannel.js";
export { WebRTCDataChannelExtension } from "../generated/glue/WebRTCDataChannelExtension.js";
export { WebRTCPeerConnectionExtension } from "../generated/glue/WebRTCPeerConnectionExtension.js";
export { WebRTCMultiplayerPeer } from "./multiplayer/webrtc-multiplayer-peer.js";
import { DEFAULT_CLASS_NAME, DefaultPeerConnection } from "#default-peer-connection";
import { WebRTCPeerConnection as Facade } from "../generated/glue/WebRTCPeerConnection.js";
import { provideDefault, registerClass } from "./core/index.js";

/** The façade with the platform's default extension. A pure initializer, so that bundlers can leave it out. */
export const WebRTCPeerConnection = /* @__PURE__ */ withDefault(Facade);

function withDefault(facade: typeof Facade): typeof Facade {
  provideDefault(facade, () => {
    registerClass(DefaultPeerConnection, DEFAULT_CLASS_NAME);
    return DefaultPeerConnection;
  });
  return facade;
}
