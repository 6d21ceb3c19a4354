import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

/**
 * The one option that all parts know: `--quick` measures less, for a look instead of a figure. Ends the process if the
 * project is not built.
 */
export function readOptions(part: string): { readonly isQuick: boolean } {
  const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
  if (!existsSync(resolve("dist/runtime/index.js"))) {
    console.error(`bench:${part}: dist/runtime/index.js is missing: run \`npm run build\`.`);
    process.exit(2);
  }
  return { isQuick: values.quick };
}
