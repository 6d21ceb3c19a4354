import type { CommandOutput } from "../../codegen/commands/command.js";

export interface CommandRun {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

type Command = (args: readonly string[], output: CommandOutput) => Promise<number>;

/** Runs a command in this process and keeps what it prints. */
export async function runCommand(command: Command, args: readonly string[]): Promise<CommandRun> {
  const out: string[] = [];
  const error: string[] = [];
  const code = await command(args, { out: (text) => out.push(text), error: (text) => error.push(text) });
  return { code, out: out.join("\n"), error: error.join("\n") };
}
