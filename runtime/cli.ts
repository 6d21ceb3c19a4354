#!/usr/bin/env node
import { readFileSync } from "node:fs";

const USAGE = `godot-webrtc <command> [options]

Commands:
  generate     write TypeScript from class references in Godot's XML format
  drift        compare two folders of class references
  sync         bring class references up to date with an engine's
  conformance  say what of the class reference is shown by tests
  signal       run a signaling server, which introduces peers to each other

  godot-webrtc <command> --help   options of a command
  godot-webrtc --help             this text
  godot-webrtc --version          the version of this package`;

const ERROR = 2;

const output = {
  out: (text: string): void => print(process.stdout, text),
  error: (text: string): void => print(process.stderr, text),
};

/** Those whose errors are listened to. */
const heard = new Set<NodeJS.WriteStream>();

function print(stream: NodeJS.WriteStream, text: string): void {
  if (!heard.has(stream)) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      // Whoever closes the other end of a pipe, as `head` does, has read enough.
      if (error.code !== "EPIPE") throw error;
    });
  }
  heard.add(stream);
  stream.write(`${text}\n`);
}

type Command = (args: readonly string[]) => Promise<number>;

// Loaded when asked for: whoever only runs a peer pays for no code generator.
const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["generate", async (args) => (await import("../codegen/cli.js")).generateCommand(args, output)],
  ["drift", async (args) => (await import("../codegen/commands/drift.js")).driftCommand(args, output)],
  [
    "conformance",
    async (args) => (await import("../test/conformance/report/command.js")).conformanceCommand(args, output),
  ],
  ["sync", async (args) => (await import("../codegen/commands/sync.js")).syncCommand(args, output)],
  ["signal", async (args) => (await import("./signaling/command.js")).signalCommand(args, output)],
]);

async function run([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    (name === undefined ? output.error : output.out)(USAGE);
    return name === undefined ? ERROR : 0;
  }
  if (name === "--version" || name === "-v") {
    output.out(packageVersion());
    return 0;
  }
  const command = COMMANDS.get(name);
  if (command !== undefined) return command(args);
  const kind = name.startsWith("-") ? "option" : "command";
  output.error(`Unknown ${kind} "${name}".\n\n${USAGE}`);
  return ERROR;
}

/** package.json stands one folder up from the sources, two from the build. */
function packageVersion(): string {
  for (const path of ["../package.json", "../../package.json"]) {
    try {
      const content: unknown = JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
      if (typeof content === "object" && content !== null && "version" in content) return String(content.version);
    } catch {
      // Look further up.
    }
  }
  return "unknown";
}

process.exitCode = await run(process.argv.slice(2));
