/** The recorded cases of the group `inside_signals`. See deviations-negotiation.ts for what differs on purpose. */
import { insideSignals } from "./negotiation/inside-signals.js";
import { runCases } from "./negotiation/stage.js";

runCases(insideSignals);
