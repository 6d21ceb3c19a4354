/**
 * Runs the conformance suite over a connection that is deliberately wrong, and prints what it catches. Run it with
 * `npm run example:conformance`.
 */
import { fileURLToPath, pathToFileURL } from "node:url";
import { startVitest } from "vitest/node";

const FOLDER = fileURLToPath(new URL("../..", import.meta.url)).replace(/dist[\\/]$/, "");

export async function run(print: (line: string) => void): Promise<void> {
  const vitest = await startVitest("test", [], {
    root: FOLDER,
    config: false,
    include: ["examples/conformance/*.conformance.ts"],
    watch: false,
    // The failures are what the example is about: they are printed below, in a line each.
    reporters: [{ onUserConsoleLog: ({ content }) => print(content.trimEnd()) }],
  });
  const [file] = vitest.state.getTestModules();
  for (const test of file?.children.allTests() ?? []) {
    if (test.result().state === "failed") print(`caught: ${test.name}`);
  }
  await vitest.close();
  process.exitCode = 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await run((line) => console.log(line));
