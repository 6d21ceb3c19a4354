/** What Godot calls the states that the W3C, and with it the backends, have other names for. */
import { ConnectionState, GatheringState, SignalingState } from "../../generated/api/WebRTCPeerConnection.js";

export const CONNECTION_STATES = {
  new: ConnectionState.STATE_NEW,
  connecting: ConnectionState.STATE_CONNECTING,
  connected: ConnectionState.STATE_CONNECTED,
  disconnected: ConnectionState.STATE_DISCONNECTED,
  failed: ConnectionState.STATE_FAILED,
  closed: ConnectionState.STATE_CLOSED,
} as const;

export const GATHERING_STATES = {
  new: GatheringState.GATHERING_STATE_NEW,
  gathering: GatheringState.GATHERING_STATE_GATHERING,
  complete: GatheringState.GATHERING_STATE_COMPLETE,
} as const;

export const SIGNALING_STATES = {
  stable: SignalingState.SIGNALING_STATE_STABLE,
  "have-local-offer": SignalingState.SIGNALING_STATE_HAVE_LOCAL_OFFER,
  "have-remote-offer": SignalingState.SIGNALING_STATE_HAVE_REMOTE_OFFER,
  "have-local-pranswer": SignalingState.SIGNALING_STATE_HAVE_LOCAL_PRANSWER,
  "have-remote-pranswer": SignalingState.SIGNALING_STATE_HAVE_REMOTE_PRANSWER,
  closed: SignalingState.SIGNALING_STATE_CLOSED,
} as const;
