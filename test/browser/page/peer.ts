/** A peer in a page as the tests outside drive it, whatever interface it is written with. */
import type { Payload, Received } from "../payloads.js";

export interface ChannelPlan {
  readonly label: string;
  readonly protocol?: string;
  readonly ordered?: boolean;
  readonly maxRetransmits?: number;
  readonly maxPacketLifeTime?: number;
  readonly negotiated?: boolean;
  readonly id?: number;
}

export interface ChannelReport {
  readonly label: string;
  readonly protocol: string;
  readonly ordered: boolean;
  readonly maxRetransmits: number | null;
  readonly maxPacketLifeTime: number | null;
  readonly negotiated: boolean;
  readonly id: number | null;
  readonly isOpen: boolean;
  readonly isClosed: boolean;
}

/** Signaling, in the words of the W3C. */
export type Signal =
  | { readonly kind: "description"; readonly type: string; readonly sdp: string }
  | { readonly kind: "candidate"; readonly candidate: string; readonly sdpMid: string; readonly sdpMLineIndex: number };

export interface PagePeer {
  createChannel(plan: ChannelPlan): void;
  offer(): void;
  hear(signal: Signal): void;
  /** Sends a message over the channel of that label. @returns whether it was taken */
  send(label: string, payload: Payload): boolean;
  /** Created and announced channels. */
  channels(): ChannelReport[];
  /** What came over the channel of that label. */
  received(label: string): Received[];
  connectionState(): string;
  closeChannel(label: string): void;
  close(): void;
}

/** What a page offers to the outside, and what the outside offers to it. */
export interface PeerPage {
  peer: PagePeer;
  tell(signal: Signal): Promise<void>;
}
