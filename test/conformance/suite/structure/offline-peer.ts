import { GodotError } from "../../../../generated/api/@GlobalScope.js";
import type { ConnectionStatus, TransferMode } from "../../../../generated/api/MultiplayerPeer.js";
import { MultiplayerPeerExtension } from "../../../../generated/glue/MultiplayerPeerExtension.js";

const SERVER_ID = 1;
const MAX_PACKET_SIZE = 65_536;

/** A server that nobody ever comes to: every virtual method of MultiplayerPeerExtension, and no network. */
export class OfflinePeer extends MultiplayerPeerExtension {
  #channel = 0;
  #mode: TransferMode = this.TRANSFER_MODE_RELIABLE;
  #target = this.TARGET_PEER_BROADCAST as number;

  override _close(): void {
    this.#target = this.TARGET_PEER_BROADCAST;
  }
  override _disconnect_peer(_peer: number, _force: boolean): void {
    // There is nobody to disconnect.
  }
  override _get_available_packet_count(): number {
    return 0;
  }
  override _get_connection_status(): ConnectionStatus {
    return this.CONNECTION_CONNECTED;
  }
  override _get_max_packet_size(): number {
    return MAX_PACKET_SIZE;
  }
  override _get_packet_script(): Uint8Array {
    return new Uint8Array();
  }
  override _get_packet_channel(): number {
    return 0;
  }
  override _get_packet_mode(): TransferMode {
    return this.TRANSFER_MODE_RELIABLE;
  }
  override _get_packet_peer(): number {
    return 0;
  }
  override _get_transfer_channel(): number {
    return this.#channel;
  }
  override _get_transfer_mode(): TransferMode {
    return this.#mode;
  }
  override _get_unique_id(): number {
    return SERVER_ID;
  }
  override _is_server(): boolean {
    return true;
  }
  override _poll(): void {
    // Nothing happens.
  }
  override _put_packet_script(_bytes: Uint8Array): GodotError {
    return this.#target > 0 ? GodotError.ERR_INVALID_PARAMETER : GodotError.OK;
  }
  override _set_target_peer(id: number): void {
    this.#target = id;
  }
  override _set_transfer_channel(channel: number): void {
    this.#channel = channel;
  }
  override _set_transfer_mode(mode: TransferMode): void {
    this.#mode = mode;
  }
}
