/**
 * Which emitters are connected to an object, without keeping them alive: an emitter that nobody else holds is collected,
 * and its connections with it.
 */
export class Incoming<Emitter extends object> {
  readonly #entries = new Map<number, { readonly emitter: WeakRef<Emitter>; count: number }>();
  #sweepAt = 16;

  /** Notes one more connection from an emitter. */
  add(id: number, emitter: Emitter): void {
    const entry = this.#entries.get(id);
    if (entry !== undefined) {
      entry.count += 1;
      return;
    }
    if (this.#entries.size >= this.#sweepAt) this.#sweep();
    this.#entries.set(id, { emitter: new WeakRef(emitter), count: 1 });
  }

  /** Notes that a connection from an emitter is gone. */
  remove(id: number): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    entry.count -= 1;
    if (entry.count === 0) this.#entries.delete(id);
  }

  *emitters(): Generator<Emitter> {
    for (const { emitter } of this.#entries.values()) {
      const alive = emitter.deref();
      if (alive !== undefined) yield alive;
    }
  }

  /** Drops the entries of collected emitters, so seldom that adding stays cheap. */
  #sweep(): void {
    for (const [id, { emitter }] of this.#entries) if (emitter.deref() === undefined) this.#entries.delete(id);
    this.#sweepAt = Math.max(16, this.#entries.size * 2);
  }
}
