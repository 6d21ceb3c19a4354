import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { printSummary, writeReadme } from "./support/summary.js";

// All parts, one after the other, and what came out of them. `--quick` measures less, `--readme` puts the table into the
// readme, `--no-measuring` takes the figures that are there.

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const PARTS = ["throughput", "latency", "setup", "scale", "variant", "codegen"] as const;
/** What the parts that know no `--quick` are told instead. */
const QUICK: Readonly<Record<string, readonly string[]>> = { variant: ["--turns", "20"], codegen: ["--runs", "1"] };
const REFERENCE = "../shared/godot-4.6.3/classes";

const isQuick = process.argv.includes("--quick");
const parts = process.argv.includes("--no-measuring") ? [] : PARTS;
const failed = parts.filter((part) => {
  console.log(`\n── ${part} ${"─".repeat(100 - part.length)}\n`);
  if (part === "codegen" && !existsSync(REFERENCE)) {
    console.log(`Left out: there is no ${REFERENCE}; \`npm run bench:codegen -- --docs DIR\` takes another one.`);
    return false;
  }
  const options = isQuick ? (QUICK[part] ?? ["--quick"]) : [];
  const script = join(FOLDER, part, "bench.ts");
  return spawnSync(process.execPath, ["--import", "tsx", script, ...options], { stdio: "inherit" }).status !== 0;
});

console.log(`\n${"─".repeat(104)}\n`);
const summary = printSummary();
console.log(summary);
if (process.argv.includes("--readme")) await writeReadme("README.md", summary);
if (failed.length > 0) console.log(`Something is missed, or failed, in: ${failed.join(", ")}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
