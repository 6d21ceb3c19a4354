import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { printMachine, thisMachine } from "../support/machine.js";
import { editUnderWatch } from "./edit-under-watch.js";
import { printRows } from "./table.js";

// Measures the built generator as its users meet it: whole processes, from their start to their end.

const USAGE = "npm run bench:codegen -- [--docs DIR] [--runs N]";
const CLI = resolve("dist/runtime/cli.js");
/** Prints the most memory that the process ever had. */
const TELL_MEMORY = `data:text/javascript,process.on("exit",()=>process.stderr.write("\\nRSS "+process.resourceUsage().maxRSS+"\\n"))`;

const { values } = parseArgs({
  options: {
    docs: { type: "string", default: "../shared/godot-4.6.3/classes" },
    runs: { type: "string", default: "7" },
  },
});
const docs = resolve(values.docs);
const runs = Number(values.runs);
if (!existsSync(docs) || !existsSync(CLI) || !(runs >= 1)) {
  const missing = !existsSync(CLI)
    ? `${CLI} is missing: run \`npm run build\``
    : `found no folder ${docs}: name a Godot tree or a folder of class references with --docs DIR`;
  console.error(`bench:codegen: ${runs >= 1 ? missing : `--runs ${values.runs} is no number`}.\n\n${USAGE}`);
  process.exit(2);
}

const scratch = mkdtempSync(join(tmpdir(), "bench-codegen-"));
try {
  // A project of its own, whose cache is its own, too.
  mkdirSync(join(scratch, "node_modules"));
  const out = join(scratch, "out");
  const cold: Measured[] = [];
  const warm: Measured[] = [];
  let touched = 0;
  for (let run = 0; run < runs; run++) {
    rmSync(out, { recursive: true, force: true });
    rmSync(join(scratch, "node_modules/.cache"), { recursive: true, force: true });
    cold.push(await measure(["generate", "--docs", docs, "--out", out]));
    const before = datesOf(out);
    warm.push(await measure(["generate", "--docs", docs, "--out", out]));
    const after = datesOf(out);
    touched += [...after].filter(([file, date]) => before.get(file) !== date).length;
  }
  const copy = join(scratch, "docs");
  cpSync(docs, copy, { recursive: true });
  const edits = await editUnderWatch(CLI, copy, join(scratch, "watched"), runs);

  console.log(printMachine(thisMachine()));
  console.log(`${values.docs}: ${cold[0]?.told ?? ""}; median of ${runs} (least to most)\n`);
  console.log(
    printRows([
      {
        name: "cold, empty output and cache",
        milliseconds: cold.map(({ milliseconds }) => milliseconds),
        target: 1500,
      },
      { name: "again, nothing changed", milliseconds: warm.map(({ milliseconds }) => milliseconds), target: 700 },
      { name: "--watch, a text changed", milliseconds: edits.texts, target: 300 },
      { name: "--watch, a method changed", milliseconds: edits.facts, target: 300 },
    ]),
  );
  const memory = Math.max(...cold.map(({ kilobytes }) => kilobytes)) / 1024;
  console.log(
    `\nmemory, cold: ${Math.round(memory)} MB at most (target: 500 MB); files touched by the second runs: ${touched} (target: 0)`,
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

interface Measured {
  readonly milliseconds: number;
  readonly kilobytes: number;
  /** How many classes there were. */
  readonly told: string;
}

function measure(args: readonly string[]): Promise<Measured> {
  return new Promise((done, fail) => {
    const start = performance.now();
    const child = spawn(process.execPath, ["--import", TELL_MEMORY, CLI, ...args], { cwd: scratch });
    let out = "";
    let error = "";
    child.stdout.on("data", (chunk: Buffer) => void (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => void (error += chunk.toString()));
    child.on("error", fail);
    child.on("close", (code) => {
      const milliseconds = performance.now() - start;
      if (code !== 0) fail(new Error(`generate ended with ${code ?? "a signal"}:\n${error}`));
      else
        done({
          milliseconds,
          kilobytes: Number(/RSS (\d+)/.exec(error)?.[1]),
          told: /\d+ class\w*/.exec(out.split("\n").at(-2) ?? "")?.[0] ?? "",
        });
    });
  });
}

function datesOf(folder: string): ReadonlyMap<string, number> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return new Map(files.map((file) => [file, statSync(join(folder, file)).mtimeMs]));
}
