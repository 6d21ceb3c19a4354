import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type * as GodotWebRTC from "../../runtime/index.js";
import type { Channel, ChannelPlan, Connection, Contender, Description, Packet } from "./contender.js";

/**
 * This project, as it is built.
 *
 * @param mtu in bytes; without it the one that godot-webrtc chooses
 */
export async function godotWebRTC({ mtu }: { readonly mtu?: number } = {}): Promise<Contender> {
  const { auto_poll, WebRTCPeerConnection } = (await import(
    pathToFileURL(resolve("dist/runtime/index.js")).href
  )) as typeof GodotWebRTC;

  return {
    connect(plans, role, tell): Connection {
      const pc = new WebRTCPeerConnection();
      pc.initialize({ libdatachannel: { bindAddress: "127.0.0.1", ...(mtu !== undefined && { mtu }) } });
      const channels = plans.map((plan) => {
        const made = pc.create_data_channel("bench", optionsOf(plan));
        if (made === null) throw new Error("godot-webrtc made no channel: see above");
        return made;
      });
      pc.session_description_created.connect(pc.set_local_description);
      pc.session_description_created.connect((type, sdp) => {
        tell({ description: { type: type as Description["type"], sdp } });
      });
      pc.ice_candidate_created.connect((mid, index, candidate) => tell({ candidate: { candidate, mid, index } }));
      const inboxes = channels.map((channel) => new Inbox(channel));
      const poll = (): void => {
        pc.poll();
        for (const inbox of inboxes) inbox.empty();
      };
      return {
        channels: inboxes,
        start() {
          if (role === "offer") pc.create_offer();
        },
        signal(signal) {
          if ("description" in signal) pc.set_remote_description(signal.description.type, signal.description.sdp);
          else pc.add_ice_candidate(signal.candidate.mid, signal.candidate.index, signal.candidate.candidate);
        },
        isOpen: () => channels.every((channel) => channel.get_ready_state() === channel.STATE_OPEN),
        poll,
        pollAtOnce: () => auto_poll({ poll }, { atOnce: true }),
        pollOnly: pc.poll,
        close: () => pc.close(),
      };
    },
  };
}

function optionsOf({ id, reliable }: ChannelPlan): GodotWebRTC.WebRTCPeerConnection.CreateDataChannelOptions {
  return { negotiated: true, id, ...(reliable ? {} : { ordered: false, maxRetransmits: 0 }) };
}

/** A channel whose packets are taken when it is polled, as a game does. */
class Inbox implements Channel {
  readonly #channel: GodotWebRTC.WebRTCDataChannel;
  #take: (packet: Packet) => void = () => undefined;

  constructor(channel: GodotWebRTC.WebRTCDataChannel) {
    this.#channel = channel;
  }

  send(packet: Packet): void {
    this.#channel.put_packet(packet as Uint8Array);
  }

  buffered(): number {
    return this.#channel.get_buffered_amount();
  }

  listen(take: (packet: Packet) => void): void {
    this.#take = take;
  }

  empty(): void {
    const channel = this.#channel;
    while (channel.get_available_packet_count() > 0) this.#take(channel.get_packet());
  }
}
