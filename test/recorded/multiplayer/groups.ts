import type { Cases } from "../negotiation/stage.js";
import { addPeer } from "./add-peer.js";
import { create } from "./create.js";
import { leave } from "./leave.js";
import { traffic } from "./traffic.js";

/** The ported cases by their recorded groups. */
export const groups: Readonly<Record<string, Cases>> = {
  multiplayer_peer_create: create,
  multiplayer_peer_add_peer: addPeer,
  multiplayer_peer_leave: leave,
  multiplayer_peer_traffic: traffic,
};
