/**
 * The part of what browsers offer that is used here, by its shape. The compiler's own library of browser types would be
 * there for all files, and for whoever uses the package.
 */
import type { ChannelPhase, GatheringPhase, SessionDescription, TransportState } from "./backend.js";

/** The part of a connection that is used here. */
export interface PlatformConnection {
  readonly connectionState: TransportState;
  readonly iceGatheringState: GatheringPhase;
  readonly sctp: { readonly maxMessageSize: number } | null;
  createDataChannel(label: string, options: object): PlatformChannel;
  createOffer(): Promise<{ readonly sdp?: string | undefined }>;
  createAnswer(): Promise<{ readonly sdp?: string | undefined }>;
  setLocalDescription(description: SessionDescription): Promise<void>;
  setRemoteDescription(description: SessionDescription): Promise<void>;
  addIceCandidate(candidate: {
    readonly candidate: string;
    readonly sdpMid: string | null;
    readonly sdpMLineIndex: number;
  }): Promise<void>;
  close(): void;
  addEventListener(type: string, listener: (event: PlatformEvent) => void): void;
}

/**
 * What the connection's events bring: `candidate` those of candidates, `channel` those of received channels, the rest those
 * of servers that fail.
 */
interface PlatformEvent {
  readonly type: string;
  readonly candidate?: {
    readonly candidate: string;
    readonly sdpMid: string | null;
    readonly sdpMLineIndex: number | null;
  } | null;
  readonly channel?: PlatformChannel;
  readonly url?: string;
  readonly errorCode?: number;
  readonly errorText?: string;
}

/** The part of its configuration that is used here. */
export interface PlatformConfiguration {
  readonly iceServers: { readonly urls: string; readonly username?: string; readonly credential?: string }[];
  readonly iceTransportPolicy: "all" | "relay";
}

/** The part of a page that is used here; other environments may lack it. */
export interface PlatformPage {
  addEventListener?(type: "pagehide", listener: (event: { readonly persisted: boolean }) => void): void;
}

export type PlatformConstructor = new (configuration: PlatformConfiguration) => PlatformConnection;

/** The part of a browser's data channel that is used here. */
export interface PlatformChannel {
  readonly label: string;
  readonly protocol: string;
  readonly ordered: boolean;
  readonly maxPacketLifeTime: number | null;
  readonly maxRetransmits: number | null;
  readonly negotiated: boolean;
  readonly id: number | null;
  readonly readyState: ChannelPhase;
  readonly bufferedAmount: number;
  binaryType: "arraybuffer" | "blob";
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
  addEventListener(type: string, listener: (event: PlatformChannelEvent) => void): void;
}

/** What its events bring: `data` those of messages, `error` those of errors. */
interface PlatformChannelEvent {
  readonly type: string;
  readonly data?: unknown;
  readonly error?: PlatformError;
}

/** Why a channel broke. */
export interface PlatformError {
  readonly message: string;
  readonly sctpCauseCode?: number | null;
}
