/** `npm run conformance:mutants [-- --from N --to N --at-once N WORD…]`: does the suite catch what it is there to catch? */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findChromium } from "../../browser/find-chromium.js";
import { ROOT } from "../../support/root.js";
import { mutate } from "./mutate.js";
import { type Mutant, MUTANTS } from "./mutants.js";
import { runSuite, type Failure, type SuiteRun } from "./run-suite.js";

/** A mutant and its place in the list. */
interface Numbered {
  readonly mutant: Mutant;
  readonly index: number;
}

type Outcome = { readonly kind: "caught"; readonly by: string } | { readonly kind: "survived"; readonly why: string };

function suiteOf({ over }: Mutant): SuiteRun["suite"] {
  return over ?? "loopback";
}

/**
 * Runs the suite with the fault. That something never comes can also be the fault of a busy machine: then the test has to
 * fail once more with the fault, and to pass without it, both at once after the first run.
 */
async function outcomeOf({ mutant, index }: Numbered): Promise<Outcome> {
  const suite = suiteOf(mutant);
  const failure = await runSuite({ suite, mutant: index });
  if (failure === undefined) return { kind: "survived", why: "all tests passed" };
  const { title } = failure;
  if (!failure.isDeadline) return { kind: "caught", by: title };
  const [again, without] = [await runSuite({ suite, mutant: index, title }), await runSuite({ suite, title })];
  if (again === undefined) return { kind: "survived", why: `"${title}" ran into a deadline once, then passed` };
  if (without !== undefined)
    return { kind: "survived", why: `"${title}" fails without the fault too: ${said(without)}` };
  return { kind: "caught", by: `${title} (nothing came; twice, and without the fault it did)` };
}

function said({ message }: Failure): string {
  return message.split("\n")[0] ?? "";
}

/** The mutants that the command line asks for, counted from 1. */
function chosenMutants(): { readonly chosen: readonly Numbered[]; readonly atOnce: number } {
  const { values, positionals } = parseArgs({
    options: { from: { type: "string" }, to: { type: "string" }, "at-once": { type: "string" } },
    allowPositionals: true,
  });
  const number = (name: keyof typeof values, otherwise: number): number => {
    const value = Number(values[name] ?? otherwise);
    if (Number.isInteger(value) && value >= 1) return value;
    throw new Error(`--${name} is ${JSON.stringify(values[name])}; it has to be a whole number from 1 on.`);
  };
  const [from, to] = [number("from", 1), number("to", MUTANTS.length)];
  const words = positionals.map((word) => word.toLowerCase());
  const hasChromium = findChromium() !== undefined;
  if (!hasChromium) console.log("Without Chromium, the mutants of the browser's backend are left out.");
  const chosen = MUTANTS.map((mutant, index) => ({ mutant, index })).filter(
    ({ mutant: { what, file, over }, index }) =>
      (hasChromium || over !== "Chromium") &&
      index + 1 >= from &&
      index < to &&
      words.every((word) => `${what} ${file}`.toLowerCase().includes(word)),
  );
  if (chosen.length === 0) throw new Error("No mutant has these words, or a number in this range.");
  return { chosen, atOnce: number("at-once", 2) };
}

/** Every suite that is needed, as the mutants will find it: without a fault, and as many at once. */
async function expectSound(suites: readonly SuiteRun["suite"][], atOnce: number): Promise<void> {
  for (const suite of suites) {
    const failures = await Promise.all(Array.from({ length: atOnce }, () => runSuite({ suite })));
    const failure = failures.find((each) => each !== undefined);
    if (failure !== undefined) {
      throw new Error(`Without any fault the suite over ${suite} fails: ${failure.title}\n${failure.message}`);
    }
  }
}

const started = performance.now();
const { chosen, atOnce } = chosenMutants();
for (const { mutant } of chosen) mutate(mutant, readFileSync(join(ROOT, mutant.file), "utf8"));
await expectSound([...new Set(chosen.map(({ mutant }) => suiteOf(mutant)))], atOnce);

const waiting = [...chosen];
const survivors: string[] = [];
const work = async (): Promise<void> => {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const outcome = await outcomeOf(next);
    const name = `${next.index + 1}  ${next.mutant.what}`;
    if (outcome.kind === "survived") survivors.push(`${name}  (${next.mutant.file}; ${outcome.why})`);
    console.log(`${name}\n    ${outcome.kind === "caught" ? outcome.by : `SURVIVED: ${outcome.why}`}`);
  }
};
await Promise.all(Array.from({ length: atOnce }, work));
const seconds = Math.round((performance.now() - started) / 1000);
console.log(
  `${chosen.length} of ${MUTANTS.length} mutants: ${chosen.length - survivors.length} caught, ${survivors.length} survived. ${seconds} s`,
);
if (survivors.length > 0) {
  for (const survivor of survivors) console.log(`  ${survivor}`);
  console.log("Write a test that sees what the survivors do wrong, or take out a mutant that does nothing wrong.");
  process.exitCode = 1;
}
