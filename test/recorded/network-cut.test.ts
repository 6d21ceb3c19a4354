/** The recorded cases of the group `network_cut`. See deviations-negotiation.ts for what differs on purpose. */
import { multiplayerCut, networkCut, networkLost } from "./negotiation/network-cut.js";
import { runCases, runSlowCases } from "./negotiation/stage.js";

runCases(networkCut);
runCases(multiplayerCut);
runSlowCases(networkLost, 50);
