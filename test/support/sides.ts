/**
 * Peers of any backend in one process: what each of them was told, the wire between them, and the loop that polls them.
 * Nothing here is Node's: the contract suite runs in browsers too.
 */
import type { WebRTCDataChannel, WebRTCPeerConnection } from "../../runtime/index.js";
import { DEADLINE_MS, until } from "./until.js";

export interface Description {
  readonly type: string;
  readonly sdp: string;
}

export interface Candidate {
  readonly media: string;
  readonly index: number;
  readonly name: string;
}

/** A connection and what its signals said, in order. */
export interface Side {
  readonly name: string;
  readonly pc: WebRTCPeerConnection;
  /** The signals by name, in order: a description is called by its type, a candidate "candidate", a channel "channel". */
  readonly signals: string[];
  readonly descriptions: Description[];
  readonly candidates: Candidate[];
  readonly received: WebRTCDataChannel[];
}

/** A side that listens to its own signals and does nothing else with them. */
export function listenTo(name: string, pc: WebRTCPeerConnection): Side {
  const made: Side = { name, pc, signals: [], descriptions: [], candidates: [], received: [] };
  made.pc.session_description_created.connect((type, sdp) => {
    made.signals.push(type);
    made.descriptions.push({ type, sdp });
  });
  made.pc.ice_candidate_created.connect((media, index, name_) => {
    made.signals.push("candidate");
    made.candidates.push({ media, index, name: name_ });
  });
  made.pc.data_channel_received.connect((channel) => {
    made.signals.push("channel");
    made.received.push(channel);
  });
  return made;
}

/** Passes descriptions and candidates on, both ways. Each side applies its own description first. */
export function wire(a: Pick<Side, "pc">, b: Pick<Side, "pc">): void {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    from.pc.session_description_created.connect(from.pc.set_local_description);
    from.pc.session_description_created.connect(to.pc.set_remote_description);
    from.pc.ice_candidate_created.connect(to.pc.add_ice_candidate);
  }
}

/** Polls the sides until the condition holds. */
export async function pump(
  sides: readonly Side[],
  condition: () => boolean,
  what: string,
  deadlineMs = DEADLINE_MS,
): Promise<void> {
  const asked = (): boolean => {
    for (const { pc } of sides) pc.poll();
    return condition();
  };
  await until(asked, what, deadlineMs);
}

export interface Pair {
  readonly a: Side;
  readonly b: Side;
  /** The channel "chat", as each side has it. */
  readonly ca: WebRTCDataChannel;
  readonly cb: WebRTCDataChannel;
}

/** Connects two sides with an open channel "chat": negotiated if the options say so, else announced by `a` to `b`. */
export async function openPair(
  a: Side,
  b: Side,
  options: WebRTCPeerConnection.CreateDataChannelOptions,
): Promise<Pair> {
  wire(a, b);
  const ca = channelOf(a.pc, "chat", options);
  const negotiated = options.negotiated === true ? channelOf(b.pc, "chat", options) : undefined;
  a.pc.create_offer();
  const cb = (): WebRTCDataChannel | undefined => negotiated ?? b.received[0];
  const isOpen = (channel?: WebRTCDataChannel): boolean => channel?.get_ready_state() === channel?.STATE_OPEN;
  const connected = ({ pc }: Side): boolean => pc.get_connection_state() === pc.STATE_CONNECTED;
  await pump(
    [a, b],
    () => isOpen(ca) && cb() !== undefined && isOpen(cb()) && connected(a) && connected(b),
    "an open pair",
  );
  const other = cb();
  if (other === undefined) throw new Error("The channel was not announced.");
  return { a, b, ca, cb: other };
}

/** A channel that is sure to be made. */
export function channelOf(
  connection: WebRTCPeerConnection,
  label: string,
  options: WebRTCPeerConnection.CreateDataChannelOptions = {},
): WebRTCDataChannel {
  const channel = connection.create_data_channel(label, options);
  if (channel === null) throw new Error(`Channel "${label}" was not created.`);
  return channel;
}

/** Everything the getters of a channel say. */
export function channelInfo(channel: WebRTCDataChannel): Record<string, unknown> {
  return {
    label: channel.get_label(),
    id: channel.get_id(),
    ordered: channel.is_ordered(),
    max_packet_life_time: channel.get_max_packet_life_time(),
    max_retransmits: channel.get_max_retransmits(),
    protocol: channel.get_protocol(),
    negotiated: channel.is_negotiated(),
    ready_state: channel.get_ready_state(),
    buffered_amount: channel.get_buffered_amount(),
    write_mode: channel.write_mode,
    available: channel.get_available_packet_count(),
    was_string_packet: channel.was_string_packet(),
  };
}
