import { MultiplayerPeerOutline } from "../../generated/outline/MultiplayerPeer.js";
import { ConnectionStatus, type MultiplayerPeerApi, TransferMode } from "./api.js";
import { checkArguments, intOf } from "./arguments.js";
import { outline } from "./class-outline.js";
import { defineConstants } from "./constants.js";
import { PacketPeer } from "./packet-peer.js";
import type { Signal } from "./signal.js";

/** Ids are 31 bits; 0 stands for everybody and 1 for the server. */
const ID_MASK = 0x7fffffff;
const FIRST_FREE_ID = 2;

/** Godot's MultiplayerPeer: packets to and from several remote peers. What it can do for every kind of peer is done here. */
export abstract class MultiplayerPeer extends PacketPeer implements MultiplayerPeerApi {
  static override readonly classInfo = outline(MultiplayerPeerOutline);

  declare static readonly ConnectionStatus: typeof ConnectionStatus;
  declare static readonly TransferMode: typeof TransferMode;
  declare static readonly CONNECTION_DISCONNECTED: ConnectionStatus.CONNECTION_DISCONNECTED;
  declare static readonly CONNECTION_CONNECTING: ConnectionStatus.CONNECTION_CONNECTING;
  declare static readonly CONNECTION_CONNECTED: ConnectionStatus.CONNECTION_CONNECTED;
  declare static readonly TRANSFER_MODE_UNRELIABLE: TransferMode.TRANSFER_MODE_UNRELIABLE;
  declare static readonly TRANSFER_MODE_UNRELIABLE_ORDERED: TransferMode.TRANSFER_MODE_UNRELIABLE_ORDERED;
  declare static readonly TRANSFER_MODE_RELIABLE: TransferMode.TRANSFER_MODE_RELIABLE;
  declare static readonly TARGET_PEER_BROADCAST: 0;
  declare static readonly TARGET_PEER_SERVER: 1;
  declare readonly ConnectionStatus: typeof ConnectionStatus;
  declare readonly TransferMode: typeof TransferMode;
  declare readonly CONNECTION_DISCONNECTED: ConnectionStatus.CONNECTION_DISCONNECTED;
  declare readonly CONNECTION_CONNECTING: ConnectionStatus.CONNECTION_CONNECTING;
  declare readonly CONNECTION_CONNECTED: ConnectionStatus.CONNECTION_CONNECTED;
  declare readonly TRANSFER_MODE_UNRELIABLE: TransferMode.TRANSFER_MODE_UNRELIABLE;
  declare readonly TRANSFER_MODE_UNRELIABLE_ORDERED: TransferMode.TRANSFER_MODE_UNRELIABLE_ORDERED;
  declare readonly TRANSFER_MODE_RELIABLE: TransferMode.TRANSFER_MODE_RELIABLE;
  declare readonly TARGET_PEER_BROADCAST: 0;
  declare readonly TARGET_PEER_SERVER: 1;

  static {
    defineConstants(this, { ConnectionStatus, TransferMode });
  }

  #refusesNewConnections = false;
  #transferChannel = 0;
  #transferMode: TransferMode = TransferMode.TRANSFER_MODE_RELIABLE;

  get peer_connected(): Signal<[id: number]> {
    return this.getSignal("peer_connected");
  }

  get peer_disconnected(): Signal<[id: number]> {
    return this.getSignal("peer_disconnected");
  }

  get refuse_new_connections(): boolean {
    return this.#refusesNewConnections;
  }

  set refuse_new_connections(value: boolean) {
    if (this.#accepts("set_refuse_new_connections", value)) this.#refusesNewConnections = value;
  }

  get transfer_channel(): number {
    return this.#transferChannel;
  }

  /** Any int is kept, as in the engine: what it means is found out when a packet is sent. */
  set transfer_channel(value: number) {
    if (this.#accepts("set_transfer_channel", value)) this.#transferChannel = intOf(value);
  }

  get transfer_mode(): TransferMode {
    return this.#transferMode;
  }

  /** See {@link transfer_channel}. */
  set transfer_mode(value: TransferMode) {
    if (this.#accepts("set_transfer_mode", value)) this.#transferMode = intOf(value);
  }

  generate_unique_id(): number {
    const random = new Uint32Array(1);
    for (;;) {
      const id = (crypto.getRandomValues(random)[0] ?? 0) & ID_MASK;
      if (id >= FIRST_FREE_ID) return id;
    }
  }

  is_server_relay_supported(): boolean {
    return false;
  }

  abstract close(): void;
  abstract disconnect_peer(peer: number, force?: boolean): void;
  abstract get_connection_status(): ConnectionStatus;
  abstract get_packet_channel(): number;
  abstract get_packet_mode(): TransferMode;
  abstract get_packet_peer(): number;
  abstract get_unique_id(): number;
  abstract poll(): void;
  abstract set_target_peer(id: number): void;

  #accepts(setter: string, value: unknown): boolean {
    return checkArguments(this, this.get_class(), setter, [value]);
  }
}
