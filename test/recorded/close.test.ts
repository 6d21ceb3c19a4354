/** The recorded cases of the group `close`. See deviations-negotiation.ts for what differs on purpose. */
import { close } from "./negotiation/close.js";
import { runCases } from "./negotiation/stage.js";

runCases(close);
