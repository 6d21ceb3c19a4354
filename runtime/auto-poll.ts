import { describeValue } from "./core/describe-value.js";
import { onWake } from "./core/wake.js";

/** Anything with Godot's `poll()`. */
export interface Pollable {
  poll(): unknown;
}

export interface AutoPollOptions {
  /** How often to poll, in times per second; above 0 and at most 1000. Default: 60, Godot's own rate. */
  readonly hz?: number;
  /**
   * Polls also as soon as something has happened to a connection, a channel or a signaling client, whichever it is: for
   * servers and relays that answer at once and not at the next frame. What no event tells goes by `hz`: that a channel has
   * opened on Node, the deadlines of a multiplayer peer, and extensions that are not this package's. Default: false.
   */
  readonly atOnce?: boolean;
}

/** Those that are polled at once. */
const restless = new Set<Pollable>();
let isDue = false;
let polls = 0;
/** When the last one ended, as `performance.now()` counts. */
let lastPoll = -Infinity;

/** What comes so long after a poll is no flood: less than a round trip within one machine takes, in milliseconds. */
const ALONE_MS = 0.03;
/** So many polls in a row at the most before the event loop has its turn. */
const LONGEST_ROW = 100;

/**
 * Polls an object regularly, for programs without a frame loop. Not part of Godot's API.
 *
 * @param object - A connection, or anything else that wants to be polled. Held until the polling is stopped.
 * @returns Stops the polling. The timer alone does not keep a Node process alive.
 * @throws TypeError if the object cannot be polled, RangeError if `hz` is out of range.
 */
export function auto_poll(object: Pollable, { hz = 60, atOnce = false }: AutoPollOptions = {}): () => void {
  // Callers without types may pass anything, and would hear of it from a timer only.
  if (typeof (object as Partial<Pollable> | null | undefined)?.poll !== "function") {
    throw new TypeError(`auto_poll: expected an object with poll(), got ${describeValue(object)}`);
  }
  if (!(hz > 0 && hz <= 1000)) throw new RangeError(`auto_poll: hz must be above 0 and at most 1000, got ${hz}`);
  // An object of its own: the same one may be polled twice, and be stopped once.
  const polled: Pollable = { poll: () => object.poll() };
  const timer: unknown = setInterval(polled.poll, 1000 / hz);
  // Node's timers are objects, those of browsers are numbers.
  if (typeof timer === "object" && timer !== null && "unref" in timer && typeof timer.unref === "function") {
    Reflect.apply(timer.unref, timer, []);
  }
  if (atOnce) {
    restless.add(polled);
    onWake(becomeDue);
  }
  return () => {
    clearInterval(timer as Parameters<typeof clearInterval>[0]);
    restless.delete(polled);
    if (restless.size === 0) onWake(undefined);
  };
}

/**
 * What happens for itself is looked at right after its event. What follows a poll at once waits for the end of the turn of
 * the event loop, with all else that comes until then: a flood is not worth a poll for each packet.
 */
function becomeDue(): void {
  if (isDue) return;
  isDue = true;
  polls += 1;
  // Not always, as two ends in memory could keep each other at it, and the event loop would stand still.
  const isAlone = performance.now() - lastPoll > ALONE_MS && polls % LONGEST_ROW !== 0;
  if (isAlone) queueMicrotask(pollAll);
  else if (typeof setImmediate === "function") setImmediate(pollAll);
  else nextTask().postMessage(undefined);
}

function pollAll(): void {
  isDue = false;
  for (const { poll } of restless) poll();
  lastPoll = performance.now();
}

let port: { postMessage(message: undefined): void } | undefined;

/** What browsers have in place of `setImmediate`. */
function nextTask(): { postMessage(message: undefined): void } {
  if (port === undefined) {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", pollAll);
    port1.start();
    port = port2;
  }
  return port;
}
