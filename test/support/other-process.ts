/** Starts `answering-process.ts` and talks to it. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Candidate, Description } from "./sides.js";
import { SOURCE_FLAGS } from "./source-flags.js";

/** What one side tells the other: its description and its candidates. */
export interface Message extends Description {
  readonly candidates: readonly Candidate[];
}

export interface OtherProcess {
  /** Answers an offer; the other side has the negotiated channel "x" with id 1. */
  answer(offer: Message): Promise<Message>;
  /** Ends it without a word to anybody. */
  kill(): Promise<void>;
}

export function startOtherProcess(): OtherProcess {
  const script = fileURLToPath(new URL("answering-process.ts", import.meta.url));
  const child = spawn(process.execPath, [...SOURCE_FLAGS, script], { stdio: ["pipe", "pipe", "inherit"] });
  const exited = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  const lines = createInterface({ input: child.stdout });
  const first = new Promise<string>((resolve, reject) => {
    lines.once("line", resolve);
    lines.once("close", () => reject(new Error("The other process ended without an answer.")));
  });
  return {
    async answer(offer) {
      child.stdin.write(`${JSON.stringify(offer)}\n`);
      return JSON.parse(await first) as Message;
    },
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
