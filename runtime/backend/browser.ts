/**
 * The browser's backend: its own peer connections. The only file that names what browsers have.
 *
 * A browser answers later what the adapter wants to know at once. So:
 * - Calls are checked here as far as it goes without the browser, and refused at once then. What only the browser finds is
 *   reported as `failed`, never as an unhandled rejection. A candidate that it refuses is just not used. A description that
 *   it refuses ends the connection: Chromium takes no other one afterwards.
 * - Calls wait for the ones before them. The signaling state says what the calls so far lead to.
 *
 * What has to be known of the ground, found by experiment with Chromium:
 * - Connections live until they are closed, whether anybody refers to them or not: listeners hold their owner weakly, and
 *   an owner that is collected closes its connection.
 * - When the other side closes, the connection's own state says nothing for some five seconds, and then "disconnected".
 *   Channels that are open close at once; but the program's own ones may have been closed before. So each connection has
 *   a sentinel: a negotiated channel of its own, which exists on this side only and puts nothing on the wire as
 *   long as the connection lives. If the other side (libdatachannel, now and then) closes its association in good order,
 *   not even that is told; then "disconnected" is what is left to go by.
 * - The browser's `close()` throws away what was not sent yet. Its channels' `close()` does not.
 * - A tab that is closed ends without a word to anybody, and the other side waits for half a minute, unless somebody
 *   listens to `pagehide`.
 */
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
  type IceServer,
  type SessionDescription,
  type SignalingPhase,
  type TransportState,
} from "./backend.js";
import { BrowserChannel, describe, isFarewell, platformOptions, receivedInit } from "./browser-channel.js";
import { release, tieToOwner } from "./browser-lifetime.js";
import type {
  PlatformChannel,
  PlatformConfiguration,
  PlatformConnection,
  PlatformConstructor,
  PlatformError,
} from "./browser-platform.js";
import { OperationChain } from "./operation-chain.js";
import { checkDescription, mediaIds } from "./sdp.js";

/** How long queued data may take to leave after `close()`. */
const LINGER_DEADLINE_MS = 10_000;
/** How long the other side may take to close its channels once all data has left. */
const SETTLE_MS = 2_000;
const LINGER_STEP_MS = 100;

/** The sentinel's stream: the highest that all peers have, as libdatachannel has 1,024. The program may want it. */
const SENTINEL_ID = 1023;

/** STUN error codes (RFC 8489, section 14.8): what a server answers is below 700, what is above it is the browser's own. */
const UNAUTHORIZED = 401;
const LAST_STUN_ERROR = 699;

/** The signaling states in which a remote description can be applied. */
const FITTING: Readonly<Record<"offer" | "answer", readonly SignalingPhase[]>> = {
  offer: ["stable", "have-local-offer", "have-remote-offer"],
  answer: ["have-local-offer", "have-remote-pranswer"],
};

/** Connections that were closed and still send: nothing else may hold them, and collected they would stop. */
const lingering = /* @__PURE__ */ new Set<BackendConnection>();

export const browserBackend: Backend = {
  name: "the browser",
  connect: (configuration, events) => new BrowserConnection(configuration, events),
};

class BrowserConnection implements BackendConnection {
  readonly #platform: PlatformConnection;
  readonly #chain = new OperationChain();
  readonly #channels = new Set<BrowserChannel>();
  #events: ConnectionEvents | undefined;
  #state: TransportState = "new";
  /** What the calls so far lead to, also if they are still under way. */
  #signaling: SignalingPhase = "stable";
  #isLocalApplied = false;
  /** The media sections of the description that was created here, and of the other side's. */
  #localMids: readonly string[] = [];
  #remoteMids: readonly string[] = [];
  /** Changes with each offer that is asked for or comes: what was created for an earlier one is void. */
  #round = 0;
  readonly #negotiatedIds = new Set<number | undefined>();
  /** The URLs of servers that refuse. */
  readonly #refusing = new Set<string>();
  #sentinel: PlatformChannel | undefined;
  /** Whether the other side closed the last channel there was. */
  #isAbandoned = false;
  #lingering: ReturnType<typeof setInterval> | undefined;

