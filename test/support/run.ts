import { execFile } from "node:child_process";

/** How a program ended, and what it printed. */
export interface Outcome {
  /** The exit code, or the signal that ended it; `SIGTERM` if it did not end in time. */
  readonly code: unknown;
  readonly out: string;
  readonly error: string;
}

/** What `npm test` and the test runner add to the environment: a program that a user starts does not see it. */
const INHERITED =
  /^(?:npm_(?:lifecycle_|package_|command$|config_local_prefix$)|INIT_CWD$|NODE_ENV$|NODE_OPTIONS$|VITEST)/;

/** Runs a program in a folder, as its user would. */
export function run(folder: string, program: string, ...args: readonly string[]): Promise<Outcome> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !INHERITED.test(name)));
  return new Promise((resolve) => {
    execFile(program, args, { cwd: folder, env, timeout: 120_000 }, (failure, out, error) => {
      resolve({ code: failure === null ? 0 : (failure.code ?? failure.signal), out, error });
    });
  });
}
