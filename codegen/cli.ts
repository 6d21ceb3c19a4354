import { parseArgs } from "node:util";
import { generate } from "./main.js";
import { count, printDifferences, printReport, printWarnings } from "./print-report.js";
import { CodegenError, printProblem } from "./problems.js";

/** Where a command prints to. */
export interface CommandOutput {
  out(text: string): void;
  error(text: string): void;
}

const ERROR = 2;
const DIFFERENT = 1;
const DEFAULT_DOCS = "doc_classes";
const DEFAULT_OUT = "generated";

export const GENERATE_USAGE = `godot-webrtc generate [--docs DIR]... [--out DIR] [--runtime SPECIFIER] [--check] [--verify]

Writes TypeScript from class references in Godot's XML format.

  --docs DIR           folder of class references; may be given several times (default: ${DEFAULT_DOCS})
  --out DIR            folder to write into (default: ${DEFAULT_OUT})
  --runtime SPECIFIER  write the extension glue too, which imports its base classes from this module
  --check              write nothing; exit with 1 if the folder is not what would be written
  --verify             check the syntax of the output with ts-morph`;

export const DRIFT_USAGE = `godot-webrtc drift --from DIR --to DIR [--json]

Compares two folders of class references. Exits with 0 if their APIs are the same, with 1 if not.

  --from DIR  the folder to compare with, such as an engine's doc/classes
  --to DIR    the folder that is compared
  --json      print the differences as JSON`;

/** `generate`: gives the exit code. 0: done, 1: --check found differences, 2: error. */
export function generateCommand(args: readonly string[], output: CommandOutput): Promise<number> {
  return guarded(output, GENERATE_USAGE, async () => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        docs: { type: "string", multiple: true },
        out: { type: "string" },
        runtime: { type: "string" },
        check: { type: "boolean" },
        verify: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) return print(output, GENERATE_USAGE);
    const out = values.out ?? DEFAULT_OUT;
    const { api, files, warnings } = await generate({
      docs: values.docs ?? [DEFAULT_DOCS],
      out,
      runtime: values.runtime,
      check: values.check,
      verify: values.verify,
    });
    if (warnings.length > 0) output.error(printWarnings(warnings));
    if (values.check === true && files.written.length + files.removed.length > 0) {
      const options = args.filter((argument) => argument !== "--check" && argument !== "--verify").map(quoted);
      output.error(printDifferences(out, files, ["npx godot-webrtc generate", ...options].join(" ")));
      return DIFFERENT;
    }
    // Since the start of the process: what the user waits for.
    return print(output, printReport(api, files, performance.now()));
  });
}

/** `drift`: gives the exit code. 0: no drift, 1: drift, 2: error. */
export function driftCommand(args: readonly string[], output: CommandOutput): Promise<number> {
  return guarded(output, DRIFT_USAGE, async () => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        from: { type: "string" },
        to: { type: "string" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) return print(output, DRIFT_USAGE);
    const { from, to, json } = values;
    if (from === undefined || to === undefined) {
      output.error(`drift needs both --from DIR and --to DIR.\n\n${DRIFT_USAGE}`);
      return ERROR;
    }
    const { runDrift } = await import("./drift/index.js");
    return runDrift({ from, to, json: json === true }, (text) => output.out(text));
  });
}

/** Users' errors are printed as what they are; others too, without a stack that only says where this program is. */
async function guarded(output: CommandOutput, usage: string, command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof CodegenError) {
      output.error(error.problems.map((problem) => `error: ${printProblem(problem)}`).join("\n"));
      output.error(`${count(error.problems.length, "problem", "problems")}; nothing was written.`);
    } else if (isArgumentError(error)) {
      output.error(`${error.message}\n\n${usage}`);
    } else {
      output.error(`error: ${error instanceof Error ? error.message : String(error)}`);
    }
    return ERROR;
  }
}

function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}

function print(output: CommandOutput, text: string): number {
  output.out(text);
  return 0;
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
