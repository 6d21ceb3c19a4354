/** What must not happen in any test here: an exception or a rejection that nobody catches. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { type ErrorReport, set_error_handler } from "../../runtime/index.js";

const escaped: unknown[] = [];
const note = (error: unknown): void => void escaped.push(error);

/** For the tests of one file. Gives the reports of the present test, which are not printed. */
export function watch(): ErrorReport[] {
  const reports: ErrorReport[] = [];
  beforeAll(() => {
    process.on("unhandledRejection", note);
    process.on("uncaughtException", note);
  });
  beforeEach(() => {
    reports.length = 0;
    set_error_handler((report) => void reports.push(report));
  });
  afterEach(async () => {
    // A rejection is told once the microtasks are through.
    await new Promise((resolve) => setImmediate(resolve));
    set_error_handler(null);
    expect(escaped.splice(0), "exceptions that escaped").toEqual([]);
  });
  afterAll(() => {
    process.off("unhandledRejection", note);
    process.off("uncaughtException", note);
  });
  return reports;
}
