/** Prints the names of all tests in the files that are named, as JSON: also of those that are skipped here. */
import { relative, sep } from "node:path";
import { createVitest } from "vitest/node";
import { ROOT } from "../support/root.js";
import { titlesOf } from "./report/reporter.js";
import { identify } from "./suite/results.js";

const vitest = await createVitest("test", { root: ROOT, watch: false, reporters: [{}], isolate: false, maxWorkers: 1 });
try {
  const { testModules } = await vitest.collect(process.argv.slice(2));
  const names = testModules.flatMap((module) => {
    const file = relative(ROOT, module.moduleId).split(sep).join("/");
    return [...module.children.allTests()].map((test) => identify(file, titlesOf(test)).name);
  });
  process.stdout.write(JSON.stringify([...new Set(names)]));
  // Vitest exits with 1 then, and has no reporter here that would say why.
  for (const module of testModules)
    for (const { message } of module.errors()) console.error(`${relative(ROOT, module.moduleId)}: ${message}`);
} finally {
  await vitest.close();
}
