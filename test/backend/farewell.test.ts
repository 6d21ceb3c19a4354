/** When the native connection of a closed one is let go. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Farewell } from "../../runtime/backend/farewell.js";

describe("the farewell of a connection", () => {
  let closed = 0;
  const connection = { close: () => void (closed += 1) };
  beforeEach(() => {
    closed = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("closes at once where nothing was sent", () => {
    new Farewell({}, connection, 0).channelsGone();
    expect(closed).toBe(1);
  });

  it("waits for the channels, and then for the last packets", () => {
    const farewell = new Farewell({}, connection, 500);
    vi.advanceTimersByTime(60_000);
    expect(closed).toBe(0);
    farewell.channelsGone();
    vi.advanceTimersByTime(499);
    expect(closed).toBe(0);
    vi.advanceTimersByTime(1);
    expect(closed).toBe(1);
  });

  it("waits no longer once the other side has closed too", () => {
    const farewell = new Farewell({}, connection, 500);
    farewell.channelsGone();
    farewell.remoteGone();
    // Not within the native event that told of it.
    expect(closed).toBe(0);
    vi.advanceTimersByTime(0);
    expect(closed).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("waits for the channels though the other side has closed: they may still have something to hand out", () => {
    const farewell = new Farewell({}, connection, 500);
    farewell.remoteGone();
    vi.advanceTimersByTime(60_000);
    expect(closed).toBe(0);
    farewell.channelsGone();
    vi.advanceTimersByTime(0);
    expect(closed).toBe(1);
  });
});
