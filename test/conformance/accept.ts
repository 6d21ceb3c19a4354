/** `npm run conformance:accept [-- ID…]`: takes over what the class references say now into the ledger. */
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { acceptSentences } from "./accept-sentences.js";
import { currentSentences } from "./current-sentences.js";
import { readLedger } from "./report/ledger.js";

const FOLDER = new URL("ledger/", import.meta.url);
const ids = process.argv.slice(2);

const { ledger, done, unknown } = acceptSentences(
  readLedger(FOLDER),
  currentSentences(),
  ids.length > 0 ? ids : undefined,
);
if (unknown.length > 0) {
  console.error(
    `Nothing is to be accepted under ${unknown.join(", ")}. \`npx vitest run test/conformance/ledger\` says what is.`,
  );
  process.exitCode = 2;
} else {
  for (const entry of ledger) {
    writeFileSync(new URL(encodeURIComponent(`${entry.class}.json`), FOLDER), `${JSON.stringify(entry, null, 2)}\n`);
  }
  const names = new Set(ledger.map((entry) => `${entry.class}.json`));
  for (const file of readdirSync(FOLDER))
    if (!names.has(file)) rmSync(new URL(encodeURIComponent(basename(file)), FOLDER));
  console.log(done.length === 0 ? "The ledger says what the class references say." : done.join("\n"));
}
