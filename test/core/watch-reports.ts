import { afterEach, beforeEach } from "vitest";
import { type ErrorReport, set_error_handler } from "../../runtime/core/index.js";

/** Collects what is reported during each test of the file, instead of printing it. */
export function watchReports(): ErrorReport[] {
  const reports: ErrorReport[] = [];
  beforeEach(() => {
    reports.length = 0;
    set_error_handler((report) => void reports.push(report));
  });
  afterEach(() => {
    set_error_handler(null);
  });
  return reports;
}
