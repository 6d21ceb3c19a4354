import type { ChannelPlan } from "../peers/contender.js";
import { type Name, OURS, presentContenders, RAW, startContender, versions } from "../peers/contenders.js";
import { printMachine, thisMachine } from "../support/machine.js";
import { readOptions } from "../support/options.js";
import { atMost, conclude } from "../support/outcome.js";
import { installPackages } from "../support/packages.js";
import { percentile } from "../support/statistics.js";
import { printTable } from "../support/table.js";
import type { Worker } from "../support/worker.js";

// Connections one after the other: from the making of both sides until both channels are open on both.

const PLANS: readonly ChannelPlan[] = [
  { id: 1, reliable: true },
  { id: 2, reliable: false },
];
/** Raw node-datachannel takes about 3, 50 or 1,000 ms: what lies between is counted where it belongs. */
const MODES = [20, 200, 10_000];

const { isQuick } = readOptions("setup");
const SAMPLES = isQuick ? 20 : 100;
const SAMPLES_OF_OTHERS = isQuick ? 5 : 25;

installPackages();
const machine = thisMachine();
console.log(printMachine(machine));
console.log(`Milliseconds until two channels are open on both sides, both in one process; ${SAMPLES} in a row`);
console.log(
  `(others: ${SAMPLES_OF_OTHERS}). Each contender's connection follows the others'. Failed: not open after 10 s.\n`,
);

const names = presentContenders();
const workers = new Map<Name, Worker>();
const times = new Map<Name, number[]>();
try {
  for (const name of names) {
    const worker = await startContender(name);
    workers.set(name, worker);
    times.set(name, []);
    // The first connection of a process loads and compiles what the others use.
    await worker.call("setUp", PLANS);
  }
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    for (const [name, worker] of workers) {
      if (name !== OURS && name !== RAW && sample >= SAMPLES_OF_OTHERS) continue;
      times.get(name)?.push((await worker.call("setUp", PLANS)) as number);
    }
  }
} finally {
  for (const worker of workers.values()) await worker.stop();
}

const rows = [...times].map(([name, found]) => {
  const opened = found.filter((milliseconds) => milliseconds >= 0);
  const counts = MODES.map((to, index) => opened.filter((ms) => ms < to && ms >= (MODES[index - 1] ?? 0)).length);
  return {
    name,
    p50: percentile(opened, 0.5),
    p95: percentile(opened, 0.95),
    longest: Math.max(...opened),
    counts,
    failed: found.length - opened.length,
  };
});
const head = ["", "p50", "p95", "longest", "< 20 ms", "< 200 ms", "longer", "failed"];
const cells = rows.map(({ name, p50, p95, longest, counts, failed }) => [
  `  ${name}`,
  ...[p50, p95, longest].map((milliseconds) => milliseconds.toFixed(1)),
  ...counts.map(String),
  String(failed),
]);
console.log(`${printTable([head, ...cells], [1, 2, 3, 4, 5, 6, 7])}\n`);
const ours = rows.find(({ name }) => name === OURS);
conclude(
  "setup",
  machine,
  isQuick,
  { versions: versions(), samples: SAMPLES, rows, milliseconds: Object.fromEntries(times) },
  [
    atMost("p95, in ms", ours?.p95 ?? NaN, 60),
    atMost("longest, in ms", ours?.failed === 0 ? ours.longest : Infinity, 200),
  ],
);
