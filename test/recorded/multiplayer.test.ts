/**
 * What Godot 4.6.3 with webrtc-native did in the 107 recorded cases about WebRTCMultiplayerPeer, ported by hand: the same
 * return values, error codes, kinds of reports and order of signals. Where this package differs on purpose, the case says
 * what happens here, and deviations-multiplayer.ts says why.
 */
import { describe } from "vitest";
import { countCases, namesOf } from "./count-cases.js";
import { deviations, notPortable } from "./deviations-multiplayer.js";
import { groups } from "./multiplayer/groups.js";
import { runCases } from "./negotiation/stage.js";

const CASES_RECORDED = {
  multiplayer_peer_create: 37,
  multiplayer_peer_add_peer: 44,
  multiplayer_peer_leave: 16,
  multiplayer_peer_traffic: 10,
};

for (const [group, cases] of Object.entries(groups)) describe(group, () => runCases(cases));

countCases({ recorded: CASES_RECORDED, ported: namesOf(groups), notPortable, deviations });
