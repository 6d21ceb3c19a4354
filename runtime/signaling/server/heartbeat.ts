/** What wants to be reminded to look after its other side. */
export interface Beating {
  beat(): void;
}

/** So many shares a heartbeat is spread over: thousands of pings at once would hold up the messages of everybody. */
const SHARES = 50;

/** One timer for the heartbeats of all sockets. */
export class Heartbeat {
  readonly #shares = Array.from({ length: SHARES }, () => new Set<Beating>());
  readonly #timer: NodeJS.Timeout;
  #next = 0;
  #now = 0;

  /** @param interval - Between two beats of each, in milliseconds. */
  constructor(interval: number) {
    this.#timer = setInterval(() => this.#beat(), interval / SHARES).unref();
  }

  /** @returns Takes it out again. */
  add(beating: Beating): () => void {
    const share = this.#shares[this.#next];
    this.#next = (this.#next + 1) % SHARES;
    share?.add(beating);
    return () => void share?.delete(beating);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #beat(): void {
    for (const beating of this.#shares[this.#now] ?? []) beating.beat();
    this.#now = (this.#now + 1) % SHARES;
  }
}
