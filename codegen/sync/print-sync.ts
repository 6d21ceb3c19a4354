import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { printDrift, type Drift } from "../drift/index.js";
import type { SyncResult } from "./sync.js";

const LEDGER = "test/conformance/promises.json";
const LISTED_NAMES = 12;

/** What was found, what was done, and what is left to do. */
export function printSync(result: SyncResult, docs: string, command: string): string {
  const { drift, version, files, generated } = result;
  const lines = [printDrift(drift).trimEnd(), "", ...leftOutLines(drift)];
  if (version.to !== version.from) {
    lines.push(`SOURCE.json: version ${version.from ?? "(none)"} becomes ${version.to ?? "(none)"}`);
  } else if (result.origin.version === undefined && drift.differences.length > 0) {
    lines.push(`SOURCE.json: ${result.origin.name} does not tell its version; it stays ${version.from ?? "unsaid"}`);
  }
  if (files.length === 0) return [...lines, "Nothing to take over."].join("\n");
  if (generated === undefined) {
    return [...lines, `Nothing was written. To take it over (${files.join(", ")}), run: ${command}`].join("\n");
  }
  const { written, unchanged, removed } = generated.files;
  lines.push(
    `Written: ${files.map((file) => join(docs, file)).join(", ")}`,
    `Regenerated: ${written.length} written, ${unchanged.length} unchanged, ${removed.length} removed`,
    ...untoldLines(drift),
    ...ledgerLines(docs, drift),
  );
  return lines.join("\n");
}

/** What a subset leaves out, new or not: which of it is new, no reference tells. */
function leftOutLines(drift: Drift): readonly string[] {
  return drift.classes
    .filter(({ leftOut }) => leftOut.length > 0)
    .map((report) => `Not added to the subset ${report.class}: ${names(report.leftOut)}`);
}

/** New members have an empty text. */
function untoldLines(drift: Drift): readonly string[] {
  const added = drift.differences.filter(({ change, kind }) => change === "added" && kind !== "class");
  if (added.length === 0 || drift.texts) return [];
  const members = added.map((difference) => `${difference.class}.${difference.member ?? ""}`);
  return [`To be described in your own words: ${names(members)}`];
}

function ledgerLines(docs: string, drift: Drift): readonly string[] {
  if (!existsSync(join(dirname(docs), LEDGER))) {
    return [`There is no conformance ledger yet (${LEDGER}): no promises to look through.`];
  }
  const members = [...new Set(drift.differences.map((each) => [each.class, each.member ?? []].flat().join(".")))];
  return members.length === 0 ? [] : [`Look through the promises of ${LEDGER} that stand on: ${names(members)}`];
}

function names(list: readonly string[]): string {
  const rest = list.length - LISTED_NAMES;
  return list.slice(0, LISTED_NAMES).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
