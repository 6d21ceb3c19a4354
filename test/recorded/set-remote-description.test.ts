/** The recorded cases of `set_remote_description`. See deviations-negotiation.ts for what differs on purpose. */
import { setRemoteDescription } from "./negotiation/set-remote-description.js";
import { runCases } from "./negotiation/stage.js";

runCases(setRemoteDescription);
