/**
 * An extension of one's own, as in Godot: a class that extends WebRTCPeerConnectionExtension, is registered, and then is
 * what `new WebRTCPeerConnection()` makes, everywhere in the program.
 *
 * This one has the work done by the connections that were the default before (on Node those of node-datachannel, in a
 * browser the browser's), and writes down what passes through them. A program that it is put into need not be changed.
 * Run it with `npm run example:recording`.
 */
import { pathToFileURL } from "node:url";
import {
  ClassDB,
  type GodotError,
  type WebRTCDataChannel,
  WebRTCPeerConnection,
  WebRTCPeerConnectionExtension,
} from "godot-webrtc";
import { Minimal } from "./minimal.js";
import { FrameLoop } from "./frame-loop.js";
import { RecordingChannel, type Recorder } from "./recording-channel.js";

/** Makes a class of connections that tell `record` what passes through. Its name is what `get_class()` says. */
export function createRecordingClass(
  Inner: new () => WebRTCPeerConnection,
  record: Recorder,
): new () => WebRTCPeerConnection {
  let made = 0;

  return class RecordingConnection extends WebRTCPeerConnectionExtension {
    readonly #inner = new Inner();
    readonly #name: string;

    // `new` gives no arguments: whatever the class needs comes from around it.
    constructor() {
      super();
      made += 1;
      this.#name = `connection ${made}`;
      // Signals are emitted by whoever has them: those of the inner one go on from here.
      this.#inner.session_description_created.connect((type, sdp) => {
        this.#record(`${type} created`);
        this.session_description_created.emit(type, sdp);
      });
      this.#inner.ice_candidate_created.connect((media, index, name) => {
        this.#record("candidate created");
        this.ice_candidate_created.emit(media, index, name);
      });
      this.#inner.data_channel_received.connect((channel) => {
        this.#record(`channel "${channel.get_label()}" received`);
        this.data_channel_received.emit(this.#wrap(channel));
      });
    }

    override _create_data_channel(
      p_label: string,
      p_config: WebRTCPeerConnection.CreateDataChannelOptions,
    ): WebRTCDataChannel | null {
      const channel = this.#inner.create_data_channel(p_label, p_config);
      this.#record(`channel "${p_label}" ${channel === null ? "not " : ""}created`);
      return channel === null ? null : this.#wrap(channel);
    }

    override _set_local_description(p_type: string, p_sdp: string): GodotError {
      this.#record(`${p_type} applied here`);
      return this.#inner.set_local_description(p_type, p_sdp);
    }

    override _set_remote_description(p_type: string, p_sdp: string): GodotError {
      this.#record(`${p_type} of the other side applied`);
      return this.#inner.set_remote_description(p_type, p_sdp);
    }

    override _add_ice_candidate(p_sdp_mid_name: string, p_sdp_mline_index: number, p_sdp_name: string): GodotError {
      this.#record("candidate of the other side added");
      return this.#inner.add_ice_candidate(p_sdp_mid_name, p_sdp_mline_index, p_sdp_name);
    }

    override _close(): void {
      this.#record("closed here");
      this.#inner.close();
    }

    // What is not worth a line is passed on as it is.
    override _initialize(p_config: WebRTCPeerConnection.InitializeConfiguration): GodotError {
      return this.#inner.initialize(p_config);
    }

    override _create_offer(): GodotError {
      return this.#inner.create_offer();
    }

    override _poll(): GodotError {
      return this.#inner.poll();
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

    #wrap(channel: WebRTCDataChannel): WebRTCDataChannel {
      return new RecordingChannel(channel, (line) => this.#record(line));
    }

    #record(line: string): void {
      record(`${this.#name}: ${line}`);
    }
  };
}

/** From here on `new WebRTCPeerConnection()` makes connections that are recorded. */
export function recordConnections(record: Recorder): void {
  // The class that is the default so far.
  const Default = new WebRTCPeerConnection().constructor as new () => WebRTCPeerConnection;
  ClassDB.register_class(createRecordingClass(Default, record), "RecordingConnection");
  WebRTCPeerConnection.set_default_extension("RecordingConnection");
}

/** Runs the minimal example with all connections recorded. */
export async function run(print: (line: string) => void): Promise<void> {
  recordConnections(print);
  let heard = 0;
  const example = new Minimal(() => (heard += 1));
  const tree = new FrameLoop();
  try {
    tree.add_child(example);
    await example._ready(tree);
    await tree.until(() => heard === 2, "both messages");
  } finally {
    tree.quit();
    example.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await run((line) => console.log(line));
