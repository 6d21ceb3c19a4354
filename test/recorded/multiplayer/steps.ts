/** The stretches that many recorded cases of multiplayer peers walk. */
import { expect, onTestFinished } from "vitest";
import {
  type GodotError,
  type MultiplayerPeer,
  OK,
  to_utf8_buffer,
  type WebRTCDataChannel,
  type WebRTCPeerConnection,
} from "../../../runtime/index.js";
import { hasConnected, link, type Member, newMember, pumpMembers, RELIABLE } from "../../support/members.js";
import { newConnection } from "../../support/peers.js";
import type { Stage } from "../negotiation/stage.js";

/** A member that is closed when the test ends. */
export function member(name: string): Member {
  const made = newMember(name);
  onTestFinished(() => {
    made.peer.close();
  });
  return made;
}

export interface Network {
  readonly server: Member;
  /** Client 2. */
  readonly c2: Member;
  /** Client 3, or client 2 again where there is none. */
  readonly c3: Member;
  readonly all: readonly Member[];
}

/** Who makes members and connections, and closes them when the test ends. */
export interface Makers {
  member(name: string): Member;
  connection(): WebRTCPeerConnection;
}

/** A server with these clients, all connected, over real WebRTC. */
export async function serverAndClients(
  ids: readonly number[],
  modes: readonly MultiplayerPeer.TransferMode[] = [],
  { member: make, connection }: Makers = { member, connection: newConnection },
): Promise<Network> {
  const server = make("server");
  server.peer.create_server(modes);
  const clients = ids.map((id) => {
    const client = make(`c${id}`);
    client.peer.create_client(id, modes);
    expect(link(server, client, connection).codes).toEqual([0, 0, 0]);
    return client;
  });
  const all = [server, ...clients];
  await pumpMembers(
    all,
    () => hasConnected(server, ids.length) && clients.every((client) => hasConnected(client, 1)),
    "all clients to be connected",
  );
  const [c2, c3 = c2] = clients;
  if (c2 === undefined || c3 === undefined) throw new Error("There is no client.");
  return { server, c2, c3, all };
}

/** A recorded step "set_target_peer, transfer_mode, transfer_channel, put_packet". */
export function send(
  { check }: Pick<Stage, "check">,
  { peer }: Member,
  [target, text, mode = RELIABLE, channel = 0]: readonly [
    target: number,
    text: string,
    mode?: MultiplayerPeer.TransferMode,
    channel?: number,
  ],
  returns: GodotError,
): void {
  peer.set_target_peer(target);
  peer.transfer_mode = mode;
  peer.transfer_channel = channel;
  const reports = returns === OK ? [] : (["error"] as const);
  check(() => peer.put_packet(to_utf8_buffer(text)), returns, ...reports);
}

/** What the getters of a channel of a peer say: label, id, order, lifetime, retransmits, state. */
export function channelRow(channel: WebRTCDataChannel): readonly unknown[] {
  return [
    channel.get_label(),
    channel.get_id(),
    channel.is_ordered(),
    channel.get_max_packet_life_time(),
    channel.get_max_retransmits(),
    channel.get_ready_state(),
    channel.is_negotiated(),
  ];
}

/** The rows of the three channels to each peer. */
export function baseRows(lifetime: number, state: number): readonly unknown[][] {
  return [
    ["reliable", 1, true, 65535, 65535, state, true],
    ["ordered", 2, true, lifetime, 65535, state, true],
    ["unreliable", 3, false, lifetime, 65535, state, true],
  ];
}
