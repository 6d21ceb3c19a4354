import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { buildReport } from "./build-report.js";
import { factsFor } from "./facts.js";
import { printHtml } from "./print-html.js";
import { printSummary, summarize } from "./print-summary.js";
import { allResults, readResults, RESULTS_FILE } from "./result-files.js";

export const CONFORMANCE_USAGE = `godot-webrtc conformance [--results FILE]... [--html FILE]

Says what of the class reference is shown by tests: every promise and every sentence, by which test, with its last result
over each implementation. Exits with 0 if all is shown or left out with a reason, with 1 if something failed, has no test or
was not run, with 2 after an error. Results of other implementations are held against what the suite alone can show.

  --results FILE  what the reporter of godot-webrtc/conformance/reporter kept (default: ${RESULTS_FILE})
  --html FILE     write the whole report as one page, to read and to search`;

interface CommandOutput {
  out(text: string): void;
  error(text: string): void;
}

const [DONE, UNSOUND, ERROR] = [0, 1, 2];

/** `conformance`: gives the exit code. */
export function conformanceCommand(args: readonly string[], output: CommandOutput): number {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        results: { type: "string", multiple: true },
        html: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) {
      output.out(CONFORMANCE_USAGE);
      return DONE;
    }
    const files = values.results ?? [RESULTS_FILE];
    const missing = files.filter((file) => !existsSync(file));
    if (missing.length > 0) {
      output.error(
        `There are no results in ${missing.join(", ")}. Run the tests first, or name another file with --results.`,
      );
      return ERROR;
    }
    const results = files.flatMap((file) => allResults(readResults(file)));
    const report = buildReport(results, factsFor(results));
    if (values.html !== undefined) {
      mkdirSync(dirname(values.html), { recursive: true });
      writeFileSync(values.html, printHtml(report));
    }
    output.out(printSummary(report));
    return summarize(report).isSound ? DONE : UNSOUND;
  } catch (error) {
    output.error(`error: ${error instanceof Error ? error.message : String(error)}\n\n${CONFORMANCE_USAGE}`);
    return ERROR;
  }
}
