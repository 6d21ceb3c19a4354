import { count } from "../print-report.js";
import { CodegenError, printProblem } from "../problems.js";

/** Where a command prints to. */
export interface CommandOutput {
  out(text: string): void;
  error(text: string): void;
}

/** Exit codes that all commands share. */
export const DONE = 0;
export const DIFFERENT = 1;
export const ERROR = 2;

/** Users' errors are printed as what they are; others too, without a stack that only says where this program is. */
export async function guarded(output: CommandOutput, usage: string, command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    output.error(isArgumentError(error) ? `${error.message}\n\n${usage}` : printProblems(error));
    return ERROR;
  }
}

export function printProblems(error: unknown): string {
  if (!(error instanceof CodegenError)) return `error: ${error instanceof Error ? error.message : String(error)}`;
  const { problems } = error;
  return [
    ...problems.map((problem) => `error: ${printProblem(problem)}`),
    `${count(problems.length, "problem", "problems")}; nothing was written.`,
  ].join("\n");
}

export function print(output: CommandOutput, text: string): number {
  output.out(text);
  return DONE;
}

/** As a shell reads it back. */
export function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
