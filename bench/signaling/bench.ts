/**
 * The signaling server beside a minimal relay on bare ws: memory per idle socket, handshakes, throughput, latency. Each has
 * a process of its own; they take turns, so that what else the machine does hits both. All on 127.0.0.1; it ends by itself.
 */
import { execFileSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { relay, shakeHands } from "./load.js";
import { type Kind, MeasuredServer } from "./measured-server.js";

const USAGE = "npm run bench:signaling -- [--turns N] [--lobbies N] [--peers N] [--handshakes N] [--messages N]";
const DEFAULTS = { turns: 10, lobbies: 1000, peers: 5, handshakes: 2000, messages: 400_000 };
const MOST = 10_000_000;
/** Handshakes at a time. */
const AT_ONCE = 50;
const MAX_BYTES = 25_000;
const MIN_SHARE = 0.8;

/** What one server did in one turn. */
interface Turn {
  readonly perSecond: number;
  /** Per second of its own processor time. */
  readonly perServerSecond: number;
}

interface Measured {
  readonly handshakes: Turn[];
  readonly messages: Turn[];
  readonly latencies: number[];
}

const settings = readSettings();
const fault = typeof settings === "string" ? settings : lackOfFiles(settings);
if (fault !== null || typeof settings === "string") {
  console.error(`bench:signaling: ${fault ?? ""}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  await main(settings);
}

function readSettings(): typeof DEFAULTS | string {
  const settings = { ...DEFAULTS };
  const names = Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[];
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  const { values } = parseArgs({ options });
  for (const name of names) {
    const given = values[name];
    if (given === undefined) continue;
    settings[name] = Number(given);
    if (!(settings[name] >= 1 && settings[name] <= MOST)) return `--${name} ${given} is no number from 1 to ${MOST}.`;
  }
  return settings;
}

/** Node itself raises the limit as far as it may. */
function lackOfFiles({ lobbies, peers }: typeof DEFAULTS): string | null {
  const needed = 2 * (lobbies * peers + AT_ONCE) + 200;
  const may = execFileSync("sh", ["-c", "ulimit -Hn"]).toString().trim();
  if (may === "unlimited" || Number(may) >= needed) return null;
  return `${needed} sockets must be open at a time, and this user may open ${may} files: raise the hard limit, or take fewer lobbies.`;
}

async function main({ turns, lobbies, peers, handshakes, messages }: typeof DEFAULTS): Promise<void> {
  const measured: Record<Kind, Measured> = {
    ours: { handshakes: [], messages: [], latencies: [] },
    bare: { handshakes: [], messages: [], latencies: [] },
  };
  const servers = [
    await MeasuredServer.start("ours", lobbies, peers),
    await MeasuredServer.start("bare", lobbies, peers),
  ] as const;
  const perTurn = Math.ceil(handshakes / turns);
  for (const { port, lobbies: made } of servers) await shakeHands(port, made, perTurn, AT_ONCE);
  for (let turn = 0; turn < turns; turn += 1) {
    for (const server of turn % 2 === 0 ? servers : servers.toReversed()) {
      const { handshakes: hands, latencies } = measured[server.kind];
      const shake = async (): Promise<void> => {
        latencies.push(...(await shakeHands(server.port, server.lobbies, perTurn, AT_ONCE)));
      };
      hands.push(await timed(server, perTurn, shake));
    }
  }
  for (let turn = 0; turn < turns; turn += 1) {
    for (const server of turn % 2 === 0 ? servers : servers.toReversed()) {
      const count = Math.ceil(messages / turns);
      measured[server.kind].messages.push(await timed(server, count, () => relay(server.lobbies, count)));
    }
  }
  for (const server of servers) await server.stop();

  const [processor] = cpus();
  console.log(
    `${processor?.model ?? "unknown processor"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
  );
  console.log(
    `${lobbies * peers} idle sockets in ${lobbies} lobbies, ${handshakes} handshakes (${AT_ONCE} at once), ` +
      `${messages} messages, in ${turns} turns; medians\n`,
  );
  const { ours, bare } = measured;
  const [own, other] = servers.map(({ memory }) => memory) as [MeasuredServer["memory"], MeasuredServer["memory"]];
  row("", "signaling server", "bare ws", "");
  row("memory per idle socket", kB(own.rss), kB(other.rss), `target: under ${kB(MAX_BYTES)}`);
  row("  of it in the heap", kB(own.heap), kB(other.heap), "");
  for (const share of [0.5, 0.99]) {
    row(`p${share * 100} relay latency`, ms(quantile(ours.latencies, share)), ms(quantile(bare.latencies, share)), "");
  }
  compare("handshakes/s", ours.handshakes, bare.handshakes);
  compare("messages/s, relay only", ours.messages, bare.messages);
}

async function timed(server: MeasuredServer, count: number, act: () => Promise<void>): Promise<Turn> {
  const before = await server.report();
  const start = performance.now();
  await act();
  const milliseconds = performance.now() - start;
  const after = await server.report();
  return { perSecond: (count / milliseconds) * 1000, perServerSecond: (count / (after.cpu - before.cpu)) * 1e6 };
}

function compare(name: string, ours: readonly Turn[], bare: readonly Turn[]): void {
  const line = (label: string, value: (turn: Turn) => number, target: string): void => {
    const ratio = median(ours.map((turn, index) => value(turn) / value(bare[index] ?? turn)));
    const cells = [ours, bare].map((turns) => median(turns.map(value)).toFixed(0)) as [string, string];
    row(label, ...cells, `${ratio.toFixed(2)} ×${target}`);
  };
  line(name, ({ perSecond }) => perSecond, `, target: at least ${MIN_SHARE}`);
  line("  per second of server time", ({ perServerSecond }) => perServerSecond, "");
}

function row(...[name, own, other, note]: readonly [string, string, string, string]): void {
  console.log(`${name.padEnd(28)} ${own.padStart(17)} ${other.padStart(10)}  ${note}`.trimEnd());
}

function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

function kB(count: number): string {
  return `${(count / 1000).toFixed(1)} kB`;
}

function ms(time: number): string {
  return `${time.toFixed(2)} ms`;
}
