/** A process that does what it is told: both ends of the talk. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface Worker {
  readonly pid: number;
  /** Calls a job by its name; rejects if the job throws or the process ends. */
  call(job: string, ...args: readonly unknown[]): Promise<unknown>;
  /** What the worker tells on its own. */
  onTold(listener: (what: unknown) => void): void;
  tell(what: unknown): void;
  stop(): Promise<void>;
}

export type Jobs = Readonly<Record<string, (...args: never[]) => unknown>>;

interface Request {
  readonly call: number;
  readonly job: string;
  readonly args: readonly unknown[];
}

type Answer =
  { readonly answer: number; readonly result: unknown } | { readonly answer: number; readonly error: string };

/** @param script e.g. `new URL("worker.ts", import.meta.url)` */
export function startWorker(script: URL, ...args: readonly string[]): Worker {
  const path = fileURLToPath(script);
  const child = fork(path, args, { execArgv: ["--expose-gc", "--import", "tsx"], serialization: "advanced" });
  const waiting = new Map<number, { done: (result: unknown) => void; failed: (error: Error) => void }>();
  const listeners: ((what: unknown) => void)[] = [];
  let calls = 0;
  const ended = new Promise<void>((resolve) => {
    child.once("exit", (code, signal) => {
      const how = code === null ? `by ${signal ?? "a signal"}` : `with code ${code}`;
      for (const { failed } of waiting.values()) failed(new Error(`${path} ${args.join(" ")} ended ${how}`));
      waiting.clear();
      resolve();
    });
  });
  child.on("message", (message) => {
    if (!isAnswer(message)) {
      for (const listener of listeners) listener(message);
      return;
    }
    const { done, failed } = waiting.get(message.answer) ?? {};
    waiting.delete(message.answer);
    if ("error" in message) failed?.(new Error(message.error));
    else done?.(message.result);
  });
  return {
    pid: child.pid ?? 0,
    call: (job, ...given) =>
      new Promise((done, failed) => {
        calls += 1;
        waiting.set(calls, { done, failed });
        child.send({ call: calls, job, args: given } satisfies Request);
      }),
    onTold: (listener) => void listeners.push(listener),
    tell: (what) => {
      if (child.connected) child.send(what as object);
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) end(child);
      await ended;
    },
  };
}

function end(child: ChildProcess): void {
  // What is measured is measured; native threads of some contenders never end.
  child.kill("SIGKILL");
}

/** In the worker: does the jobs that are asked for, until its parent is gone. */
export function serve(jobs: Jobs, told: (what: unknown) => void = () => undefined): { tell(what: unknown): void } {
  const send = (message: unknown): void => void process.send?.(message);
  process.on("message", (message) => {
    if (!isRequest(message)) {
      told(message);
      return;
    }
    const { call, job, args } = message;
    void Promise.resolve()
      .then(() => {
        const found = jobs[job];
        if (found === undefined) throw new Error(`there is no job "${job}"`);
        return found(...(args as never[]));
      })
      .then(
        (result) => send({ answer: call, result } satisfies Answer),
        (error: unknown) =>
          send({ answer: call, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
  });
  process.on("disconnect", () => process.exit());
  return { tell: send };
}

function isAnswer(message: unknown): message is Answer {
  return typeof message === "object" && message !== null && "answer" in message;
}

function isRequest(message: unknown): message is Request {
  return typeof message === "object" && message !== null && "call" in message;
}
