import { afterEach, expect, test, vi } from "vitest";
import { type ErrorReport, GodotError, report, set_error_handler } from "./core.js";

const example: ErrorReport = {
  kind: "error",
  message: "Cannot create an offer: the connection is closed.",
  class_name: "WebRTCPeerConnection",
  method: "create_offer",
  code: GodotError.FAILED,
};

const printed = () => vi.spyOn(console, "error").mockImplementation(() => undefined);

afterEach(() => {
  set_error_handler(null);
});

test.each([
  ["error", "ERROR"],
  ["warning", "WARNING"],
  ["script_error", "SCRIPT ERROR"],
] as const)("by default, a report of kind %s is printed in Godot's shape", (kind, heading) => {
  const console = printed();
  report({ ...example, kind });
  expect(console.mock.calls).toEqual([
    [`${heading}: Cannot create an offer: the connection is closed.\n   at: WebRTCPeerConnection.create_offer`],
  ]);
});

test("what was thrown is printed with its stack", () => {
  const console = printed();
  const cause = new Error("boom");
  report({ ...example, kind: "script_error", cause });
  expect(String(console.mock.calls[0]?.[0])).toContain(`\n   cause: ${cause.stack}`);
});

test("a handler gets the report itself, and nothing is printed", () => {
  const console = printed();
  const seen: ErrorReport[] = [];
  set_error_handler((given) => void seen.push(given));
  report(example);
  expect(seen).toEqual([example]);
  expect(console).not.toHaveBeenCalled();
});

test("set_error_handler returns the handler that was set before", () => {
  const first = () => undefined;
  const second = () => undefined;
  expect(set_error_handler(first)).toBeNull();
  expect(set_error_handler(second)).toBe(first);
  expect(set_error_handler(null)).toBe(second);
});

test("what is not a function is refused, and the handler stays", () => {
  const seen: ErrorReport[] = [];
  set_error_handler((given) => void seen.push(given));
  set_error_handler("console" as unknown as null);
  report(example);
  expect(seen.map(({ method }) => method)).toEqual(["set_error_handler", "create_offer"]);
});

test("a handler that throws does no harm, and neither report nor fault is lost", () => {
  const console = printed();
  const fault = new Error("in the handler");
  set_error_handler(() => {
    throw fault;
  });
  expect(() => report(example)).not.toThrow();
  expect(console.mock.calls.map(([text]) => String(text))).toEqual([
    expect.stringContaining("Cannot create an offer"),
    expect.stringContaining("The error handler threw"),
  ]);
  expect(console.mock.calls[1]?.[1]).toBe(fault);
});

test("what is reported while the handler runs is printed, so that no report causes itself for ever", () => {
  const console = printed();
  set_error_handler(() => report(example));
  report(example);
  expect(console).toHaveBeenCalledTimes(1);
});
