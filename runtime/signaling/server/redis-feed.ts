import type { RedisLike } from "./redis-client.js";

/** What a process is told of one of its seats. */
export interface FeedEntry {
  readonly ticket: string;
  /** A message's type, or "dismiss". */
  readonly kind: string;
  /** A message's id, or why a seat is dismissed. */
  readonly id: string;
  readonly data: string;
}

/** How long one read waits for something to happen, in milliseconds; it starts again afterwards. */
const BLOCK = 5000;
const BATCH = 500;
/** After an error, before the next read, in milliseconds. */
const PAUSE = 200;

/**
 * Reads the stream of one process, from its beginning. A stream keeps what was not read: a connection that is lost for a
 * while loses nothing.
 */
export class RedisFeed {
  readonly #redis: RedisLike;
  readonly #key: string;
  readonly #take: (entry: FeedEntry) => void;
  readonly #onError: (error: unknown) => void;
  #last = "0-0";
  #isOver = false;

  /** @param redis - A connection for this feed alone. */
  constructor(redis: RedisLike, key: string, take: (entry: FeedEntry) => void, onError: (error: unknown) => void) {
    this.#redis = redis;
    this.#key = key;
    this.#take = take;
    this.#onError = onError;
  }

  /** The last entry that was read. */
  get last(): string {
    return this.#last;
  }

  /** Reads until {@link stop}. */
  async run(): Promise<void> {
    do this.#read(await this.#next());
    while (!this.#isOver);
  }

  stop(): void {
    this.#isOver = true;
  }

  /** What comes next; nothing if nothing does for a while. */
  async #next(): Promise<unknown> {
    const options = ["COUNT", BATCH, "BLOCK", BLOCK, "STREAMS"];
    try {
      return await this.#redis.call("XREAD", ...options, this.#key, this.#last);
    } catch (error) {
      if (this.#isOver) return null;
      this.#onError(error);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      return null;
    }
  }

  #read(answer: unknown): void {
    if (this.#isOver) return;
    for (const [entry, [, ticket = "", , kind = "", , id = "", , data = ""]] of entriesOf(answer)) {
      this.#last = entry;
      this.#take({ ticket, kind, id, data });
    }
  }
}

/** An entry of a stream: its id, and `t`, ticket, `k`, kind, `i`, id, `d`, data. */
type StreamEntry = readonly [string, readonly string[]];

/** What XREAD answers of one stream: `[[key, entries]]` in RESP2, `[key, entries]` in RESP3, `null` if nothing happened. */
function entriesOf(answer: unknown): readonly StreamEntry[] {
  if (!Array.isArray(answer)) return [];
  const [first, second] = answer as readonly unknown[];
  return (Array.isArray(first) ? first[1] : second) as readonly StreamEntry[];
}
