import { spawn } from "node:child_process";
import { resolve as resolvePath } from "node:path";
import { CodegenError } from "../problems.js";

export interface ProgramResult {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** More of what a program prints says nothing new. */
const KEPT_CHARACTERS = 64 * 1024;

/** The engine's own version, or nothing if it does not tell: `4.6.3.stable.official.…` */
export async function engineVersion(binary: string, milliseconds: number): Promise<string | undefined> {
  const { stdout } = await runProgram(binary, ["--version"], milliseconds);
  // Other lines may stand around it: warnings of the graphics driver, say.
  const match = /^(\d+\.\d+(?:\.\d+)*)(?:\.([a-z]+\d*))?(?=\.|\s|$)/m.exec(stdout);
  return match === null ? undefined : versionName(match[1] ?? "", match[2]);
}

/** As Godot calls its releases: the status is part of the name unless it is stable. */
export function versionName(numbers: string, status: string | undefined): string {
  return status === undefined || status === "stable" ? numbers : `${numbers}-${status}`;
}

/** Has the engine write its class reference into the folder: the API, without texts. */
export async function runDoctool(binary: string, folder: string, milliseconds: number): Promise<void> {
  const { code, signal, stdout, stderr } = await runProgram(binary, ["--headless", "--doctool", folder], milliseconds);
  if (code === 0) return;
  const how = code === null ? `was ended by ${signal ?? "a signal"}` : `exited with ${code}`;
  const said = `${stdout}\n${stderr}`.trim().split("\n").slice(-5).join("\n  ").trim();
  const message = `--headless --doctool ${how}${said === "" ? "" : `. It said:\n  ${said}\n `} Is it a Godot with an editor?`;
  throw new CodegenError([{ file: binary, message }]);
}

/** Milliseconds. */
const GRACE = 500;

/** Runs a program to its end, or ends it at the deadline. */
function runProgram(binary: string, args: readonly string[], milliseconds: number): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const fail = (message: string): void => reject(new CodegenError([{ file: binary, message }]));
    // A name without a folder would be looked for elsewhere.
    const child = spawn(resolvePath(binary), args, { stdio: ["ignore", "pipe", "pipe"] });
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8");
      child[name].on("data", (text: string) => void (output[name] = (output[name] + text).slice(-KEPT_CHARACTERS)));
    }
    let isLate = false;
    const deadline = setTimeout(() => {
      isLate = true;
      child.kill("SIGKILL");
    }, milliseconds);
    child.on("error", (error) => {
      clearTimeout(deadline);
      fail(`cannot be run (${error.message}). Give a folder of class references, or a Godot binary, with --from`);
    });
    let ended: Pick<ProgramResult, "code" | "signal"> = { code: null, signal: null };
    const finish = (): void => {
      child.stdout.destroy();
      child.stderr.destroy();
      if (!isLate) resolve({ ...ended, ...output });
      else fail(`${args.join(" ")} took longer than ${milliseconds / 1000} s. Allow more with --timeout SECONDS`);
    };
    child.on("exit", (code, signal) => {
      clearTimeout(deadline);
      ended = { code, signal };
      // What it said last may still be on its way; but a child of its own may hold the pipes for ever.
      const grace = setTimeout(finish, GRACE);
      child.on("close", () => {
        clearTimeout(grace);
        finish();
      });
    });
  });
}
