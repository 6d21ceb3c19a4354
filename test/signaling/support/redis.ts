/** A Redis of the test's own, in memory, on 127.0.0.1. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { Redis } from "ioredis";
import { DEADLINE_MS } from "../../support/until.js";

const HOW_TO_GET_IT = "install redis-server (Debian and Ubuntu: apt-get install redis-server)";

/** Whether there is a redis-server to start. In CI there has to be: there the tests fail without. */
export function hasRedis(): boolean {
  if (spawnSync("redis-server", ["--version"]).status === 0) return true;
  if (process.env["CI"] === "true") throw new Error(`The tests over Redis cannot run: ${HOW_TO_GET_IT}.`);
  console.warn(`The tests over Redis are skipped: ${HOW_TO_GET_IT}.`);
  return false;
}

export class RedisServer {
  readonly #port: number;
  #child: ChildProcess;

  private constructor(port: number, child: ChildProcess) {
    this.#port = port;
    this.#child = child;
  }

  static async start(): Promise<RedisServer> {
    const port = await freePort();
    const server = new RedisServer(port, launch(port));
    await server.#answers();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.#port}`;
  }

  /** Ends it; what was in it is lost. */
  async stop(): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }

  /** Starts it again, empty. */
  async startAgain(): Promise<void> {
    this.#child = launch(this.#port);
    await this.#answers();
  }

  /** Stops its clock until {@link thaw}. */
  freeze(): void {
    this.#child.kill("SIGSTOP");
  }

  thaw(): void {
    this.#child.kill("SIGCONT");
  }

  /** What is in it. */
  async keys(): Promise<string[]> {
    const client = new Redis(this.url);
    try {
      return (await client.keys("*")).sort();
    } finally {
      client.disconnect();
    }
  }

  async #answers(): Promise<void> {
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      const client = new Redis(this.url, { lazyConnect: true, retryStrategy: () => null });
      client.on("error", () => undefined);
      try {
        await client.connect();
        await client.ping();
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, 20));
      } finally {
        client.disconnect();
      }
    }
  }
}

function launch(port: number): ChildProcess {
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  return spawn("redis-server", options, { stdio: "ignore" });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (typeof address !== "object" || address === null) throw new Error("No free port was found.");
  return address.port;
}
