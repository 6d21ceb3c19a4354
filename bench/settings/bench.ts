import type { ChannelPlan } from "../peers/contender.js";
import { RAW, versions } from "../peers/contenders.js";
import type { Counted } from "../peers/flood.js";
import type { Settings } from "../peers/node-datachannel.js";
import { printMachine, thisMachine } from "../support/machine.js";
import { readOptions } from "../support/options.js";
import { conclude } from "../support/outcome.js";
import { type Summary, summarize } from "../support/statistics.js";
import { printTable } from "../support/table.js";
import { startWorker } from "../support/worker.js";

// What the settings of the native library do to its throughput: node-datachannel itself, one setting changed at a time.

const PLANS: readonly ChannelPlan[] = [
  { id: 1, reliable: true },
  { id: 2, reliable: false },
];
const SIZES = [64, 1024, 16_384, 65_536];
const MIB = 1024 * 1024;
const VARIANTS: Readonly<Record<string, Settings>> = {
  "as it comes": {},
  "sendBufferSize 256 KiB": { sctp: { sendBufferSize: MIB / 4 } },
  "sendBufferSize and recvBufferSize 4 MiB": { sctp: { sendBufferSize: 4 * MIB, recvBufferSize: 4 * MIB } },
  "maxChunksOnQueue 65536": { sctp: { maxChunksOnQueue: 65_536 } },
  "initialCongestionWindow 64": { sctp: { initialCongestionWindow: 64 } },
  "congestionControlModule 1 (HSTCP)": { sctp: { congestionControlModule: 1 } },
  "delayedSackTime 1 ms": { sctp: { delayedSackTime: 1 } },
  "mtu 1500": { mtu: 1500 },
  "mtu 3500": { mtu: 3500 },
};

const { isQuick } = readOptions("settings");
const [TURNS, MILLISECONDS] = isQuick ? [2, 300] : [9, 450];

const machine = thisMachine();
console.log(printMachine(machine));
console.log(
  `Packets per second of node-datachannel, both ends in one process, median of ${TURNS} turns of ${MILLISECONDS} ms;`,
);
console.log("×: this one ÷ the one without settings, turn by turn.\n");

const workers = new Map(
  Object.entries(VARIANTS).map(([name, settings]) => [
    name,
    startWorker(new URL("../peers/worker.ts", import.meta.url), RAW, JSON.stringify(settings)),
  ]),
);
const results: { channel: string; size: number; variant: string; perSecond: Summary; ratio: Summary }[] = [];
try {
  for (const worker of workers.values()) await worker.call("openBoth", PLANS);
  for (const [index, channel] of ["reliable", "unreliable"].entries()) {
    for (const size of SIZES) results.push(...(await compare(index, channel, size)));
    const rows = [...workers.keys()].map((variant) => [
      `  ${variant}`,
      ...results
        .filter((each) => each.channel === channel && each.variant === variant)
        .map(({ perSecond, ratio }) => `${Math.round(perSecond.median)}  ${ratio.median.toFixed(2)} ×`),
    ]);
    console.log(`${printTable([[channel, ...SIZES.map((size) => `${size} B`)], ...rows], [1, 2, 3, 4])}\n`);
  }
} finally {
  for (const worker of workers.values()) await worker.stop();
}
conclude("settings", machine, isQuick, { versions: versions(), results }, []);

async function compare(index: number, channel: string, size: number): Promise<typeof results> {
  const all = [...workers];
  const rates = new Map(all.map(([variant]) => [variant, [] as number[]]));
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (let step = 0; step < all.length; step += 1) {
      const [variant, worker] = all[(turn + step) % all.length] ?? [];
      const load = { size, milliseconds: MILLISECONDS, highWater: MIB };
      const { messages, milliseconds } = (await worker?.call("flood", index, load)) as Counted;
      rates.get(variant ?? "")?.push((messages / milliseconds) * 1000);
    }
  }
  const [plain = []] = rates.values();
  return [...rates].map(([variant, found]) => ({
    channel,
    size,
    variant,
    perSecond: summarize(found),
    ratio: summarize(found.map((rate, turn) => rate / (plain[turn] ?? NaN))),
  }));
}
