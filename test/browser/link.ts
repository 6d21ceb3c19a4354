/** A peer of this process and one in a page, and the signaling between them. */
import type { BrowserContext } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { GodotError, to_utf8_buffer, type WebRTCDataChannel } from "../../runtime/index.js";
import { channelOf, type Side, side } from "../support/peers.js";
import { DEADLINE_MS, eventually } from "../support/until.js";
import { openPeer, type RemotePeer } from "./page-peer.js";
import type { ChannelPlan, Signal } from "./page/peer.js";
import { make, type Payload, type Received, received } from "./payloads.js";
import type { Site } from "./serve.js";

export interface Plan {
  readonly offers: "node" | "page";
  /** Channels that each side makes before the offer; negotiated ones are made on both. */
  readonly node?: readonly ChannelPlan[];
  readonly page?: readonly ChannelPlan[];
}

/** Opens a page with a peer, and connects it with a new one of this process; all planned channels are open then. */
export async function link(context: BrowserContext, site: Site, plan: Plan): Promise<Link> {
  const node = side("Node");
  const candidates: [string, GodotError][] = [];
  // A page that answers must not begin its checks before its answer is applied here: on a busy machine libdatachannel may
  // meet the page's certificate in between, and refuse it.
  let held: Signal[] | undefined = plan.offers === "node" ? [] : undefined;
  const page = await openPeer(context, site, (signal) => {
    if (signal.kind === "description") {
      node.pc.set_remote_description(signal.type, signal.sdp);
      const release = held ?? [];
      held = undefined;
      release.forEach(tell);
    } else {
      const { candidate, sdpMid, sdpMLineIndex } = signal;
      candidates.push([candidate, node.pc.add_ice_candidate(sdpMid, sdpMLineIndex, candidate)]);
    }
  });
  onTestFinished(async () => {
    await page.page.close();
    expect(page.takeErrors(), "errors in the page").toEqual([]);
  });
  let told: Promise<unknown> = Promise.resolve();
  const tell = (signal: Signal): void => void (told = told.then(() => page.call("hear", signal)));
  const tellOrHold = (signal: Signal): void => {
    if (held === undefined) tell(signal);
    else held.push(signal);
  };
  node.pc.session_description_created.connect(node.pc.set_local_description);
  node.pc.session_description_created.connect((type, sdp) => tell({ kind: "description", type, sdp }));
  node.pc.ice_candidate_created.connect((sdpMid, sdpMLineIndex, candidate) =>
    tellOrHold({ kind: "candidate", candidate, sdpMid, sdpMLineIndex }),
  );

  const made = new Link(node, page, candidates);
  for (const { label, ...options } of plan.node ?? []) made.adopt(channelOf(node.pc, label, options));
  for (const channel of plan.page ?? []) await page.call("createChannel", channel);
  if (plan.offers === "node") expect(node.pc.create_offer()).toBe(GodotError.OK);
  else await page.call("offer");
  await made.opened([...(plan.node ?? []), ...(plan.page ?? [])].map(({ label }) => label));
  await told;
  return made;
}

export class Link {
  readonly #channels = new Map<string, WebRTCDataChannel>();
  readonly #received = new Map<string, Received[]>();

  /** @param candidates those that the page told of, and what add_ice_candidate() said to each */
  constructor(
    readonly node: Side,
    readonly page: RemotePeer,
    readonly candidates: readonly (readonly [candidate: string, code: GodotError])[],
  ) {}

  /** From now on its packets are taken. */
  adopt(channel: WebRTCDataChannel): void {
    this.#channels.set(channel.get_label(), channel);
  }

  /** The channel of that label at this end. */
  channel(label: string): WebRTCDataChannel {
    const channel = this.#channels.get(label);
    if (channel === undefined) throw new Error(`There is no channel "${label}".`);
    return channel;
  }

  /** What came over the channel of that label at this end so far. */
  received(label: string): readonly Received[] {
    return this.#received.get(label) ?? [];
  }

  /** Polls, and asks the page, until the condition holds. */
  async until(condition: () => boolean | Promise<boolean>, what: string, deadlineMs = DEADLINE_MS): Promise<void> {
    const asked = async (): Promise<boolean> => {
      this.#poll();
      return condition();
    };
    await eventually(asked, what, deadlineMs);
  }

  /** Waits for channels to be open on both sides. */
  async opened(labels: readonly string[]): Promise<void> {
    const openHere = (label: string): boolean => {
      const channel = this.#channels.get(label);
      return channel !== undefined && channel.get_ready_state() === channel.STATE_OPEN;
    };
    const openOnBoth = async (): Promise<boolean> => {
      if (!labels.every(openHere)) return false;
      const theirs = (await this.page.call("channels")).filter(({ isOpen }) => isOpen).map(({ label }) => label);
      return labels.every((label) => theirs.includes(label));
    };
    await this.until(openOnBoth, `channels ${labels.join(", ")} to open on both sides`);
  }

  #poll(): void {
    this.node.pc.poll();
    for (const channel of this.node.received) this.adopt(channel);
    for (const [label, channel] of this.#channels) {
      const taken = this.#received.get(label) ?? [];
      this.#received.set(label, taken);
      while (channel.get_available_packet_count() > 0) {
        const packet = received(channel.get_packet());
        taken.push({ ...packet, isText: channel.was_string_packet() });
      }
    }
  }
}

/** Sends a message from this end. */
export function sendHere(channel: WebRTCDataChannel, payload: Payload): GodotError {
  const message = make(payload);
  channel.write_mode = payload.isText ? channel.WRITE_MODE_TEXT : channel.WRITE_MODE_BINARY;
  return channel.put_packet(typeof message === "string" ? to_utf8_buffer(message) : message);
}
