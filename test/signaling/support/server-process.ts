/** A signaling server in a process of its own. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { SignalingServerOptions } from "../../../runtime/signaling/server/index.js";

export interface ServerProcess {
  readonly port: number;
  /** How many bytes its heap holds. */
  heap(): Promise<number>;
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<void>;
  /** Ends it without a word to anybody. */
  kill(): Promise<void>;
  /** Stops its clock until {@link thaw}. */
  freeze(): void;
  thaw(): void;
}

export async function startServerProcess(options: SignalingServerOptions): Promise<ServerProcess> {
  const script = fileURLToPath(new URL("../processes/server.ts", import.meta.url));
  const child = spawn(process.execPath, ["--expose-gc", "--import", "tsx", script, JSON.stringify(options)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  const lines = createInterface({ input: child.stdout });
  const number = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const ended = (): void => reject(new Error("The server process has ended."));
      lines.once("close", ended);
      lines.once("line", (line) => {
        lines.off("close", ended);
        resolve(Number(line));
      });
    });
  const port = await number();
  return {
    port,
    heap: () => {
      const answer = number();
      child.stdin.write("heap\n");
      return answer;
    },
    async stop() {
      child.stdin.end();
      await exited;
    },
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
  };
}
