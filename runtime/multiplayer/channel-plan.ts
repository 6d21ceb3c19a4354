/** Which channels lead to a peer. Both sides make them for themselves, so this is what they have to agree on. */
import { TransferMode } from "../../generated/api/MultiplayerPeer.js";
import type { WebRTCPeerConnection } from "../../generated/api/WebRTCPeerConnection.js";

/** What transfer channel 0 stands for: one channel for each mode. */
export const MODES: readonly TransferMode[] = [
  TransferMode.TRANSFER_MODE_RELIABLE,
  TransferMode.TRANSFER_MODE_UNRELIABLE_ORDERED,
  TransferMode.TRANSFER_MODE_UNRELIABLE,
];
const LABELS = ["reliable", "ordered", "unreliable"];
const FIRST_ID = 1;
/** Milliseconds; extra channels have no setting for it. */
const EXTRA_LIFETIME = 1;

export interface PlannedChannel {
  readonly label: string;
  readonly mode: TransferMode;
  readonly options: WebRTCPeerConnection.CreateDataChannelOptions;
}

/**
 * The channels to one peer, in the order in which Godot creates them.
 *
 * @param extra - The mode of transfer channel 1, 2 and so on.
 * @param lifetime - Of packets on the unreliable ones of the first three channels, in milliseconds.
 */
export function planChannels(extra: readonly TransferMode[], lifetime: number): readonly PlannedChannel[] {
  return [...MODES, ...extra].map((mode, index) => {
    const id = FIRST_ID + index;
    const options = { negotiated: true, id, ordered: mode !== TransferMode.TRANSFER_MODE_UNRELIABLE };
    const maxPacketLifeTime = index < MODES.length ? lifetime : EXTRA_LIFETIME;
    return {
      label: LABELS[index] ?? String(id),
      mode,
      options: mode === TransferMode.TRANSFER_MODE_RELIABLE ? options : { ...options, maxPacketLifeTime },
    };
  });
}

/** Which of the channels a packet goes over. As in the engine, a mode that does not exist is the first, reliable. */
export function channelIndex(transferChannel: number, mode: TransferMode): number {
  return transferChannel > 0 ? transferChannel + MODES.length - 1 : Math.max(MODES.indexOf(mode), 0);
}

/** The transfer channel that one of the channels belongs to. */
export function transferChannelOf(index: number): number {
  return Math.max(index - MODES.length + 1, 0);
}
