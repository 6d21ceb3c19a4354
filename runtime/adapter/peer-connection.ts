import { GodotError } from "../../generated/api/@GlobalScope.js";
import {
  ConnectionState,
  type CreateDataChannelOptions,
  type GatheringState,
  type InitializeConfiguration,
  SignalingState,
} from "../../generated/api/WebRTCPeerConnection.js";
import {
  type RequiredWebRTCPeerConnectionExtension,
  StrictWebRTCPeerConnectionExtension,
} from "../../generated/glue/WebRTCPeerConnectionExtension.js";
import {
  type Backend,
  type BackendConnection,
  BackendError,
  type ConnectionEvents,
  type DescriptionType,
  type IceCandidate,
  type ReceivedChannelInit,
  type TransportState,
} from "../backend/backend.js";
import { mediaIds } from "../backend/sdp.js";
import { invalidArgument, wrongState } from "../core/describe-value.js";
import { report, reportError } from "../core/index.js";
import { wake } from "../core/wake.js";
import { parseCandidate } from "./candidate.js";
import { readChannelOptions } from "./channel-options.js";
import { type Configuration, EMPTY_CONFIGURATION, readConfiguration } from "./configuration.js";
import { DataChannelAdapter } from "./data-channel.js";
import { LocalDescription } from "./local-description.js";
import { OptionError } from "./option-reader.js";
import { codeOf, reasonOf } from "./reason.js";
import { SignalQueue } from "./signal-queue.js";
import { CONNECTION_STATES, GATHERING_STATES, SIGNALING_STATES } from "./states.js";

/** Candidates that may wait for the remote description. A browser with many interfaces sends a few dozen. */
const MAX_EARLY_CANDIDATES = 256;

/** How many connections have signals that wait for a poll. */
let talking = 0;

/**
 * WebRTCPeerConnection as Godot's docs have it, over any backend.
 *
 * Departs from webrtc-native where that departs from the docs: `set_local_description` is what applies a description and
 * starts candidates, early candidates wait for the remote description, channels are created in STATE_NEW only, and a
 * closed connection has closed channels and SIGNALING_STATE_CLOSED.
 *
 * The backend's connection is made when the first channel or remote description needs it: an object that is only created
 * holds no socket and keeps no process alive.
 */
