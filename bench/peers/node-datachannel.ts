import native from "node-datachannel";
import type { Candidate, Channel, ChannelPlan, Connection, Contender, Packet } from "./contender.js";

/** What may be asked of the library beyond its defaults. */
export interface Settings {
  /** Counts for the whole process. */
  readonly sctp?: native.SctpSettings;
  readonly mtu?: number;
}

/**
 * The library below godot-webrtc, used as its own readme uses it: everything is passed on as it comes. But for what would
 * end the process: a candidate that overtook its description waits for it, and one that comes too late is dropped.
 */
export function nodeDataChannel({ sctp, mtu }: Settings = {}): Contender {
  if (sctp !== undefined) native.setSctpSettings(sctp);
  return { connect: (...args) => connect({ ...(mtu !== undefined && { mtu }) }, ...args) };
}

function connect(
  settings: Partial<native.RtcConfig>,
  ...[plans, role, tell]: Parameters<Contender["connect"]>
): Connection {
  const pc = new native.PeerConnection("", { iceServers: [], bindAddress: "127.0.0.1", ...settings });
  pc.onLocalDescription((sdp, type) => tell({ description: { type: type as "offer" | "answer", sdp } }));
  pc.onLocalCandidate((candidate, mid) => tell({ candidate: { candidate, mid, index: 0 } }));
  pc.onStateChange(() => undefined);
  const channels: native.DataChannel[] = [];
  // The first channel makes the offer; the answering side makes its channels with the offer.
  const makeChannels = (): void => {
    channels.push(...plans.map((plan) => pc.createDataChannel("bench", optionsOf(plan))));
    // Without this listener the process does not end.
    for (const channel of channels) channel.onClosed(() => undefined);
    for (const [index, channel] of channels.entries()) ends[index]?.carriedBy(channel);
  };
  const ends = plans.map(() => new End());
  let early: Candidate[] | undefined = [];
  const add = ({ candidate, mid }: Candidate): void => {
    try {
      pc.addRemoteCandidate(candidate, mid);
    } catch {
      // It failed meanwhile, and nobody was told yet.
    }
  };
  return {
    channels: ends,
    start() {
      if (role === "offer") makeChannels();
    },
    signal(signal) {
      if ("description" in signal) {
        pc.setRemoteDescription(signal.description.sdp, signal.description.type);
        for (const candidate of early ?? []) add(candidate);
        early = undefined;
        if (role === "answer") makeChannels();
      } else if (early === undefined) {
        add(signal.candidate);
      } else {
        early.push(signal.candidate);
      }
    },
    isOpen: () => channels.length === plans.length && channels.every((channel) => channel.isOpen()),
    close() {
      for (const channel of channels) channel.close();
      pc.close();
    },
  };
}

function optionsOf({ id, reliable }: ChannelPlan): native.DataChannelInitConfig {
  return { negotiated: true, id, ...(reliable ? {} : { unordered: true, maxRetransmits: 0 }) };
}

class End implements Channel {
  #channel: native.DataChannel | undefined;
  #take: ((packet: Packet) => void) | undefined;

  carriedBy(channel: native.DataChannel): void {
    this.#channel = channel;
    if (this.#take !== undefined) this.listen(this.#take);
  }

  send(packet: Packet): void {
    this.#channel?.sendMessageBinary(packet as Uint8Array);
  }

  buffered(): number {
    return this.#channel?.bufferedAmount() ?? 0;
  }

  listen(take: (packet: Packet) => void): void {
    this.#take = take;
    this.#channel?.onMessage(take as (message: string | Buffer | ArrayBuffer) => void);
  }
}
