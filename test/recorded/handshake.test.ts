/** The recorded cases of the group `handshake`. See deviations-negotiation.ts for what differs on purpose. */
import { glare } from "./negotiation/glare.js";
import { handshakeByHand } from "./negotiation/handshake-by-hand.js";
import { slowHandshake } from "./negotiation/handshake-slow.js";
import { handshake } from "./negotiation/handshake.js";
import { runCases, runSlowCases } from "./negotiation/stage.js";

runCases(handshake);
runCases(handshakeByHand);
runCases(glare);
runSlowCases(slowHandshake, 50);
