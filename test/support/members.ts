/** Multiplayer peers of one program, over connections of any backend. Nothing here is Node's. */
import { get_string_from_utf8, type WebRTCPeerConnection, WebRTCMultiplayerPeer } from "../../runtime/index.js";
import { wire } from "./sides.js";
import { DEADLINE_MS, until } from "./until.js";

export const {
  TRANSFER_MODE_UNRELIABLE: UNRELIABLE,
  TRANSFER_MODE_UNRELIABLE_ORDERED: ORDERED,
  TRANSFER_MODE_RELIABLE: RELIABLE,
} = WebRTCMultiplayerPeer;

/** A multiplayer peer and what its signals said, in order: `"+2"` for `peer_connected(2)`, `"-2"` for its opposite. */
export interface Member {
  readonly name: string;
  readonly peer: WebRTCMultiplayerPeer;
  readonly log: string[];
}

export interface Packet {
  readonly peer: number;
  readonly channel: number;
  readonly mode: number;
  readonly text: string;
}

export function newMember(name: string): Member {
  const member: Member = { name, peer: new WebRTCMultiplayerPeer(), log: [] };
  member.peer.peer_connected.connect((id) => void member.log.push(`+${id}`));
  member.peer.peer_disconnected.connect((id) => void member.log.push(`-${id}`));
  return member;
}

/**
 * Adds each of two members to the other, over two new connections that are wired; the first one offers.
 *
 * @param lifetime - The `unreliable_lifetime` of both.
 */
export function link(
  a: Member,
  b: Member,
  create: () => WebRTCPeerConnection,
  lifetime?: number,
): { readonly a: WebRTCPeerConnection; readonly b: WebRTCPeerConnection; readonly codes: readonly number[] } {
  const [ofA, ofB] = [create(), create()];
  wire({ pc: ofA }, { pc: ofB });
  const codes = [ofA, ofB].map((connection, index) =>
    index === 0
      ? a.peer.add_peer(connection, b.peer.get_unique_id(), lifetime)
      : b.peer.add_peer(connection, a.peer.get_unique_id(), lifetime),
  );
  codes.push(ofA.create_offer());
  return { a: ofA, b: ofB, codes };
}

/** Whether a member has that many peers, all of them connected. */
export function hasConnected({ peer }: Member, count: number): boolean {
  const entries = [...peer.get_peers().values()];
  return entries.length === count && entries.every(({ connected }) => connected);
}

/** Polls the members until the condition holds. */
export async function pumpMembers(
  members: readonly Member[],
  condition: () => boolean,
  what: string,
  deadlineMs = DEADLINE_MS,
): Promise<void> {
  const asked = (): boolean => {
    for (const { peer } of members) peer.poll();
    return condition();
  };
  await until(asked, what, deadlineMs);
}

/** Takes all packets there are, with what is told of each before it is taken. */
export function drain({ peer }: Member): Packet[] {
  const packets: Packet[] = [];
  while (peer.get_available_packet_count() > 0) {
    const next = { peer: peer.get_packet_peer(), channel: peer.get_packet_channel(), mode: peer.get_packet_mode() };
    packets.push({ ...next, text: get_string_from_utf8(peer.get_packet()) });
  }
  return packets;
}
