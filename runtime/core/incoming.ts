/**
 * Which emitters are, or were, connected to an object, without keeping them alive: an emitter that nobody else holds is
 * collected, and its connections with it.
 */
export class Incoming<Emitter extends object> {
  readonly #emitters = new Set<WeakRef<Emitter>>();
  #sweepAt = 16;

  /** @param emitter - The same reference each time. */
  add(emitter: WeakRef<Emitter>): void {
    if (this.#emitters.size >= this.#sweepAt) this.#sweep();
    this.#emitters.add(emitter);
  }

  *emitters(): Generator<Emitter> {
    for (const emitter of this.#emitters) {
      const alive = emitter.deref();
      if (alive !== undefined) yield alive;
    }
  }

  /** Drops collected emitters, so seldom that adding stays cheap. */
  #sweep(): void {
    for (const emitter of this.#emitters) if (emitter.deref() === undefined) this.#emitters.delete(emitter);
    this.#sweepAt = Math.max(16, this.#emitters.size * 2);
  }
}
