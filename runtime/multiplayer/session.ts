import type { ConnectionStatus, TransferMode } from "../../generated/api/MultiplayerPeer.js";
import { intRange, invalidArgument } from "../core/describe-value.js";
import { MODES } from "./channel-plan.js";

export type Role = "server" | "client" | "mesh";

export const SERVER_ID = 1;
const MAX_ID = 2 ** 31 - 1;

type Ids = readonly [least: number, most: number];
const SERVER: Ids = [SERVER_ID, SERVER_ID];
const OTHERS: Ids = [SERVER_ID + 1, MAX_ID];
const ANY: Ids = [SERVER_ID, MAX_ID];

/** The ids that a peer of each role may have. */
export const OWN_IDS: Readonly<Record<Role, Ids>> = { server: SERVER, client: OTHERS, mesh: ANY };
/** Those of the remote peers that it may add. As in the engine, a mesh takes its own id. */
export const REMOTE_IDS: Readonly<Record<Role, Ids>> = { server: OTHERS, client: SERVER, mesh: ANY };

/** What a multiplayer peer is in its network, from one `create_…` to the next, or to `close()`. */
export interface Session {
  readonly role: Role;
  readonly id: number;
  /** The mode of transfer channel 1, 2 and so on. */
  readonly modes: readonly TransferMode[];
  /** Changes in clients only: they have a server to find, and to lose. */
  status: ConnectionStatus;
}

/** What is wrong with the id that a peer of this role is to have, or to add; undefined if it is right. */
export function refusalOfId(id: number, allowed: Readonly<Record<Role, Ids>>, role: Role): string | undefined {
  const [least, most] = allowed[role];
  if (id >= least && id <= most) return undefined;
  return invalidArgument('"peer_id"', `${intRange(least, most)} in a ${role}`, id);
}

/** @returns what is wrong if one of the values is no TransferMode. */
export function readModes(config: readonly unknown[]): readonly TransferMode[] | string {
  let wrong: unknown = config;
  try {
    const modes = config.map((value) => (typeof value === "bigint" ? Number(value) : value));
    const index = modes.findIndex((mode) => !(MODES as readonly unknown[]).includes(mode));
    if (index < 0) return modes as readonly TransferMode[];
    wrong = modes[index];
  } catch {
    // What looks like an array may have getters, and these may throw.
  }
  return invalidArgument('"channels_config"', "Array of TransferMode (0, 1, 2)", wrong);
}
