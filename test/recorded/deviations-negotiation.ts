/**
 * Where the ported cases of the groups set_remote_description to network_cut expect something else than the engine did,
 * and which line asks for it; and which cases are not ported.
 */
import * as why from "./setup/reasons.js";
import type { Deviations } from "./setup/reasons.js";

const UNKNOWN_TYPE =
  "design.md, Behaviour: malformed SDP or candidate: an Error code at once. The engine takes any word for an offer, or " +
  "does nothing and returns OK; here the argument is refused with ERR_INVALID_PARAMETER and a report";
const EARLY_CANDIDATE =
  "design.md, Behaviour: candidate before remote description: kept, applied when the description arrives";
const FAILS =
  "design.md, Behaviour: the docs win. They keep STATE_CLOSED for close(); a transport that failed or was lost is " +
  "STATE_FAILED (promises.md, P17), and its channels are CLOSED (D06)";
const CLOSING =
  "design.md, Behaviour: the docs win. A channel that was closed here passes STATE_CLOSING (promises.md, D06)";
const AT_ONCE =
  "design.md, Behaviour: `close()`, and the docs win: STATE_CLOSED and SIGNALING_STATE_CLOSED at once, the channels too, " +
  "and the other side closes promptly (promises.md, P02)";
const NO_UTF8 = "design.md, Behaviour: text mode: invalid UTF-8 is refused with an error (ERR_INVALID_DATA)";
const WHOLE_TEXT = "design.md, Behaviour: text mode: whole text; the engine stops at a NUL byte";
const DROPPED_CONNECTION =
  "design.md, Behaviour: JavaScript has no reference counts. Who holds a channel holds its connection (Known ground: a " +
  "collected connection closes)";
const PRANSWER =
  "design.md, Behaviour: the docs win. HAVE_REMOTE_PRANSWER exists (promises.md, P20) and a final answer may follow; the " +
  "engine goes to STABLE and refuses it";
const GLARE =
  "design.md, Behaviour: the engine's behaviour, unless that is plainly a bug. It keeps the ICE role of the own offer, so " +
  "that both sides claim the same one, and DTLS fails; here a remote offer takes the own one back with its transport, and " +
  "nothing of it can connect";
const DROPS_SIGNALS =
  "design.md, Behaviour: initialize() closes the old connection; what that one still had to signal goes with it, and no " +
  "candidate of it can be taken for one of the new connection";
const CLOSES_CONNECTIONS =
  "design.md, Behaviour: `close` of the multiplayer peer closes the connections (JavaScript has no reference counts). So the " +
  "other side is told, and a client that loses its server while connecting is DISCONNECTED";
const UNRELIABLE =
  "design.md, Behaviour: unreliable channels are really unreliable. The engine's are reliable, as its option is misspelt, " +
  "and all five packets arrive";
const FEWER_CALLS =
  "design.md, Behaviour: arguments of the wrong type get a report. Nothing is converted and tried, so there is one report";

/** Reasons for many cases at once. */
function forAll(names: readonly string[], reason: string): Deviations {
  return Object.fromEntries(names.map((name) => [name, reason]));
}

const setRemoteDescription: Deviations = {
  ...forAll(
    [
      "set_remote_empty_both",
      "set_remote_empty_type_valid_sdp",
      "set_remote_rollback",
      "set_remote_rollback_valid",
      "set_remote_banana",
      "set_remote_Offer_capital",
    ],
    UNKNOWN_TYPE,
  ),
  ...forAll(
    [
      "set_remote_lf_only",
      "set_remote_no_setup",
      "set_remote_setup_active",
      "set_remote_setup_holdconn",
      "set_remote_no_mid",
      "set_remote_mid_data",
      "set_remote_no_sctp_port",
      "set_remote_with_audio",
      "set_remote_valid_offer",
      "set_remote_trailing_junk",
      "set_remote_glare",
      "set_remote_own_offer",
      "set_remote_answer_twice",
    ],
    why.SET_LOCAL,
  ),
  set_remote_answer_with_offer_type: `${PRANSWER}. ${why.SET_LOCAL}`,
  set_remote_wrong_argument_types: FEWER_CALLS,
};

const addIceCandidate: Deviations = {
  ...forAll(
    [
      "candidate_empty",
      "candidate_empty_with_mid",
      "candidate_valid",
      "candidate_valid_prefix_a",
      "candidate_valid_no_prefix",
      "candidate_wrong_mid",
      "candidate_negative_index",
      "candidate_huge_index",
      "candidate_port_0",
      "candidate_port_99999",
      "candidate_bad_ip",
      "candidate_mdns_name",
      "candidate_tcp",
      "candidate_unknown_type",
      "candidate_ipv6",
      "candidate_component_2",
      "candidate_trailing_extensions",
    ],
    `${EARLY_CANDIDATE}. ${why.SET_LOCAL}`,
  ),
  ...forAll(["candidate_garbage", "candidate_no_typ", "candidate_end_of_candidates"], why.SET_LOCAL),
  candidate_wrong_types: FEWER_CALLS,
};

