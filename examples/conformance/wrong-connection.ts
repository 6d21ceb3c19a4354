/** A connection with mistakes that implementations of Godot's WebRTC have made. */
import type { WebRTCPeerConnection } from "godot-webrtc";
import { create_loopback_class } from "godot-webrtc/loopback";

/** It lies in memory, so that the example needs no network; everything but the mistakes is right. */
const Right = create_loopback_class();

export class WrongConnection extends Right {
  #signaling: WebRTCPeerConnection.SignalingState | undefined;

  constructor() {
    super();
    // Mistake 1: signals come whether anybody polls or not.
    const self = new WeakRef(this);
    const timer = setInterval(() => (self.deref() === undefined ? clearInterval(timer) : self.deref()?.poll()), 1);
    timer.unref();
  }

  // Mistake 2: whatever is given as the own description is fine.
  override _set_local_description(type: string, sdp: string) {
    super._set_local_description(type, sdp);
    return 0;
  }

  // Mistake 3: after close() the state is what it was before.
  override _close(): void {
    this.#signaling = this._get_signaling_state();
    super._close();
  }

  override _get_signaling_state() {
    return this.#signaling ?? super._get_signaling_state();
  }

  // Mistake 4: a channel has the id 0 until it gets one, where the class reference says 65535.
  override _create_data_channel(label: string, options: WebRTCPeerConnection.CreateDataChannelOptions) {
    const channel = super._create_data_channel(label, options);
    if (channel === null) return null;
    const idOf = channel._get_id.bind(channel);
    channel._get_id = () => (idOf() === 65535 ? 0 : idOf());
    return channel;
  }
}