  constructor({ iceServers, transport }: BackendConfiguration, events: ConnectionEvents) {
    this.#platform = construct({
      iceServers: iceServers.filter(isUsable).map(platformServer),
      iceTransportPolicy: transport.iceTransportPolicy ?? "all",
    });
    this.#events = events;
    listenTo(this.#platform, new WeakRef(this));
    tieToOwner(this.#platform, this);
    for (const server of iceServers) {
      const message = `"${server.url}" is not used without "username" and "credential"`;
      if (!isUsable(server)) events.warned("initialize", message);
    }
  }

  get state(): TransportState {
    // Channels may be open already while the event that tells of the connection is under way.
    this.transportChanged();
    return this.#state;
  }

  get signaling(): SignalingPhase {
    return this.#signaling;
  }

  get gathering(): GatheringPhase {
    if (!this.#isLocalApplied) return "new";
    return this.#isOver() || this.#platform.iceGatheringState === "complete" ? "complete" : "gathering";
  }

  createChannel(init: ChannelInit, events: ChannelEvents): BackendChannel {
    this.#assertLiving();
    try {
      const channel = this.#adopt(this.#platform.createDataChannel(init.label, platformOptions(init)));
      channel.listen(events);
      this.#negotiatedIds.add(init.id);
      return channel;
    } catch (error) {
      throw new BackendError(describe(error));
    }
  }

  createOffer(): void {
    this.#assertLiving();
    const round = this.#nextRound();
    this.#postSentinel();
    this.#negotiate("create_offer", async (platform) => this.#created("offer", await platform.createOffer(), round));
  }

  setLocalDescription(description: SessionDescription): void {
    this.#assertLiving();
    this.#signaling = description.type === "offer" ? "have-local-offer" : "stable";
    this.#isLocalApplied = true;
    this.#localMids = mediaIds(description.sdp);
    this.#negotiate("set_local_description", (platform) => platform.setLocalDescription(description));
  }

  setRemoteDescription(description: SessionDescription): void {
    this.#assertLiving();
    checkDescription(description.sdp);
    const { type } = description;
    if (!FITTING[type === "offer" ? "offer" : "answer"].includes(this.#signaling)) {
      throw new BackendError(`an ${type} does not fit signaling state ${this.#signaling}`);
    }
    if (type === "offer") this.#applyRemoteOffer(description);
    else this.#applyRemoteAnswer(description);
    this.#remoteMids = mediaIds(description.sdp);
  }

  addCandidate({ candidate, mid, index }: IceCandidate): void {
    this.#assertLiving();
    const exists = mid === "" ? index in this.#remoteMids : this.#remoteMids.includes(mid);
    if (!exists) {
      const [section, known] = [JSON.stringify(mid || index), JSON.stringify(this.#remoteMids)];
      throw new BackendError(`the description has no media section ${section}, but ${known}`);
    }
    const added = { candidate, sdpMid: mid === "" ? null : mid, sdpMLineIndex: index };
    const refused = (reason: unknown): void => this.#events?.failed("add_ice_candidate", describe(reason));
    this.#enqueue((platform) => platform.addIceCandidate(added), refused);
  }

  close(): void {
    if (this.#events === undefined) return;
    this.#events = undefined;
    const wasConnected = this.#state === "connected" || this.#state === "disconnected";
    this.#state = "closed";
    this.#signaling = "closed";
    for (const channel of [...this.#channels]) channel.close();
    if (!wasConnected || this.#channels.size === 0) {
      this.#release();
      return;
    }
    // The browser closes each channel once what it has queued has arrived, and would throw it away with the connection.
    lingering.add(this);
    const closedAt = Date.now();
    let drainedAt = closedAt;
    this.#lingering = setInterval(() => {
      const now = Date.now();
      const isDrained = [...this.#channels].every(({ bufferedAmount }) => bufferedAmount === 0);
      if (isDrained) this.#nudge();
      else drainedAt = now;
      if (now - drainedAt >= SETTLE_MS || now - closedAt >= LINGER_DEADLINE_MS) this.#release();
    }, LINGER_STEP_MS);
  }

  candidateCreated(candidate: IceCandidate): void {
    // Those of an offer that is being taken back still come.
    if (this.#isLocalApplied && candidate.candidate !== "") this.#events?.candidateCreated(candidate);
  }

  transportChanged(): void {
    const { connectionState } = this.#platform;
    if (this.#isOver() || connectionState === this.#state) return;
    // Nothing brings a failed one back: Godot has no way to ask for an ICE restart.
    if (connectionState === "failed") this.#end("failed");
    else if (connectionState === "disconnected" && this.#isAbandoned) this.#end("closed");
    else {
      this.#state = connectionState;
      this.#events?.stateChanged(connectionState);
    }
  }

  /** A server has answered, and refused; the browser asks it from each network, and tells of each time. */
  serverRefused(url: string, code: number, text: string): void {
    if (this.#refusing.has(url)) return;
    this.#refusing.add(url);
    const hint = code === UNAUTHORIZED ? ' ("username" and "credential")' : "";
    this.#events?.warned("initialize", `"${url}" gave no candidate: it answers ${code} ${text}${hint}`);
  }

  /** The sentinel is gone: the other side closed, or the association broke. */
  associationEnded(error: PlatformError | undefined): void {
    if (!this.#isOver()) this.#end(error === undefined || isFarewell(error) ? "closed" : "failed");
  }

  channelReceived(platform: PlatformChannel): void {
    if (this.#events === undefined) {
      platform.close();
      return;
    }
    const channel = this.#adopt(platform);
    channel.listen(this.#events.channelReceived(channel, receivedInit(platform)));
  }

  #applyRemoteOffer(description: SessionDescription): void {
    const round = this.#nextRound();
    this.#postSentinel();
    // The browser takes an own offer back by itself.
    if (this.#signaling === "have-local-offer") this.#isLocalApplied = false;
    this.#signaling = "have-remote-offer";
    this.#negotiate("set_remote_description", async (platform) => {
      await platform.setRemoteDescription(description);
      if (round === this.#round) this.#created("answer", await platform.createAnswer(), round);
    });
  }

  #applyRemoteAnswer(description: SessionDescription): void {
    const [wanted, given] = [this.#localMids.length, mediaIds(description.sdp).length];
    if (wanted !== given) {
      throw new BackendError(`the ${description.type} has ${given} media sections, the offer has ${wanted}`);
    }
    this.#signaling = description.type === "answer" ? "stable" : "have-remote-pranswer";
    this.#negotiate("set_remote_description", (platform) => platform.setRemoteDescription(description));
  }

  #created(type: "offer" | "answer", { sdp = "" }: { readonly sdp?: string | undefined }, round: number): void {
    if (round === this.#round) this.#events?.descriptionCreated({ type, sdp });
  }

  #negotiate(operation: string, call: (platform: PlatformConnection) => Promise<void>): void {
    this.#enqueue(call, (reason) => {
      this.#events?.failed(operation, describe(reason));
      this.#end("failed");
    });
  }

  #enqueue(call: (platform: PlatformConnection) => Promise<void>, failed: (reason: unknown) => void): void {
    this.#chain.enqueue(
      async () => {
        if (!this.#isOver()) await call(this.#platform);
      },
      (reason) => {
        // What was under way when the connection ended may fail for that.
        if (!this.#isOver()) failed(reason);
      },
    );
  }

  /** When the descriptions are made, the program has made its channels. */
  #postSentinel(): void {
    if (this.#sentinel !== undefined) return;
    let id = SENTINEL_ID;
    while (this.#negotiatedIds.has(id)) id -= 1;
    this.#sentinel = this.#platform.createDataChannel("", { negotiated: true, id });
    listenToSentinel(this.#sentinel, new WeakRef(this));
  }

  /**
   * If packets were lost, libdatachannel (its SCTP, usrsctp) closes a channel only when more data comes behind what was
   * sent again. Nobody listens to this message, and the connection is being closed.
   */
  #nudge(): void {
    if (this.#sentinel?.readyState === "open") this.#sentinel.send("");
  }

  #adopt(platform: PlatformChannel): BrowserChannel {
    const maxMessageSize = (): number => this.#platform.sctp?.maxMessageSize ?? Infinity;
    const channel = new BrowserChannel(platform, maxMessageSize, (gone) => {
      this.#channels.delete(gone);
      if (this.#channels.size > 0) return;
      if (lingering.has(this)) this.#release();
      else this.#isAbandoned = !gone.isClosedHere;
    });
    this.#channels.add(channel);
    return channel;
  }

  #nextRound(): number {
    this.#round += 1;
    return this.#round;
  }

  /** It ended by itself. */
  #end(state: "closed" | "failed"): void {
    this.#state = state;
    this.#signaling = "closed";
    this.#events?.stateChanged(state);
    this.#release();
  }

  #isOver(): boolean {
    return this.#state === "closed" || this.#state === "failed";
  }

  #assertLiving(): void {
    if (this.#isOver()) throw new BackendError(`the connection is ${this.#state}`);
  }

  #release(): void {
    clearInterval(this.#lingering);
    lingering.delete(this);
    release(this.#platform, this);
    for (const channel of [...this.#channels]) channel.finish();
  }
}

function construct(configuration: PlatformConfiguration): PlatformConnection {
  const { RTCPeerConnection: Platform } = globalThis as { RTCPeerConnection?: PlatformConstructor };
  if (Platform === undefined) {
    throw new BackendError("there is no RTCPeerConnection here, as in workers");
  }
  try {
    return new Platform(configuration);
  } catch (error) {
    throw new BackendError(describe(error));
  }
}

/** Browsers throw for a whole configuration in which one TURN server lacks these. */
function isUsable({ kind, username, credential }: IceServer): boolean {
  return kind === "stun" || (username !== "" && credential !== "");
}

function platformServer({ kind, url, username, credential }: IceServer): PlatformConfiguration["iceServers"][number] {
  return kind === "stun" ? { urls: url } : { urls: url, username, credential };
}

// Built here and not in the class, so that the closures share no scope with anything that holds the connection.
function listenTo(platform: PlatformConnection, connection: WeakRef<BrowserConnection>): void {
  platform.addEventListener("icecandidate", ({ candidate }) => {
    if (!candidate) return;
    const { candidate: text, sdpMid, sdpMLineIndex } = candidate;
    connection.deref()?.candidateCreated({ candidate: text, mid: sdpMid ?? "", index: sdpMLineIndex ?? 0 });
  });
  platform.addEventListener("icecandidateerror", ({ url = "", errorCode = 0, errorText = "" }) => {
    // A server that cannot be reached from one network may be reached from another.
    if (errorCode <= LAST_STUN_ERROR) connection.deref()?.serverRefused(url, errorCode, errorText);
  });
  platform.addEventListener("connectionstatechange", () => connection.deref()?.transportChanged());
  platform.addEventListener("datachannel", ({ channel }) => {
    if (channel !== undefined) connection.deref()?.channelReceived(channel);
  });
}

function listenToSentinel(sentinel: PlatformChannel, connection: WeakRef<BrowserConnection>): void {
  let reason: PlatformError | undefined;
  sentinel.addEventListener("error", ({ error }) => (reason = error));
  sentinel.addEventListener("close", () => connection.deref()?.associationEnded(reason));
}
