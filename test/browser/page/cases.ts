/** What the runner outside calls in a page with tests. */
import { cases } from "./vitest.js";

/** One test, as far as it can leave the page. */
export interface CaseInfo {
  /** The names of the groups it stands in, and its own. */
  readonly path: readonly string[];
  readonly isSkipped: boolean;
  readonly timeoutMs: number | undefined;
}

export interface Failure {
  readonly message: string;
  readonly stack: string;
  /** What was there and what was wanted, as texts, if the failure compares. */
  readonly actual?: string;
  readonly expected?: string;
}

export interface CaseRunner {
  list(): CaseInfo[];
  /** Everything that went wrong: the test itself, and errors that nobody caught meanwhile. */
  run(index: number, timeoutMs: number): Promise<Failure[]>;
}

/** Errors of the page that no test caught. */
let uncaught: unknown[] = [];

export function offerCases(): void {
  addEventListener("error", ({ error, message }) => uncaught.push(error ?? message));
  addEventListener("unhandledrejection", ({ reason }) => uncaught.push(reason));
  const runner: CaseRunner = {
    list: () => cases.map(({ path, isSkipped, timeoutMs }) => ({ path, isSkipped, timeoutMs })),
    run,
  };
  Object.assign(globalThis, { caseRunner: runner });
}

async function run(index: number, timeoutMs: number): Promise<Failure[]> {
  const failures: Failure[] = [];
  uncaught = [];
  try {
    await Promise.race([cases[index]?.run(), timeout(timeoutMs)]);
  } catch (thrown) {
    failures.push(describe(thrown));
  }
  await rejectionsTold();
  for (const thrown of uncaught) {
    const failure = describe(thrown);
    failures.push({ ...failure, message: `nobody caught in the page: ${failure.message}` });
  }
  return failures;
}

/** A rejection is told to be unhandled some time after it happened. They are told in order: so wait for one more. */
async function rejectionsTold(): Promise<void> {
  const last = new Error("the last rejection");
  const told = new Promise<void>((resolve) => {
    const listener = (event: PromiseRejectionEvent): void => {
      if (event.reason !== last) return;
      removeEventListener("unhandledrejection", listener, true);
      event.preventDefault();
      resolve();
    };
    addEventListener("unhandledrejection", listener, true);
  });
  void Promise.reject(last);
  await told;
  uncaught = uncaught.filter((thrown) => thrown !== last);
}

function timeout(ms: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`The test did not end within ${ms} ms.`)), ms);
  });
}

function describe(thrown: unknown): Failure {
  if (!(thrown instanceof Error)) return { message: String(thrown), stack: "" };
  const { message, stack = "" } = thrown;
  if (!("actual" in thrown && "expected" in thrown)) return { message, stack };
  return { message, stack, actual: print(thrown.actual), expected: print(thrown.expected) };
}

function print(value: unknown): string {
  if (value === undefined) return "undefined";
  const text = JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? `${part}n` : part), 2);
  return text.slice(0, 10_000);
}
