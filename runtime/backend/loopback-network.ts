import { type Clock, realClock } from "./loopback-clock.js";
import type { LoopbackConnection } from "./loopback.js";

/** One attempt to carry one message. */
export interface Transmission {
  readonly label: string;
  /** Counts the messages of one channel in one direction, from 0. */
  readonly sequence: number;
  /** 0 for the first attempt, then 1 for each time it is sent again. */
  readonly attempt: number;
}

export interface LoopbackOptions {
  /** Default: real time. */
  readonly clock?: Clock;
  /** Milliseconds that everything takes from one side to the other. Default: 0. */
  readonly delay?: number;
}

/**
 * A network that lies inside one program: connections find each other by their descriptions, and nothing leaves the
 * process. Faults happen when they are ordered, and only then.
 */
export class LoopbackNetwork {
  readonly clock: Clock;
  /** Milliseconds that everything takes from one side to the other; may be changed at any time. */
  delay: number;
  /** Says which transmissions are lost. A lost one is sent again as often as its channel allows. */
  loses: (transmission: Transmission) => boolean = () => false;

  readonly #byFragment = new Map<string, WeakRef<LoopbackConnection>>();
  readonly #links: LoopbackLink[] = [];
  #created = 0;

  constructor({ clock = realClock, delay = 0 }: LoopbackOptions = {}) {
    this.clock = clock;
    this.delay = delay;
  }

  /** The pairs that are or were connected, in the order in which they connected. */
  get links(): readonly LoopbackLink[] {
    return this.#links;
  }

  /** Each connection has a number, from 1, which makes its descriptions and its candidate. */
  enroll(connection: LoopbackConnection): number {
    this.#created += 1;
    this.#byFragment.set(fragmentOf(this.#created), new WeakRef(connection));
    return this.#created;
  }

  find(fragment: string): LoopbackConnection | undefined {
    return this.#byFragment.get(fragment)?.deref();
  }

  /** Forgets a connection that was closed. */
  leave(number: number): void {
    this.#byFragment.delete(fragmentOf(number));
  }

  link(a: LoopbackConnection, b: LoopbackConnection): void {
    this.#links.push(new LoopbackLink(a, b));
  }
}

/** Two connections that found each other, and what a test can do to them. */
export class LoopbackLink {
  readonly #ends: readonly LoopbackConnection[];

  constructor(a: LoopbackConnection, b: LoopbackConnection) {
    this.#ends = [a, b];
  }

  /** Nothing gets through any more; both sides notice and are `disconnected`. */
  cut(): void {
    for (const end of this.#ends) end.cut();
  }

  /** Undoes {@link cut}; what was sent meanwhile on reliable channels arrives. */
  restore(): void {
    for (const end of this.#ends) end.restore();
  }

  /** Both sides give the connection up: `failed`. */
  fail(): void {
    for (const end of this.#ends) end.fail();
  }

  /** One side dies without a word; the other one notices: `failed`. @param end 0 or 1: which side dies */
  kill(end: 0 | 1): void {
    this.#ends[end]?.die();
    this.#ends[1 - end]?.fail();
  }
}

export function fragmentOf(number: number): string {
  return `loop${number}`;
}
