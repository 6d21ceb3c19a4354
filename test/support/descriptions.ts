/** Descriptions for tests: a complete offer that nobody stands behind, and applying what a side created. */
import type { GodotError } from "../../runtime/index.js";
import type { Description, Side } from "./peers.js";

/** An offer of one data channel section, as libdatachannel writes it. */
export const VALID_OFFER = [
  "v=0",
  "o=rtc 12345 0 IN IP4 127.0.0.1",
  "s=-",
  "t=0 0",
  "a=group:BUNDLE 0",
  "a=group:LS 0",
  "a=msid-semantic:WMS *",
  "a=ice-options:ice2,trickle",
  "a=fingerprint:sha-256 AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99",
  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
  "c=IN IP4 0.0.0.0",
  "a=mid:0",
  "a=sendrecv",
  "a=sctp-port:5000",
  "a=max-message-size:262144",
  "a=setup:actpass",
  "a=ice-ufrag:abcd",
  "a=ice-pwd:abcdefghijklmnopqrstuvwx",
  "",
].join("\r\n");

/** What the side created last. */
export function created(side: Side): Description {
  const last = side.descriptions.at(-1);
  if (last === undefined) throw new Error(`${side.name} has created no description.`);
  return last;
}

/** `set_local_description` with what the side created last. */
export function applyLocal(side: Side): GodotError {
  const { type, sdp } = created(side);
  return side.pc.set_local_description(type, sdp);
}

/** `set_remote_description` on `to` with what `from` created last. */
export function passOn(from: Side, to: Side): GodotError {
  const { type, sdp } = created(from);
  return to.pc.set_remote_description(type, sdp);
}

/** `add_ice_candidate` on `to` with each candidate of `from` so far. */
export function passCandidates(from: Side, to: Side): GodotError[] {
  return from.candidates.map(({ media, index, name }) => to.pc.add_ice_candidate(media, index, name));
}
