import type { Candidate, Channel, ChannelPlan, Connection, Contender, Description, Packet } from "./contender.js";

/** What is used of the W3C's RTCPeerConnection. */
export interface RtcConnection {
  createDataChannel(label: string, options: object): RtcChannel;
  createOffer(): Promise<Description>;
  createAnswer(): Promise<Description>;
  setLocalDescription(description: Description): Promise<unknown>;
  setRemoteDescription(description: Description): Promise<unknown>;
  addIceCandidate(candidate: object): Promise<unknown>;
  onicecandidate: ((event: { readonly candidate?: IceCandidate | null | undefined }) => void) | null | undefined;
  close(): unknown;
}

interface IceCandidate {
  readonly candidate?: string | null | undefined;
  readonly sdpMid?: string | null | undefined;
  readonly sdpMLineIndex?: number | null | undefined;
}

interface RtcChannel {
  readonly readyState: string;
  readonly bufferedAmount: number;
  binaryType?: string;
  send(data: Packet): void;
  onmessage: ((event: { readonly data: Packet }) => void) | null | undefined;
}

/** What has the shape that the W3C gave it: browsers, and the packages that imitate them. */
export interface Dialect {
  create(): RtcConnection;
  /** Which candidates are passed on; all, if it is left out. */
  readonly passes?: (candidate: Candidate) => boolean;
  /** In what form `send` wants its data; as it comes, if it is left out. */
  readonly wrap?: (packet: Packet) => Packet;
}

export function w3c({ create, passes = () => true, wrap }: Dialect): Contender {
  return {
    connect(plans, role, tell): Connection {
      const pc = create();
      const channels = plans.map((plan) => pc.createDataChannel("bench", optionsOf(plan)));
      for (const channel of channels) channel.binaryType = "arraybuffer";
      pc.onicecandidate = ({ candidate }) => {
        if (candidate?.candidate === undefined || candidate.candidate === null || candidate.candidate === "") return;
        const found = {
          candidate: candidate.candidate,
          mid: candidate.sdpMid ?? "0",
          index: candidate.sdpMLineIndex ?? 0,
        };
        if (passes(found)) tell({ candidate: found });
      };
      const describe = async (create: () => Promise<Description>): Promise<void> => {
        const description = await create();
        // As a browser's own example does it: told first, so that no candidate comes before it.
        tell({ description: { type: description.type, sdp: description.sdp } });
        await pc.setLocalDescription(description);
      };
      const signals = new Queue();
      // Some tell candidates before the description; none takes them before it.
      let early: Candidate[] | undefined = [];
      const add = ({ candidate, mid, index }: Candidate): Promise<unknown> =>
        pc.addIceCandidate({ candidate, sdpMid: mid, sdpMLineIndex: index });
      return {
        channels: channels.map((channel) => new End(channel, wrap)),
        start() {
          if (role === "offer") signals.run(() => describe(() => pc.createOffer()));
        },
        signal(signal) {
          signals.run(async () => {
            if ("candidate" in signal) {
              if (early === undefined) await add(signal.candidate);
              else early.push(signal.candidate);
              return;
            }
            await pc.setRemoteDescription(signal.description);
            for (const candidate of early?.splice(0) ?? []) await add(candidate);
            early = undefined;
            if (role === "answer") await describe(() => pc.createAnswer());
          });
        },
        isOpen: () => channels.every(({ readyState }) => readyState === "open"),
        close: () => void pc.close(),
      };
    },
  };
}

/** One after the other: what arrives while a description is being applied waits for it. */
class Queue {
  #last: Promise<void> = Promise.resolve();

  run(step: () => Promise<void>): void {
    this.#last = this.#last.then(step);
  }
}

function optionsOf({ id, reliable }: ChannelPlan): object {
  return { negotiated: true, id, ...(reliable ? {} : { ordered: false, maxRetransmits: 0 }) };
}

class End implements Channel {
  readonly #channel: RtcChannel;
  readonly #wrap: ((packet: Packet) => Packet) | undefined;

  constructor(channel: RtcChannel, wrap: ((packet: Packet) => Packet) | undefined) {
    this.#channel = channel;
    this.#wrap = wrap;
  }

  send(packet: Packet): void {
    this.#channel.send(this.#wrap === undefined ? packet : this.#wrap(packet));
  }

  buffered(): number {
    return this.#channel.bufferedAmount;
  }

  listen(take: (packet: Packet) => void): void {
    this.#channel.onmessage = ({ data }) => take(data);
  }
}
