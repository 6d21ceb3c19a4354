import { type ClassInfo, GodotError, type PacketPeerApi, PacketPeerInfo } from "./api.js";
import { describeValue } from "./describe-value.js";
import { report } from "./error-report.js";
import { RefCounted } from "./ref-counted.js";

/** Godot's PacketPeer: sending and taking packets, over what a subclass brings. */
export abstract class PacketPeer extends RefCounted implements PacketPeerApi {
  static override readonly classInfo: ClassInfo = PacketPeerInfo;

  #packetError: GodotError = GodotError.OK;

  /** The oldest packet, which is handed on without a copy, or the reason why there is none. */
  abstract _get_packet(): Uint8Array | GodotError;

  /** Sends bytes as one packet. There is at least one. */
  abstract _put_packet(buffer: Uint8Array): GodotError;

  abstract get_available_packet_count(): number;

  get_packet(): Uint8Array {
    return this.#take() ?? new Uint8Array();
  }

  get_packet_error(): GodotError {
    return this.#packetError;
  }

  put_packet(buffer: Uint8Array): GodotError {
    // Callers without types may pass anything.
    const given: unknown = buffer;
    if (!isBytes(given)) {
      const message = `Invalid argument 1 "buffer": expected PackedByteArray (Uint8Array), got ${describeValue(given)}.`;
      const code = GodotError.ERR_INVALID_PARAMETER;
      report({ kind: "error", message, class_name: this.get_class(), method: "put_packet", code });
      return code;
    }
    // As in the engine: an empty packet cannot be sent, and trying it is no error.
    return buffer.length === 0 ? GodotError.OK : this._put_packet(buffer);
  }

  /** The next packet, `null` if there is none; remembers why. */
  #take(): Uint8Array | null {
    const packet = this._get_packet();
    if (packet instanceof Uint8Array) {
      this.#packetError = GodotError.OK;
      return packet;
    }
    this.#packetError = packet;
    return null;
  }
}

/** Also of a proxy, and of an object that merely has the prototype: neither holds bytes. */
function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && value instanceof Uint8Array;
}
