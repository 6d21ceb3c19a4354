import type { ChannelPlan } from "../peers/contender.js";
import { type Name, OURS, POLLED, POLYFILL, RAW, startContender, versions, WERIFT, WRTC } from "../peers/contenders.js";
import type { Pace } from "../peers/ping-pong.js";
import { printMachine, thisMachine } from "../support/machine.js";
import { readOptions } from "../support/options.js";
import { atMost, conclude, type Target } from "../support/outcome.js";
import { installPackages } from "../support/packages.js";
import { percentile, summarize } from "../support/statistics.js";
import { printTable } from "../support/table.js";

// One packet of 64 bytes goes to and fro between two ends in one process.

const PLANS: readonly ChannelPlan[] = [{ id: 1, reliable: true }];
const SIZE = 64;
const WARM_UP_TRIPS = 10_000;
const SHARES = { p50: 0.5, p99: 0.99, "p99.9": 0.999 } as const;

const { isQuick } = readOptions("latency");
interface Contest {
  readonly title: string;
  readonly pace: Pace;
  readonly names: readonly Name[];
  readonly turns: number;
  /** Round trips in a turn. */
  readonly trips: number;
}

const contests: readonly Contest[] = [
  {
    title: "answering at once",
    pace: "at once",
    names: [OURS, RAW, POLYFILL, WRTC, WERIFT],
    turns: isQuick ? 4 : 12,
    trips: isQuick ? 500 : 2000,
  },
  {
    title: "looking in a loop",
    pace: "in a loop",
    names: [OURS, POLLED],
    turns: isQuick ? 4 : 12,
    trips: isQuick ? 500 : 2000,
  },
  {
    title: "looking 60 times per second, each side half a frame after the other",
    pace: { hz: 60 },
    names: [OURS, POLLED],
    turns: isQuick ? 1 : 3,
    trips: isQuick ? 60 : 200,
  },
];

installPackages();
const machine = thisMachine();
console.log(printMachine(machine));
console.log(`Milliseconds for ${SIZE} bytes to go and come back, both ends in one process.`);
console.log("At once: godot-webrtc is polled by auto_poll(…, { atOnce: true }), the others answer in their callbacks.");
console.log(
  "×: this one ÷ godot-webrtc, median of the turns. Each contender's turn follows the others', and has a process of",
);
console.log("its own: where the system puts its threads makes more of a difference than the packages do.\n");

const results = [];
for (const contest of contests) results.push(await hold(contest));
const targets: readonly Target[] = results.slice(0, 2).flatMap(({ title, rows }) => {
  const raw = rows[1];
  return (["p50", "p99"] as const).map((share) =>
    atMost(`${share} ÷ ${raw?.name}, ${title}`, 1 / (raw?.ratio[share].median ?? NaN), 1.05),
  );
});
conclude("latency", machine, isQuick, { versions: versions(), results }, targets);

async function hold({ title, pace, names, turns, trips }: Contest) {
  const times = new Map(names.map((name) => [name, [] as number[][]]));
  for (let turn = 0; turn < turns; turn += 1) {
    for (let step = 0; step < names.length; step += 1) {
      const name = names[(turn + step) % names.length] ?? OURS;
      times.get(name)?.push(await measure(name, trips, pace));
    }
  }
  const ours = times.get(OURS) ?? [];
  const rows = [...times].map(([name, perTurn]) => ({
    name,
    milliseconds: shares((share) => percentile(perTurn.flat(), share)),
    ratio: shares((share) =>
      summarize(perTurn.map((found, turn) => percentile(found, share) / percentile(ours[turn] ?? [], share))),
    ),
  }));
  console.log(`${title}, ${turns} turns of ${trips}`);
  const cells = rows.map(({ name, milliseconds, ratio }) => [
    `  ${name}`,
    ...shareNames().flatMap((share) => [
      milliseconds[share].toFixed(3),
      name === OURS ? "" : `${ratio[share].median.toFixed(2)} ×`,
    ]),
  ]);
  console.log(`${printTable([["", ...shareNames().flatMap((share) => [share, ""])], ...cells], [1, 2, 3, 4, 5, 6])}\n`);
  return { title, turns, trips, rows };
}

async function measure(name: Name, trips: number, pace: Pace): Promise<number[]> {
  const worker = await startContender(name);
  try {
    await worker.call("openBoth", PLANS);
    // Some for nothing, until all code that matters is compiled; a game runs for longer than that.
    await worker.call(
      "pingPong",
      0,
      SIZE,
      WARM_UP_TRIPS,
      typeof pace === "string" ? pace : ("in a loop" satisfies Pace),
    );
    return (await worker.call("pingPong", 0, SIZE, trips, pace)) as number[];
  } finally {
    await worker.stop();
  }
}

type Share = keyof typeof SHARES;

function shareNames(): readonly Share[] {
  return Object.keys(SHARES) as Share[];
}

function shares<T>(measure: (share: number) => T): Readonly<Record<Share, T>> {
  return Object.fromEntries(shareNames().map((name) => [name, measure(SHARES[name])])) as Record<Share, T>;
}
