/** What every snippet of the type tests begins with. */
export const PRELUDE = `
import { Callable, ClassDB, GodotError, GodotObject, OK, PacketPeer, Signal } from "godot-webrtc";
import { WebRTCDataChannel, WebRTCDataChannelExtension } from "godot-webrtc";
import { WebRTCPeerConnection, WebRTCPeerConnectionExtension } from "godot-webrtc";
import { MultiplayerPeer, MultiplayerPeerExtension, type PeerEntry, WebRTCMultiplayerPeer } from "godot-webrtc";
declare const p1: WebRTCPeerConnection;
declare const p2: WebRTCPeerConnection;
declare const channel: WebRTCDataChannel;
declare const party: WebRTCMultiplayerPeer;
/** Exactly the same type, not only one that fits. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
`;
