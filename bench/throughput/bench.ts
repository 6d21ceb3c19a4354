import {
  OURS,
  presentContenders,
  RAW,
  SAME_MTU,
  versions,
  type Name,
  POLYFILL,
  WRTC,
  CHROMIUM,
} from "../peers/contenders.js";
import { printMachine, thisMachine } from "../support/machine.js";
import { readOptions } from "../support/options.js";
import { atLeast, conclude, type Target } from "../support/outcome.js";
import { installPackages } from "../support/packages.js";
import { type Summary, summarize } from "../support/statistics.js";
import { printTable } from "../support/table.js";
import { type Contestant, inOneProcess, inTwoProcesses, weriftUnderTheCommonRule } from "./contest.js";

// Floods a channel of each contender in turn, and counts what arrives.

const SIZES = [64, 1024, 16_384, 65_536];
const CHANNELS = ["reliable", "unreliable"] as const;

const { isQuick } = readOptions("throughput");
/** Those over the same native library are compared in more turns than the others: they are as good as equal. */
const CLOSE: readonly Name[] = [OURS, SAME_MTU, RAW, POLYFILL];
const [ROUNDS, TURNS, OTHERS_TURNS, MILLISECONDS] = isQuick ? [1, 3, 1, 300] : [3, 3, 2, 450];
const WARM_UP_MS = 300;

installPackages();
const names: readonly Name[] = [...presentContenders(), SAME_MTU];
const machine = thisMachine();
console.log(printMachine(machine));
console.log(
  `Packets received per second, median of ${ROUNDS * TURNS} turns of ${MILLISECONDS} ms (others: ${OTHERS_TURNS}) and tenth to ninetieth percentile;`,
);
console.log(
  "×: godot-webrtc ÷ this one, turn by turn. Each contender's turn follows the others'. The targets are for the",
);
console.log("median of all turns, reliable and unreliable, in one process and in two.\n");

interface Cell {
  readonly processes: "one" | "two";
  readonly channel: (typeof CHANNELS)[number];
  readonly size: number;
  readonly name: Name;
  readonly perSecond: Summary;
  /** Packets per second of each turn. */
  readonly turns: readonly number[];
}

const cells: Cell[] = [];
for (const processes of ["one", "two"] as const) {
  for (const channel of CHANNELS) {
    for (const size of SIZES) cells.push(...(await measure(processes, channel, size)));
    print(processes, channel);
  }
}

const stalled: { readonly size: number; readonly perSecond: number }[] = [];
for (const size of [64, 1024]) {
  const { messages, milliseconds } = await weriftUnderTheCommonRule(size, 2000);
  stalled.push({ size, perSecond: (messages / milliseconds) * 1000 });
}
const stalledList = stalled.map(({ size, perSecond }) => `${Math.round(perSecond)} at ${size} B`).join(", ");
console.log(`werift with as many bytes waiting as the others may have (1 MiB): ${stalledList}.\n`);

const sameMtu = SIZES.map((size) => ({ size, ratio: summarize(ratios(SAME_MTU, RAW, [size])).median }));
const sameMtuList = sameMtu.map(({ size, ratio }) => `${ratio.toFixed(2)} at ${size} B`).join(", ");
console.log(`${SAME_MTU} ÷ ${RAW}, which has that MTU: ${sameMtuList}.\n`);

const results = { versions: versions(), cells, sameMtu, weriftUnderTheCommonRule: stalled };
conclude("throughput", machine, isQuick, results, targets());

async function measure(processes: Cell["processes"], channel: Cell["channel"], size: number): Promise<readonly Cell[]> {
  const turns = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    const present = names.filter((name) => CLOSE.includes(name) || round === 0);
    for (const [name, found] of await playRound(present, processes, channel, size)) turns.get(name)?.push(...found);
  }
  return [...turns].map(([name, found]): Cell => {
    return { processes, channel, size, name, perSecond: summarize(found), turns: found };
  });
}

