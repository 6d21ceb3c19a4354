/**
 * The browser's backend: its own peer connections. The only file that names what browsers have.
 *
 * A browser answers later what the adapter wants to know at once. So:
 * - Calls are checked here as far as it goes without the browser, and refused at once then. What only the browser finds is
 *   reported as `failed`, never as an unhandled rejection. A candidate that it refuses is just not used. A description that
 *   it refuses ends the connection: Chromium takes no other one afterwards.
 * - Calls wait for the ones before them. The signaling state says what the calls so far lead to.
 * - What the adapter never asks for is not checked: anything of a connection that has ended, and answers to nothing.
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
import { BrowserChannel, describe, isFarewell } from "./browser-channel.js";
import { close, tieToOwner } from "./browser-lifetime.js";
import type {
  PlatformChannel,
  PlatformConfiguration,
  PlatformConnection,
  PlatformConstructor,
  PlatformError,
} from "./browser-platform.js";
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

export const browserBackend: Backend = {
  name: "the browser",
  connect: (configuration, events) => new BrowserConnection(configuration, events),
};

class BrowserConnection implements BackendConnection {
  readonly #platform: PlatformConnection;
  /** The last of the asynchronous calls, done when it has succeeded or failed. */
  #last = Promise.resolve();
  readonly #channels = new Set<BrowserChannel>();
  #events: ConnectionEvents | undefined;
  #state: TransportState = "new";
  /** What the calls so far lead to, also if they are still under way. */
  #signaling: SignalingPhase = "stable";
  #isLocalApplied = false;
  /** The media sections of the other side's description. Those made here have one, as they are of data channels only. */
  #remoteMids: readonly string[] = [];
  /** Changes with each offer that is asked for or comes: what was created for an earlier one is void. */
  #round = 0;
  readonly #negotiatedIds = new Set<number | undefined>();
  /** The URLs of servers that refuse. */
  readonly #refusing = new Set<string>();
  #sentinel: PlatformChannel | undefined;
  /** Whether the other side closed the last channel there was. */
  #isAbandoned = false;
  /** Runs while the connection is closed and still sends. Nothing else may hold it then, and collected it would stop. */
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
    return this.#isOver() ? "closed" : this.#signaling;
  }

  get gathering(): GatheringPhase {
    if (!this.#isLocalApplied) return "new";
    return this.#isOver() || this.#platform.iceGatheringState === "complete" ? "complete" : "gathering";
  }

  createChannel(init: ChannelInit, events: ChannelEvents): BackendChannel {
    try {
      // For it, options that are undefined are not there, nor those that it does not know (Web IDL, section 3.2.17).
      const channel = this.#adopt(this.#platform.createDataChannel(init.label, init));
      channel.events = events;
      this.#negotiatedIds.add(init.id);
      return channel;
    } catch (error) {
      throw new BackendError(describe(error));
    }
  }

  createOffer(): void {
    const round = this.#nextRound();
    this.#enqueue("create_offer", async (platform) => this.#created("offer", await platform.createOffer(), round));
  }

  setLocalDescription(description: SessionDescription): void {
    this.#signaling = description.type === "offer" ? "have-local-offer" : "stable";
    this.#isLocalApplied = true;
    this.#enqueue("set_local_description", (platform) => platform.setLocalDescription(description));
  }

  setRemoteDescription(description: SessionDescription): void {
    checkDescription(description.sdp);
    const { type } = description;
    const isOffer = type === "offer";
    const signaling = this.#signaling;
    if (isOffer && signaling === "have-remote-pranswer") {
      throw new BackendError(`an ${type} does not fit signaling state ${signaling}`);
    }
    const mids = mediaIds(description.sdp);
    if (!isOffer && mids.length !== 1) {
      throw new BackendError(`the ${type} has ${mids.length} media sections, the offer has 1`);
    }
    this.#remoteMids = mids;
    const round = isOffer ? this.#nextRound() : undefined;
    // The browser takes an own offer back by itself.
    if (isOffer && signaling === "have-local-offer") this.#isLocalApplied = false;
    this.#signaling = isOffer ? "have-remote-offer" : type === "answer" ? "stable" : "have-remote-pranswer";
    this.#enqueue("set_remote_description", async (platform) => {
      await platform.setRemoteDescription(description);
      if (round === this.#round) this.#created("answer", await platform.createAnswer(), round);
    });
  }

  addCandidate({ candidate, mid, index }: IceCandidate): void {
    const exists = mid === "" ? index in this.#remoteMids : this.#remoteMids.includes(mid);
    if (!exists) {
      const [section, known] = [JSON.stringify(mid || index), JSON.stringify(this.#remoteMids)];
      throw new BackendError(`the description has no media section ${section}, but ${known}`);
    }
    const added = { candidate, sdpMid: mid || null, sdpMLineIndex: index };
    this.#enqueue("add_ice_candidate", (platform) => platform.addIceCandidate(added), false);
  }

  close(): void {
    if (this.#events === undefined) return;
    this.#events = undefined;
    this.#state = "closed";
    for (const channel of [...this.#channels]) channel.close();
    // Those that were never open are closed now.
    if (this.#channels.size === 0) {
      this.#release();
      return;
    }
    // The browser closes each channel once what it has queued has arrived, and would throw it away with the connection.
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
    if (this.#isLocalApplied) this.#events?.candidateCreated(candidate);
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
    // It says of itself what the other side chose.
    channel.events = this.#events.channelReceived(channel, platform);
  }

  #created(type: "offer" | "answer", { sdp = "" }: { readonly sdp?: string | undefined }, round: number): void {
    if (round === this.#round) this.#events?.descriptionCreated({ type, sdp });
  }

  /**
   * Calls wait for the ones before them, and no rejection is left unhandled.
   *
   * @param isVital whether the connection ends if the call fails
   */
  #enqueue(operation: string, call: (platform: PlatformConnection) => Promise<void>, isVital = true): void {
    this.#last = this.#last
      .then(async () => {
        if (!this.#isOver()) await call(this.#platform);
      })
      .catch((reason: unknown) => {
        // What was under way when the connection ended may fail for that.
        if (this.#isOver()) return;
        this.#events?.failed(operation, describe(reason));
        if (isVital) this.#end("failed");
      });
  }

  /**
   * If packets were lost, libdatachannel (its SCTP, usrsctp) closes a channel only when more data comes behind what was
   * sent again. Nobody listens to this message, and the connection is being closed.
   */
  #nudge(): void {
    if (this.#sentinel?.readyState === "open") this.#sentinel.send("");
  }

  #adopt(platform: PlatformChannel): BrowserChannel {
    const channel = new BrowserChannel(platform, this.#platform, (gone) => {
      this.#channels.delete(gone);
      if (this.#channels.size > 0) return;
      if (this.#lingering !== undefined) this.#release();
      else this.#isAbandoned = !gone.isClosedHere;
    });
    this.#channels.add(channel);
    return channel;
  }

  /** A description is to be made. The program has made its channels by now, so the sentinel takes its post. */
  #nextRound(): number {
    if (this.#sentinel === undefined) {
      let id = SENTINEL_ID;
      while (this.#negotiatedIds.has(id)) id -= 1;
      this.#sentinel = this.#platform.createDataChannel("", { negotiated: true, id });
      listenToSentinel(this.#sentinel, new WeakRef(this));
    }
    this.#round += 1;
    return this.#round;
  }

  /** It ended by itself. */
  #end(state: "closed" | "failed"): void {
    this.#state = state;
    this.#events?.stateChanged(state);
    this.#release();
  }

  #isOver(): boolean {
    return this.#state === "closed" || this.#state === "failed";
  }

  #release(): void {
    clearInterval(this.#lingering);
    close(this.#platform);
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
    // None, or an empty one: that was the last.
    if (!candidate?.candidate) return;
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
