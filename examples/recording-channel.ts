/** A data channel that has another one do its work, and writes down what goes through. See recording-extension.ts. */
import { type GodotError, OK, type WebRTCDataChannel, WebRTCDataChannelExtension } from "godot-webrtc";

export type Recorder = (line: string) => void;

export class RecordingChannel extends WebRTCDataChannelExtension {
  constructor(
    readonly inner: WebRTCDataChannel,
    readonly record: Recorder,
  ) {
    super();
  }

  override _put_packet(p_buffer: Uint8Array): GodotError {
    const code = this.inner.put_packet(p_buffer);
    this.record(
      `${this.get_label()}: ${p_buffer.length} bytes sent${code === OK ? "" : `, which failed with ${code}`}`,
    );
    return code;
  }

  /** A virtual with a pointer in Godot: here it returns the bytes, or the code that says why there are none. */
  override _get_packet(): Uint8Array | GodotError {
    const packet = this.inner.get_packet();
    const code = this.inner.get_packet_error();
    if (code !== OK) return code;
    this.record(`${this.get_label()}: ${packet.length} bytes received`);
    return packet;
  }

  override _close(): void {
    this.record(`${this.get_label()}: closed here`);
    this.inner.close();
  }

  // The rest is passed on as it is. A required virtual that is missing would be reported by name.
  override _get_available_packet_count(): number {
    return this.inner.get_available_packet_count();
  }

  override _get_max_packet_size(): number {
    return 16384;
  }

  override _was_string_packet(): boolean {
    return this.inner.was_string_packet();
  }

  override _set_write_mode(p_write_mode: WebRTCDataChannel.WriteMode): void {
    this.inner.write_mode = p_write_mode;
  }

  override _get_write_mode(): WebRTCDataChannel.WriteMode {
    return this.inner.write_mode;
  }

  override _get_ready_state(): WebRTCDataChannel.ChannelState {
    return this.inner.get_ready_state();
  }

  override _get_label(): string {
    return this.inner.get_label();
  }

  override _get_protocol(): string {
    return this.inner.get_protocol();
  }

  override _get_id(): number {
    return this.inner.get_id();
  }

  override _is_ordered(): boolean {
    return this.inner.is_ordered();
  }

  override _is_negotiated(): boolean {
    return this.inner.is_negotiated();
  }

  override _get_max_packet_life_time(): number {
    return this.inner.get_max_packet_life_time();
  }

  override _get_max_retransmits(): number {
    return this.inner.get_max_retransmits();
  }

  override _get_buffered_amount(): number {
    return this.inner.get_buffered_amount();
  }

  override _poll(): GodotError {
    return this.inner.poll();
  }
}
