/**
 * Godot 4.6.3 with webrtc-native was recorded in 155 cases from `set_remote_description` on. They are ported by hand: the
 * same return values, error codes, kinds of reports and order of events, or a deviation with the line that asks for it.
 * Here is counted that none is missing; the cases themselves run in the test files beside this one.
 */
import { countCases } from "./count-cases.js";
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

const ported = Object.fromEntries(
  Object.entries(groups).map(([group, tables]) => [group, tables.flatMap(Object.keys)]),
);
countCases({ recorded: CASES_RECORDED, ported, notPortable, deviations });
