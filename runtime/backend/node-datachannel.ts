/**
 * Node's backend: node-datachannel (libdatachannel). The only file that imports it.
 *
 * What has to be known of the ground, found by experiment with 0.33.4:
 * - An exception that leaves one of its callbacks ends the process: every callback here is `guarded`.
 * - Its objects close when they are collected, and keep the process alive until they are closed: callbacks hold their
 *   owner weakly, and are built in functions of their own because closures made in one scope share it.
 * - Automatic negotiation stays on, because only then can faults of gathering be caught. It makes an offer with the first
 *   channel, an answer with the remote offer, and gathers at once. So the native connection is made only when it is clear
 *   which side this is (an answering side with an offer of its own would claim the same ICE role as the other), and
 *   candidates and states wait here for the call that applies the description.
 * - It hands an answer to ICE before it notes down whose certificate the answer promises. Where the answering side has
 *   begun with its checks by then, ICE stands at once, and on a busy machine DTLS sees a certificate that it knows nothing
 *   of: the connection fails. So an offering side shows no candidate before it has the answer, and an answering side lets
 *   the other one begin; both for a moment only, as some send nothing before all candidates are there.
 */
import native from "node-datachannel";
import type { DataChannel, PeerConnection, RtcConfig } from "node-datachannel";
import {
  BackendError,
  type Backend,
  type BackendChannel,
  type BackendConfiguration,
  type BackendConnection,
  type ChannelEvents,
  type ChannelInit,
  type ConnectionEvents,
  type GatheringPhase,
  type IceCandidate,
  type SessionDescription,
  type SignalingPhase,
  type TransportState,
} from "./backend.js";
import { CandidateGate } from "./candidate-gate.js";
import { Farewell } from "./farewell.js";
import { LateListener } from "./late-listener.js";
import { attempt, guarded } from "./native-calls.js";
import { NativeChannel } from "./native-channel.js";
import { isUsable, nativeChannelOptions, nativeConfiguration } from "./native-options.js";
import { mediaIds, splitCandidates, transportLines } from "./sdp.js";

/** Ids above this are refused before the connection stands: libdatachannel asks for 1,024 streams. */
const MAX_CHANNEL_ID = 1023;
/** How long an offering side keeps its candidates back if no answer comes, and an answering side those of the other. */
const HOLD_MS = 200;
/**
 * After data was sent, the transport stays up this long once the channels are closed, if the other side does not close too:
 * SCTP's own buffer takes over a megabyte, and no getter tells when that has arrived. On a busy machine 200 ms were too short
 * for a few packets in one of a hundred times.
 */
const SETTLE_MS = 2_000;
/** Data sent longer ago than this has arrived, or never will. */
const RECENT_MS = 1_000;

export const nodeDataChannelBackend: Backend = {
  name: "node-datachannel",
  connect: (configuration, events) => new NativeConnection(configuration, events),
};

class NativeConnection implements BackendConnection {
  readonly #configuration: RtcConfig;
  /** URLs of servers that cannot be reached from here; told once, when servers are needed. */
  #unusable: readonly string[];
  /** URLs of the TURN servers that are asked, and how many relayed candidates came of it. */
  readonly #relays: readonly string[];
  #relayed = 0;
  /** Undefined before it is needed, and once closed. */
  #native: PeerConnection | undefined;
  /** Marks the events of the native connection that counts. */
  #token: object | undefined;
  #events: ConnectionEvents | undefined;
  #state: TransportState = "new";
  #signaling: SignalingPhase = "stable";
  #localDescriptionApplied = false;
  /** Not asked from the native side, which says so before its last candidates are handed out here. */
  #gathered = false;
  /** What the last description of the other side says of the transport, if that was a provisional answer. */
  #provisional: string | undefined;
  #mids: readonly string[] = [];
  /** Candidates of this side: they wait for the description to be applied here, and those of an offer for the answer. */
  readonly #localCandidates = new CandidateGate((candidate) => this.#emitCandidate(candidate));
  /** Candidates of the other side: those of an offer wait for the answer to be applied here, and for it to begin. */
  readonly #remoteCandidates = new CandidateGate((candidate) => this.#tryCandidate(candidate));
  readonly #channels = new Map<NativeChannel, ChannelInit>();
  /** When something was sent last over a channel that is gone; milliseconds since the epoch. */
  #lastSent = 0;
  #farewell: Farewell | undefined;

