/** `npm run conformance:mutants [-- WORD…]`: does the suite catch what it is there to catch? */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../support/root.js";
import { mutate } from "./mutate.js";
import { type Mutant, MUTANTS } from "./mutants.js";

const AT_ONCE = 2;
const SUITES = {
  loopback: { file: "test/conformance/loopback.test.ts", deadlineMs: 4_000 },
  "node-datachannel": { file: "test/conformance/node-datachannel.test.ts", deadlineMs: 10_000 },
} as const;
type Suite = keyof typeof SUITES;

interface JsonReport {
  readonly numTotalTests: number;
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly title: string }[];
  }[];
}

/** The title of the first test that fails, undefined if all pass. */
async function firstFailure(suite: Suite, index: number | undefined): Promise<string | undefined> {
  const { file, deadlineMs } = SUITES[suite];
  const folder = mkdtempSync(join(tmpdir(), "godot-webrtc-mutant-"));
  const report = join(folder, "report.json");
  const env = {
    ...process.env,
    MUTANT: index === undefined ? "" : String(index),
    MUTANT_DEADLINE_MS: String(deadlineMs),
    MUTANT_REPORT: report,
  };
  const config = "test/conformance/mutants/vitest.config.ts";
  const vitest = ["node_modules/vitest/vitest.mjs", "run", file, "--config", config];
  try {
    const error = await new Promise<string>((resolve) => {
      const child = spawn(process.execPath, vitest, { cwd: ROOT, env, stdio: ["ignore", "ignore", "pipe"] });
      let text = "";
      child.stderr.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      child.on("close", () => resolve(text));
    });
    return read(report, error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(report: string, error: string): string | undefined {
  let content: JsonReport;
  try {
    content = JSON.parse(readFileSync(report, "utf8")) as JsonReport;
  } catch {
    throw new Error(`The suite did not run:\n${error}`);
  }
  const failed = content.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === "failed"),
  );
  if (failed[0] !== undefined) return failed[0].title;
  if (content.numTotalTests > 0) return undefined;
  // The file itself did not load: also a way to notice.
  throw new Error(`The suite did not run:\n${content.testResults.map(({ message }) => message).join("\n")}\n${error}`);
}

function printTable(outcomes: ReadonlyMap<Mutant, string | undefined>): void {
  const width = Math.max(...[...outcomes.keys()].map(({ what }) => what.length));
  for (const [{ what }, caught] of outcomes) console.log(`${what.padEnd(width)}  ${caught ?? "SURVIVED"}`);
  const survivors = [...outcomes.values()].filter((caught) => caught === undefined).length;
  console.log(
    `${outcomes.size} ${outcomes.size === 1 ? "mutant" : "mutants"}, ${outcomes.size - survivors} caught, ${survivors} survived.`,
  );
  if (survivors > 0) {
    console.log("Write a test that sees what the survivors do wrong, or take out a mutant that does nothing wrong.");
    process.exitCode = 1;
  }
}

const words = process.argv.slice(2).map((word) => word.toLowerCase());
const chosen = MUTANTS.map((mutant, index) => ({ mutant, index })).filter(({ mutant }) =>
  words.every((word) => `${mutant.what} ${mutant.file}`.toLowerCase().includes(word)),
);
for (const { mutant } of chosen) mutate(mutant, readFileSync(join(ROOT, mutant.file), "utf8"));

const suites = new Set(chosen.map(({ mutant }): Suite => mutant.over ?? "loopback"));
for (const suite of suites) {
  const failure = await firstFailure(suite, undefined);
  if (failure !== undefined) throw new Error(`Without any fault the suite over ${suite} fails: ${failure}`);
}

const outcomes = new Map<Mutant, string | undefined>(chosen.map(({ mutant }) => [mutant, undefined]));
const waiting = [...chosen];
const work = async (): Promise<void> => {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    outcomes.set(next.mutant, await firstFailure(next.mutant.over ?? "loopback", next.index));
  }
};
const started = performance.now();
await Promise.all(Array.from({ length: AT_ONCE }, work));
printTable(outcomes);
console.log(`${Math.round((performance.now() - started) / 1000)} s`);
