/**
 * What Godot 4.6.3 with webrtc-native did in the 186 recorded cases about setting connections and channels up, ported by
 * hand: the same return values, error codes, kinds of reports and order of events. Where this package differs on purpose,
 * the case says what happens here, and deviations-setup.ts says why.
 */
import { describe, expect, test } from "vitest";
import { deviations, notPortable } from "./deviations-setup.js";
import { runCases } from "./negotiation/stage.js";
import { groups } from "./setup/groups.js";

const CASES_RECORDED = { peer_connection_fresh: 8, initialize: 40, offer: 8, create_data_channel: 130 };

for (const [group, cases] of Object.entries(groups)) describe(group, () => runCases(cases));

const ported = Object.values(groups).flatMap((cases) => Object.keys(cases));

test("every recorded case is ported, or said not to be portable", () => {
  const counts = Object.entries(groups).map(([group, cases]) => {
    const missing = Object.keys(notPortable[group] ?? {});
    return [group, Object.keys(cases).length + missing.length];
  });
  expect(Object.fromEntries(counts)).toEqual(CASES_RECORDED);
  const all = [...ported, ...Object.values(notPortable).flatMap((names) => Object.keys(names))];
  expect(new Set(all).size).toBe(186);
  expect(all).toHaveLength(186);
});

test("every deviation belongs to a ported case", () => {
  expect(Object.keys(deviations).filter((name) => !ported.includes(name))).toEqual([]);
});
