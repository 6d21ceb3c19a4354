import type { Cases } from "../negotiation/stage.js";
import { labels } from "./channel-labels.js";
import { negotiation } from "./channel-negotiation.js";
import { receivedChannels } from "./channel-received.js";
import { reliability } from "./channel-reliability.js";
import { casesOf } from "./channel-rows.js";
import { several } from "./channel-several.js";
import { fresh } from "./fresh.js";
import { initialize } from "./initialize.js";
import { offer } from "./offer.js";

/** The ported cases by their recorded groups. */
export const groups: Readonly<Record<string, Cases>> = {
  peer_connection_fresh: fresh,
  initialize,
  offer,
  create_data_channel: { ...casesOf([...labels, ...negotiation, ...reliability]), ...several, ...receivedChannels },
};
