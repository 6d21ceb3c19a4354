import { PacketPeerOutline } from "../../generated/outline/PacketPeer.js";
import { GodotError, type PacketPeerApi, type Variant } from "./api.js";
import { checkArguments } from "./arguments.js";
import { outline } from "./class-outline.js";
import { intRange, invalidArgument } from "./describe-value.js";
import { reportError } from "./error-report.js";
import { RefCounted } from "./ref-counted.js";
import { VariantFailure } from "./variant/failure.js";
import { reportDropped, reportVariantFailure } from "./variant/report-failure.js";
import { decodeVariant, encodeVariant } from "./variant/serialize.js";

/** What {@link PacketPeer.encode_buffer_max_size} may be, in bytes. */
const SMALLEST_MAX_SIZE = 1024;
const LARGEST_MAX_SIZE = 256 * 1024 * 1024;
const DEFAULT_MAX_SIZE = 8 * 1024 * 1024;

/** Godot's PacketPeer: sending and taking packets, over what a subclass brings. */
export abstract class PacketPeer extends RefCounted implements PacketPeerApi {
  static override readonly classInfo = outline(PacketPeerOutline);

  #packetError: GodotError = GodotError.OK;
  #encodeBufferMaxSize = DEFAULT_MAX_SIZE;

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
    // Callers without types may pass anything. A proxy, or what merely has the prototype, is no view: that is asked first.
    const given: unknown = buffer;
    if (!(ArrayBuffer.isView(given) && given instanceof Uint8Array)) {
      const message = invalidArgument('1 "buffer"', "PackedByteArray (Uint8Array)", given);
      return reportError(this.get_class(), "put_packet", message, GodotError.ERR_INVALID_PARAMETER);
    }
    // As in the engine: an empty packet cannot be sent, and trying it is no error.
    return buffer.length === 0 ? GodotError.OK : this._put_packet(buffer);
  }

  get encode_buffer_max_size(): number {
    return this.#encodeBufferMaxSize;
  }

  set encode_buffer_max_size(value: number) {
    // Callers without types may pass anything.
    const given: unknown = value;
    if (Number.isInteger(given) && value >= SMALLEST_MAX_SIZE && value <= LARGEST_MAX_SIZE) {
      this.#encodeBufferMaxSize = 2 ** Math.ceil(Math.log2(value));
      return;
    }
    const message = invalidArgument('"max_size"', intRange(SMALLEST_MAX_SIZE, LARGEST_MAX_SIZE), given);
    reportError(this.get_class(), "set_encode_buffer_max_size", message);
  }

  get_var(allow_objects = false): Variant {
    const className = this.get_class();
    if (!checkArguments(this, className, "get_var", [allow_objects])) return null;
    const packet = this.#take();
    if (packet === null) return null;
    const decoded = decodeVariant(packet, { objects: allow_objects });
    if (decoded instanceof VariantFailure) {
      this.#packetError = decoded.code;
      reportVariantFailure(decoded, className, "get_var");
      return null;
    }
    reportDropped(decoded.dropped, className, "get_var");
    return decoded.value;
  }

  put_var(var_: Variant, full_objects = false): GodotError {
    const className = this.get_class();
    if (!checkArguments(this, className, "put_var", [var_, full_objects])) {
      return GodotError.ERR_INVALID_PARAMETER;
    }
    const encoded = encodeVariant(var_, { objects: full_objects, limit: this.#encodeBufferMaxSize });
    if (encoded instanceof VariantFailure) {
      reportVariantFailure(encoded, className, "put_var", 'Invalid argument 1 "var" (Variant): ');
      return encoded.code;
    }
    return this.put_packet(encoded);
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
