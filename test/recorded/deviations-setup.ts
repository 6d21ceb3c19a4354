/** Where the ported cases of setup.test.ts expect something else than the engine did, and which line asks for it. */
import { labels } from "./setup/channel-labels.js";
import { negotiation } from "./setup/channel-negotiation.js";
import { receivedDeviations } from "./setup/channel-received.js";
import { reliability } from "./setup/channel-reliability.js";
import { deviationsOf } from "./setup/channel-rows.js";
import { configurations } from "./setup/configurations.js";
import type { Deviations } from "./setup/reasons.js";
import * as why from "./setup/reasons.js";

const SUBSET = "doc_classes/SOURCE.json: not in the stated subset of Object";

const fresh: Deviations = {
  fresh_getters:
    "get_class() names the class that stands in here, WebRTCNodePeerConnection (design.md, GDExtension-style means). The " +
    `signals stand in the order of the class reference, which is what is known of them (design.md, The house), and ` +
    `script_changed and property_list_changed are ${SUBSET}. The reference count stays 1: ${why.NO_REFERENCE_COUNTS}`,
  extension_class_new:
    "ClassDB has no can_instantiate, and knows the classes that can stand in, not those of the reference (design.md, The " +
    "house: core has what the extensions need). The native class is WebRTCNodePeerConnection",
  fresh_set_local_description: why.SET_LOCAL,
  fresh_close: why.CLOSED_SIGNALING,
  all_methods_after_close: [why.ONLY_NEW, why.SET_LOCAL, why.CLOSED_SIGNALING].join(". "),
  all_methods_after_close_with_channel: [
    why.UNSET,
    why.CLOSED_CHANNELS,
    why.ONLY_NEW,
    why.SET_LOCAL,
    why.CLOSED_SIGNALING,
  ].join(". "),
};

const offer: Deviations = {
  create_offer_with_channel: [why.OFFER_AGAIN, why.SET_LOCAL, why.UNSET].join(". "),
  create_offer_signal_needs_poll: why.SET_LOCAL,
  create_data_channel_after_offer: [why.ONLY_NEW, why.UNSET].join(". "),
  create_data_channel_when_connected: why.ONLY_NEW,
};

const initialize: Deviations = {
  initialize_none: why.SET_LOCAL,
  ...Object.fromEntries(
    Object.entries(configurations).map(([name, { differs }]) => [
      name,
      differs === undefined ? why.SET_LOCAL : `${differs}. ${why.SET_LOCAL}`,
    ]),
  ),
  initialize_after_channel: `${why.INITIALIZE_CLOSES}. ${why.UNSET}`,
  initialize_after_offer: [why.SET_LOCAL, why.INITIALIZE_CLOSES, why.UNSET].join(". "),
};

const several: Deviations = {
  channel_duplicate_id: `${why.DUPLICATE_ID}. ${why.UNSET}`,
  channel_duplicate_id_after_first_closed: why.UNSET,
  channel_duplicate_id_after_first_dropped: `${why.KEPT_ALIVE}. ${why.DUPLICATE_ID}`,
  channel_ids_after_connect: why.ONLY_NEW,
  negotiated_on_one_side_only: why.ONLY_NEW,
  negotiated_different_options: why.UNSET,
};

export const deviations: Deviations = {
  ...fresh,
  ...offer,
  ...initialize,
  ...deviationsOf([...labels, ...negotiation, ...reliability]),
  ...several,
  ...receivedDeviations,
};

/** Recorded cases that cannot be written in JavaScript, by their groups. */
export const notPortable: Readonly<Record<string, Deviations>> = {};
