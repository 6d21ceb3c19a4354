import type { NodeContender } from "../peers/node-contenders.js";
import { percentile } from "../support/statistics.js";
import { startWorker, type Worker } from "../support/worker.js";

const SCRIPT = new URL("server.ts", import.meta.url);
const PER_SECOND = 20;
const SLOWEST_MS = 50;
/** The server answers a little longer than its clients ask, so that the last packets come back. */
const LONGER_MS = 1000;
const MORE_TRIES = 2;
/** So many clients connect at once. */
const BATCH = 50;

export interface Step {
  readonly clients: number;
  readonly p50: number;
  readonly p99: number;
  /** Packets that did not come back in time. */
  readonly missing: number;
  /** Shares of a core. */
  readonly serverJavaScript: number;
}

/**
 * One process with a server, one with all of its clients: more clients from step to step, until an answer in a hundred
 * takes longer than {@link SLOWEST_MS} ms, or the last step is done.
 */
export async function crowdServer(name: NodeContender, sizes: readonly number[], milliseconds: number) {
  const [server, clients] = [startWorker(SCRIPT, name), startWorker(SCRIPT, name)];
  server.onTold((what) => clients.tell(what));
  clients.onTold((what) => server.tell(what));
  const steps: Step[] = [];
  let last = 0;
  let open = 0;
  try {
    for (const size of sizes) {
      while (open < size) {
        const batch = Array.from({ length: Math.min(BATCH, size - open) }, () => (last += 1));
        open += await connect(server, clients, batch);
      }
      let step = await measure(server, clients, open, milliseconds);
      // Again, if it was too slow: something else may have run on the machine.
      for (let again = 0; again < MORE_TRIES && !(step.p99 <= SLOWEST_MS); again += 1) {
        step = await measure(server, clients, open, milliseconds);
      }
      steps.push(step);
      if (!(step.p99 <= SLOWEST_MS)) break;
    }
  } finally {
    await server.stop();
    await clients.stop();
  }
  const carried = steps.filter(({ p99 }) => p99 <= SLOWEST_MS).at(-1);
  return { name, carried: carried?.clients ?? 0, steps };
}

async function measure(server: Worker, clients: Worker, open: number, milliseconds: number): Promise<Step> {
  const [serverJavaScript, { times, sent }] = (await Promise.all([
    server.call("answer", milliseconds + LONGER_MS),
    clients.call("ask", PER_SECOND, milliseconds),
  ])) as [number, { readonly times: readonly number[]; readonly sent: number }];
  const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
  return { clients: open, p50, p99, missing: sent - times.length, serverJavaScript };
}

/** @returns how many of these clients are connected now */
async function connect(server: Worker, clients: Worker, batch: readonly number[]): Promise<number> {
  await server.call("make", batch, "answer");
  await clients.call("make", batch, "offer");
  const opened = (await Promise.all([server.call("open", batch), clients.call("open", batch)])) as number[][];
  const both = batch.filter((client) => opened.every((open) => open.includes(client)));
  const failed = batch.filter((client) => !both.includes(client));
  await server.call("forget", failed);
  await clients.call("forget", failed);
  return both.length;
}
