/**
 * The narrow waist of the runtime: who carries the bytes.
 *
 * A backend speaks the W3C vocabulary (RFC 8829 for descriptions, RFC 8832 for channels) and knows nothing of Godot:
 * error codes, polling, option checks and queues are the adapter's. Events may come at any time, also inside a call;
 * the adapter orders them. A backend never throws out of an event and never emits one after `close()`.
 */

/** State of the whole transport, W3C `RTCPeerConnectionState`. */
export type TransportState = "new" | "connecting" | "connected" | "disconnected" | "failed" | "closed";

/** State of candidate gathering, W3C `RTCIceGatheringState`. */
export type GatheringPhase = "new" | "gathering" | "complete";

/** State of the offer/answer exchange, W3C `RTCSignalingState`. */
export type SignalingPhase =
  "stable" | "have-local-offer" | "have-remote-offer" | "have-local-pranswer" | "have-remote-pranswer" | "closed";

/** State of one channel, W3C `RTCDataChannelState`. */
export type ChannelPhase = "connecting" | "open" | "closing" | "closed";

/** What a remote description may be. */
export type DescriptionType = "offer" | "answer" | "pranswer";

export interface SessionDescription {
  readonly type: DescriptionType;
  readonly sdp: string;
}

export interface IceCandidate {
  /** Without the `a=` of its SDP line: starts with `candidate:` (RFC 8839, section 5.1). */
  readonly candidate: string;
  /** Media stream identification: the `a=mid` of the media section it belongs to. */
  readonly mid: string;
  /** Position of that media section in the description, from 0. */
  readonly index: number;
}

export interface IceServer {
  readonly kind: "stun" | "turn";
  /** The URL as the user wrote it; that it is one (RFC 7064, RFC 7065) is known. */
  readonly url: string;
  readonly username: string;
  readonly credential: string;
}

/** What goes beyond Godot's documented keys; all optional. Units: bytes. */
export interface TransportOptions {
  readonly enableIceTcp?: boolean | undefined;
  readonly enableIceUdpMux?: boolean | undefined;
  readonly portRangeBegin?: number | undefined;
  readonly portRangeEnd?: number | undefined;
  readonly mtu?: number | undefined;
  readonly bindAddress?: string | undefined;
  readonly iceTransportPolicy?: "all" | "relay" | undefined;
  readonly maxMessageSize?: number | undefined;
  readonly proxyServer?:
    | {
        readonly type: "Socks5" | "Http";
        readonly ip: string;
        readonly port: number;
        readonly username?: string | undefined;
        readonly password?: string | undefined;
      }
    | undefined;
}

export interface BackendConfiguration {
  readonly iceServers: readonly IceServer[];
  readonly transport: TransportOptions;
}

export interface ChannelInit {
  readonly label: string;
  readonly protocol: string;
  readonly ordered: boolean;
  /** Milliseconds; undefined: no limit. */
  readonly maxPacketLifeTime: number | undefined;
  readonly maxRetransmits: number | undefined;
  readonly negotiated: boolean;
  /** Stream id; undefined: assigned when the connection stands. */
  readonly id: number | undefined;
}

/** What a backend can say of a channel that the other side created. For browsers, a number that is not there is null. */
export type ReceivedChannelInit = {
  readonly [Key in keyof ChannelInit]: ChannelInit[Key] | (undefined extends ChannelInit[Key] ? null : never);
};

export interface ChannelEvents {
  opened(): void;
  closed(): void;
  /** One message; the bytes are the receiver's to keep. Text comes as its UTF-8 bytes. */
  message(bytes: Uint8Array, isText: boolean): void;
  /** Something went wrong that no call can return. */
  failed(message: string): void;
}

export interface BackendChannel {
  /** What is true now, not what the last event said. */
  readonly phase: ChannelPhase;
  /** Undefined until assigned. Keeps its value after the channel closed. */
  readonly id: number | undefined;
  readonly bufferedAmount: number;
  /**
   * Sends one message. A message that is merely buffered is sent.
   * @throws BackendError if the channel is not open or the message is larger than the other side takes.
   */
  sendBinary(bytes: Uint8Array): void;
  /** See {@link sendBinary}. */
  sendText(text: string): void;
  /** Sends what is queued, then closes; never blocks. Further calls do nothing. */
  close(): void;
}

export interface ConnectionEvents {
  /** An offer or an answer was created here and waits for `setLocalDescription`. */
  descriptionCreated(description: SessionDescription): void;
  candidateCreated(candidate: IceCandidate): void;
  stateChanged(state: TransportState): void;
  /** The other side created a channel: returns who listens to it. */
  channelReceived(channel: BackendChannel, init: ReceivedChannelInit): ChannelEvents;
  /** Something went wrong that no call can return. */
  failed(operation: string, message: string): void;
  /** Something is not done as it was asked for, and the rest goes on. */
  warned(operation: string, message: string): void;
}

export interface BackendConnection {
  /** What is true now, not what the last event said. */
  readonly state: TransportState;
  readonly gathering: GatheringPhase;
  readonly signaling: SignalingPhase;
  /** @throws BackendError if the channel cannot be made. */
  createChannel(init: ChannelInit, events: ChannelEvents): BackendChannel;
  /** Leads to `descriptionCreated`, with the same description again if one waits already. */
  createOffer(): void;
  /** Applies the description that `descriptionCreated` handed out; gathering starts. @throws BackendError */
  setLocalDescription(description: SessionDescription): void;
  /** An offer leads to `descriptionCreated` with the answer. @throws BackendError if it is not acceptable. */
  setRemoteDescription(description: SessionDescription): void;
  /** Only after a remote description was applied. @throws BackendError if it cannot be parsed. */
  addCandidate(candidate: IceCandidate): void;
  /** Sends what is queued (with a deadline), then closes and releases everything; never blocks. */
  close(): void;
}

export interface Backend {
  /** For messages. */
  readonly name: string;
  /** @throws BackendError if the configuration cannot be used. */
  connect(configuration: BackendConfiguration, events: ConnectionEvents): BackendConnection;
}

/** A backend could not do what it was asked; the message says why. */
export class BackendError extends Error {
  override readonly name = "BackendError";
}