  constructor(configuration: BackendConfiguration, events: ConnectionEvents) {
    this.#configuration = nativeConfiguration(configuration);
    this.#events = events;
    const { iceServers } = configuration;
    this.#unusable = iceServers.filter((server) => !isUsable(server)).map(({ url }) => url);
    this.#relays = iceServers.filter((server) => isUsable(server) && server.kind === "turn").map(({ url }) => url);
  }

  get state(): TransportState {
    // The channels say at once that they are open; the event that says the same of the connection may be under way.
    const rising = this.#state === "new" || this.#state === "connecting";
    if (rising && this.#localDescriptionApplied && this.#native?.state() === "connected")
      this.stateChanged("connected");
    return this.#state;
  }

  get signaling(): SignalingPhase {
    return this.#signaling;
  }

  get gathering(): GatheringPhase {
    if (!this.#localDescriptionApplied) return "new";
    const isComplete = (this.#gathered && this.#localCandidates.isOpen) || this.#native === undefined;
    return isComplete ? "complete" : "gathering";
  }

  createChannel(init: ChannelInit, events: ChannelEvents): BackendChannel {
    this.#assertLiving();
    if (init.id !== undefined && init.id > MAX_CHANNEL_ID) {
      throw new BackendError(`node-datachannel takes channel ids up to ${MAX_CHANNEL_ID}, got ${init.id}`);
    }
    const channel = this.#adopt(init, init.id, events);
    if (this.#native !== undefined) this.#attach(channel, init, this.#native);
    return channel;
  }

  createOffer(): void {
    this.#assertLiving();
    // The first channel makes the native side create the offer.
    if (this.#native === undefined) this.#open((connection) => this.#attachAll(connection));
  }

  setLocalDescription(description: SessionDescription): void {
    this.#assertLiving();
    this.#signaling = description.type === "offer" ? "have-local-offer" : "stable";
    this.#mids = mediaIds(description.sdp);
    this.#localDescriptionApplied = true;
    if (description.type === "offer") {
      this.#localCandidates.openWithin(HOLD_MS);
    } else {
      this.#localCandidates.open();
      this.#remoteCandidates.openWithin(HOLD_MS);
    }
  }

  setRemoteDescription(description: SessionDescription): void {
    this.#assertLiving();
    // Candidates inside go the way of the others: nothing may connect while the description is being applied.
    const { sdp, candidates } = splitCandidates(description.sdp);
    if (description.type === "offer") this.#applyRemoteOffer(sdp);
    else this.#applyRemoteAnswer(sdp, description.type);
    for (const candidate of candidates) this.#tryCandidate(candidate);
  }

  addCandidate(candidate: IceCandidate): void {
    this.#assertLiving();
    const connection = this.#native;
    if (connection === undefined || !this.#remoteCandidates.isOpen) this.#remoteCandidates.take(candidate);
    else attempt(() => connection.addRemoteCandidate(candidate.candidate, candidate.mid));
  }

  close(): void {
    if (this.#events === undefined) return;
    this.#events = undefined;
    this.#state = "closed";
    this.#signaling = "closed";
    const channels = [...this.#channels.keys()];
    const isFull = channels.some(({ bufferedAmount }) => bufferedAmount > 0);
    const lastSent = Math.max(this.#lastSent, ...channels.map((channel) => channel.lastSent));
    const isRecent = Date.now() - lastSent < RECENT_MS;
    this.#sayFarewell(isFull || isRecent ? SETTLE_MS : 0);
    for (const channel of channels) channel.close();
  }

  isCarriedBy(token: object): boolean {
    return this.#token === token;
  }

  candidateCreated(candidate: string, mid: string): void {
    const created = { candidate: candidate.replace(/^a=/, ""), mid, index: 0 };
    if (candidate.includes(" typ relay")) this.#relayed += 1;
    this.#localCandidates.take(created);
  }

  /** Native events of different kinds overtake each other, by a turn of the loop at most. */
  gatheringCompleted(): void {
    const token = this.#token;
    const complete = (): void => {
      if (this.#token !== token) return;
      this.#gathered = true;
      this.#warnOfRelays();
    };
    setImmediate(() => setImmediate(complete));
  }

  descriptionCreated(description: SessionDescription): void {
    this.#events?.descriptionCreated(description);
  }

  stateChanged(state: TransportState): void {
    // It is over, and what the native side still holds would keep the process alive.
    if (state === "closed") {
      this.#sayFarewell(0);
      this.#farewell?.remoteGone();
      for (const channel of [...this.#channels.keys()]) channel.closeIfNeverOpened();
    }
    // A transport that failed is reported closed in the same moment; "failed" is what the user has to know.
    if (this.#state === "closed" || this.#state === "failed" || this.#state === state) return;
    if (state === "connecting" && (this.#state !== "new" || !this.#localDescriptionApplied)) return;
    this.#state = state;
    if (state === "connected") this.#remoteCandidates.open();
    if (state === "closed") this.#signaling = "closed";
    this.#events?.stateChanged(state);
  }

  channelReceived(received: DataChannel): void {
    const events = this.#events;
    if (events === undefined) {
      received.close();
      return;
    }
    const [id, label, protocol] = [received.getId(), received.getLabel(), received.getProtocol()];
    // The native side has no getters for the rest: these are the defaults, not what the other side chose.
    const rest = { ordered: true, maxPacketLifeTime: undefined, maxRetransmits: undefined, negotiated: false };
    const init = { id, label, protocol, ...rest };
    const listener = new LateListener();
    const channel = this.#adopt(init, id, listener);
    channel.markOpen();
    listener.target = events.channelReceived(channel, init);
    channel.attach(received);
  }

  #applyRemoteOffer(sdp: string): void {
    const apply = (connection: PeerConnection): void => attempt(() => connection.setRemoteDescription(sdp, "offer"));
    if (this.#native === undefined || this.#signaling === "have-local-offer") {
      // An own offer is taken back with its whole native connection, and with it the ICE role.
      this.#open((connection) => {
        apply(connection);
        this.#attachAll(connection);
      });
    } else {
      apply(this.#native);
    }
    this.#signaling = "have-remote-offer";
    if (this.#state === "new") this.#remoteCandidates.shut();
  }

  #applyRemoteAnswer(sdp: string, type: "answer" | "pranswer"): void {
    const connection = this.#native;
    if (connection === undefined || !["have-local-offer", "have-remote-pranswer"].includes(this.#signaling)) {
      throw new BackendError(`an ${type} does not fit signaling state ${this.#signaling}`);
    }
    const transport = transportLines(sdp);
    if (this.#provisional === undefined) attempt(() => connection.setRemoteDescription(sdp, type));
    else if (this.#provisional !== transport) {
      throw new BackendError(`node-datachannel cannot change the transport that a pranswer agreed on with an ${type}`);
    }
    // To libdatachannel a provisional answer is the final one: what follows is refused there, and can only confirm it.
    this.#provisional = type === "pranswer" ? transport : undefined;
    this.#signaling = type === "pranswer" ? "have-remote-pranswer" : "stable";
    this.#localCandidates.open();
    this.#remoteCandidates.open();
  }

  /** Makes a native connection take the place of the present one, or leaves everything as it is if that fails. */
  #open(start: (connection: PeerConnection) => void): void {
    const created = attempt(() => new native.PeerConnection("", this.#configuration));
    const before = { native: this.#native, token: this.#token };
    const token = {};
    this.#native = created;
    this.#token = token;
    listenTo(created, new WeakRef(this), token);
    try {
      start(created);
    } catch (error) {
      this.#native = before.native;
      this.#token = before.token;
      created.close();
      throw error;
    }
    before.native?.close();
    this.#warnOfUnusable();
    this.#localDescriptionApplied = false;
    this.#provisional = undefined;
    this.#relayed = 0;
    this.#localCandidates.shut();
  }

  #warnOfUnusable(): void {
    const urls = this.#unusable;
    this.#unusable = [];
    for (const url of urls) {
      this.#events?.warned("initialize", `"${url}" is not used: node-datachannel reaches ICE servers over UDP only`);
    }
  }

  /** The native side says nothing of servers that do not answer, nor of those that refuse the credentials. */
  #warnOfRelays(): void {
    const missing = this.#relays.length - this.#relayed;
    if (missing <= 0) return;
    const servers = this.#relays.map((url) => `"${url}"`).join(", ");
    const some = this.#relayed === 0 ? "" : `${missing} of `;
    this.#events?.warned(
      "initialize",
      `${some}${servers} gave no relayed candidate: it does not answer, or it refuses "username" and "credential"`,
    );
  }

  #attachAll(connection: PeerConnection): void {
    for (const [channel, init] of this.#channels) this.#attach(channel, init, connection);
  }

  #attach(channel: NativeChannel, init: ChannelInit, connection: PeerConnection): void {
    channel.attach(attempt(() => connection.createDataChannel(init.label, nativeChannelOptions(init))));
  }

  #adopt(init: ChannelInit, id: number | undefined, events: ChannelEvents): NativeChannel {
    const channel: NativeChannel = new NativeChannel(id, events, () => {
      this.#channels.delete(channel);
      this.#lastSent = Math.max(this.#lastSent, channel.lastSent);
      if (this.#channels.size === 0) this.#farewell?.channelsGone();
    });
    this.#channels.set(channel, init);
    return channel;
  }

  #assertLiving(): void {
    if (this.#state === "closed" || this.#state === "failed")
      throw new BackendError(`the connection is ${this.#state}`);
  }

  #emitCandidate(candidate: IceCandidate): void {
    this.#events?.candidateCreated({ ...candidate, index: Math.max(this.#mids.indexOf(candidate.mid), 0) });
  }

  #tryCandidate(candidate: IceCandidate): void {
    try {
      this.addCandidate(candidate);
    } catch (error) {
      // The other side may have closed already, and the event that says so is still under way.
      if (this.#native?.state() === "closed") return;
      this.#events?.failed("add_ice_candidate", error instanceof Error ? error.message : String(error));
    }
  }

  /** Closes the native connection when its last channel is gone; see {@link Farewell}. */
  #sayFarewell(settleMs: number): void {
    this.#localCandidates.shut();
    this.#remoteCandidates.shut();
    const connection = this.#native;
    if (connection === undefined) return;
    this.#native = undefined;
    this.#farewell = new Farewell(this, connection, settleMs);
    if (this.#channels.size === 0) this.#farewell.channelsGone();
  }
}

// Built here and not in the class, so that the closures share no scope with anything that holds the connection.
function listenTo(connection: PeerConnection, listener: WeakRef<NativeConnection>, token: object): void {
  const current = (): NativeConnection | undefined => {
    const owner = listener.deref();
    return owner?.isCarriedBy(token) === true ? owner : undefined;
  };
  connection.onStateChange(
    guarded((state) => {
      if (isTransportState(state)) current()?.stateChanged(state);
    }),
  );
  connection.onLocalDescription(
    guarded((sdp, type) => {
      if (type === "offer" || type === "answer") {
        current()?.descriptionCreated({ type, sdp: splitCandidates(sdp).sdp });
      }
    }),
  );
  connection.onGatheringStateChange(
    guarded((state) => {
      if (state === "complete") current()?.gatheringCompleted();
    }),
  );
  connection.onLocalCandidate(guarded((candidate, mid) => current()?.candidateCreated(candidate, mid)));
  connection.onDataChannel(guarded((channel) => current()?.channelReceived(channel)));
}

function isTransportState(state: string): state is TransportState {
  return ["new", "connecting", "connected", "disconnected", "failed", "closed"].includes(state);
}
