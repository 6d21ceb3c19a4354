import { GodotError } from "../../generated/api/@GlobalScope.js";
import { ConnectionStatus, TransferMode } from "../../generated/api/MultiplayerPeer.js";
import { ChannelState } from "../../generated/api/WebRTCDataChannel.js";
import type {
  PeerEntry,
  WebRTCMultiplayerPeer as WebRTCMultiplayerPeerApi,
} from "../../generated/api/WebRTCMultiplayerPeer.js";
import { ConnectionState, type WebRTCPeerConnection } from "../../generated/api/WebRTCPeerConnection.js";
import { WebRTCMultiplayerPeerOutline } from "../../generated/outline/WebRTCMultiplayerPeer.js";
import { intRange, invalidArgument, wrongState } from "../core/describe-value.js";
import { checkArguments, intOf, MultiplayerPeer, outline, reportError } from "../core/index.js";
import { channelIndex, planChannels, transferChannelOf } from "./channel-plan.js";
import { Inbox } from "./inbox.js";
import { RemotePeer } from "./remote-peer.js";
import { OWN_IDS, readModes, refusalOfId, REMOTE_IDS, type Role, SERVER_ID, type Session } from "./session.js";
import { provideSettings } from "./settings.js";

const CLASS_NAME = "WebRTCMultiplayerPeer";

const OFFLINE = wrongState("create_server(), create_client() or create_mesh()", "CONNECTION_DISCONNECTED");

const BROADCAST = 0;
/** What a data channel takes, in milliseconds. */
const MAX_LIFETIME = 65535;

/**
 * Godot's WebRTCMultiplayerPeer: packets to and from several peers, over any kind of WebRTCPeerConnection.
 *
 * Departs from the engine where that departs from the docs or is plainly wrong: unreliable channels are unreliable, a
 * connection that is STATE_DISCONNECTED for a moment is kept, one that is not needed any more is closed, a client that
 * has no server is CONNECTION_DISCONNECTED, and what a peer sent before it left can be taken.
 */
export class WebRTCMultiplayerPeer extends MultiplayerPeer implements WebRTCMultiplayerPeerApi {
  static override readonly classInfo = outline(WebRTCMultiplayerPeerOutline);

  readonly #settings = provideSettings(this);
  /** In the order in which they were added. */
  readonly #peers = new Map<number, RemotePeer>();
  readonly #inbox = new Inbox(this.#peers);
  #session: Session | undefined;
  #target = BROADCAST;

  create_server(channels_config: readonly TransferMode[] = []): GodotError {
    return this.#create("server", SERVER_ID, channels_config, [channels_config]);
  }

  create_client(peer_id: number, channels_config: readonly TransferMode[] = []): GodotError {
    return this.#create("client", peer_id, channels_config, [peer_id, channels_config]);
  }

  create_mesh(peer_id: number, channels_config: readonly TransferMode[] = []): GodotError {
    return this.#create("mesh", peer_id, channels_config, [peer_id, channels_config]);
  }

