import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type * as Core from "../../runtime/core/index.js";
import { printMachine, thisMachine } from "../support/machine.js";
import { installPackages, requirePackage, versionOf } from "../support/packages.js";
import { summarize } from "../support/statistics.js";
import { printTable } from "../support/table.js";
import { type Contest, contests, type GdCom } from "./contenders.js";
import { everything } from "./everything.js";
import { lastResult, measureInTurns } from "./measure.js";

// Measures the built codec with a typical packet, against gd-com and against JSON with the same data.

const USAGE = "npm run bench:variant -- [--turns N] [--out FILE]";
const CORE = resolve("dist/runtime/core/index.js");
const MIXED_CALLS = 3000;

const { values } = parseArgs({
  options: {
    turns: { type: "string", default: "100" },
    out: { type: "string", default: "bench/results/variant.json" },
  },
});
const turns = Number(values.turns);
if (!existsSync(CORE) || !(Number.isInteger(turns) && turns >= 1)) {
  const why = existsSync(CORE)
    ? `--turns ${values.turns} is no number of turns`
    : `${CORE} is missing: run \`npm run build\``;
  console.error(`bench:variant: ${why}.\n\n${USAGE}`);
  process.exit(2);
}

installPackages();
const gdCom = requirePackage("gd-com") as GdCom;
const gdComVersion = versionOf("node_modules/gd-com") ?? "";
const core = (await import(pathToFileURL(CORE).href)) as typeof Core;

const mixed = everything(core);
for (let call = 0; call < MIXED_CALLS; call += 1) {
  lastResult.value = core.bytes_to_var(core.var_to_bytes(mixed), { exact: call % 2 === 0 });
}

const machine = thisMachine();
console.log(printMachine(machine));
console.log(
  `A Dictionary of 20 entities, each with 3 Vector3s, 4 ints and a String. gd-com ${gdComVersion} speaks Godot 3:`,
);
console.log("it reads a Vector3, but cannot write one. All were seen to write and read the same state.");
console.log("Its numbers are short in decimals, too, which favours JSON.");
console.log(`Median of ${turns} turns (tenth to ninetieth percentile); each contender's turn follows the others'.\n`);

const results = contests(core, gdCom).map((contest) => hold(contest));
for (const { name, rows } of results) {
  console.log(name);
  console.log(`${printTable(rows.map(cellsOf), [1, 3])}\n`);
}
const missed = results.flatMap(({ name, rows }) =>
  rows.filter(({ isMet }) => isMet === false).map((row) => `${name}: ${row.name}`),
);
const out = resolve(values.out);
mkdirSync(dirname(out), { recursive: true });
writeFileSync(
  out,
  `${JSON.stringify({ date: new Date().toISOString(), machine, gdCom: gdComVersion, turns, missed, results }, null, 2)}\n`,
);
console.log(missed.length === 0 ? "All targets are met." : `Missed: ${missed.join("; ")}.`);
console.log(`Written to ${values.out}.`);
process.exitCode = missed.length === 0 ? 0 : 1;

interface Row {
  readonly name: string;
  readonly size: number;
  readonly microseconds: ReturnType<typeof summarize>;
  /** How many times as long as godot-webrtc it took, compared turn by turn. */
  readonly ratio?: ReturnType<typeof summarize>;
  readonly target?: string;
  readonly isMet?: boolean;
}

function hold({ name, ours, rivals }: Contest): { readonly name: string; readonly rows: readonly Row[] } {
  const [ourTimes = [], ...rivalTimes] = measureInTurns([ours, ...rivals], turns);
  const rows = rivals.map((rival, index): Row => {
    const times = rivalTimes[index] ?? [];
    const ratio = summarize(times.map((time, turn) => time / (ourTimes[turn] ?? NaN)));
    const { target } = rival;
    return {
      name: rival.name,
      size: rival.size,
      microseconds: summarize(times),
      ratio,
      target: target.wording,
      isMet: ratio.median >= target.ratio,
    };
  });
  return { name, rows: [{ name: ours.name, size: ours.size, microseconds: summarize(ourTimes) }, ...rows] };
}

function cellsOf({ name, size, microseconds: { median, p10, p90 }, ratio, target, isMet }: Row): readonly string[] {
  const time = [`  ${name}`, `${median.toFixed(1)} µs`, `(${p10.toFixed(1)} to ${p90.toFixed(1)})`, `${size} bytes`];
  if (ratio === undefined) return time;
  return [
    ...time,
    `${ratio.median.toFixed(1)} × ours (${ratio.p10.toFixed(1)} to ${ratio.p90.toFixed(1)})`,
    `target: ${target ?? "none"}, ${isMet === true ? "met" : "MISSED"}`,
  ];
}
