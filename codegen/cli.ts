import { parseArgs } from "node:util";
import { DIFFERENT, guarded, print, quoted, type CommandOutput } from "./commands/command.js";
import { GENERATE_ARGUMENTS, generateOptions } from "./commands/generate-options.js";
import { generateCached } from "./cache/generate-cached.js";
import { cacheFolder } from "./cache/store.js";
import { printDifferences, printRun, printWarnings } from "./print-report.js";

export type { CommandOutput } from "./commands/command.js";
export { driftCommand } from "./commands/drift.js";
export { syncCommand } from "./commands/sync.js";

const DEFAULT_DOCS = "doc_classes";
const DEFAULT_OUT = "generated";

export const GENERATE_USAGE = `godot-webrtc generate [--docs DIR]... [--out DIR] [--runtime SPECIFIER] [--classes A,B]
                      [--naming godot|camel] [--locale FILE.po] [--check] [--verify] [--no-cache] [--watch]

Writes TypeScript from class references in Godot's XML format.

  --docs DIR           folder of class references, or a Godot source tree; may be given several times (default: ${DEFAULT_DOCS})
  --out DIR            folder to write into (default: ${DEFAULT_OUT})
  --runtime SPECIFIER  write the extension glue too, which imports its base classes from this module
  --classes A,B        only these classes and what they need; may be given several times
  --naming NAMING      what methods, properties, signals and parameters are called: godot (default), or camel for camelCase
  --locale FILE.po     take doc comments from these gettext translations where there are any
  --check              write nothing; exit with 1 if the folder is not what would be written
  --verify             check the syntax of the output with ts-morph
  --no-cache           do not remember the run, nor look whether it is one that is remembered
  --watch              go on, and generate again whenever a class reference is saved, until interrupted`;

const NOT_FOR_MENDING: ReadonlySet<string> = new Set(["--check", "--verify", "--no-cache"]);

/** `generate`: gives the exit code. 0: done, 1: --check found differences, 2: error. */
export function generateCommand(args: readonly string[], output: CommandOutput): Promise<number> {
  return guarded(output, GENERATE_USAGE, async () => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        docs: { type: "string", multiple: true },
        out: { type: "string" },
        ...GENERATE_ARGUMENTS,
        check: { type: "boolean" },
        verify: { type: "boolean" },
        "no-cache": { type: "boolean" },
        watch: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) return print(output, GENERATE_USAGE);
    const out = values.out ?? DEFAULT_OUT;
    const options = {
      docs: values.docs ?? [DEFAULT_DOCS],
      out,
      ...generateOptions(values),
      check: values.check,
      verify: values.verify,
    };
    if (values.watch === true) {
      const { watch } = await import("./commands/watch.js");
      return watch(options, output);
    }
    const folder = values["no-cache"] === true ? undefined : cacheFolder();
    const { summary, files, warnings, locale } = await generateCached(options, folder);
    if (warnings.length > 0) output.error(printWarnings(warnings));
    if (values.check === true && files.written.length + files.removed.length > 0) {
      const rest = args.filter((argument) => !NOT_FOR_MENDING.has(argument)).map(quoted);
      output.error(printDifferences(out, files, ["npx godot-webrtc generate", ...rest].join(" ")));
      return DIFFERENT;
    }
    // Since the start of the process: what the user waits for.
    return print(output, printRun(summary, files, performance.now(), locale));
  });
}
