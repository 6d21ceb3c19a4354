/** The recorded cases of the group `channel_send_receive`. See deviations-negotiation.ts for what differs on purpose. */
import { channelStates } from "./negotiation/channel-states.js";
import { sendReceive } from "./negotiation/send-receive.js";
import { runCases } from "./negotiation/stage.js";
import { textAndSizes } from "./negotiation/text-and-sizes.js";
import { variants } from "./negotiation/variants.js";

runCases(channelStates);
runCases(sendReceive);
runCases(textAndSizes);
runCases(variants);
