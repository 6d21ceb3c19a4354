/** Anything with Godot's `poll()`. */
export interface Pollable {
  poll(): unknown;
}

export interface AutoPollOptions {
  /** How often to poll, in times per second; above 0 and at most 1000. Default: 60, Godot's own rate. */
  readonly hz?: number;
}

/**
 * Polls an object regularly, for programs without a frame loop. Not part of Godot's API.
 *
 * @param object - A connection, or anything else that wants to be polled. Held until the polling is stopped.
 * @returns Stops the polling. The timer alone does not keep a Node process alive.
 * @throws RangeError if `hz` is out of range.
 */
export function auto_poll(object: Pollable, { hz = 60 }: AutoPollOptions = {}): () => void {
  if (!(hz > 0 && hz <= 1000)) throw new RangeError(`auto_poll: hz must be above 0 and at most 1000, got ${hz}`);
  const timer: unknown = setInterval(() => void object.poll(), 1000 / hz);
  // Node's timers are objects, those of browsers are numbers.
  if (typeof timer === "object" && timer !== null && "unref" in timer && typeof timer.unref === "function") {
    Reflect.apply(timer.unref, timer, []);
  }
  return () => clearInterval(timer as Parameters<typeof clearInterval>[0]);
}
