/** What a packet takes beyond its bytes, about. Without it, empty packets would take memory and never fill the queue. */
const PACKET_OVERHEAD = 64;

/** Packets that were received and not yet taken, oldest first. Taking one costs the same however many there are. */
export class PacketQueue {
  #packets: (Uint8Array | undefined)[] = [];
  /** Those of them that were sent as text, which few are. */
  readonly #texts = new Set<Uint8Array>();
  #head = 0;
  /** Kept here and not asked from the array: a game asks each channel at each frame, mostly for nothing. */
  #length = 0;
  #bytes = 0;
  /** Whether the packet that was taken last had been sent as text. */
  lastWasText = false;

  constructor(readonly maxBytes: number) {}

  get length(): number {
    return this.#length;
  }

  /** @returns false if the packet does not fit; it is not kept then. An empty queue takes a packet of any size. */
  push(packet: Uint8Array, isText: boolean): boolean {
    if (this.#length > 0 && this.#bytes + packet.length + PACKET_OVERHEAD > this.maxBytes) return false;
    this.#packets.push(packet);
    if (isText) this.#texts.add(packet);
    this.#length += 1;
    this.#bytes += packet.length + PACKET_OVERHEAD;
    return true;
  }

  take(): Uint8Array | undefined {
    const packet = this.#packets[this.#head];
    if (packet === undefined) return undefined;
    this.lastWasText = this.#texts.size > 0 && this.#texts.delete(packet);
    this.#packets[this.#head] = undefined;
    this.#head += 1;
    this.#length -= 1;
    this.#bytes -= packet.length + PACKET_OVERHEAD;
    this.#compact();
    return packet;
  }

  #compact(): void {
    if (this.#length === 0) {
      this.#packets.length = 0;
      this.#head = 0;
    } else if (this.#head >= 1024 && this.#head * 2 >= this.#packets.length) {
      this.#packets = this.#packets.slice(this.#head);
      this.#head = 0;
    }
  }
}
