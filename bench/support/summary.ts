import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { format, resolveConfig } from "prettier";
import { POLLED, RAW } from "../peers/contenders.js";
import { type Machine, printMachine } from "./machine.js";
import type { Target } from "./outcome.js";
import type { Summary } from "./statistics.js";

interface Part {
  readonly date: string;
  readonly machine: Machine;
  readonly quick: boolean;
  readonly targets: readonly Target[];
}

interface Throughput extends Part {
  readonly cells: readonly {
    readonly processes: string;
    readonly channel: string;
    readonly size: number;
    readonly name: string;
    readonly perSecond: Summary;
  }[];
  readonly sameMtu: readonly { readonly size: number; readonly ratio: number }[];
}

interface Latency extends Part {
  readonly results: readonly {
    readonly title: string;
    readonly rows: readonly { readonly name: string; readonly milliseconds: Readonly<Record<string, number>> }[];
  }[];
}

interface Setup extends Part {
  readonly rows: readonly {
    readonly name: string;
    readonly p50: number;
    readonly p95: number;
    readonly longest: number;
  }[];
}

interface Scale extends Part {
  readonly pairs: number;
  readonly rows: readonly {
    readonly name: string;
    readonly milliseconds: Summary;
    readonly kilobytesPerConnection: Summary;
  }[];
  readonly servers: readonly { readonly name: string; readonly carried: number }[];
}

type Row = readonly [title: string, byName: ReadonlyMap<string, string>];

const COLUMNS = ["godot-webrtc", "node-datachannel", "its polyfill", "@roamhq/wrtc", "werift", "Chromium"];

/** What the table stands between in the readme. */
const [BEGIN, END] = ["<!-- bench: begin -->", "<!-- bench: end -->"];

/** The main figures of all parts that were measured, as one table of Markdown. */
export function printSummary(): string {
  const throughput = read("throughput") as Throughput | undefined;
  const latency = read("latency") as Latency | undefined;
  const setup = read("setup") as Setup | undefined;
  const scale = read("scale") as Scale | undefined;
  const found = [throughput, latency, setup, scale].filter((part) => part !== undefined);
  const [first] = found;
  if (first === undefined) return "Nothing was measured.";
  const rows: readonly Row[] = [
    ...(throughput === undefined ? [] : throughputRows(throughput)),
    ...(latency === undefined ? [] : latencyRows(latency)),
    ...(setup === undefined ? [] : setupRows(setup)),
    ...(scale === undefined ? [] : scaleRows(scale)),
  ];
  const lines = [
    ["", ...COLUMNS],
    ["---", ...COLUMNS.map(() => "---:")],
  ];
  for (const [title, byName] of rows) lines.push([title, ...COLUMNS.map((name) => byName.get(name) ?? "")]);
  const measured = `Measured on ${first.date.slice(0, 10)} with \`npm run bench\`: ${printMachine(first.machine)}.`;
  const warning = found.some(({ quick }) => quick) ? "\n\n**Measured with --quick: for a look, no figures.**" : "";
  const table = lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  return [table, `${measured}${warning}`, ...(throughput === undefined ? [] : [printSameMtu(throughput)])]
    .map((paragraph) => `${paragraph}\n`)
    .join("\n");
}

/** Puts the summary into the readme. */
export async function writeReadme(file: string, summary: string): Promise<void> {
  const text = readFileSync(resolve(file), "utf8");
  const [before, rest = ""] = text.split(BEGIN);
  const [, after] = rest.split(END);
  if (before === undefined || after === undefined) throw new Error(`${file} has no ${BEGIN} … ${END}`);
  const filled = `${before}${BEGIN}\n\n${summary}\n${END}${after}`;
  writeFileSync(resolve(file), await format(filled, { ...(await resolveConfig(resolve(file))), parser: "markdown" }));
}

function read(part: string): unknown {
  const file = resolve(`bench/results/${part}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as unknown) : undefined;
}

function throughputRows({ cells }: Throughput): readonly Row[] {
  // All of it would be too much: unreliable channels are about as fast.
  const kinds = cells.filter(
    (cell, index) =>
      cell.channel === "reliable" &&
      cells.findIndex(
        (each) => each.processes === cell.processes && each.channel === cell.channel && each.size === cell.size,
      ) === index,
  );
  return kinds.map(({ processes, channel, size }): Row => {
    const same = cells.filter((cell) => cell.processes === processes && cell.channel === channel && cell.size === size);
    const title = `packets/s, ${printSize(size)}, ${processes === "one" ? "one process" : "two processes"}`;
    return [title, new Map(same.map(({ name, perSecond }) => [name, printCount(perSecond.median)]))];
  });
}

function printSameMtu({ sameMtu }: Throughput): string {
  const list = sameMtu.map(({ size, ratio }) => `${ratio.toFixed(2)} at ${printSize(size)}`).join(", ");
  return (
    "Bound to the loopback interface, as here, godot-webrtc has an MTU of 1,500 bytes, node-datachannel 1,280. " +
    `With the same 1,280, as on all other networks, godot-webrtc ÷ node-datachannel is ${list}.`
  );
}

function latencyRows({ results }: Latency): readonly Row[] {
  const print = ({ p50 = NaN, p99 = NaN }: Readonly<Record<string, number>>): string =>
    `${p50.toFixed(3)} / ${p99.toFixed(3)} ms`;
  const named = (name: string): string => (name === POLLED ? RAW : name);
  return results
    .slice(0, 2)
    .map(({ title, rows }): Row => [
      `round trip of 64 B, ${title}, p50 / p99`,
      new Map(rows.map(({ name, milliseconds }) => [named(name), print(milliseconds)])),
    ]);
}

function setupRows({ rows }: Setup): readonly Row[] {
  const print = (milliseconds: number): string => milliseconds.toFixed(0);
  const texts = rows.map(({ name, p50, p95, longest }): [string, string] => [
    name,
    `${print(p50)} / ${print(p95)} / ${print(longest)} ms`,
  ]);
  return [["connecting, p50 / p95 / longest", new Map(texts)]];
}

function scaleRows({ pairs, rows, servers }: Scale): readonly Row[] {
  return [
    [
      `${pairs} pairs with 3 channels, to open all`,
      new Map(rows.map(({ name, milliseconds }) => [name, `${(milliseconds.median / 1000).toFixed(1)} s`])),
    ],
    [
      "memory of a connection",
      new Map(
        rows.map(({ name, kilobytesPerConnection }) => [name, `${Math.round(kilobytesPerConnection.median)} KB`]),
      ),
    ],
    [
      "clients of one server at 20 packets/s",
      new Map(servers.map(({ name, carried }) => [name.replace(", polled", ""), printCount(carried)])),
    ],
  ];
}

function printSize(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${bytes / 1024} KiB`;
}

function printCount(count: number): string {
  return Math.round(count).toLocaleString("en");
}
