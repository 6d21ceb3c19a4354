/** Where the ported cases of multiplayer.test.ts expect something else than the engine did, and which line asks for it. */
import type { Deviations } from "./setup/reasons.js";
import * as why from "./setup/reasons.js";

const UNRELIABLE =
  "design.md, Behaviour: unreliable channels are really unreliable. The engine's report -1 and resend, as its option is misspelt";
const CLOSES_CONNECTIONS =
  "design.md, Behaviour: `remove_peer`, `close` and a forced disconnect close the connection (JavaScript has no reference " +
  "counts), and so does what else makes a peer go. In the engine the connections of the case stay connected";
const CUT_ID =
  "promises.md, M01: ids above 2147483647 are refused. The engine cuts them to 32 bits, and the peer gets another id than " +
  "the one asked for";
const NO_INDEX_ERROR =
  "design.md, Behaviour: the engine's behaviour, unless that is plainly a bug. Its get_packet_mode() reports an index out of " +
  "bounds where there merely is no packet";
const UNSIGNED =
  "design.md, Behaviour: the engine's behaviour, unless that is plainly a bug. It reads 4294967295 where -1 was set";
const EARLY_BROADCAST =
  "design.md, Behaviour: broadcast before a peer is connected: goes to connected peers only, so there is nothing to report";
const ONE_ID_ONE_CHANNEL = `The channels' ids are taken on that connection. ${why.DUPLICATE_ID}`;
const LIFETIME_COUNTS = `The lifetime is that of channels, which it reaches here. ${why.OUT_OF_RANGE}`;
const DROPPED =
  "design.md, Behaviour: JavaScript has no reference counts: what nobody holds goes when it is collected. Between two " +
  "objects of one program the wire has to go too";
const SCENE_MULTIPLAYER = "SceneMultiplayer is an issue of its own";

/** By the name of the case. */
export const deviations: Deviations = {
  mp_fresh_getters: NO_INDEX_ERROR,
  mp_create_client_id_4294967298: CUT_ID,
  mp_create_mesh_id_4294967298: CUT_ID,
  mp_create_wrong_types: why.WRONG_TYPE,
  mp_transfer_setters: `${why.SETTERS}. ${UNSIGNED}`,
  ...Object.fromEntries([0, 1, 100, 65535].map((lifetime) => [`mp_add_peer_lifetime_${lifetime}`, UNRELIABLE])),
  mp_add_peer_lifetime_65536: LIFETIME_COUNTS,
  mp_add_peer_null: `callv() gives null for arguments that are refused. ${why.WRONG_TYPE}`,
  mp_add_peer_same_id_twice: CLOSES_CONNECTIONS,
  mp_add_peer_same_connection_twice: ONE_ID_ONE_CHANNEL,
  mp_add_peer_not_new: ONE_ID_ONE_CHANNEL,
  mp_remove_and_missing_peer: CLOSES_CONNECTIONS,
  mp_three_channels: UNRELIABLE,
  mp_three_channels_and_config: UNRELIABLE,
  mp_connect_server_one_client: UNRELIABLE,
  mp_put_before_connected: EARLY_BROADCAST,
  mp_put_var: why.GET_VAR_ERROR,
  mp_signals_order_with_scene_multiplayer: `What the two peers do is here, what happens above them is not: ${SCENE_MULTIPLAYER}`,
  mp_server_disconnect_peer_force: CLOSES_CONNECTIONS,
  mp_server_remove_peer: CLOSES_CONNECTIONS,
  mp_server_close: CLOSES_CONNECTIONS,
  mp_client_close: CLOSES_CONNECTIONS,
  mp_client_disconnect_server_force: CLOSES_CONNECTIONS,
  mp_client_remove_server: CLOSES_CONNECTIONS,
  mp_client_one_channel_close: CLOSES_CONNECTIONS,
  mp_server_one_channel_close: CLOSES_CONNECTIONS,
  mp_client_object_dropped: DROPPED,
  mp_server_object_dropped: DROPPED,
};

/** Recorded cases that are not ported, by their groups. */
export const notPortable: Readonly<Record<string, Deviations>> = {
  multiplayer_peer_traffic: { mp_scene_tree_default_multiplayer: `Needs a SceneTree. ${SCENE_MULTIPLAYER}` },
};