  add_peer(peer: WebRTCPeerConnection | null, peer_id: number, unreliable_lifetime = 1): GodotError {
    if (!this.#accepts("add_peer", [peer, peer_id, unreliable_lifetime])) return GodotError.ERR_INVALID_PARAMETER;
    const refuse = (why: string, code: GodotError = GodotError.ERR_INVALID_PARAMETER): GodotError =>
      this.#fail("add_peer", `Peer ${peer_id}: ${why}`, code);
    const session = this.#session;
    const [id, lifetime] = [intOf(peer_id), intOf(unreliable_lifetime)];
    if (session === undefined) return refuse(OFFLINE, GodotError.ERR_UNCONFIGURED);
    const refusal = refusalOfId(id, REMOTE_IDS, session.role);
    if (refusal !== undefined) return refuse(refusal);
    if (lifetime < 0 || lifetime > MAX_LIFETIME) {
      return refuse(invalidArgument('"unreliable_lifetime"', intRange(0, MAX_LIFETIME), lifetime));
    }
    if (this.refuse_new_connections) return refuse("refuse_new_connections is true.", GodotError.ERR_UNAUTHORIZED);
    if (peer === null) return refuse("its connection is null.");
    const state = peer.get_connection_state();
    if (state !== ConnectionState.STATE_NEW) {
      return refuse(wrongState("STATE_NEW", ConnectionState[state]));
    }
    const added = RemotePeer.create(id, peer, planChannels(session.modes, lifetime));
    if (added === undefined) return refuse("no channel could be created.", GodotError.FAILED);
    const before = this.#peers.get(id);
    this.#peers.delete(id);
    this.#peers.set(id, added);
    if (session.role === "client") session.status = ConnectionStatus.CONNECTION_CONNECTING;
    if (before !== undefined) this.#end(before);
    return GodotError.OK;
  }

  remove_peer(peer_id: number): void {
    const peer = this.#find("remove_peer", peer_id);
    if (peer !== undefined) this.#remove(peer);
  }

  has_peer(peer_id: number): boolean {
    return this.#accepts("has_peer", [peer_id]) && this.#peers.has(intOf(peer_id));
  }

  get_peer(peer_id: number): PeerEntry | { readonly [Key in keyof PeerEntry]?: undefined } {
    return this.#find("get_peer", peer_id)?.describe() ?? {};
  }

  get_peers(): Map<number, PeerEntry> {
    return new Map([...this.#peers].map(([id, peer]) => [id, peer.describe()]));
  }

  override disconnect_peer(peer: number, force = false): void {
    const found = this.#find("disconnect_peer", peer, force);
    if (found === undefined) return;
    if (force) {
      this.#remove(found, true);
    } else {
      found.dismissed = true;
      found.connection.close();
    }
  }

  override poll(): void {
    if (this.#peers.size === 0) return;
    const { disconnectGrace, clock } = this.#settings;
    const { now } = clock;
    const [gone, come]: [RemotePeer[], RemotePeer[]] = [[], []];
    // Polling emits signals of the connections: a handler may add and remove peers, close this object, or poll it again.
    for (const peer of [...this.#peers.values()]) {
      peer.connection.poll();
      if (!this.#has(peer)) continue;
      const condition = peer.examine(now, disconnectGrace);
      if (condition === "gone") {
        if (!peer.isBeingEmptied(now, this.#inbox.taken)) gone.push(peer);
      } else if (condition === "open" && !peer.connected) {
        peer.connected = true;
        come.push(peer);
      }
    }
    for (const peer of gone) if (this.#has(peer)) this.#remove(peer);
    for (const peer of come) if (this.#has(peer)) this.#welcome(peer);
    this.#inbox.look();
  }

  override close(): void {
    this.#leave();
    this.#target = BROADCAST;
  }

  override get_connection_status(): ConnectionStatus {
    return this.#session?.status ?? ConnectionStatus.CONNECTION_DISCONNECTED;
  }

  override get_unique_id(): number {
    if (this.#session !== undefined && this.#session.status !== ConnectionStatus.CONNECTION_DISCONNECTED)
      return this.#session.id;
    this.#fail("get_unique_id", OFFLINE);
    return SERVER_ID;
  }

  override is_server_relay_supported(): boolean {
    return this.#session?.role === "server" || this.#session?.role === "client";
  }

  override set_target_peer(id: number): void {
    if (this.#accepts("set_target_peer", [id])) this.#target = intOf(id);
  }

  override get_available_packet_count(): number {
    return this.#inbox.count;
  }

  override get_packet_peer(): number {
    return this.#inbox.next?.peer.id ?? 0;
  }

  override get_packet_channel(): number {
    return transferChannelOf(this.#inbox.next?.channel ?? 0);
  }

  override get_packet_mode(): TransferMode {
    const next = this.#inbox.next;
    return next?.peer.plan[next.channel]?.mode ?? TransferMode.TRANSFER_MODE_RELIABLE;
  }

  override _get_packet(): Uint8Array | GodotError {
    const taken = this.#inbox.take();
    if (taken === GodotError.ERR_UNAVAILABLE) return this.#fail("get_packet", "There is no packet to take.", taken);
    if (taken === GodotError.ERR_BUG) return this.#fail("get_packet", "The packet was taken from its channel.", taken);
    return taken;
  }

  override _put_packet(buffer: Uint8Array): GodotError {
    const session = this.#session;
    if (session === undefined || session.status === ConnectionStatus.CONNECTION_DISCONNECTED) {
      return this.#fail("put_packet", OFFLINE, GodotError.ERR_UNCONFIGURED);
    }
    const target = this.#target;
    const peer = this.#peers.get(target);
    if (target > 0 && peer === undefined) {
      return this.#fail("put_packet", noPeer(target), GodotError.ERR_INVALID_PARAMETER);
    }
    const channel = this.transfer_channel;
    const extra = session.modes.length;
    if (channel < 0 || channel > extra) {
      const what = invalidArgument('"transfer_channel"', intRange(0, extra), channel);
      const error = this.#fail("put_packet", what, GodotError.ERR_INVALID_PARAMETER);
      if (peer !== undefined) return error;
    } else {
      const index = channelIndex(channel, this.transfer_mode);
      if (peer !== undefined) return send(peer, index, buffer);
      this.#broadcast(index, buffer);
    }
    // As in the engine, whatever became of it.
    return GodotError.OK;
  }

  #create(role: Role, peerId: number, config: readonly unknown[], given: readonly unknown[]): GodotError {
    const method = `create_${role}` as const;
    if (!this.#accepts(method, given)) return GodotError.ERR_INVALID_PARAMETER;
    const id = intOf(peerId);
    const modes = refusalOfId(id, OWN_IDS, role) ?? readModes(config);
    if (typeof modes === "string") return this.#fail(method, modes, GodotError.ERR_INVALID_PARAMETER);
    // Peers of another role, or with other channels, are of no use any more.
    this.#leave();
    const isClient = role === "client";
    const status = isClient ? ConnectionStatus.CONNECTION_CONNECTING : ConnectionStatus.CONNECTION_CONNECTED;
    this.#session = { role, id, modes, status };
    return GodotError.OK;
  }

  #leave(): void {
    const connections = [...this.#peers.values()].map(({ connection }) => connection);
    this.#peers.clear();
    this.#inbox.forgetGone();
    this.#session = undefined;
    for (const connection of connections) connection.close();
  }

  #welcome(peer: RemotePeer): void {
    if (this.#session?.role === "client") this.#session.status = ConnectionStatus.CONNECTION_CONNECTED;
    peer.announced = true;
    this.peer_connected.emit(peer.id);
  }

  #remove(peer: RemotePeer, silently = false): void {
    const session = this.#session;
    this.#peers.delete(peer.id);
    this.#end(peer, silently);
    // Behind the signal, as in the engine. A handler may have added the server again.
    if (session?.role === "client" && !this.#peers.has(SERVER_ID))
      session.status = ConnectionStatus.CONNECTION_DISCONNECTED;
  }

  /** The last thing that is done with a peer; in the map it has no place any more. */
  #end(peer: RemotePeer, silently = false): void {
    this.#inbox.forgetGone();
    peer.connection.close();
    if (peer.announced && !silently) this.peer_disconnected.emit(peer.id);
  }

  #broadcast(index: number, buffer: Uint8Array): void {
    for (const peer of this.#peers.values()) {
      if (!peer.connected || peer.id === -this.#target) continue;
      // One that has closed meanwhile is not connected any more: the next poll() finds that out.
      if (peer.channels[index]?.get_ready_state() === ChannelState.STATE_OPEN) send(peer, index, buffer);
    }
  }

  #has(peer: RemotePeer): boolean {
    return this.#peers.get(peer.id) === peer;
  }

  /** The peer that a method is about. Its arguments are checked, too: the id is the first. */
  #find(method: string, peerId: number, ...others: readonly unknown[]): RemotePeer | undefined {
    if (!this.#accepts(method, [peerId, ...others])) return undefined;
    const peer = this.#peers.get(intOf(peerId));
    if (peer === undefined) this.#fail(method, noPeer(peerId));
    return peer;
  }

  #accepts(method: string, values: readonly unknown[]): boolean {
    return checkArguments(this, CLASS_NAME, method, values);
  }

  #fail(method: string, message: string, code: GodotError = GodotError.FAILED): GodotError {
    return reportError(CLASS_NAME, method, message, code);
  }
}

function send(peer: RemotePeer, index: number, buffer: Uint8Array): GodotError {
  return peer.channels[index]?.put_packet(buffer) ?? GodotError.FAILED;
}

function noPeer(id: number): string {
  return `There is no peer with the id ${id}.`;
}
