/** How one test of a run ended. What reporters collect, reports show, and files keep. */
export interface TestResult {
  /** Relative to the project's folder, with "/". */
  readonly file: string;
  /** The implementation that the test ran over; undefined for a test outside of the suite. */
  readonly over: string | undefined;
  /**
   * What ledgers call the test: its title in the suite, or `core/signal.test.ts > connect > …`. The name of a part, as
   * `P22/turn`, stands for all its tests, and in the suite an empty name for all there are: so they are left out.
   */
  readonly name: string;
  readonly state: "passed" | "failed" | "skipped";
  /** Why it was skipped, or what failed. */
  readonly note: string | undefined;
}

const SUITE = "contract over ";
const EXCLUDED = /^(?<title>.*) \[not over (?<over>[^\]]*?): (?<reason>.*)\]$/s;
const TESTS = /^(?:.*\/)?test\//;

/** The name of the group that holds the suite's tests over an implementation. */
export function suiteName(implementation: string): string {
  return `${SUITE}${implementation}`;
}

/** The title of a test that is left out, with the reason. */
export function excludedTitle(title: string, implementation: string, reason: string): string {
  return `${title} [not over ${implementation}: ${reason}]`;
}

/**
 * What a test is called, from its file and the titles of its groups and its own.
 *
 * @param file - Relative to the project's folder, with "/".
 */
export function identify(file: string, titles: readonly string[]): Pick<TestResult, "over" | "name" | "note"> {
  const [first = "", ...inner] = titles;
  if (!first.startsWith(SUITE)) {
    return { over: undefined, name: [file.replace(TESTS, ""), ...titles].join(" > "), note: undefined };
  }
  const title = inner.join(" > ");
  const { groups } = EXCLUDED.exec(title) ?? {};
  return { over: first.slice(SUITE.length), name: groups?.["title"] ?? title, note: groups?.["reason"] };
}
