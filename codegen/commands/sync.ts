import { parseArgs } from "node:util";
import { printWarnings } from "../print-report.js";
import { GENERATE_ARGUMENTS, generateOptions } from "./generate-options.js";
import { DIFFERENT, DONE, ERROR, guarded, print, quoted, type CommandOutput } from "./command.js";

export const SYNC_USAGE = `godot-webrtc sync --from DIR|GODOT_BINARY [--docs DIR] [--out DIR] [--write] [--with-text]
                  [--accept-texts] [--timeout SECONDS]

Brings the class references that SOURCE.json names up to date with another reference: shows what differs, and with
--write takes the facts over and regenerates. Texts stay, new members come with an empty one, removed members go.
Of classes that are a subset, only the members that are there are kept up to date.
Exits with 0 if there is nothing to do or all is written, with 1 if there is something to take over, with 2 after an
error; then nothing was written.

  --from DIR|GODOT_BINARY  a Godot source tree, a folder of class references, or a Godot binary (with an editor), which
                           is run with --headless --doctool and writes the API without texts
  --docs DIR               the class references to bring up to date (default: doc_classes)
  --out DIR                the folder to regenerate (default: generated)
  --write                  write; both folders are replaced as a whole
  --with-text              take the texts over too
  --accept-texts           write, and record in SOURCE.json that what is restated are the texts of this reference; until
                           then, texts that changed are listed
  --timeout SECONDS        how long the binary may take (default: 120)

It regenerates as \`generate\` does, and takes the same --runtime, --classes, --naming and --locale.`;

/** `sync`: gives the exit code. 0: nothing to do, or written, 1: something to take over, 2: error. */
export function syncCommand(args: readonly string[], output: CommandOutput): Promise<number> {
  return guarded(output, SYNC_USAGE, async () => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        from: { type: "string" },
        docs: { type: "string", default: "doc_classes" },
        out: { type: "string", default: "generated" },
        write: { type: "boolean", default: false },
        "with-text": { type: "boolean", default: false },
        "accept-texts": { type: "boolean", default: false },
        timeout: { type: "string", default: "120" },
        ...GENERATE_ARGUMENTS,
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) return print(output, SYNC_USAGE);
    const { from, docs, out, write } = values;
    const seconds = Number(values.timeout);
    if (from === undefined || !(seconds > 0)) {
      const message =
        from === undefined
          ? "needs --from DIR|GODOT_BINARY"
          : `was given --timeout ${values.timeout}; allowed is a number of seconds`;
      output.error(`sync ${message}.\n\n${SYNC_USAGE}`);
      return ERROR;
    }
    const { printSync, sync } = await import("../sync/index.js");
    const timeout = seconds * 1000;
    const generate = generateOptions(values);
    const [withText, acceptTexts] = [values["with-text"], values["accept-texts"]];
    const result = await sync({ from, docs, out, write, withText, acceptTexts, timeout, generate });
    const warnings = result.generated?.warnings ?? [];
    if (warnings.length > 0) output.error(printWarnings(warnings));
    const command = ["npx godot-webrtc sync", ...args.filter((argument) => argument !== "--write").map(quoted)].join(
      " ",
    );
    output.out(printSync(result, docs, command));
    const isPending = result.files.length > 0 || result.drift.differences.length > 0;
    return isPending && result.generated === undefined ? DIFFERENT : DONE;
  });
}
