/** One run of the suite with one fault, or none, in a process of its own. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../support/root.js";

const SUITES = {
  loopback: { file: "test/conformance/loopback.test.ts", deadlineMs: 4_000 },
  "node-datachannel": { file: "test/conformance/node-datachannel.test.ts", deadlineMs: 10_000 },
  Chromium: { file: "test/browser/contract.test.ts", deadlineMs: 10_000 },
} as const;
const CONFIG = "test/conformance/mutants/vitest.config.ts";

/** What `until` and vitest say when nothing came. */
const DEADLINE = /Waited \d+ ms for|timed out in \d+ ?ms/;

export interface SuiteRun {
  readonly suite: keyof typeof SUITES;
  /** Its place in the list; none: the sources as they are. */
  readonly mutant?: number;
  /** Only this test. Default: all, up to the first that fails. */
  readonly title?: string;
}

export interface Failure {
  readonly title: string;
  readonly message: string;
  /** It failed because something did not come in time. */
  readonly isDeadline: boolean;
}

/** The part that is read of what vitest's `json` reporter writes. */
interface JsonReport {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly title: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** The first test that fails, undefined if all pass. @throws Error if no test ran */
export async function runSuite({ suite, mutant, title }: SuiteRun): Promise<Failure | undefined> {
  const { file, deadlineMs } = SUITES[suite];
  const folder = mkdtempSync(join(tmpdir(), "godot-webrtc-mutant-"));
  const report = join(folder, "report.json");
  const env = {
    ...process.env,
    MUTANT: mutant === undefined ? "" : String(mutant),
    MUTANT_DEADLINE_MS: String(deadlineMs),
    MUTANT_REPORT: report,
  };
  const only = title === undefined ? [] : ["--testNamePattern", `${title.replace(/[^\w ]/g, "\\$&")}$`];
  const vitest = ["node_modules/vitest/vitest.mjs", "run", file, "--config", CONFIG, ...only];
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

function read(report: string, error: string): Failure | undefined {
  let content: JsonReport;
  try {
    content = JSON.parse(readFileSync(report, "utf8")) as JsonReport;
  } catch {
    throw new Error(`The suite did not run:\n${error}`);
  }
  const results = content.testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = results.find(({ status }) => status === "failed");
  if (failed !== undefined) {
    const message = failed.failureMessages.join("\n");
    return { title: failed.title, message, isDeadline: DEADLINE.test(message) };
  }
  if (results.some(({ status }) => status === "passed")) return undefined;
  throw new Error(`The suite did not run:\n${content.testResults.map(({ message }) => message).join("\n")}\n${error}`);
}
