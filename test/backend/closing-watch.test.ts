/** When the native closing event has to be cancelled, told by how many messages one turn of the loop hands out. */
import { describe, expect, it } from "vitest";
import { ClosingWatch } from "../../runtime/backend/closing-watch.js";

/** What a turn of the loop hands out at most. */
const FULL = 999;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

/** At which of so many messages of one turn the watch says to cancel, on a channel that closes before the given one. */
function cancelledAt(watch: ClosingWatch, messages: number, closesBefore: number): number[] {
  const at: number[] = [];
  for (let message = 1; message <= messages; message += 1) {
    if (watch.mustCancel({ isOpen: () => message < closesBefore })) at.push(message);
  }
  return at;
}

describe("the watch for the closing event", () => {
  it("lets the event be where all that pends comes in one turn", () => {
    expect(cancelledAt(new ClosingWatch(), 879, 1)).toEqual([]);
  });

  it("leaves an open channel alone", () => {
    expect(cancelledAt(new ClosingWatch(), FULL, Infinity)).toEqual([]);
  });

  it.each([1, 500, 880, 940, 951, 970, 990, 998])(
    "cancels it once, and before a full turn ends, on a channel that closes before message %i",
    (closesBefore) => {
      const at = cancelledAt(new ClosingWatch(), FULL, closesBefore);
      expect(at).toHaveLength(1);
      expect(at[0]).toBeGreaterThanOrEqual(closesBefore);
      expect(at[0]).toBeLessThan(FULL);
    },
  );

  it("begins anew with each turn", async () => {
    const watch = new ClosingWatch();
    expect(cancelledAt(watch, FULL, 1)).toHaveLength(1);
    await nextTurn();
    expect(cancelledAt(watch, 800, 1)).toEqual([]);
    await nextTurn();
    expect(cancelledAt(watch, FULL, 1)).toHaveLength(1);
  });
});
