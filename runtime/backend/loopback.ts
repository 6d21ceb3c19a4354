/**
 * The backend that lies in memory: real negotiation and real channels between connections of one program, without a
 * network below. For tests, which can order its faults, and for single-player games that speak WebRTC to themselves.
 */
import {
  BackendError,
  type Backend,
  type BackendChannel,
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
import { LoopbackChannel, type LoopbackCarrier } from "./loopback-channel.js";
import { fragmentOf, type LoopbackNetwork } from "./loopback-network.js";
import { requireAttribute, splitCandidates } from "./sdp.js";

const MEDIA_ID = "0";
const FIRST_PORT = 10_000;
const PORTS = 50_000;

/** A backend over one network. Connections of different networks never meet. */
export function createLoopbackBackend(network: LoopbackNetwork): Backend {
  return { name: "loopback", connect: (_configuration, events) => new LoopbackConnection(network, events) };
}

export class LoopbackConnection implements BackendConnection, LoopbackCarrier {
  readonly network: LoopbackNetwork;
  readonly #number: number;
  #events: ConnectionEvents | undefined;
  #state: TransportState = "new";
  #gathering: GatheringPhase = "new";
  #signaling: SignalingPhase = "stable";
  #offering = false;
  #remoteFragment: string | undefined;
  #knowsRemoteCandidate = false;
  #peer: LoopbackConnection | undefined;
  #cut = false;
  /** When the last message to the other side arrives. */
  #lastArrival = 0;
  readonly #channels = new Set<LoopbackChannel>();

  constructor(network: LoopbackNetwork, events: ConnectionEvents) {
    this.network = network;
    this.#events = events;
    this.#number = network.enroll(this);
  }

  get state(): TransportState {
    return this.#state;
  }

  get gathering(): GatheringPhase {
    return this.#gathering;
  }

  get signaling(): SignalingPhase {
    return this.#signaling;
  }

  get isUp(): boolean {
    return this.#peer !== undefined && !this.#cut;
  }

  createChannel(init: ChannelInit, events: ChannelEvents): BackendChannel {
    this.#assertLiving();
    const channel = new LoopbackChannel(this, init);
    channel.listen(events);
    this.#channels.add(channel);
    return channel;
  }

  createOffer(): void {
    this.#assertLiving();
    this.#offering = true;
    this.#later(() => this.#events?.descriptionCreated({ type: "offer", sdp: this.#describe("actpass") }));
  }

  setLocalDescription(description: SessionDescription): void {
    this.#assertLiving();
    this.#signaling = description.type === "offer" ? "have-local-offer" : "stable";
    this.#gather();
    this.#tryToConnect();
  }

  setRemoteDescription(description: SessionDescription): void {
    this.#assertLiving();
    const { sdp, candidates } = splitCandidates(description.sdp);
    const fragment = requireAttribute(sdp, "ice-ufrag", "ICE user fragment");
    requireAttribute(sdp, "ice-pwd", "ICE password");
    requireAttribute(sdp, "fingerprint", "fingerprint");
    if (description.type === "offer") {
      this.#offering = false;
      this.#signaling = "have-remote-offer";
      this.#later(() => {
        if (this.#signaling === "have-remote-offer") {
          this.#events?.descriptionCreated({ type: "answer", sdp: this.#describe("active") });
        }
      });
    } else {
      this.#signaling = description.type === "answer" ? "stable" : "have-remote-pranswer";
    }
    this.#remoteFragment = fragment;
    for (const candidate of candidates) this.addCandidate(candidate);
    this.#tryToConnect();
  }

  addCandidate({ candidate }: IceCandidate): void {
    this.#assertLiving();
    const [, , , , address, port, , type] = candidate.split(" ");
    if (type === undefined) throw new BackendError("Invalid candidate format");
    const remote = this.#remoteFragment === undefined ? undefined : this.network.find(this.#remoteFragment);
    if (address === "127.0.0.1" && remote !== undefined && Number(port) === remote.#port) {
      this.#knowsRemoteCandidate = true;
      this.#tryToConnect();
    }
  }

  close(): void {
    if (this.#events === undefined) return;
    this.#events = undefined;
    this.#signaling = "closed";
    for (const channel of [...this.#channels]) {
      channel.flush();
      channel.close();
    }
    this.#state = "closed";
    this.network.leave(this.#number);
    this.#sayGoodbye();
  }

  underWayUntil(time: number): void {
    this.#lastArrival = Math.max(time, this.#lastArrival);
  }

  otherEnd(channel: LoopbackChannel): LoopbackChannel | undefined {
    return this.#peer?.channelWithId(channel.id);
  }

  channelWithId(id: number | undefined): LoopbackChannel | undefined {
    if (id === undefined) return undefined;
    for (const channel of this.#channels) if (channel.id === id) return channel;
    return undefined;
  }

  channelClosed(channel: LoopbackChannel): void {
    this.#channels.delete(channel);
  }

  cut(): void {
    this.#cut = true;
    if (this.#state === "connected") this.#become("disconnected");
  }

  restore(): void {
    this.#cut = false;
    if (this.#state === "disconnected") this.#become("connected");
    for (const channel of [...this.#channels]) channel.flush();
    if (this.#state === "closed") this.#sayGoodbye();
  }

  fail(): void {
    if (this.#state === "closed") return;
    this.#become("failed");
    this.#end();
  }

  /** As a process that is killed: nothing is said to anybody. */
  die(): void {
    this.#events = undefined;
    this.#state = "closed";
    this.#end();
  }

  get #port(): number {
    return FIRST_PORT + (this.#number % PORTS);
  }

  closedByPeer(): void {
    if (this.#state === "closed" || this.#state === "failed") return;
    this.#signaling = "closed";
    this.#become("closed");
    this.#end();
  }

  /** Behind the last messages and the closing of the channels. During a cut the other side cannot hear of it. */
  #sayGoodbye(): void {
    if (this.#cut) return;
    const peer = this.#peer;
    const { clock, delay } = this.network;
    clock.schedule(Math.max(delay, this.#lastArrival - clock.now), () => clock.schedule(0, () => peer?.closedByPeer()));
  }

  #end(): void {
    this.#peer = undefined;
    for (const channel of [...this.#channels]) channel.finish();
    this.network.leave(this.#number);
  }

  #gather(): void {
    if (this.#gathering !== "new") return;
    this.#gathering = "gathering";
    this.#later(() => {
      const candidate = `candidate:1 1 UDP 2114977791 127.0.0.1 ${this.#port} typ host`;
      this.#events?.candidateCreated({ candidate, mid: MEDIA_ID, index: 0 });
      this.#gathering = "complete";
    });
  }

  /** Both sides know each other's description, and one knows where the other is. */
  #tryToConnect(): void {
    if (this.#peer !== undefined || this.#remoteFragment === undefined) return;
    const peer = this.network.find(this.#remoteFragment);
    if (peer === undefined || peer.#remoteFragment !== fragmentOf(this.#number)) return;
    if (this.#signaling !== "stable" || peer.#signaling !== "stable") return;
    if (!this.#knowsRemoteCandidate && !peer.#knowsRemoteCandidate) return;
    this.#peer = peer;
    peer.#peer = this;
    this.network.clock.schedule(this.network.delay, () => {
      if (this.#peer !== peer || peer.#peer !== this) return;
      this.network.link(this, peer);
      for (const end of [this, peer]) end.#become("connected");
      for (const end of [this, peer]) end.#openChannels();
    });
  }

  /** Streams are numbered by role: the side that answered takes the even ones (RFC 8832, section 6). */
  #openChannels(): void {
    let next = this.#offering ? 1 : 0;
    const taken = new Set([...this.#channels].map(({ id }) => id));
    for (const channel of [...this.#channels]) {
      if (channel.phase !== "connecting") continue;
      if (channel.id !== undefined) {
        channel.open();
        continue;
      }
      while (taken.has(next)) next += 2;
      taken.add(next);
      channel.assign(next);
      this.#announce(channel, next);
    }
  }

  #announce(channel: LoopbackChannel, id: number): void {
    const peer = this.#peer;
    const { clock, delay } = this.network;
    clock.schedule(delay, () => {
      peer?.receiveChannel({ ...channel.init, id });
      clock.schedule(delay, () => channel.open());
    });
  }

  receiveChannel(init: ChannelInit & { id: number }): void {
    if (this.#events === undefined) return;
    const channel = new LoopbackChannel(this, init);
    this.#channels.add(channel);
    channel.listen(this.#events.channelReceived(channel, init));
    channel.open();
  }

  #become(state: TransportState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#events?.stateChanged(state);
  }

  #later(callback: () => void): void {
    this.network.clock.schedule(0, callback);
  }

  #assertLiving(): void {
    if (this.#state === "closed" || this.#state === "failed")
      throw new BackendError(`the connection is ${this.#state}`);
  }

  #describe(setup: "actpass" | "active"): string {
    const fingerprint = this.#number.toString(16).padStart(64, "0").toUpperCase().match(/../g)?.join(":") ?? "";
    const lines = [
      "v=0",
      `o=- ${this.#number} 0 IN IP4 127.0.0.1`,
      "s=-",
      "t=0 0",
      `a=group:BUNDLE ${MEDIA_ID}`,
      "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
      "c=IN IP4 0.0.0.0",
      `a=mid:${MEDIA_ID}`,
      "a=sctp-port:5000",
      "a=max-message-size:262144",
      `a=setup:${setup}`,
      `a=ice-ufrag:${fragmentOf(this.#number)}`,
      `a=ice-pwd:${fragmentOf(this.#number).padEnd(22, "0")}`,
      `a=fingerprint:sha-256 ${fingerprint}`,
    ];
    return `${lines.join("\r\n")}\r\n`;
  }
}
