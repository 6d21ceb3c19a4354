/** The process that is measured: argument "ours" or "bare". Tells its port, and how it is doing when it is asked. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type * as Signaling from "../../runtime/signaling/server/index.js";
import { startBareRelay } from "./bare-relay.js";

export interface Report {
  readonly port?: number;
  readonly rss: number;
  readonly heap: number;
  /** Processor time of this process so far, in microseconds. */
  readonly cpu: number;
}

/** All sockets of the bench come from one address. */
const FROM_ONE_ADDRESS = { maxSocketsPerAddress: 100_000, connectionsPerSecond: 100_000, messagesPerSecond: 100_000 };

async function start(): Promise<number> {
  if (process.argv[2] === "bare") return startBareRelay();
  // As it is built.
  const built = pathToFileURL(resolve("dist/runtime/signaling/server/index.js")).href;
  const { SignalingServer } = (await import(built)) as typeof Signaling;
  const server = new SignalingServer({ ...FROM_ONE_ADDRESS, bytesPerSecond: 2 ** 30, maxPeers: 20_000 });
  return (await server.listen({ port: 0 })).port;
}

/** @param tidy - Whether to collect garbage first, which takes time. */
function report(tidy: boolean, port?: number): void {
  // Twice: what the first collection frees may hold more.
  if (tidy) for (let time = 0; time < 2; time += 1) globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const told: Report = { rss, heap: heapUsed, cpu: user + system, ...(port === undefined ? {} : { port }) };
  process.send?.(told);
}

process.on("message", (what) => report(what === "tidy"));
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
report(false, await start());