const handshake: Deviations = {
  handshake_negotiated: `${why.SET_LOCAL}. ${why.UNSET}`,
  handshake_in_band_channel: `${why.SET_LOCAL}. ${why.UNSET}`,
  ...forAll(
    [
      "handshake_no_channels_on_answerer_in_band_from_answerer",
      "handshake_candidates_inside_sdp_late",
      "handshake_only_one_side_gets_candidates",
      "handshake_never_answered_50s",
      "handshake_wrong_ice_pwd",
      "glare_one_side_gives_up_and_reinitializes",
      "candidates_only_inside_the_offer_text",
    ],
    why.SET_LOCAL,
  ),
  handshake_candidates_before_description: `${EARLY_CANDIDATE}. ${why.SET_LOCAL}`,
  handshake_unreachable_candidate: `${FAILS}. ${why.SET_LOCAL}`,
  handshake_wrong_fingerprint: `${FAILS}. ${why.SET_LOCAL}`,
  end_of_candidates_in_sdp_then_failure: `${FAILS}. ${why.SET_LOCAL}`,
  glare_both_create_offer: `${GLARE}. ${why.SET_LOCAL}`,
  answer_without_own_channels_no_handler: why.KEPT_ALIVE,
  in_band_packets_before_other_side_polls: why.UNSET,
  sdp_carried_without_setup_of_local: `Nothing connects, as it is never called. ${why.SET_LOCAL}`,
};

const close: Deviations = {
  channel_close_other_side: `${CLOSING}. ${why.ONLY_NEW}`,
  channel_close_nonnegotiated_other_side: `${CLOSING}. ${why.ONLY_NEW}`,
  channel_close_by_receiver: CLOSING,
  channel_dropped_other_side: why.KEPT_ALIVE,
  connection_close_other_side: AT_ONCE,
  connection_close_both: AT_ONCE,
  connection_close_by_answerer: AT_ONCE,
  close_before_connected: AT_ONCE,
  close_inside_data_channel_received: AT_ONCE,
  signals_after_close: `${AT_ONCE}. ${why.SET_LOCAL}`,
  connection_object_dropped_other_side: DROPPED_CONNECTION,
};

const reinitialize: Deviations = {
  reinitialize_after_close_and_reconnect: `${AT_ONCE}. ${why.UNSET}`,
  reinitialize_without_close_while_connected: `${why.INITIALIZE_CLOSES}. ${why.UNSET}`,
  no_reinitialize_create_offer_after_close: `${why.ONLY_NEW}. ${AT_ONCE}`,
  one_side_reinitialized_other_new: `${why.INITIALIZE_CLOSES}. ${why.UNSET}`,
};

const insideSignals: Deviations = {
  initialize_inside_session_description_created: `${DROPS_SIGNALS}. ${why.SET_LOCAL}`,
  poll_inside_signal: `The second signal is the offer again, not a candidate. ${why.SET_LOCAL}. ${why.OFFER_AGAIN}`,
  object_dropped_inside_signal: `poll() returns OK: ${why.NO_REFERENCE_COUNTS}`,
  mp_close_inside_peer_connected: CLOSES_CONNECTIONS,
  create_offer_inside_data_channel_received: `The channel that is announced was created before. ${why.ONLY_NEW}`,
};

const sendReceive: Deviations = {
  getters_before_open: why.UNSET,
  getters_after_open_and_after_close: `${CLOSING}. ${why.UNSET}`,
  channel_outlives_connection_object: why.UNSET,
  standalone_WebRTCDataChannel:
    "design.md, Decisions: extension classes register lazily. ClassDB knows the classes that were registered, so the bare " +
    "extension class is made with `new`",
  put_packet_closed: CLOSING,
  put_packet_after_connection_closed: AT_ONCE,
  received_channel_not_kept: why.KEPT_ALIVE,
  connection_close_right_after_send: AT_ONCE,
  non_negotiated_send_both_ways: why.UNSET,
  both_directions_and_two_channels_order: `All channels are created before the offer. ${why.ONLY_NEW}`,
  max_message_size_from_sdp: why.SET_LOCAL,
  max_message_size_0_and_missing: why.SET_LOCAL,
  text_mode_nul_inside: WHOLE_TEXT,
  text_mode_nul_first: WHOLE_TEXT,
  ...forAll(
    ["text_mode_invalid_ff_fe", "text_mode_truncated_utf8", "text_mode_overlong", "text_mode_surrogate"],
    NO_UTF8,
  ),
  write_mode_values: why.SETTERS,
  put_var_get_var: `There is no Resource here, so a RefCounted is sent whole. ${why.GET_VAR_ERROR}`,
  get_var_on_garbage_packet: why.GET_VAR_ERROR,
};

const networkCut: Deviations = {
  net_cut_5s_then_back:
    "The cut lasts until a packet was lost twice, however long that takes: tests do not wait by the clock",
  net_cut_unordered_no_retransmit: why.UNSET,
  net_cut_50s: `The idle side fails; of the sending one libdatachannel says no more than that it closed. ${FAILS}`,
  other_process_killed_SIGKILL: FAILS,
  net_cut_multiplayer_peer_unreliable: UNRELIABLE,
};

/** By the name of the case. */
export const deviations: Deviations = {
  ...setRemoteDescription,
  ...addIceCandidate,
  ...handshake,
  ...close,
  ...reinitialize,
  ...insideSignals,
  ...sendReceive,
  ...networkCut,
};

/** Recorded cases that are not ported, by group. */
export const notPortable: Readonly<Record<string, Deviations>> = {};
