/**
 * A peer as webrtc-native drives libdatachannel for Godot: no automatic negotiation, the local description applied by the
 * call that creates it, candidates refused before the remote description.
 */
import native from "node-datachannel";
import type { DataChannel, DataChannelInitConfig, DescriptionType } from "node-datachannel";

export class GodotNativePeer {
  readonly received: string[] = [];
  readonly refused: string[] = [];
  channel: DataChannel | undefined;
  /** All channels, in the order in which they were created. */
  readonly channels: DataChannel[] = [];
  /** Binary messages, with the label of their channel. */
  readonly packets: { readonly label: string; readonly bytes: readonly number[] }[] = [];
  readonly #held: { mid: string; text: string }[] = [];
  #described = false;
  readonly #connection = new native.PeerConnection("", {
    iceServers: [],
    bindAddress: "127.0.0.1",
    disableAutoNegotiation: true,
  });

  constructor(
    session: (type: string, sdp: string) => void,
    candidate: (mid: string, index: number, text: string) => void,
  ) {
    this.#connection.onStateChange(() => undefined);
    this.#connection.onLocalDescription((sdp, type) => {
      session(type, sdp);
      this.#described = true;
      for (const { mid, text } of this.#held.splice(0)) this.#add(mid, text);
    });
    this.#connection.onLocalCandidate((text, mid) => candidate(mid, 0, text));
    this.#connection.onDataChannel((channel) => this.#listen(channel));
  }

  get state(): string {
    return this.#connection.state();
  }

  createChannel(label: string, options: DataChannelInitConfig): void {
    this.#listen(this.#connection.createDataChannel(label, options));
  }

  offer(): void {
    this.#connection.setLocalDescription("offer");
  }

  setRemote(type: string, sdp: string): void {
    const known: DescriptionType = type === "offer" ? "offer" : "answer";
    this.#connection.setRemoteDescription(sdp, known);
    if (known === "offer") this.#connection.setLocalDescription("answer");
  }

  /**
   * The bare library begins its checks with the first candidate. If it has one before its answer is applied at the other
   * side, the handshake may overtake the answer, and libdatachannel there gives up on a certificate it does not know yet.
   */
  addCandidate(mid: string, text: string): void {
    if (this.#described) this.#add(mid, text);
    else this.#held.push({ mid, text });
  }

  #add(mid: string, text: string): void {
    try {
      this.#connection.addRemoteCandidate(text, mid);
    } catch (error) {
      this.refused.push(String(error));
    }
  }

  close(): void {
    this.#connection.close();
  }

  #listen(channel: DataChannel): void {
    this.channel = channel;
    this.channels.push(channel);
    const label = channel.getLabel();
    channel.onMessage((message) => {
      if (typeof message === "string") this.received.push(message);
      else this.packets.push({ label, bytes: [...new Uint8Array(message)] });
    });
    channel.onClosed(() => this.received.push("(closed)"));
  }
}
