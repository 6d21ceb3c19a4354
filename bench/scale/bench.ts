import { OURS, POLLED, RAW, versions } from "../peers/contenders.js";
import type { NodeContender } from "../peers/node-contenders.js";
import { printMachine, thisMachine } from "../support/machine.js";
import { readOptions } from "../support/options.js";
import { atMost, conclude } from "../support/outcome.js";
import { openFilesLimit } from "../support/process-figures.js";
import { type Summary, summarize } from "../support/statistics.js";
import { printTable } from "../support/table.js";
import { startWorker } from "../support/worker.js";
import { crowdServer } from "./crowded-server.js";

// Many connections: what they take, what polling them takes, how many a server carries, and what is left of closed ones.

const { isQuick } = readOptions("scale");
const TURNS = isQuick ? 1 : 2;
const IDLE_MS = isQuick ? 3000 : 6000;
const STEP_MS = isQuick ? 2000 : 3000;
const CLIENTS = isQuick ? [50, 100, 200] : [100, 200, 400, 600, 800, 1000, 1250, 1500, 2000];
const CHURN = isQuick ? 1000 : 10_000;
const WORKER = new URL("worker.ts", import.meta.url);

/** Each connection has a socket; a process needs some files beside. */
const fitting = Math.floor((openFilesLimit() - 100) / 2);
const wanted = isQuick ? 100 : 500;
const PAIRS = Math.min(wanted, fitting);

const machine = thisMachine();
console.log(printMachine(machine));
if (PAIRS < wanted) console.log(`Only ${PAIRS} pairs: this process may open ${openFilesLimit()} files (ulimit -n).`);

interface Opened {
  readonly milliseconds: number;
  readonly failures: number;
  readonly kilobytesPerConnection: number;
  readonly threads: number;
  readonly files: number;
}

interface Idle {
  readonly inAll: number;
  readonly javaScript: number;
}

const opened = new Map<NodeContender, Opened[]>([
  [OURS, []],
  [RAW, []],
]);
const idle = new Map<string, Idle>();
for (let turn = 0; turn < TURNS; turn += 1) {
  for (const [name, results] of opened) {
    const worker = startWorker(WORKER, name);
    try {
      results.push((await worker.call("open", PAIRS)) as Opened);
      const ways = name === OURS ? ["unpolled", "pollOnly", "poll"] : ["unpolled"];
      if (turn > 0) continue;
      for (const way of ways) idle.set(`${name} ${way}`, (await worker.call("idle", way, IDLE_MS)) as Idle);
    } finally {
      await worker.stop();
    }
  }
}
const figures = ["milliseconds", "failures", "kilobytesPerConnection", "threads", "files"] as const;
const rows = [...opened].map(([name, results]) => ({
  name,
  ...(Object.fromEntries(figures.map((figure) => [figure, summarize(results.map((each) => each[figure]))])) as Record<
    (typeof figures)[number],
    Summary
  >),
}));
console.log(`\n${PAIRS} pairs with three channels each in one process, 16 at once; median of ${TURNS}`);
const cells = rows.map(({ name, milliseconds, failures, kilobytesPerConnection, threads, files }) => [
  `  ${name}`,
  `${(milliseconds.median / 1000).toFixed(1)} s`,
  String(failures.median),
  `${Math.round(kilobytesPerConnection.median)} KB`,
  String(threads.median),
  String(files.median),
]);
console.log(
  printTable([["", "to open all", "failed attempts", "a connection", "threads", "files"], ...cells], [1, 2, 3, 4, 5]),
);
const [ours, raw] = rows;
const memory = (ours?.kilobytesPerConnection.median ?? NaN) / (raw?.kilobytesPerConnection.median ?? NaN);

const percent = (share: number | undefined): string => `${((share ?? NaN) * 100).toFixed(1)} %`;
console.log(
  `\nThe same ${2 * PAIRS} connections, open and idle, in shares of one core: in all, and in JavaScript's thread`,
);
const names: Readonly<Record<string, string>> = {
  [`${RAW} unpolled`]: "node-datachannel",
  [`${OURS} unpolled`]: "godot-webrtc, not polled",
  [`${OURS} pollOnly`]: "godot-webrtc, poll() 60 times per second",
  [`${OURS} poll`]: "godot-webrtc, the same, and looking for packets on the three channels",
};
console.log(
  printTable(
    Object.entries(names).map(([key, name]) => [
      `  ${name}`,
      percent(idle.get(key)?.inAll),
      percent(idle.get(key)?.javaScript),
    ]),
    [1, 2],
  ),
);

console.log(
  "\nA server and clients in another process, 20 packets of 100 bytes per second each way, both polled every 5 ms",
);
const servers = [];
for (const name of [OURS, POLLED] as const) {
  const crowd = await crowdServer(name, CLIENTS, STEP_MS);
  servers.push(crowd);
  console.log(`  ${name} carries ${crowd.carried} clients`);
  const steps = crowd.steps.map(({ clients, p50, p99, missing, serverJavaScript }) => [
    `    ${clients} clients`,
    `p50 ${p50.toFixed(1)} ms`,
    `p99 ${p99.toFixed(1)} ms`,
    `${missing} did not come back`,
    `server's JavaScript: ${percent(serverJavaScript)} of a core`,
  ]);
  console.log(printTable(steps, [0, 1, 2, 3]));
}

const churner = startWorker(WORKER, OURS);
const megabytes = (await churner.call("churn", CHURN / 2)) as readonly number[];
await churner.stop();
const growth = (megabytes.at(-1) ?? NaN) / (megabytes[0] ?? NaN);
console.log(`\n${CHURN} connections made and closed, memory in MB after each tenth of them`);
console.log(`  ${megabytes.map((size) => size.toFixed(0)).join(" ")}\n`);

conclude(
  "scale",
  machine,
  isQuick,
  { versions: versions(), pairs: PAIRS, rows, idle: Object.fromEntries(idle), servers, megabytes },
  [
    atMost("memory of a connection ÷ node-datachannel's", memory, 1.15),
    atMost(
      "share of a core for 1,000 idle connections polled at 60 Hz",
      (idle.get(`${OURS} pollOnly`)?.javaScript ?? NaN) * (1000 / (2 * PAIRS)),
      0.03,
    ),
    atMost("memory at the end ÷ at a tenth of the way", growth, 1.05),
  ],
);
