/** The recorded cases of the group `reinitialize`. See deviations-negotiation.ts for what differs on purpose. */
import { reinitialize } from "./negotiation/reinitialize.js";
import { runCases } from "./negotiation/stage.js";

runCases(reinitialize);
