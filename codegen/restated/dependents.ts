import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Dependents, Difference, Drift } from "../drift/index.js";
import { shownPromises } from "../ledger/shown-promises.js";
import { CodegenError } from "../problems.js";

/** Where a project keeps its conformance ledger, seen from the folder that holds its class references. */
export const LEDGER_FOLDER = "test/conformance/ledger";

/** The part of a ledger that is read here. */
interface ClassLedger {
  readonly class: string;
  readonly members: Readonly<Record<string, readonly { readonly shownBy?: readonly string[] }[]>>;
}

/** The same drift, each difference with what stands on it in the ledger beside the class references, if there is one. */
export function withDependents(drift: Drift, docs: string): Drift {
  const ledger = readLedger(join(dirname(docs), LEDGER_FOLDER));
  if (ledger === undefined) return drift;
  const extend = (difference: Difference): Difference => {
    const dependents = dependentsOf(ledger.get(difference.class)?.members[difference.member ?? ""] ?? []);
    return dependents === undefined ? difference : { ...difference, dependents };
  };
  const classes = drift.classes.map((report) => ({ ...report, differences: report.differences.map(extend) }));
  return { ...drift, classes, differences: classes.flatMap(({ differences }) => differences) };
}

function dependentsOf(entries: ClassLedger["members"][string]): Dependents | undefined {
  if (entries.length === 0) return undefined;
  const tests = new Set(entries.flatMap(({ shownBy = [] }) => shownBy));
  const promises = new Set([...tests].flatMap((test) => shownPromises(test.split(" > ").at(-1) ?? "")));
  return { sentences: entries.length, promises: [...promises].sort() };
}

function readLedger(folder: string): ReadonlyMap<string, ClassLedger> | undefined {
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  const ledgers = files.map((name) => {
    const file = join(folder, name);
    try {
      return JSON.parse(readFileSync(file, "utf8")) as ClassLedger;
    } catch (error) {
      const message = `is no ledger: ${error instanceof Error ? error.message : String(error)}`;
      throw new CodegenError([{ file, message }]);
    }
  });
  return new Map(ledgers.map((ledger) => [ledger.class, ledger]));
}
