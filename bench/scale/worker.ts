import { setTimeout as pause } from "node:timers/promises";
import type { ChannelPlan, Connection } from "../peers/contender.js";
import { NODE_CONTENDERS, type NodeContender } from "../peers/node-contenders.js";
import type { Pair } from "../peers/open-pair.js";
import { figuresOfThisProcess, javaScriptMilliseconds } from "../support/process-figures.js";
import { serve } from "../support/worker.js";
import { closePair, openCrowd, pollAt } from "./crowd.js";

// Many connections of one contender in one process, both ends of each.

/** Closed connections let go of what they had within that time. */
const SETTLE_MS = 1500;

const WARM_UP_PAIRS = 64;
/** Godot's own rate. */
const POLLS_PER_SECOND = 60;

const PLANS: readonly ChannelPlan[] = [
  { id: 1, reliable: true },
  { id: 2, reliable: true },
  { id: 3, reliable: false },
];

const contender = await NODE_CONTENDERS[process.argv[2] as NodeContender]();
const pairs: Pair[] = [];

serve({
  /** Opens pairs with three channels each, after some that load and compile what all need. */
  async open(count: number) {
    await openCrowd(contender, PLANS, WARM_UP_PAIRS, closePair);
    await settle();
    const before = figuresOfThisProcess();
    const start = performance.now();
    const failures = await openCrowd(contender, PLANS, count, (pair) => {
      pairs.push(pair);
      for (const channel of [...pair.a.channels, ...pair.b.channels]) channel.listen(() => undefined);
    });
    const milliseconds = performance.now() - start;
    await settle();
    const after = figuresOfThisProcess();
    return {
      milliseconds,
      failures,
      kilobytesPerConnection: ((after.megabytes - before.megabytes) * 1024) / (2 * count),
      threads: after.threads,
      files: after.files,
    };
  },

  /** @returns the shares of one core that the open connections take while nothing happens: in all, and in JavaScript */
  async idle(how: "unpolled" | "poll" | "pollOnly", milliseconds: number) {
    const connections = pairs.flatMap(({ a, b }): Connection[] => [a, b]);
    const stop = how === "unpolled" ? () => undefined : pollAt(POLLS_PER_SECOND, connections, how);
    await pause(1000);
    const [cpu, thread, start] = [process.cpuUsage(), javaScriptMilliseconds(), performance.now()];
    await pause(milliseconds);
    const { user, system } = process.cpuUsage(cpu);
    const elapsed = performance.now() - start;
    stop();
    return { inAll: (user + system) / 1000 / elapsed, javaScript: (javaScriptMilliseconds() - thread) / elapsed };
  },

  /** Opens and closes pairs. @returns the memory at each tenth of the way, in MB */
  async churn(count: number) {
    const megabytes: number[] = [];
    for (let tenth = 0; tenth < 10; tenth += 1) {
      await openCrowd(contender, PLANS, count / 10, closePair);
      await settle();
      megabytes.push(figuresOfThisProcess().megabytes);
    }
    return megabytes;
  },
});

async function settle(): Promise<void> {
  await pause(SETTLE_MS);
  globalThis.gc?.();
  await pause(SETTLE_MS / 5);
  globalThis.gc?.();
}
