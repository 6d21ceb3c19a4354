/** Ways into every state of a connection and of a channel, on the backend that can get there. */
import { type WebRTCDataChannel, WebRTCPeerConnection } from "../../runtime/index.js";
import { create_loopback_class, LoopbackNetwork } from "../../runtime/loopback.js";
import { WebRTCNodePeerConnection } from "../../runtime/node-peer-connection.js";
import { channelOf, listenTo, openPair, pump, type Side } from "../support/sides.js";

export interface Situation {
  readonly pc: WebRTCPeerConnection;
  readonly channel: WebRTCDataChannel;
}

/** Makes connections of one backend, and closes them. */
export class Place {
  readonly #opened: WebRTCPeerConnection[] = [];
  readonly #make: () => WebRTCPeerConnection;
  readonly network: LoopbackNetwork | undefined;

  constructor(backend: "loopback" | "node-datachannel") {
    this.network = backend === "loopback" ? new LoopbackNetwork() : undefined;
    const Made = this.network === undefined ? WebRTCNodePeerConnection : create_loopback_class(this.network);
    this.#make = () => new Made();
  }

  side(name = "A"): Side {
    const pc = this.#make();
    this.#opened.push(pc);
    pc.initialize({ libdatachannel: { bindAddress: "127.0.0.1" } });
    return listenTo(name, pc);
  }

  close(): void {
    for (const pc of this.#opened.splice(0)) pc.close();
  }
}

type Way = (place: Place) => Promise<Situation>;

const connected = async (place: Place): Promise<Situation & { other: Side; theirs: WebRTCDataChannel }> => {
  const { a, b, ca, cb } = await openPair(place.side("A"), place.side("B"), { negotiated: true, id: 1 });
  return { pc: a.pc, channel: ca, other: b, theirs: cb };
};

const offering = async (place: Place): Promise<Situation & { side: Side }> => {
  const side = place.side();
  const channel = channelOf(side.pc, "chat");
  side.pc.create_offer();
  await pump([side], () => side.descriptions.length > 0, "the offer");
  return { pc: side.pc, channel, side };
};

const applied = async (place: Place): Promise<Situation & { side: Side }> => {
  const situation = await offering(place);
  for (const { type, sdp } of situation.side.descriptions) situation.pc.set_local_description(type, sdp);
  return situation;
};

/** What happens on the network, and the state it leads to. */
const afterwards = async (
  place: Place,
  happens: "cut" | "fail",
  state: WebRTCPeerConnection.ConnectionState,
): Promise<Situation> => {
  const { pc, channel } = await connected(place);
  place.network?.links.at(-1)?.[happens]();
  await pump([listenTo("A", pc)], () => pc.get_connection_state() === state, "the state");
  return { pc, channel };
};

export const CONNECTION_WAYS: Readonly<Record<string, Way>> = {
  "new with a channel": async (place) => {
    const { pc } = place.side();
    return Promise.resolve({ pc, channel: channelOf(pc, "chat") });
  },
  "offer created": offering,
  "offer applied": applied,
  "offer received": async (place) => {
    const { side } = await applied(place);
    const { pc } = place.side("B");
    const channel = channelOf(pc, "own");
    for (const { type, sdp } of side.descriptions) pc.set_remote_description(type, sdp);
    return { pc, channel };
  },
  connected,
  closed: async (place) => {
    const { pc, channel } = await connected(place);
    pc.close();
    return { pc, channel };
  },
  "closed by the other side": async (place) => {
    const { pc, channel, other } = await connected(place);
    other.pc.close();
    await pump([listenTo("A", pc)], () => pc.get_connection_state() === pc.STATE_CLOSED, "the close");
    return { pc, channel };
  },
};

/** States that only the network in memory can be brought into. */
export const LOOPBACK_WAYS: Readonly<Record<string, Way>> = {
  disconnected: (place) => afterwards(place, "cut", WebRTCPeerConnection.STATE_DISCONNECTED),
  failed: (place) => afterwards(place, "fail", WebRTCPeerConnection.STATE_FAILED),
};

export const CHANNEL_WAYS: Readonly<Record<string, Way>> = {
  connecting: async (place) => {
    const { pc } = place.side();
    return Promise.resolve({ pc, channel: channelOf(pc, "chat") });
  },
  "connecting, negotiation under way": applied,
  open: connected,
  closing: async (place) => {
    const { pc, channel } = await connected(place);
    for (let sent = 0; channel.get_buffered_amount() === 0 && sent < 2_000; sent += 1) {
      channel.put_packet(new Uint8Array(60_000));
    }
    channel.close();
    return { pc, channel };
  },
  "closed before it opened": async (place) => {
    const { pc, channel } = await applied(place);
    channel.close();
    return { pc, channel };
  },
  closed: async (place) => {
    const { pc, channel } = await connected(place);
    channel.close();
    await pump([listenTo("A", pc)], () => channel.get_ready_state() === channel.STATE_CLOSED, "the close");
    return { pc, channel };
  },
  "closed by the other side": async (place) => {
    const { pc, channel, theirs } = await connected(place);
    theirs.close();
    await pump([listenTo("A", pc)], () => channel.get_ready_state() === channel.STATE_CLOSED, "the close");
    return { pc, channel };
  },
  "closed with its connection": async (place) => {
    const { pc, channel } = await connected(place);
    pc.close();
    return { pc, channel };
  },
};
