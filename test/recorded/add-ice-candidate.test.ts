/** The recorded cases of `add_ice_candidate`. See deviations-negotiation.ts for what differs on purpose. */
import { addIceCandidate } from "./negotiation/add-ice-candidate.js";
import { runCases } from "./negotiation/stage.js";

runCases(addIceCandidate);
