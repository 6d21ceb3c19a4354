/** A page with a multiplayer peer, which the tests outside drive. */
import { WebRTCPeerConnection } from "../../../runtime/index.js";
import { SignalingClient } from "../../../runtime/signaling/browser.js";
import { DrivenMember } from "../driven-member.js";
import type { Signal } from "./peer.js";

/** What a member in a page tells the outside. */
export interface ToldByMember {
  readonly to: number;
  readonly signal: Signal;
}

const page = globalThis as unknown as {
  member: DrivenMember;
  tell(message: ToldByMember): Promise<void>;
};

page.member = new DrivenMember({
  create: () => new WebRTCPeerConnection(),
  createSignalingClient: () => new SignalingClient(),
  tell: (to, signal) => void page.tell({ to, signal }),
});
