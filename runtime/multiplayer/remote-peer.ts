import { ChannelState, type WebRTCDataChannel } from "../../generated/api/WebRTCDataChannel.js";
import type { PeerEntry } from "../../generated/api/WebRTCMultiplayerPeer.js";
import { ConnectionState, type WebRTCPeerConnection } from "../../generated/api/WebRTCPeerConnection.js";
import type { PlannedChannel } from "./channel-plan.js";

/**
 * How long the channels of a peer that left may close one after the other, in milliseconds. A transport tells of them one
 * by one, and a machine that is busy lets time go by between.
 */
const CHANNELS_CLOSE_WITHIN = 1_000;

/** waiting: not connected yet, or for a moment not. open: all its channels are. gone: it will not come (back). */
export type Condition = "waiting" | "open" | "gone";

/** What is known of a peer on the other side of one connection. */
export class RemotePeer {
  declare readonly id: number;
  declare readonly connection: WebRTCPeerConnection;
  declare readonly channels: readonly WebRTCDataChannel[];
  declare readonly plan: readonly PlannedChannel[];
  /** All channels were found open. */
  connected = false;
  /** `peer_connected` was emitted for it. */
  announced = false;
  /** It was sent away from here: whatever its connection says, and whatever it has sent, it is gone with the next poll. */
  dismissed = false;
  /** How many of its packets were taken. */
  taken = 0;
  /** What `isBeingEmptied` found the last time. */
  #lastFound: { readonly received: number; readonly taken: number } | undefined;
  /** Since when it is known to have left; undefined while it has not. */
  #leftSince: number | undefined;
  /** Since when its connection is STATE_DISCONNECTED; undefined while it is not. */
  #lostSince: number | undefined;

  private constructor(
    id: number,
    connection: WebRTCPeerConnection,
    channels: readonly WebRTCDataChannel[],
    plan: readonly PlannedChannel[],
  ) {
    this.id = id;
    this.connection = connection;
    this.channels = channels;
    this.plan = plan;
  }

  /** @returns undefined if one of the channels cannot be created; those that could be are closed again. */
  static create(id: number, connection: WebRTCPeerConnection, plan: readonly PlannedChannel[]): RemotePeer | undefined {
    const channels: WebRTCDataChannel[] = [];
    for (const { label, options } of plan) {
      const channel = connection.create_data_channel(label, options);
      if (channel === null) {
        for (const created of channels) created.close();
        return undefined;
      }
      channels.push(channel);
    }
    return new RemotePeer(id, connection, channels, plan);
  }

  /**
   * @param now - Milliseconds.
   * @param grace - For how many of them its connection may be STATE_DISCONNECTED and come back.
   */
  examine(now: number, grace: number): Condition {
    const state = this.connection.get_connection_state();
    if (this.dismissed || state === ConnectionState.STATE_FAILED || state === ConnectionState.STATE_CLOSED) {
      return "gone";
    }
    if (state !== ConnectionState.STATE_DISCONNECTED) this.#lostSince = undefined;
    else {
      this.#lostSince ??= now;
      if (now - this.#lostSince >= grace) return "gone";
    }
    let condition: Condition = state === ConnectionState.STATE_CONNECTED ? "open" : "waiting";
    for (const channel of this.channels) {
      const channelState = channel.get_ready_state();
      if (channelState === ChannelState.STATE_OPEN) continue;
      // A channel that closed never opens again, and the peer is not one with fewer channels.
      if (channelState !== ChannelState.STATE_CONNECTING) return "gone";
      condition = "waiting";
    }
    return condition;
  }

  /** How many of its packets can be taken. */
  countPackets(): number {
    let count = 0;
    for (const channel of this.channels) count += channel.get_available_packet_count();
    return count;
  }

  /**
   * Whether it should stay for now though it has left: what it sent may still be on its way to the program (a channel says
   * that it is closed before its last packets are handed out), or wait for a program that is taking packets. Asked by each
   * poll that finds it gone, the first of which lets it stay.
   *
   * @param now - Milliseconds.
   * @param taken - How many packets were taken in all, of whomever.
   */
  isBeingEmptied(now: number, taken: number): boolean {
    if (this.dismissed || !this.connected) return false;
    this.#leftSince ??= now;
    const isLeaving = this.connection.get_connection_state() === ConnectionState.STATE_CONNECTED;
    const isOpen = this.channels.some((channel) => channel.get_ready_state() === ChannelState.STATE_OPEN);
    if (isLeaving && isOpen && now - this.#leftSince < CHANNELS_CLOSE_WITHIN) return true;
    const waiting = this.countPackets();
    const received = this.taken + waiting;
    const before = this.#lastFound;
    this.#lastFound = { received, taken };
    return before === undefined || before.received !== received || (waiting > 0 && before.taken !== taken);
  }

  describe(): PeerEntry {
    return { connection: this.connection, connected: this.connected, channels: [...this.channels] };
  }
}
