import type { GodotError } from "./api.js";

/** What is reported: something refused or failed, something doubtful, or an exception in code that was called back. */
export type ErrorKind = "error" | "warning" | "script_error";

/** One report. Godot prints the same to its error stream and goes on; nothing is thrown. */
export interface ErrorReport {
  readonly kind: ErrorKind;
  /** What failed, and why. */
  readonly message: string;
  /** The class that reports it, e.g. `WebRTCPeerConnection`. */
  readonly class_name: string;
  /** The method, or the signal, it happened in. */
  readonly method: string;
  /** The code that the method returned, if it returns one. */
  readonly code?: GodotError | undefined;
  /** What was thrown, if something was. */
  readonly cause?: unknown;
}

export type ErrorHandler = (report: ErrorReport) => void;

let handler: ErrorHandler | null = null;
let insideHandler = false;
/** Who gets the reports. A program that sets no handler does without {@link handle}. */
let receive: ErrorHandler = print;

function print(report: ErrorReport): void {
  const heading = report.kind.replace("_", " ").toUpperCase();
  const lines = [`${heading}: ${report.message}`, `   at: ${report.class_name}.${report.method}`];
  if (report.cause instanceof Error && report.cause.stack !== undefined) lines.push(`   cause: ${report.cause.stack}`);
  console.error(lines.join("\n"));
}

/**
 * Chooses who gets the reports of errors, warnings and exceptions in handlers.
 *
 * @param next - Called with each report; `null` brings back the default, which prints to `console.error`.
 *   A handler that throws does no harm: its own error is printed. What is reported while the handler runs is printed.
 * @returns The handler that was set before, `null` if it was the default one.
 */
export function set_error_handler(next: ErrorHandler | null): ErrorHandler | null {
  const previous = handler;
  // Callers without types may pass anything.
  const given: unknown = next;
  if (given !== null && typeof given !== "function") {
    const message = "The error handler must be a function, or null for the default one. The handler is unchanged.";
    reportError("godot-webrtc", "set_error_handler", message);
    return previous;
  }
  handler = next;
  receive = handle;
  return previous;
}

/** Reports an error of a method. Returns the code that the method then returns. */
export function reportError<Code extends GodotError | undefined = undefined>(
  class_name: string,
  method: string,
  message: string,
  code?: Code,
): Code {
  report({ kind: "error", message, class_name, method, code });
  return code as Code;
}

/**
 * Reports that something failed. The caller goes on and returns its documented value.
 *
 * @param report - What, where and why.
 */
export function report(report: ErrorReport): void {
  receive(report);
}

function handle(report: ErrorReport): void {
  if (handler === null || insideHandler) {
    print(report);
    return;
  }
  insideHandler = true;
  try {
    handler(report);
  } catch (thrown) {
    print(report);
    console.error("ERROR: The error handler threw while it handled the report above.", thrown);
  } finally {
    insideHandler = false;
  }
}
