import { ConnectionStatus, TransferMode } from "../../generated/api/MultiplayerPeer.js";
import { clip, describeValue } from "../core/describe-value.js";

export type Role = "server" | "client" | "mesh";

export const SERVER_ID = 1;
const MAX_ID = 2 ** 31 - 1;

const MODES: readonly unknown[] = [
  TransferMode.TRANSFER_MODE_UNRELIABLE,
  TransferMode.TRANSFER_MODE_UNRELIABLE_ORDERED,
  TransferMode.TRANSFER_MODE_RELIABLE,
];

/** What a multiplayer peer is in its network, from one `create_…` to the next, or to `close()`. */
export class Session {
  readonly role: Role;
  readonly id: number;
  /** The mode of transfer channel 1, 2 and so on. */
  readonly modes: readonly TransferMode[];
  /** Changes in clients only: they have a server to find, and to lose. */
  status: ConnectionStatus;

  constructor(role: Role, id: number, modes: readonly TransferMode[]) {
    this.role = role;
    this.id = id;
    this.modes = modes;
    this.status = role === "client" ? ConnectionStatus.CONNECTION_CONNECTING : ConnectionStatus.CONNECTION_CONNECTED;
  }

  /** Why there can be no remote peer with this id; undefined if there can. As in the engine, a mesh takes its own id. */
  refusalOf(id: number): string | undefined {
    if (this.role === "client" && id !== SERVER_ID) return `A client adds its server only, whose id is ${SERVER_ID}`;
    if (this.role === "server" && id === SERVER_ID) return `The id ${SERVER_ID} is that of the server itself`;
    return isPeerId(id) ? undefined : `An id is from 1 to ${MAX_ID}`;
  }
}

/** Why a peer in this role cannot have this id; undefined if it can. */
export function refusalOfOwnId(role: Role, id: number): string | undefined {
  if (role === "client" && id === SERVER_ID)
    return `The id ${SERVER_ID} is that of the server; a client's is from 2 to ${MAX_ID}`;
  return isPeerId(id) ? undefined : `An id is from ${role === "client" ? 2 : 1} to ${MAX_ID}`;
}

/** @returns undefined if one of the values is no TransferMode. */
export function readModes(config: readonly unknown[]): readonly TransferMode[] | undefined {
  try {
    const modes = config.map((value) => (typeof value === "bigint" ? Number(value) : value));
    return modes.every(isTransferMode) ? modes : undefined;
  } catch {
    // What looks like an array may have getters, and these may throw.
    return undefined;
  }
}

/** What is wrong with a channels_config that `readModes` refuses. */
export function refusalOfModes(config: readonly unknown[]): string {
  const expected = "Invalid argument channels_config: expected values of MultiplayerPeer.TransferMode (0, 1 and 2)";
  try {
    return `${expected}, got [${clip(config.map(describeValue).join(", "))}].`;
  } catch {
    return `${expected}, got an Array that cannot be read.`;
  }
}

function isTransferMode(value: unknown): value is TransferMode {
  return MODES.includes(value);
}

function isPeerId(id: number): boolean {
  return id >= 1 && id <= MAX_ID;
}
