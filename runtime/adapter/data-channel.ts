import { GodotError } from "../../generated/api/@GlobalScope.js";
import { ChannelState, WriteMode } from "../../generated/api/WebRTCDataChannel.js";
import {
  type RequiredWebRTCDataChannelExtension,
  StrictWebRTCDataChannelExtension,
} from "../../generated/glue/WebRTCDataChannelExtension.js";
import type { BackendChannel, ChannelEvents, ReceivedChannelInit } from "../backend/backend.js";
import { invalidArgument, wrongState } from "../core/describe-value.js";
import { reportError } from "../core/index.js";
import { wake } from "../core/wake.js";
import { PacketQueue } from "./packet-queue.js";
import { reasonOf } from "./reason.js";

/** What the getters say of a number that was not given, or of an id that is not known yet. */
const UNSET = 65535;
/** What webrtc-native names as the size that every WebRTC peer takes. Larger packets go too, up to the peer's limit. */
const PORTABLE_PACKET_SIZE = 16384;

const STATES = {
  connecting: ChannelState.STATE_CONNECTING,
  open: ChannelState.STATE_OPEN,
  closing: ChannelState.STATE_CLOSING,
  closed: ChannelState.STATE_CLOSED,
} as const;

const WRITE_MODES: readonly number[] = [WriteMode.WRITE_MODE_TEXT, WriteMode.WRITE_MODE_BINARY];

const textDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * WebRTCDataChannel as Godot's docs have it, over any backend.
 *
 * Departs from webrtc-native where that departs from the docs: unset numbers are 65535 and not -1, CLOSING is a state,
 * text may hold NUL bytes and must be UTF-8, and the receive queue has a bound.
 */
export class DataChannelAdapter
  extends StrictWebRTCDataChannelExtension
  implements RequiredWebRTCDataChannelExtension, ChannelEvents
{
  readonly #init: ReceivedChannelInit;
  readonly #queue: PacketQueue;
  readonly #gone: (channel: DataChannelAdapter) => void;
  /** Whoever holds a channel holds its connection: a connection that is collected closes its channels. */
  declare readonly connection: object;
  #backend: BackendChannel | undefined;
  #closedHere = false;
  #closed = false;
  #overflowing = false;
  #writeMode: WriteMode = WriteMode.WRITE_MODE_BINARY;

  /** @param gone called once when the channel is closed for good */
  constructor(
    connection: object,
    init: ReceivedChannelInit,
    maxQueueBytes: number,
    gone: (channel: DataChannelAdapter) => void,
  ) {
    super();
    this.connection = connection;
    this.#init = init;
    this.#queue = new PacketQueue(maxQueueBytes);
    this.#gone = gone;
  }

  /** The channel and what carries it are made one after the other, as each wants the other. */
  attach(backend: BackendChannel): void {
    this.#backend = backend;
  }

  /** Its connection is closed. Packets that arrived stay readable. */
  closeWithConnection(): void {
    this.#closedHere = true;
    this.closed();
  }

  opened(): void {
    // Godot has no signal for it, and the state is asked from the backend.
    wake();
  }

  closed(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#gone(this);
    wake();
  }

  message(bytes: Uint8Array, isText: boolean): void {
    if (this.#closedHere) return;
    if (this.#queue.push(bytes, isText)) {
      this.#overflowing = false;
      wake();
      return;
    }
    if (this.#overflowing) return;
    this.#overflowing = true;
    const what = `Channel "${this.#init.label}" drops packets: ${this.#queue.maxBytes} bytes wait for get_packet().`;
    this.#fail("poll", what, GodotError.ERR_OUT_OF_MEMORY);
  }

  failed(message: string): void {
    this.#fail("poll", `Channel "${this.#init.label}" reports: ${message}.`, GodotError.FAILED);
  }

  _close(): void {
    if (this.#closedHere || this.#closed) return;
    this.#closedHere = true;
    const opened = this._get_ready_state() !== ChannelState.STATE_CONNECTING;
    this.#backend?.close();
    if (!opened) this.closed();
  }

  _get_ready_state(): ChannelState {
    if (this.#closed || this.#backend === undefined) return ChannelState.STATE_CLOSED;
    return STATES[this.#backend.phase];
  }

  _get_available_packet_count(): number {
    return this.#queue.length;
  }

  _get_packet(): Uint8Array | GodotError {
    const packet = this.#queue.take();
    if (packet !== undefined) return packet;
    return this.#fail("get_packet", "There is no packet to take.", GodotError.ERR_UNAVAILABLE);
  }

  _put_packet(p_buffer: Uint8Array): GodotError {
    if (this.#closed || this.#backend === undefined) return this.#refuseToSend();
    let text: string | undefined;
    if (this.#writeMode === WriteMode.WRITE_MODE_TEXT) {
      if (this._get_ready_state() !== ChannelState.STATE_OPEN) return this.#refuseToSend();
      try {
        text = textDecoder.decode(p_buffer);
      } catch {
        const what = invalidArgument('1 "buffer"', "UTF-8 in WRITE_MODE_TEXT", p_buffer);
        return this.#fail("put_packet", what, GodotError.ERR_INVALID_DATA);
      }
    }
    try {
      // Whether it is open is not asked before: the backend refuses by itself, and asking costs.
      if (text === undefined) this.#backend.sendBinary(p_buffer);
      else this.#backend.sendText(text);
      return GodotError.OK;
    } catch (error) {
      return this.#refuseToSend(error);
    }
  }

  #refuseToSend(error?: unknown): GodotError {
    const state = this._get_ready_state();
    const isOpen = state === ChannelState.STATE_OPEN;
    const what = isOpen ? `Sending failed: ${reasonOf(error)}.` : wrongState("STATE_OPEN", ChannelState[state]);
    return this.#fail("put_packet", what);
  }

  _get_max_packet_size(): number {
    return PORTABLE_PACKET_SIZE;
  }

  _poll(): GodotError {
    return GodotError.OK;
  }

  _set_write_mode(p_write_mode: WriteMode): void {
    if (WRITE_MODES.includes(p_write_mode)) {
      this.#writeMode = p_write_mode;
      return;
    }
    const what = invalidArgument('"write_mode"', "WriteMode (0, 1)", p_write_mode);
    this.#fail("set_write_mode", what, GodotError.ERR_INVALID_PARAMETER);
  }

  _get_write_mode(): WriteMode {
    return this.#writeMode;
  }

  _was_string_packet(): boolean {
    return this.#queue.lastWasText;
  }

  _get_label(): string {
    return this.#init.label;
  }

  _get_protocol(): string {
    return this.#init.protocol;
  }

  _get_id(): number {
    return this.#backend?.id ?? this.#init.id ?? UNSET;
  }

  _is_ordered(): boolean {
    return this.#init.ordered;
  }

  _is_negotiated(): boolean {
    return this.#init.negotiated;
  }

  _get_max_packet_life_time(): number {
    return this.#init.maxPacketLifeTime ?? UNSET;
  }

  _get_max_retransmits(): number {
    return this.#init.maxRetransmits ?? UNSET;
  }

  _get_buffered_amount(): number {
    return this.#closed ? 0 : (this.#backend?.bufferedAmount ?? 0);
  }

  #fail(method: string, message: string, code: GodotError = GodotError.FAILED): GodotError {
    return reportError("WebRTCDataChannel", method, message, code);
  }
}
