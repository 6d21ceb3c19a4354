import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { GodotObject, Signal, SignalTimeoutError } from "./core.js";
import { watchReports } from "./watch-reports.js";

class Door extends GodotObject {
  readonly opened = new Signal<[]>(this, "opened");
  readonly knocked = new Signal<[times: number]>(this, "knocked");
  readonly seen = new Signal<[who: string, when: number]>(this, "seen");
}

watchReports();

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the values", () => {
  test("none is null, one is itself, more are an array", async () => {
    const door = new Door();
    const waits = Promise.all([door.opened.wait(), door.knocked.wait(), door.seen.wait()]);
    door.opened.emit();
    door.knocked.emit(3);
    door.seen.emit("Ada", 4);
    const [nothing, times, [who, when]] = await waits;
    expect([nothing, times, who, when]).toEqual([null, 3, "Ada", 4]);
  });

  test("are those of the first emission", async () => {
    const { knocked } = new Door();
    const wait = knocked.wait();
    knocked.emit(1);
    knocked.emit(2);
    await expect(wait).resolves.toBe(1);
  });

  test("several may wait", async () => {
    const { knocked } = new Door();
    const waits = [knocked.wait(), knocked.wait()];
    expect(knocked.get_connections()).toHaveLength(2);
    knocked.emit(7);
    await expect(Promise.all(waits)).resolves.toEqual([7, 7]);
    expect(knocked.has_connections()).toBe(false);
  });
});

describe("a deadline", () => {
  test("rejects with an error that names signal and time, and leaves nothing behind", async () => {
    const { knocked } = new Door();
    const wait = knocked.wait({ timeout: 50 });
    const rejected = expect(wait).rejects.toThrow(
      new SignalTimeoutError('Signal "knocked" was not emitted within 50 ms.'),
    );
    vi.advanceTimersByTime(49);
    expect(knocked.has_connections()).toBe(true);
    vi.advanceTimersByTime(1);
    expect(knocked.has_connections()).toBe(false);
    await rejected;
    await expect(wait).rejects.toMatchObject({ name: "TimeoutError" });
  });

  test("is forgotten once the signal came", async () => {
    const { knocked } = new Door();
    const wait = knocked.wait({ timeout: 50 });
    knocked.emit(1);
    expect(vi.getTimerCount()).toBe(0);
    await expect(wait).resolves.toBe(1);
  });

  test("may be as far away as one likes", () => {
    const { knocked } = new Door();
    void knocked.wait({ timeout: Infinity });
    expect(vi.getTimerCount()).toBe(0);
    void knocked.wait({ timeout: 2 ** 40 });
    vi.advanceTimersByTime(1_000_000);
    expect(knocked.get_connections()).toHaveLength(2);
  });

  test.each([NaN, -1, "50", null])("%j is refused", async (timeout) => {
    const { knocked } = new Door();
    await expect(knocked.wait({ timeout: timeout as number })).rejects.toThrow('option "timeout" must be a number');
    expect(knocked.has_connections()).toBe(false);
  });
});

describe("an abort signal", () => {
  test("rejects with its reason, and leaves nothing behind", async () => {
    const { knocked } = new Door();
    const abort = new AbortController();
    const reason = new Error("enough");
    const wait = knocked.wait({ signal: abort.signal, timeout: 50 });
    abort.abort(reason);
    await expect(wait).rejects.toBe(reason);
    expect(knocked.has_connections()).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("that was aborted before rejects at once", async () => {
    const { knocked } = new Door();
    await expect(knocked.wait({ signal: AbortSignal.abort("why") })).rejects.toBe("why");
    expect(knocked.has_connections()).toBe(false);
  });

  test("loses its listener when the signal came", async () => {
    const { knocked } = new Door();
    const listeners = new Set<() => void>();
    const signal = {
      aborted: false,
      addEventListener: (_: "abort", listener: () => void) => void listeners.add(listener),
      removeEventListener: (_: "abort", listener: () => void) => void listeners.delete(listener),
    };
    const wait = knocked.wait({ signal });
    expect(listeners.size).toBe(1);
    knocked.emit(1);
    await wait;
    expect(listeners.size).toBe(0);
  });

  test("must be one", async () => {
    await expect(new Door().knocked.wait({ signal: {} as AbortSignal })).rejects.toThrow('option "signal" must be');
  });
});

test.each([
  ["an empty signal", () => new Signal()],
  ["a signal that the object does not have", () => new Signal(new Door(), "closed")],
])("waiting for %s rejects", async (_, make) => {
  await expect(make().wait()).rejects.toThrow("Cannot wait for signal");
});
