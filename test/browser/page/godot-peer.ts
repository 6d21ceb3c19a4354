/** A page that uses this package, as a game would: nothing but Godot's API, and a frame loop. */
import { GodotError, type WebRTCDataChannel, WebRTCPeerConnection, to_utf8_buffer } from "../../../runtime/index.js";
import { make, type Payload, type Received, received } from "../payloads.js";
import type { ChannelPlan, ChannelReport, PagePeer, PeerPage, Signal } from "./peer.js";

const page = globalThis as unknown as PeerPage;
const UNSET = 65535;

class GodotPeer implements PagePeer {
  readonly #connection = new WebRTCPeerConnection();
  readonly #channels = new Map<string, WebRTCDataChannel>();
  readonly #received = new Map<string, Received[]>();

  constructor() {
    const connection = this.#connection;
    connection.session_description_created.connect(connection.set_local_description);
    connection.session_description_created.connect((type, sdp) => {
      void page.tell({ kind: "description", type, sdp });
    });
    connection.ice_candidate_created.connect((sdpMid, sdpMLineIndex, candidate) => {
      void page.tell({ kind: "candidate", candidate, sdpMid, sdpMLineIndex });
    });
    connection.data_channel_received.connect((channel) => this.#channels.set(channel.get_label(), channel));
    setInterval(() => this.#frame(), 5);
  }

  createChannel({ label, ...options }: ChannelPlan): void {
    const channel = this.#connection.create_data_channel(label, options);
    if (channel === null) throw new Error(`Channel "${label}" was not created.`);
    this.#channels.set(label, channel);
  }

  offer(): void {
    this.#connection.create_offer();
  }

  hear(signal: Signal): void {
    if (signal.kind === "description") this.#connection.set_remote_description(signal.type, signal.sdp);
    else this.#connection.add_ice_candidate(signal.sdpMid, signal.sdpMLineIndex, signal.candidate);
  }

  send(label: string, payload: Payload): boolean {
    const message = make(payload);
    const channel = this.#channel(label);
    channel.write_mode = payload.isText ? channel.WRITE_MODE_TEXT : channel.WRITE_MODE_BINARY;
    return channel.put_packet(typeof message === "string" ? to_utf8_buffer(message) : message) === GodotError.OK;
  }

  channels(): ChannelReport[] {
    return [...this.#channels.values()].map((channel) => ({
      label: channel.get_label(),
      protocol: channel.get_protocol(),
      ordered: channel.is_ordered(),
      maxRetransmits: orNull(channel.get_max_retransmits()),
      maxPacketLifeTime: orNull(channel.get_max_packet_life_time()),
      negotiated: channel.is_negotiated(),
      id: orNull(channel.get_id()),
      isOpen: channel.get_ready_state() === channel.STATE_OPEN,
      isClosed: channel.get_ready_state() === channel.STATE_CLOSED,
    }));
  }

  received(label: string): Received[] {
    return this.#received.get(label) ?? [];
  }

  connectionState(): string {
    const names = ["new", "connecting", "connected", "disconnected", "failed", "closed"];
    return names[this.#connection.get_connection_state()] ?? "";
  }

  closeChannel(label: string): void {
    this.#channel(label).close();
  }

  close(): void {
    this.#connection.close();
  }

  #frame(): void {
    this.#connection.poll();
    for (const [label, channel] of this.#channels) {
      while (channel.get_available_packet_count() > 0) {
        const packet = received(channel.get_packet());
        const messages = this.#received.get(label) ?? [];
        messages.push({ ...packet, isText: channel.was_string_packet() });
        this.#received.set(label, messages);
      }
    }
  }

  #channel(label: string): WebRTCDataChannel {
    const channel = this.#channels.get(label);
    if (channel === undefined) throw new Error(`There is no channel "${label}".`);
    return channel;
  }
}

function orNull(value: number): number | null {
  return value === UNSET ? null : value;
}

page.peer = new GodotPeer();
