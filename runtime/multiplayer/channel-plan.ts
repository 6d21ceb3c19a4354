/** Which channels lead to a peer. Both sides make them for themselves, so this is what they have to agree on. */
import { TransferMode } from "../../generated/api/MultiplayerPeer.js";
import type { WebRTCPeerConnection } from "../../generated/api/WebRTCPeerConnection.js";

/** What transfer channel 0 stands for: one channel for each mode. */
const BASE: readonly { readonly label: string; readonly mode: TransferMode }[] = [
  { label: "reliable", mode: TransferMode.TRANSFER_MODE_RELIABLE },
  { label: "ordered", mode: TransferMode.TRANSFER_MODE_UNRELIABLE_ORDERED },
  { label: "unreliable", mode: TransferMode.TRANSFER_MODE_UNRELIABLE },
];
const RELIABLE_INDEX = 0;
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
  return [
    ...BASE.map(({ label, mode }, index) => planned(label, mode, FIRST_ID + index, lifetime)),
    ...extra.map((mode, index) => {
      const id = FIRST_ID + BASE.length + index;
      return planned(String(id), mode, id, EXTRA_LIFETIME);
    }),
  ];
}

function planned(label: string, mode: TransferMode, id: number, lifetime: number): PlannedChannel {
  const options = { negotiated: true, id, ordered: mode !== TransferMode.TRANSFER_MODE_UNRELIABLE };
  return mode === TransferMode.TRANSFER_MODE_RELIABLE
    ? { label, mode, options }
    : { label, mode, options: { ...options, maxPacketLifeTime: lifetime } };
}

/** Which of the channels a packet goes over; outside of them if there is no such transfer channel. */
export function channelIndex(transferChannel: number, mode: TransferMode): number {
  if (transferChannel !== 0) return transferChannel > 0 ? transferChannel + BASE.length - 1 : -1;
  const index = BASE.findIndex((channel) => channel.mode === mode);
  // As in the engine: a mode that does not exist is reliable.
  return index < 0 ? RELIABLE_INDEX : index;
}

/** The transfer channel that one of the channels belongs to. */
export function transferChannelOf(index: number): number {
  return Math.max(index - BASE.length + 1, 0);
}
