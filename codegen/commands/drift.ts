import { parseArgs } from "node:util";
import { DIFFERENT, DONE, ERROR, guarded, print, type CommandOutput } from "./command.js";

export const DRIFT_USAGE = `godot-webrtc drift --from DIR --to DIR [--texts | --no-texts] [--format FORMAT | --json]

Compares two folders of class references, or Godot source trees: what is breaking, what is compatible, what differs in texts only.
Exits with 0 if there is no difference, with 1 if there is one, with 2 after an error.

  --from DIR       the folder to compare with: the older one, such as an engine's doc/classes
  --to DIR         the folder that is compared; if its SOURCE.json names classes, these and no others are
  --texts          compare texts too (default: if neither folder has a SOURCE.json and both have texts)
  --no-texts       compare facts only
  --format FORMAT  terminal (default), markdown or json
  --json           the same as --format json`;

const FORMATS = ["terminal", "markdown", "json"] as const;

/** `drift`: gives the exit code. 0: no drift, 1: drift, 2: error. */
export function driftCommand(args: readonly string[], output: CommandOutput): Promise<number> {
  return guarded(output, DRIFT_USAGE, async () => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        from: { type: "string" },
        to: { type: "string" },
        texts: { type: "boolean" },
        format: { type: "string" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
      allowNegative: true,
    });
    if (values.help === true) return print(output, DRIFT_USAGE);
    const { from, to, texts } = values;
    if (from === undefined || to === undefined) {
      output.error(`drift needs both --from DIR and --to DIR.\n\n${DRIFT_USAGE}`);
      return ERROR;
    }
    const wanted = values.format ?? (values.json === true ? "json" : "terminal");
    const format = FORMATS.find((known) => known === wanted);
    if (format === undefined || (values.json === true && format !== "json")) {
      const found = values.json === true ? `--format ${wanted} and --json` : `--format ${wanted}`;
      output.error(`drift was given ${found}; allowed is one of ${FORMATS.join(", ")}.\n\n${DRIFT_USAGE}`);
      return ERROR;
    }
    const { drift, printDrift, printDriftJson, printDriftMarkdown } = await import("../drift/index.js");
    const found = drift({ from, to, texts });
    const printers = { terminal: printDrift, markdown: printDriftMarkdown, json: printDriftJson };
    output.out(printers[format](found).trimEnd());
    return found.differences.length > 0 ? DIFFERENT : DONE;
  });
}
