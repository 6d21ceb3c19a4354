import { addIceCandidate } from "./add-ice-candidate.js";
import { channelStates } from "./channel-states.js";
import { close } from "./close.js";
import { glare } from "./glare.js";
import { handshakeByHand } from "./handshake-by-hand.js";
import { slowHandshake } from "./handshake-slow.js";
import { handshake } from "./handshake.js";
import { insideSignals } from "./inside-signals.js";
import { multiplayerCut, networkCut, networkLost } from "./network-cut.js";
import { reinitialize } from "./reinitialize.js";
import { sendReceive } from "./send-receive.js";
import { setRemoteDescription } from "./set-remote-description.js";
import type { Cases } from "./stage.js";
import { textAndSizes } from "./text-and-sizes.js";
import { variants } from "./variants.js";

/** The ported cases by the groups they were recorded in. */
export const groups: Readonly<Record<string, readonly Cases[]>> = {
  set_remote_description: [setRemoteDescription],
  add_ice_candidate: [addIceCandidate],
  handshake: [handshake, handshakeByHand, glare, slowHandshake],
  close: [close],
  reinitialize: [reinitialize],
  inside_signals: [insideSignals],
  channel_send_receive: [channelStates, sendReceive, textAndSizes, variants],
  network_cut: [networkCut, multiplayerCut, networkLost],
};
