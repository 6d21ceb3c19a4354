/** Whose packet comes next, against the plainest way of finding it; and what that costs. */
import { describe, expect, it } from "vitest";
import { GodotError } from "../../generated/api/@GlobalScope.js";
import type { WebRTCDataChannel } from "../../generated/api/WebRTCDataChannel.js";
import type { WebRTCPeerConnection } from "../../generated/api/WebRTCPeerConnection.js";
import { planChannels } from "../../runtime/multiplayer/channel-plan.js";
import { Inbox } from "../../runtime/multiplayer/inbox.js";
import { RemotePeer } from "../../runtime/multiplayer/remote-peer.js";

let asked = 0;

/** As much of a channel as an inbox needs; its packets are numbers. */
class Queue {
  readonly packets: number[] = [];
  #error = GodotError.OK;

  get_available_packet_count(): number {
    asked += 1;
    return this.packets.length;
  }
  get_packet(): Uint8Array {
    const number = this.packets.shift();
    this.#error = number === undefined ? GodotError.ERR_UNAVAILABLE : GodotError.OK;
    return number === undefined ? new Uint8Array() : Uint8Array.of(number >> 16, number >> 8, number);
  }
  get_packet_error(): GodotError {
    return this.#error;
  }
}

interface Stand {
  readonly peers: Map<number, RemotePeer>;
  readonly inbox: Inbox;
  queue(peer: number, channel: number): Queue;
}

function stand(count: number): Stand {
  const queues = new Map<number, Queue[]>();
  const peers = new Map<number, RemotePeer>();
  for (let id = 2; id < count + 2; id += 1) {
    const own: Queue[] = [];
    queues.set(id, own);
    const connection = {
      create_data_channel: () => {
        own.push(new Queue());
        return own.at(-1) as unknown as WebRTCDataChannel;
      },
    } as unknown as WebRTCPeerConnection;
    const peer = RemotePeer.create(id, connection, planChannels([], 1));
    if (peer === undefined) throw new Error("The channels of the test were not made.");
    peer.connected = true;
    peers.set(id, peer);
  }
  const queue = (id: number, channel: number): Queue => {
    const found = queues.get(id)?.[channel];
    if (found === undefined) throw new Error(`The test has no channel ${channel} of peer ${id}.`);
    return found;
  };
  return { peers, inbox: new Inbox(peers), queue };
}

/** A small generator of numbers, the same ones each time (Park and Miller, 1988). */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 0x7fffffff;
    return state % below;
  };
}

const number = (packet: Uint8Array | GodotError): number => {
  if (!(packet instanceof Uint8Array)) throw new Error(`No packet, but ${GodotError[packet]}.`);
  return ((packet[0] ?? 0) << 16) | ((packet[1] ?? 0) << 8) | (packet[2] ?? 0);
};

describe("the next packet", () => {
  it("is that of the next peer in line, from its first channel that has one, whatever comes when", async () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const next = random(seed);
      const { peers, inbox, queue } = stand(5);
      const channels = (id: number): readonly number[] => [0, 1, 2].map((channel) => queue(id, channel).packets.length);
      /** What the engine does: from behind the peer that was served, around to that peer, the first that has anything. */
      const choose = (after: number): number | undefined => {
        const ids = [...peers.keys()];
        const start = ids.indexOf(after) + 1;
        return [...ids.slice(start), ...ids.slice(0, start)].find((id) => channels(id).some((count) => count > 0));
      };
      let chosen: { peer: number; channel: number } | undefined;
      const expectChosen = (after: number): void => {
        const peer = choose(after);
        chosen = peer === undefined ? undefined : { peer, channel: channels(peer).findIndex((count) => count > 0) };
      };
      let sent = 0;
      for (let step = 0; step < 400; step += 1) {
        const what = next(10);
        if (what < 5) {
          for (let count = next(4); count > 0; count -= 1) queue(2 + next(5), next(3)).packets.push((sent += 1));
          // Packets come between turns of the loop.
          await Promise.resolve();
        } else if (what < 7) {
          inbox.look();
          if (chosen === undefined) expectChosen(0);
        } else if (chosen !== undefined) {
          const { peer, channel } = chosen;
          const [due] = queue(peer, channel).packets;
          expect(number(inbox.take())).toBe(due);
          expectChosen(peer);
        }
        const all = [...peers.keys()].flatMap(channels).reduce((sum, count) => sum + count, 0);
        expect(inbox.count, `seed ${seed}, step ${step}`).toBe(chosen === undefined ? 0 : all);
        expect(inbox.next && { peer: inbox.next.peer.id, channel: inbox.next.channel }).toEqual(chosen);
      }
    }
  });

  it("costs the same however many peers there are", () => {
    const packets = 10_000;
    for (const peers of [10, 1_000]) {
      for (const senders of [1, peers]) {
        const { inbox, queue } = stand(peers);
        for (let sent = 0; sent < packets; sent += 1) queue(2 + (sent % senders), sent % 3).packets.push(sent);
        inbox.look();
        asked = 0;
        let taken = 0;
        while (inbox.count > 0) {
          inbox.take();
          taken += 1;
        }
        expect(taken).toBe(packets);
        // One question before each packet, and each channel once (or twice, if it has any) to see that nothing is left.
        expect(asked, `${peers} peers, ${senders} of which send`).toBeLessThanOrEqual(packets + 2 * 3 * peers);
      }
    }
  });
});
