import type { SignalingServerOptions } from "../../../runtime/signaling/server/index.js";
import { RedisServer } from "./redis.js";
import { type RoundRobin, startRoundRobin } from "./round-robin.js";
import { type ServerProcess, startServerProcess } from "./server-process.js";
import { SUITE_OPTIONS } from "./suite-options.js";

/** Several server processes on one Redis, with a load balancer before them. */
export class Cluster {
  readonly redis: RedisServer;
  readonly processes: readonly ServerProcess[];
  readonly #proxy: RoundRobin;

  private constructor(redis: RedisServer, processes: readonly ServerProcess[], proxy: RoundRobin) {
    this.redis = redis;
    this.processes = processes;
    this.#proxy = proxy;
  }

  static async start(size: number, options: SignalingServerOptions = {}): Promise<Cluster> {
    const redis = await RedisServer.start();
    const all = { ...SUITE_OPTIONS, ...options, redis: redis.url };
    const processes = await Promise.all(Array.from({ length: size }, () => startServerProcess(all)));
    return new Cluster(redis, processes, await startRoundRobin(processes.map(({ port }) => port)));
  }

  /** Of the load balancer: each connection goes to the next process. */
  get url(): string {
    return this.#proxy.url;
  }

  /** Ends all connections to the load balancer without a farewell. */
  readonly cut = (): void => this.#proxy.cut();

  /** Of one process. */
  urlOf(index: number): string {
    return `ws://127.0.0.1:${this.processes[index]?.port ?? 0}`;
  }

  async stop(): Promise<void> {
    await this.#proxy.close();
    await Promise.all(this.processes.map((process) => process.stop()));
    await this.redis.stop();
  }
}
