/** What is used of an ioredis client; any other that has the same will do. */
export interface RedisLike {
  call(command: string, ...args: (string | number)[]): Promise<unknown>;
  /** Another connection to the same server: reading the feed blocks the one it uses. */
  duplicate(override?: Record<string, unknown>): RedisLike;
  connect(): Promise<unknown>;
  disconnect(): void;
  on(event: string, listener: (...args: never[]) => void): unknown;
  /** `ready` while commands can be sent. */
  readonly status: string;
}

interface RedisModule {
  readonly Redis: new (url: string, options: typeof OPTIONS) => RedisLike;
}

/**
 * Nothing waits in a queue for a server that is away, and nothing is sent again that may have been done: a client whose
 * message met a lost connection is closed, and comes back with what it may have lost.
 */
const OPTIONS = {
  lazyConnect: true,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 5000,
  commandTimeout: 3000,
  retryStrategy: (attempt: number): number => Math.min(attempt * 100, 2000),
};

/** What is different for a connection that waits for something to happen. */
export const READER_OPTIONS = { commandTimeout: undefined };

/**
 * A client for a Redis URL. ioredis is loaded now, and not before: who has one process needs none.
 *
 * @throws Error if ioredis is not installed; it says how to install it.
 */
export async function createRedisClient(url: string): Promise<RedisLike> {
  let module: RedisModule;
  try {
    module = await import("ioredis");
  } catch (error) {
    throw new Error("Redis as the store of a signaling server needs ioredis: run `npm install ioredis`.", {
      cause: error,
    });
  }
  return new module.Redis(url, OPTIONS);
}

/** Connects a client that has not been told to. Others connect by themselves. */
export async function connected(client: RedisLike): Promise<void> {
  if (client.status === "wait") await client.connect();
}

/** A URL as it may be shown: passwords are nobody's business. */
export function withoutPassword(url: string): string {
  return url.replace(/\/\/[^/]*@/, "//…@");
}
