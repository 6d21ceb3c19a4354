import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { printDrift, type Difference, type Drift } from "../drift/index.js";
import { LEDGER_FOLDER } from "../restated/dependents.js";
import type { SyncResult } from "./sync.js";

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
  const pending = result.textsAccepted ? [] : pendingLines(drift, command);
  if (files.length === 0) return [...lines, "Nothing to take over.", ...pending].join("\n");
  if (generated === undefined) {
    const what = `Nothing was written. To take it over (${files.join(", ")}), run: ${command} --write`;
    return [...lines, what, ...pending].join("\n");
  }
  const { written, unchanged, removed } = generated.files;
  lines.push(
    `Written: ${files.map((file) => join(docs, file)).join(", ")}`,
    `Regenerated: ${written.length} written, ${unchanged.length} unchanged, ${removed.length} removed`,
    ...untoldLines(drift),
    ...ledgerLines(docs, drift),
    ...pending,
  );
  return lines.join("\n");
}

/** What a subset leaves out, new or not: which of it is new, no reference tells. */
function leftOutLines(drift: Drift): readonly string[] {
  return drift.classes
    .filter(({ leftOut }) => leftOut.length > 0)
    .map((report) => `Not added to the subset ${report.class}: ${names(report.leftOut)}`);
}

/** New members have an empty text, and so has all of a new class. */
function untoldLines(drift: Drift): readonly string[] {
  const added = drift.differences.filter(({ change }) => change === "added");
  if (added.length === 0 || drift.texts) return [];
  const members = added.map(({ class: name, kind, member }) => (kind === "class" ? name : `${name}.${member ?? ""}`));
  return [`To be described in your own words: ${names(members)}`];
}

/** Texts of the origin that are others than those that were restated. */
function pendingLines(drift: Drift, command: string): readonly string[] {
  const changed = drift.differences.filter(({ attribute }) => attribute === "restated text");
  if (changed.length === 0) return [];
  return [
    `To be restated, as the text there has changed: ${names(changed.map(ownerOf))}`,
    `Once that is done, record it with: ${command} --accept-texts`,
  ];
}

function ledgerLines(docs: string, drift: Drift): readonly string[] {
  if (!existsSync(join(dirname(docs), LEDGER_FOLDER))) {
    return [`There is no conformance ledger yet (${LEDGER_FOLDER}): no promises to look through.`];
  }
  const members = new Map(drift.differences.map((each) => [ownerOf(each), each.dependents?.promises ?? []]));
  if (members.size === 0) return [];
  const list = [...members].map(([owner, promises]) =>
    promises.length === 0 ? owner : `${owner} (${promises.join(" ")})`,
  );
  return [`Look through the promises and sentences of ${LEDGER_FOLDER} that stand on: ${names(list)}`];
}

function ownerOf(difference: Difference): string {
  return difference.member === null ? difference.class : `${difference.class}.${difference.member}`;
}

function names(list: readonly string[]): string {
  const rest = list.length - LISTED_NAMES;
  return list.slice(0, LISTED_NAMES).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
