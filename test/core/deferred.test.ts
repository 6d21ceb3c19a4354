import { expect, test, vi } from "vitest";
import { defer } from "../../runtime/core/deferred.js";

const nextTask = () => new Promise((resolve) => setImmediate(resolve));

test("calls run in order, after the code now running, and before anything that awaited meanwhile", async () => {
  const log: string[] = [];
  defer(() => log.push("first"));
  const awaited = Promise.resolve().then(() => log.push("awaited"));
  defer(() => log.push("second"));
  log.push("sync");
  await awaited;
  expect(log).toEqual(["sync", "first", "second", "awaited"]);
});

test("calls deferred by deferred calls run in the same go", async () => {
  const log: number[] = [];
  const again = (n: number) => {
    log.push(n);
    if (n < 3) defer(() => again(n + 1));
  };
  defer(() => again(1));
  defer(() => log.push(10));
  await Promise.resolve();
  expect(log).toEqual([1, 10, 2, 3]);
});

test("a call that throws does not stop those behind it", async () => {
  const console = vi.spyOn(globalThis.console, "error").mockImplementation(() => undefined);
  const log: string[] = [];
  defer(() => {
    throw new Error("boom");
  });
  defer(() => log.push("behind"));
  await nextTask();
  expect(log).toEqual(["behind"]);
  expect(console).toHaveBeenCalledTimes(1);
  defer(() => log.push("later"));
  await nextTask();
  expect(log).toEqual(["behind", "later"]);
});