export class PeerConnectionAdapter
  extends StrictWebRTCPeerConnectionExtension
  implements RequiredWebRTCPeerConnectionExtension
{
  readonly #backend: Backend;
  readonly #signals = new SignalQueue();
  /** Whether anything waits there. */
  #hasSignals = false;
  #local = this.#newLocal();
  readonly #channels = new Set<DataChannelAdapter>();
  #configuration: Configuration = EMPTY_CONFIGURATION;
  #connection: BackendConnection | undefined;
  #state = ConnectionState.STATE_NEW;
  #earlyCandidates: IceCandidate[] = [];
  /** The media sections of the remote description; undefined until there is one. */
  #remoteMids: readonly string[] | undefined;

  constructor(backend: Backend) {
    super();
    this.#backend = backend;
  }

  _get_connection_state(): ConnectionState {
    // The channels say at once that they are open; the event that says the same of the connection may be under way.
    if (this.#state === ConnectionState.STATE_CONNECTING && this.#connection?.state === "connected") {
      this.#transportChanged("connected");
    }
    return this.#state;
  }

  _get_gathering_state(): GatheringState {
    return GATHERING_STATES[this.#connection?.gathering ?? "new"];
  }

  _get_signaling_state(): SignalingState {
    if (this.#isOver()) return SignalingState.SIGNALING_STATE_CLOSED;
    return SIGNALING_STATES[this.#connection?.signaling ?? "stable"];
  }

  _initialize(p_config: InitializeConfiguration): GodotError {
    return this.#attempt("initialize", () => {
      const configuration = readConfiguration(p_config);
      this.#end();
      this.#connection = undefined;
      this.#configuration = configuration;
      this.#state = ConnectionState.STATE_NEW;
    });
  }

  _create_data_channel(p_label: string, p_config: CreateDataChannelOptions): DataChannelAdapter | null {
    if (this.#state !== ConnectionState.STATE_NEW) {
      this.#refuse("create_data_channel", "STATE_NEW");
      return null;
    }
    let created: DataChannelAdapter | null = null;
    this.#attempt("create_data_channel", () => {
      const init = readChannelOptions(p_label, p_config);
      for (const other of this.#channels) {
        // Those that are not negotiated get theirs later.
        if (other._is_negotiated() && other._get_id() === init.id)
          throw new OptionError(`channel "${other._get_label()}" already has the id ${init.id}`);
      }
      const channel = this.#adopt(init);
      try {
        channel.attach(this.#connected().createChannel(init, channel));
      } catch (error) {
        channel.closed();
        throw error;
      }
      created = channel;
    });
    return created;
  }

  _create_offer(): GodotError {
    const again = this.#state === ConnectionState.STATE_CONNECTING && this.#local.isOffering;
    if (!again && this.#state !== ConnectionState.STATE_NEW) {
      return this.#refuse("create_offer", "STATE_NEW");
    }
    if (!again && this.#channels.size === 0) {
      return this.#fail("create_offer", "There is no channel: create_data_channel() comes first.");
    }
    return this.#attempt("create_offer", () => {
      this.#state = ConnectionState.STATE_CONNECTING;
      try {
        if (this.#local.wantOffer()) this.#connected().createOffer();
      } catch (error) {
        this.#state = ConnectionState.STATE_NEW;
        this.#local = this.#newLocal();
        throw error;
      }
    });
  }

  _set_local_description(p_type: string, p_sdp: string): GodotError {
    const connection = this.#connection;
    if (this.#isOver() || connection === undefined) {
      return this.#refuse("set_local_description", "a connection");
    }
    const created = this.#local.find(p_type, p_sdp);
    if (created === undefined) {
      const what = invalidArgument('"type" and "sdp"', "those of session_description_created", p_type);
      return this.#fail("set_local_description", what, GodotError.ERR_INVALID_PARAMETER);
    }
    if (this.#local.isApplied) return GodotError.OK;
    return this.#attempt("set_local_description", () => {
      connection.setLocalDescription(created);
      this.#local.isApplied = true;
    });
  }

  _set_remote_description(p_type: string, p_sdp: string): GodotError {
    const method = "set_remote_description";
    if (!isDescriptionType(p_type)) {
      const what = invalidArgument('"type"', '"offer", "answer" or "pranswer"', p_type);
      return this.#fail(method, what, GodotError.ERR_INVALID_PARAMETER);
    }
    if (this.#isOver()) return this.#refuse(method, "a connection");
    return this.#attempt(method, () => {
      const before = this.#local;
      // A remote offer makes the own one void, and the answer may be created within this call.
      if (p_type === "offer") this.#local = this.#newLocal();
      else this.#expectOwnOffer();
      try {
        this.#connected().setRemoteDescription({ type: p_type, sdp: p_sdp });
      } catch (error) {
        this.#local = before;
        throw error;
      }
      if (this.#state === ConnectionState.STATE_NEW) this.#state = ConnectionState.STATE_CONNECTING;
      this.#remoteMids = mediaIds(p_sdp);
      for (const candidate of this.#earlyCandidates.splice(0)) this.#addCandidate(candidate);
    });
  }

  _add_ice_candidate(p_sdp_mid_name: string, p_sdp_mline_index: number, p_sdp_name: string): GodotError {
    const method = "add_ice_candidate";
    if (this.#isOver()) return this.#refuse(method, "a connection");
    // The empty candidate is how browsers say that no more will come.
    if (p_sdp_name === "") return GodotError.OK;
    const text = parseCandidate(p_sdp_name);
    if (text === undefined) {
      return this.#fail(method, invalidArgument('"name"', "ICE candidate", p_sdp_name));
    }
    const candidate = { candidate: text, mid: p_sdp_mid_name, index: p_sdp_mline_index };
    if (this.#remoteMids !== undefined) return this.#addCandidate(candidate);
    if (this.#earlyCandidates.length >= MAX_EARLY_CANDIDATES) {
      const what = `${MAX_EARLY_CANDIDATES} candidates wait for set_remote_description() already.`;
      return this.#fail(method, what, GodotError.ERR_OUT_OF_MEMORY);
    }
    this.#earlyCandidates.push(candidate);
    return GodotError.OK;
  }

  _poll(): GodotError {
    // Of a thousand connections all are idle at most frames: then not even their memory is fetched.
    if (talking > 0 && this.#hasSignals) {
      this.#signals.flush();
      this.#noteSignals();
    }
    return GodotError.OK;
  }

  _close(): void {
    this.#end();
    this.#state = ConnectionState.STATE_CLOSED;
  }

  /** @throws BackendError if no answer is waited for. */
  #expectOwnOffer(): void {
    const signaling = this._get_signaling_state();
    if (
      signaling !== SignalingState.SIGNALING_STATE_HAVE_LOCAL_OFFER &&
      signaling !== SignalingState.SIGNALING_STATE_HAVE_REMOTE_PRANSWER
    ) {
      throw new BackendError(
        `no own offer was applied by set_local_description(), this is ${SignalingState[signaling]}`,
      );
    }
  }

  /** The name of the media section counts; where it is empty, its position does (RFC 8829, section 3.4). */
  #addCandidate({ candidate, mid, index }: IceCandidate): GodotError {
    const section = mid === "" ? (this.#remoteMids?.[index] ?? mid) : mid;
    return this.#attempt("add_ice_candidate", () => this.#connection?.addCandidate({ candidate, mid: section, index }));
  }

  /** The connection, made now if there is none. */
  #connected(): BackendConnection {
    this.#connection ??= this.#backend.connect(this.#configuration, this.#listener());
    return this.#connection;
  }

  #listener(): ConnectionEvents {
    return {
      descriptionCreated: (description) => this.#local.created(description),
      candidateCreated: ({ mid, index, candidate }) =>
        this.#tell(() => this.ice_candidate_created.emit(mid, index, candidate)),
      stateChanged: (state) => this.#transportChanged(state),
      channelReceived: (channel, init) => {
        const adapter = this.#adopt(init);
        adapter.attach(channel);
        this.#tell(() => this.data_channel_received.emit(adapter));
        return adapter;
      },
      failed: (operation, message) => void this.#fail(operation, `${this.#backend.name} reports: ${message}.`),
      warned: (method, message) =>
        report({
          kind: "warning",
          message: `${this.#backend.name} warns: ${message}.`,
          class_name: "WebRTCPeerConnection",
          method,
        }),
    };
  }

  #newLocal(): LocalDescription {
    return new LocalDescription(({ type, sdp }) => this.#tell(() => this.session_description_created.emit(type, sdp)));
  }

  /** In the next poll. */
  #tell(emit: () => void): void {
    this.#signals.push(emit);
    this.#noteSignals();
  }

  #noteSignals(): void {
    const had = this.#hasSignals;
    this.#hasSignals = this.#signals.length > 0;
    talking += Number(this.#hasSignals) - Number(had);
  }

  #transportChanged(state: TransportState): void {
    // NEW and CONNECTING follow from calls, which know better: an offer makes the connection CONNECTING at once.
    if (state === "new" || state === "connecting" || this.#state === ConnectionState.STATE_CLOSED) return;
    this.#state = CONNECTION_STATES[state];
    wake();
    if (this.#isOver()) for (const channel of [...this.#channels]) channel.closed();
  }

  #adopt(init: ReceivedChannelInit): DataChannelAdapter {
    const gone = (channel: DataChannelAdapter): void => void this.#channels.delete(channel);
    const channel = new DataChannelAdapter(this, init, this.#configuration.maxReceiveQueueBytes, gone);
    this.#channels.add(channel);
    return channel;
  }

  #isOver(): boolean {
    return this.#state === ConnectionState.STATE_CLOSED || this.#state === ConnectionState.STATE_FAILED;
  }

  /** Closes what there is; the object is as new but for its state and configuration. */
  #end(): void {
    this.#connection?.close();
    for (const channel of [...this.#channels]) channel.closeWithConnection();
    this.#signals.clear();
    this.#noteSignals();
    this.#local = this.#newLocal();
    this.#earlyCandidates = [];
    this.#remoteMids = undefined;
  }

  #refuse(method: string, expected: string): GodotError {
    return this.#fail(method, wrongState(expected, ConnectionState[this.#state]));
  }

  #fail(method: string, message: string, code: GodotError = GodotError.FAILED): GodotError {
    return reportError("WebRTCPeerConnection", method, message, code);
  }

  /** Turns what a backend or an option reader throws into a report and a code. */
  #attempt(method: string, action: () => void): GodotError {
    try {
      action();
      return GodotError.OK;
    } catch (error) {
      return this.#fail(method, `${method}() failed: ${reasonOf(error)}.`, codeOf(error));
    }
  }
}

function isDescriptionType(type: string): type is DescriptionType {
  return type === "offer" || type === "answer" || type === "pranswer";
}
