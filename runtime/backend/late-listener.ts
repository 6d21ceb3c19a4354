import type { ChannelEvents } from "./backend.js";

/** Stands in until the adapter says who listens to a received channel. Nothing is emitted before. */
export class LateListener implements ChannelEvents {
  target: ChannelEvents | undefined;

  opened(): void {
    this.target?.opened();
  }

  closed(): void {
    this.target?.closed();
  }

  message(bytes: Uint8Array, isText: boolean): void {
    this.target?.message(bytes, isText);
  }

  failed(message: string): void {
    this.target?.failed(message);
  }
}