/** In processes of its own: luck with the places of their threads stays with processes as long as they live. */
async function playRound(
  present: readonly Name[],
  processes: Cell["processes"],
  channel: Cell["channel"],
  size: number,
): Promise<ReadonlyMap<Name, readonly number[]>> {
  const contestants: Contestant[] = [];
  try {
    for (const name of present) {
      contestants.push(await (processes === "one" ? inOneProcess(name) : inTwoProcesses(name)));
    }
    return await takeTurns(contestants, CHANNELS.indexOf(channel), size);
  } finally {
    for (const contestant of contestants) await contestant.stop();
  }
}

async function takeTurns(
  contestants: readonly Contestant[],
  channel: number,
  size: number,
): Promise<ReadonlyMap<Name, readonly number[]>> {
  const rates = new Map(contestants.map(({ name }) => [name, [] as number[]]));
  // Not counted: their code is compiled meanwhile.
  for (const contestant of contestants) await contestant.flood(channel, size, WARM_UP_MS);
  for (let turn = 0; turn < TURNS; turn += 1) {
    const present = contestants.filter(({ name }) => CLOSE.includes(name) || turn < OTHERS_TURNS);
    for (let step = 0; step < present.length; step += 1) {
      const contestant = present[(turn + step) % present.length];
      if (contestant === undefined) continue;
      const { messages, milliseconds } = await contestant.flood(channel, size, MILLISECONDS);
      rates.get(contestant.name)?.push((messages / milliseconds) * 1000);
    }
  }
  return rates;
}

/** How many times what the other gets this one gets, in each turn that both took. */
function ratios(one: Name, other: Name, sizes: readonly number[], among: readonly Cell[] = cells): readonly number[] {
  return among
    .filter((cell) => cell.name === other && sizes.includes(cell.size))
    .flatMap(({ processes, channel, size, turns }) => {
      const same = among.find(
        (cell) => cell.name === one && cell.processes === processes && cell.channel === channel && cell.size === size,
      );
      return turns.map((rate, turn) => (same?.turns[turn] ?? NaN) / rate);
    });
}

function print(processes: Cell["processes"], channel: Cell["channel"]): void {
  console.log(`${channel}, both ends in ${processes === "one" ? "one process" : "two processes"}`);
  const cellsOf = cells.filter((cell) => cell.processes === processes && cell.channel === channel);
  const rows = names.map((name) => [
    `  ${name}`,
    ...SIZES.map((size) => {
      const cell = cellsOf.find((each) => each.size === size && each.name === name);
      if (cell === undefined) return "";
      const { median, p10, p90 } = cell.perSecond;
      const ratio = name === OURS ? "" : `  ${summarize(ratios(OURS, name, [size], cellsOf)).median.toFixed(2)} ×`;
      return `${Math.round(median)} (${Math.round(p10)} to ${Math.round(p90)})${ratio}`;
    }),
  ]);
  console.log(`${printTable([["", ...SIZES.map((size) => `${size} B`)], ...rows], [1, 2, 3, 4])}\n`);
}

function targets(): readonly Target[] {
  const against = (name: Name, sizes: readonly number[], bound: number): readonly Target[] => {
    const found = ratios(OURS, name, sizes);
    const where = sizes.length === 1 ? `${sizes[0] ?? 0} B` : "all sizes";
    return found.length === 0 ? [] : [atLeast(`÷ ${name}, ${where}`, summarize(found).median, bound)];
  };
  const ours = (size: number): number =>
    cells.find((cell) => cell.name === OURS && cell.size === size)?.perSecond.median ?? NaN;
  return [
    ...SIZES.flatMap((size) => against(RAW, [size], 0.97)),
    ...against(POLYFILL, SIZES, 1),
    ...[64, 1024].flatMap((size) => against(WRTC, [size], 5)),
    ...stalled.map(({ size, perSecond }) =>
      atLeast(`÷ werift under the same rule, ${size} B`, ours(size) / Math.max(perSecond, 1), 20),
    ),
    ...against(CHROMIUM, SIZES, 2),
  ];
}
