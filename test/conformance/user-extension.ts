/** An extension as a user would write one: it knows nothing of adapters, and has its work done by another object. */
import {
  type GodotError,
  type WebRTCDataChannel,
  type WebRTCPeerConnection,
  WebRTCPeerConnectionExtension,
} from "../../runtime/index.js";

/** Makes a class that carries out every virtual by an object of the other class, and passes its signals on. */
export function createDelegatingClass(Inner: new () => WebRTCPeerConnection): new () => WebRTCPeerConnection {
  return class DelegatingConnection extends WebRTCPeerConnectionExtension {
    readonly #inner = new Inner();

    constructor() {
      super();
      this.#inner.session_description_created.connect((type: string, sdp: string) => {
        this.session_description_created.emit(type, sdp);
      });
      this.#inner.ice_candidate_created.connect((media: string, index: number, name: string) => {
        this.ice_candidate_created.emit(media, index, name);
      });
      this.#inner.data_channel_received.connect((channel: WebRTCDataChannel) => {
        this.data_channel_received.emit(channel);
      });
    }

    override _get_connection_state(): WebRTCPeerConnection.ConnectionState {
      return this.#inner.get_connection_state();
    }

    override _get_gathering_state(): WebRTCPeerConnection.GatheringState {
      return this.#inner.get_gathering_state();
    }

    override _get_signaling_state(): WebRTCPeerConnection.SignalingState {
      return this.#inner.get_signaling_state();
    }

    override _initialize(configuration: WebRTCPeerConnection.InitializeConfiguration): GodotError {
      return this.#inner.initialize(configuration);
    }

    override _create_data_channel(
      label: string,
      options: WebRTCPeerConnection.CreateDataChannelOptions,
    ): WebRTCDataChannel | null {
      return this.#inner.create_data_channel(label, options);
    }

    override _create_offer(): GodotError {
      return this.#inner.create_offer();
    }

    override _set_local_description(type: string, sdp: string): GodotError {
      return this.#inner.set_local_description(type, sdp);
    }

    override _set_remote_description(type: string, sdp: string): GodotError {
      return this.#inner.set_remote_description(type, sdp);
    }

    override _add_ice_candidate(media: string, index: number, name: string): GodotError {
      return this.#inner.add_ice_candidate(media, index, name);
    }

    override _poll(): GodotError {
      return this.#inner.poll();
    }

    override _close(): void {
      this.#inner.close();
    }
  };
}
