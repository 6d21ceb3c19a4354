/**
 * Godot 4.6.3 with webrtc-native was recorded in 155 cases from `set_remote_description` on. They are ported by hand: the
 * same return values, error codes, kinds of reports and order of events, or a deviation with the line that asks for it.
 * Here is counted that none is missing; the cases themselves run in the test files beside this one.
 */
import { expect, test } from "vitest";
import { deviations, notPortable } from "./deviations-negotiation.js";
import { groups } from "./negotiation/groups.js";

const CASES_RECORDED = {
  set_remote_description: 37,
  add_ice_candidate: 22,
  handshake: 18,
  close: 11,
  reinitialize: 4,
  inside_signals: 6,
  channel_send_receive: 52,
  network_cut: 5,
};

const ported = Object.entries(groups).map(([group, tables]) => [group, tables.flatMap(Object.keys)] as const);
const portedNames = ported.flatMap(([, names]) => names);

test("every recorded case is ported, or said not to be portable", () => {
  const counts = ported.map(([group, names]) => [group, names.length + Object.keys(notPortable[group] ?? {}).length]);
  expect(Object.fromEntries(counts)).toEqual(CASES_RECORDED);
  const all = [...portedNames, ...Object.values(notPortable).flatMap(Object.keys)];
  expect(new Set(all).size).toBe(155);
  expect(all).toHaveLength(155);
});

test("every deviation belongs to a ported case", () => {
  expect(Object.keys(deviations).filter((name) => !portedNames.includes(name))).toEqual([]);
});
