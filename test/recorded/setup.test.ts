/**
 * What Godot 4.6.3 with webrtc-native did in the 186 recorded cases about setting connections and channels up, ported by
 * hand: the same return values, error codes, kinds of reports and order of events. Where this package differs on purpose,
 * the case says what happens here, and deviations-setup.ts says why.
 */
import { describe } from "vitest";
import { countCases, namesOf } from "./count-cases.js";
import { deviations, notPortable } from "./deviations-setup.js";
import { runCases } from "./negotiation/stage.js";
import { groups } from "./setup/groups.js";

const CASES_RECORDED = { peer_connection_fresh: 8, initialize: 40, offer: 8, create_data_channel: 130 };

for (const [group, cases] of Object.entries(groups)) describe(group, () => runCases(cases));

countCases({ recorded: CASES_RECORDED, ported: namesOf(groups), notPortable, deviations });
