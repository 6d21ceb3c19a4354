/** How long a peer that left stays, so that what it sent can be taken. */
import { describe, expect, it } from "vitest";
import { ChannelState, type WebRTCDataChannel } from "../../generated/api/WebRTCDataChannel.js";
import { ConnectionState, type WebRTCPeerConnection } from "../../generated/api/WebRTCPeerConnection.js";
import { planChannels } from "../../runtime/multiplayer/channel-plan.js";
import { RemotePeer } from "../../runtime/multiplayer/remote-peer.js";

interface FakeChannel {
  state: ChannelState;
  packets: number;
}

/** A connected peer over a transport of which a test says everything. */
function connectedPeer(): { peer: RemotePeer; channels: FakeChannel[]; connection: { state: ConnectionState } } {
  const channels: FakeChannel[] = [];
  const connection = { state: ConnectionState.STATE_CONNECTED };
  const transport = {
    get_connection_state: () => connection.state,
    create_data_channel: () => {
      const channel: FakeChannel = { state: ChannelState.STATE_OPEN, packets: 0 };
      channels.push(channel);
      const read = { get_ready_state: () => channel.state, get_available_packet_count: () => channel.packets };
      return read as unknown as WebRTCDataChannel;
    },
  };
  const peer = RemotePeer.create(2, transport as unknown as WebRTCPeerConnection, planChannels([], 1));
  if (peer === undefined) throw new Error("The channels of the test were not made.");
  peer.connected = true;
  return { peer, channels, connection };
}

function closeAll(channels: readonly FakeChannel[]): void {
  for (const channel of channels) channel.state = ChannelState.STATE_CLOSED;
}

describe("a peer that left", () => {
  it("stays while its channels close one after the other, and goes with the second poll after the last", () => {
    const { peer, channels } = connectedPeer();
    closeAll(channels.slice(1, 2));
    expect(peer.examine(0, Infinity)).toBe("gone");
    for (const now of [0, 300, 999]) expect(peer.isBeingEmptied(now, 0)).toBe(true);
    closeAll(channels);
    expect(peer.isBeingEmptied(999, 0)).toBe(true);
    expect(peer.isBeingEmptied(999, 0)).toBe(false);
  });

  it("goes after a second though other channels stay open", () => {
    const { peer, channels } = connectedPeer();
    closeAll(channels.slice(1, 2));
    expect(peer.isBeingEmptied(5_000, 0)).toBe(true);
    expect(peer.isBeingEmptied(5_999, 0)).toBe(true);
    expect(peer.isBeingEmptied(6_000, 0)).toBe(true);
    expect(peer.isBeingEmptied(6_001, 0)).toBe(false);
  });

  it("is not waited for where the transport is lost", () => {
    const { peer, connection } = connectedPeer();
    connection.state = ConnectionState.STATE_FAILED;
    expect(peer.isBeingEmptied(0, 0)).toBe(true);
    expect(peer.isBeingEmptied(0, 0)).toBe(false);
  });

  it("stays while packets come or are taken", () => {
    const { peer, channels } = connectedPeer();
    closeAll(channels);
    const [channel] = channels;
    if (channel === undefined) throw new Error("The test has no channel.");
    channel.packets = 2;
    expect(peer.isBeingEmptied(0, 0)).toBe(true);
    channel.packets = 3;
    expect(peer.isBeingEmptied(0, 0)).toBe(true);
    channel.packets = 2;
    peer.taken = 1;
    expect(peer.isBeingEmptied(0, 1)).toBe(true);
    expect(peer.isBeingEmptied(0, 1)).toBe(false);
  });
});
