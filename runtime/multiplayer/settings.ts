import type { WebRTCMultiplayerPeer } from "../../generated/api/WebRTCMultiplayerPeer.js";
import { describeValue } from "../core/describe-value.js";

/** Settings of a multiplayer peer that Godot does not have. */
export interface MultiplayerPeerOptions {
  /**
   * For how many milliseconds the connection to a peer may be STATE_DISCONNECTED before the peer is removed. 0 removes it
   * with the next `poll()`, as the engine does; Infinity leaves it to the transport to give up. Default: 30,000.
   *
   * A connection that is STATE_FAILED or STATE_CLOSED never comes back: its peer is removed as soon as what it sent can be
   * taken no more, whatever is set here.
   */
  readonly disconnectGrace?: number | undefined;
  /** Tells what time it is, in milliseconds since some moment. Default: real time. */
  readonly clock?: { readonly now: number } | undefined;
}

export interface Settings {
  disconnectGrace: number;
  clock: { readonly now: number };
}

/** As long as browsers need to give a silent connection up. */
const DEFAULT_GRACE_MS = 30_000;

const realTime = {
  get now(): number {
    return performance.now();
  },
};

const settings = new WeakMap<object, Settings>();

/** Gives a new multiplayer peer its settings. */
export function provideSettings(peer: object): Settings {
  const provided = { disconnectGrace: DEFAULT_GRACE_MS, clock: realTime };
  settings.set(peer, provided);
  return provided;
}

/**
 * Sets what Godot has no settings for. Not part of Godot's API.
 *
 * @param peer - A WebRTCMultiplayerPeer. The settings hold until others are made, also when it is closed and used again.
 * @param options - What is left out stays as it is.
 * @throws TypeError if `peer` is none, RangeError if `disconnectGrace` is negative or no number.
 */
export function configure_multiplayer_peer(peer: WebRTCMultiplayerPeer, options: MultiplayerPeerOptions): void {
  const known = settings.get(peer);
  if (known === undefined)
    throw new TypeError("configure_multiplayer_peer: the first argument is no WebRTCMultiplayerPeer");
  const { disconnectGrace = known.disconnectGrace, clock = known.clock } = options;
  // Callers without types may pass anything.
  const given: unknown = disconnectGrace;
  if (typeof given !== "number" || !(given >= 0)) {
    throw new RangeError(
      `configure_multiplayer_peer: disconnectGrace must be 0 or more milliseconds, got ${describeValue(given)}`,
    );
  }
  known.disconnectGrace = disconnectGrace;
  known.clock = clock;
}
