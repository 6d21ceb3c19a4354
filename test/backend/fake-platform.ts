/** A browser that does what a test tells it to: for what a real one cannot be made to do. */
import type { SessionDescription, TransportState } from "../../runtime/backend/backend.js";
import type {
  PlatformChannel,
  PlatformConfiguration,
  PlatformConnection,
} from "../../runtime/backend/browser-platform.js";

type Listener = (event: never) => void;

class FakeTarget {
  readonly #listeners: (readonly [type: string, listener: Listener])[] = [];

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.push([type, listener]);
  }

  dispatch(type: string, event: object = {}): void {
    for (const [known, listener] of this.#listeners) if (known === type) listener({ type, ...event } as never);
  }
}

export class FakeChannel extends FakeTarget implements PlatformChannel {
  readonly protocol = "";
  readonly ordered = true;
  readonly maxPacketLifeTime = null;
  readonly maxRetransmits = null;
  readonly negotiated: boolean;
  readonly id: number | null;
  readonly sent: unknown[] = [];
  readyState: PlatformChannel["readyState"] = "connecting";
  bufferedAmount = 0;
  binaryType: "arraybuffer" | "blob" = "blob";

  constructor(
    readonly label: string,
    { negotiated = false, id = null }: { negotiated?: boolean; id?: number | null },
  ) {
    super();
    this.negotiated = negotiated;
    this.id = id;
  }

  send(data: unknown): void {
    this.sent.push(data);
  }

  close(): void {
    this.readyState = "closing";
  }

  opened(): void {
    this.readyState = "open";
    this.dispatch("open");
  }

  closed(): void {
    this.readyState = "closed";
    this.dispatch("close");
  }
}

export class FakeConnection extends FakeTarget implements PlatformConnection {
  connectionState: TransportState = "new";
  iceGatheringState: PlatformConnection["iceGatheringState"] = "new";
  sctp: { readonly maxMessageSize: number } | null = null;
  isClosed = false;
  readonly channels: FakeChannel[] = [];
  /** The asynchronous calls, in order. */
  readonly calls: string[] = [];
  /** What such a call waits for, and may be rejected by. */
  answer: (call: string) => Promise<void> = () => Promise.resolve();

  constructor(readonly configuration: PlatformConfiguration) {
    super();
  }

  createDataChannel(label: string, options: object): FakeChannel {
    const channel = new FakeChannel(label, options);
    this.channels.push(channel);
    return channel;
  }

  async createOffer(): Promise<{ sdp: string }> {
    await this.#call("createOffer");
    return { sdp: `offer ${this.calls.length}` };
  }

  async createAnswer(): Promise<{ sdp: string }> {
    await this.#call("createAnswer");
    return { sdp: `answer ${this.calls.length}` };
  }

  setLocalDescription({ type }: SessionDescription): Promise<void> {
    return this.#call(`setLocalDescription ${type}`);
  }

  setRemoteDescription({ type }: SessionDescription): Promise<void> {
    return this.#call(`setRemoteDescription ${type}`);
  }

  addIceCandidate({ candidate }: { readonly candidate: string }): Promise<void> {
    return this.#call(`addIceCandidate ${candidate}`);
  }

  close(): void {
    this.isClosed = true;
  }

  become(state: TransportState): void {
    this.connectionState = state;
    this.dispatch("connectionstatechange");
  }

  #call(name: string): Promise<void> {
    this.calls.push(name);
    return this.answer(name);
  }
}
