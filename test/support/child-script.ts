/** Scripts in processes of their own: what they print, and that they end by themselves. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { SOURCE_FLAGS } from "./source-flags.js";

export interface Outcome {
  /** Null if a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Script {
  readonly process: ChildProcess;
  /** Resolves when the script printed this line; rejects when it ended without. */
  line(text: string): Promise<void>;
  /** Resolves when the script has ended. One that does not end in time is killed, and the promise rejects. */
  readonly ended: Promise<Outcome>;
}

/** Starts a TypeScript file. @param url e.g. `new URL("processes/x.ts", import.meta.url)` */
export function startScript(url: URL, deadlineMs: number, ...args: readonly string[]): Script {
  const path = fileURLToPath(url);
  const child = spawn(process.execPath, [...SOURCE_FLAGS, path, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  const lookers = new Set<() => void>();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    for (const look of lookers) look();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = new Promise<Outcome>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`${path} did not end within ${deadlineMs} ms.\n${stdout}\n${stderr}`));
    }, deadlineMs);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, stderr });
    });
  });
  const line = (wanted: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!stdout.split("\n").includes(wanted)) return;
        lookers.delete(look);
        resolve();
      };
      lookers.add(look);
      look();
      ended.then(() => reject(new Error(`${path} ended without the line "${wanted}".\n${stdout}\n${stderr}`)), reject);
    });
  // Whoever waits for a line hears of a failure there.
  ended.catch(() => undefined);
  return { process: child, line, ended };
}
