import { OURS, presentContenders, RAW, versions, type Name, POLYFILL, WRTC, CHROMIUM } from "../peers/contenders.js";
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
const CLOSE: readonly Name[] = [OURS, RAW, POLYFILL];
const [TURNS, OTHERS_TURNS, MILLISECONDS] = isQuick ? [3, 1, 300] : [8, 2, 450];

installPackages();
const names = presentContenders();
const machine = thisMachine();
console.log(printMachine(machine));
console.log(
  `Packets received per second, median of ${TURNS} turns of ${MILLISECONDS} ms (others: ${OTHERS_TURNS}) and tenth to ninetieth percentile;`,
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
  /** How many times what this one gets godot-webrtc gets, in each turn. */
  readonly ratios: readonly number[];
}

const cells: Cell[] = [];
for (const processes of ["one", "two"] as const) {
  const contestants: Contestant[] = [];
  try {
    for (const name of names) contestants.push(await (processes === "one" ? inOneProcess(name) : inTwoProcesses(name)));
    for (const channel of CHANNELS) {
      for (const size of SIZES) cells.push(...(await compare(contestants, processes, channel, size)));
      print(processes, channel);
    }
  } finally {
    for (const contestant of contestants) await contestant.stop();
  }
}

const stalled: { readonly size: number; readonly perSecond: number }[] = [];
for (const size of [64, 1024]) {
  const { messages, milliseconds } = await weriftUnderTheCommonRule(size, 2000);
  stalled.push({ size, perSecond: (messages / milliseconds) * 1000 });
}
const list = stalled.map(({ size, perSecond }) => `${Math.round(perSecond)} at ${size} B`).join(", ");
console.log(`werift with as many bytes waiting as the others may have (1 MiB): ${list}.\n`);

conclude("throughput", machine, isQuick, { versions: versions(), cells, weriftUnderTheCommonRule: stalled }, targets());

async function compare(
  contestants: readonly Contestant[],
  processes: Cell["processes"],
  channel: Cell["channel"],
  size: number,
): Promise<readonly Cell[]> {
  const rates = new Map(contestants.map(({ name }) => [name, [] as (number | undefined)[]]));
  for (let turn = 0; turn < TURNS; turn += 1) {
    const present = contestants.filter(({ name }) => CLOSE.includes(name) || turn < OTHERS_TURNS);
    for (let step = 0; step < present.length; step += 1) {
      const contestant = present[(turn + step) % present.length];
      if (contestant === undefined) continue;
      const { messages, milliseconds } = await contestant.flood(CHANNELS.indexOf(channel), size, MILLISECONDS);
      rates.get(contestant.name)?.push((messages / milliseconds) * 1000);
    }
  }
  const ours = rates.get(OURS) ?? [];
  return [...rates].map(([name, found]): Cell => {
    const perSecond = found.filter((rate) => rate !== undefined);
    return {
      processes,
      channel,
      size,
      name,
      perSecond: summarize(perSecond),
      ratios: perSecond.map((rate, turn) => (ours[turn] ?? NaN) / rate),
    };
  });
}

function print(processes: Cell["processes"], channel: Cell["channel"]): void {
  console.log(`${channel}, both ends in ${processes === "one" ? "one process" : "two processes"}`);
  const rows = names.map((name) => [
    `  ${name}`,
    ...SIZES.map((size) => {
      const cell = cells.find(
        (each) => each.processes === processes && each.channel === channel && each.size === size && each.name === name,
      );
      if (cell === undefined) return "";
      const { median, p10, p90 } = cell.perSecond;
      const ratio = name === OURS ? "" : `  ${summarize(cell.ratios).median.toFixed(2)} ×`;
      return `${Math.round(median)} (${Math.round(p10)} to ${Math.round(p90)})${ratio}`;
    }),
  ]);
  console.log(`${printTable([["", ...SIZES.map((size) => `${size} B`)], ...rows], [1, 2, 3, 4])}\n`);
}

function targets(): readonly Target[] {
  const against = (name: Name, sizes: readonly number[], bound: number): readonly Target[] => {
    const ratios = cells
      .filter((cell) => cell.name === name && sizes.includes(cell.size))
      .flatMap((cell) => cell.ratios);
    const where = sizes.length === 1 ? `${sizes[0] ?? 0} B` : "all sizes";
    return ratios.length === 0 ? [] : [atLeast(`÷ ${name}, ${where}`, summarize(ratios).median, bound)];
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
