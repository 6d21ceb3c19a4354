import { Callable } from "../../../../runtime/core/index.js";
import { channelOf } from "../../../support/sides.js";
import type { Stage } from "../stage.js";
import { OfflinePeer } from "./offline-peer.js";

/** A live object of each class that has any, as the implementation under test makes it. */
export const SPECIMENS: Readonly<Record<string, (stage: Stage) => object>> = {
  Callable: (stage) => new Callable(stage.create(), "poll"),
  MultiplayerPeer: (stage) => stage.member("specimen").peer,
  MultiplayerPeerExtension: () => new OfflinePeer(),
  Object: (stage) => stage.create(),
  PacketPeer: (stage) => channelOf(stage.create(), "chat"),
  RefCounted: (stage) => stage.create(),
  Signal: (stage) => stage.create().session_description_created,
  WebRTCDataChannel: (stage) => channelOf(stage.create(), "chat"),
  WebRTCDataChannelExtension: (stage) => channelOf(stage.create(), "chat"),
  WebRTCMultiplayerPeer: (stage) => stage.member("specimen").peer,
  WebRTCPeerConnection: (stage) => stage.create(),
  WebRTCPeerConnectionExtension: (stage) => stage.create(),
};

/** Scopes: their constants are checked, and there are no objects of them. */
export const WITHOUT_OBJECTS: ReadonlySet<string> = new Set(["@GlobalScope"]);

const SIGNAL = "session_description_created";
const ignore = (): void => undefined;

/**
 * Arguments with which a method has something to do that is no error, where a sample of each type would not do. Whatever
 * a call leads to is over when the test is.
 */
export const BENIGN: Readonly<Record<string, readonly unknown[]>> = {
  "Callable.callv": [[]],
  "Callable.create": [new Uint8Array(1), "slice"],
  "Object.call": ["poll"],
  "Object.call_deferred": ["poll"],
  "Object.callv": ["poll", []],
  "Object.connect": [SIGNAL, Callable.from(ignore), 0],
  "Object.emit_signal": [SIGNAL, "offer", "v=0"],
  "Object.get_signal_connection_list": [SIGNAL],
  "Object.is_connected": [SIGNAL, Callable.from(ignore)],
  "Signal.connect": [Callable.from(ignore), 0],
  "Signal.is_connected": [Callable.from(ignore)],
  "WebRTCMultiplayerPeer.create_client": [2],
};

/** Calls for which nothing on a new object would do: they are refused, and say so. */
export const REFUSED: ReadonlySet<string> = new Set([
  "MultiplayerPeer.disconnect_peer",
  "MultiplayerPeer.get_unique_id",
  "Object.disconnect",
  "Object.remove_user_signal",
  "PacketPeer.get_packet",
  "PacketPeer.get_var",
  "PacketPeer.put_packet",
  "PacketPeer.put_var",
  "Signal.disconnect",
  "WebRTCDataChannelExtension._get_packet",
  "WebRTCDataChannelExtension._put_packet",
  "WebRTCMultiplayerPeer.add_peer",
  "WebRTCMultiplayerPeer.get_peer",
  "WebRTCMultiplayerPeer.remove_peer",
  "WebRTCPeerConnection.add_ice_candidate",
  "WebRTCPeerConnection.create_offer",
  "WebRTCPeerConnection.set_default_extension",
  "WebRTCPeerConnection.set_local_description",
  "WebRTCPeerConnection.set_remote_description",
  "WebRTCPeerConnectionExtension._add_ice_candidate",
  "WebRTCPeerConnectionExtension._create_offer",
  "WebRTCPeerConnectionExtension._set_local_description",
  "WebRTCPeerConnectionExtension._set_remote_description",
]);
