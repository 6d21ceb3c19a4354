/** A web page that knows nothing of Godot: the W3C's interface, and nothing else. */
import { make, type Payload, type Received, received } from "../payloads.js";
import type { ChannelPlan, ChannelReport, PagePeer, PeerPage, Signal } from "./peer.js";

const page = globalThis as unknown as PeerPage;

class PlainPeer implements PagePeer {
  readonly #connection = new RTCPeerConnection();
  readonly #channels = new Map<string, RTCDataChannel>();
  readonly #received = new Map<string, Received[]>();
  /** Signaling is applied in the order in which it comes. */
  #last: Promise<unknown> = Promise.resolve();

  constructor() {
    this.#connection.onicecandidate = ({ candidate }) => {
      if (candidate === null) return;
      const { candidate: text, sdpMid, sdpMLineIndex } = candidate;
      void page.tell({ kind: "candidate", candidate: text, sdpMid: sdpMid ?? "", sdpMLineIndex: sdpMLineIndex ?? 0 });
    };
    this.#connection.ondatachannel = ({ channel }) => this.#adopt(channel);
  }

  createChannel({ label, ...init }: ChannelPlan): void {
    this.#adopt(this.#connection.createDataChannel(label, init));
  }

  offer(): void {
    this.#last = this.#last.then(() => this.#describe());
  }

  hear(signal: Signal): void {
    this.#last = this.#last.then(() => this.#apply(signal));
  }

  send(label: string, payload: Payload): boolean {
    const message = make(payload);
    try {
      const channel = this.#channel(label);
      if (typeof message === "string") channel.send(message);
      else channel.send(message);
      return true;
    } catch {
      return false;
    }
  }

  channels(): ChannelReport[] {
    return [...this.#channels.values()].map((channel) => ({
      label: channel.label,
      protocol: channel.protocol,
      ordered: channel.ordered,
      maxRetransmits: channel.maxRetransmits,
      maxPacketLifeTime: channel.maxPacketLifeTime,
      negotiated: channel.negotiated,
      id: channel.id,
      isOpen: channel.readyState === "open",
      isClosed: channel.readyState === "closed",
    }));
  }

  received(label: string): Received[] {
    return this.#received.get(label) ?? [];
  }

  connectionState(): string {
    return this.#connection.connectionState;
  }

  closeChannel(label: string): void {
    this.#channel(label).close();
  }

  close(): void {
    this.#connection.close();
  }

  #adopt(channel: RTCDataChannel): void {
    const messages: Received[] = [];
    channel.binaryType = "arraybuffer";
    channel.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      messages.push(received(typeof data === "string" ? data : new Uint8Array(data)));
    };
    this.#channels.set(channel.label, channel);
    this.#received.set(channel.label, messages);
  }

  #channel(label: string): RTCDataChannel {
    const channel = this.#channels.get(label);
    if (channel === undefined) throw new Error(`There is no channel "${label}".`);
    return channel;
  }

  async #describe(): Promise<void> {
    await this.#connection.setLocalDescription();
    const { type = "offer", sdp = "" } = this.#connection.localDescription ?? {};
    await page.tell({ kind: "description", type, sdp });
  }

  async #apply(signal: Signal): Promise<void> {
    if (signal.kind === "candidate") {
      await this.#connection.addIceCandidate(signal);
      return;
    }
    await this.#connection.setRemoteDescription({ type: signal.type as RTCSdpType, sdp: signal.sdp });
    if (signal.type === "offer") await this.#describe();
  }
}

page.peer = new PlainPeer();
