/** `godot-webrtc/loopback`: the whole API without a network, for tests and for programs that talk to themselves. */
import { PeerConnectionAdapter } from "./adapter/peer-connection.js";
import { LoopbackNetwork } from "./backend/loopback-network.js";
import { createLoopbackBackend } from "./backend/loopback.js";

export { type Clock, ManualClock, realClock } from "./backend/loopback-clock.js";
export {
  type LoopbackLink,
  LoopbackNetwork,
  type LoopbackOptions,
  type Transmission,
} from "./backend/loopback-network.js";

/**
 * Makes a class of peer connections that find each other in `network` and nowhere else.
 *
 * Make objects of it directly, or register it with `ClassDB.register_class` and choose it with
 * `WebRTCPeerConnection.set_default_extension`.
 */
export function create_loopback_class(
  network: LoopbackNetwork = new LoopbackNetwork(),
): new () => PeerConnectionAdapter {
  const backend = createLoopbackBackend(network);
  return class WebRTCLoopbackPeerConnection extends PeerConnectionAdapter {
    constructor() {
      super(backend);
    }
  };
}
