import type { WebRTCPeerConnection } from "../../../runtime/index.js";
import type { Part } from "./promises.js";

/** What the contract suite has to know of a backend. */
export interface ContractBackend {
  readonly name: string;
  /** A connection that was never initialized. */
  createBare(): WebRTCPeerConnection;
  /** What `initialize` gets wherever a test initializes. */
  readonly configuration: WebRTCPeerConnection.InitializeConfiguration;
  /** The name by which the class of these connections is registered in ClassDB. */
  readonly className: string;
  /** What this backend cannot show, each with the reason. */
  readonly exclusions: Readonly<Partial<Record<Part, string>>>;
  /** A new network whose time stands still until it is moved on, and whose faults are ordered. */
  openFaultyNetwork?(): FaultyNetwork;
  /** Collects what nobody refers to. */
  collectGarbage?(): void;
}

export interface FaultyNetwork {
  create(): WebRTCPeerConnection;
  /** Milliseconds. */
  readonly now: number;
  /** Moves time on, by milliseconds; everything that becomes due happens inside the call. */
  advance(ms: number): void;
  /** Milliseconds from one side to the other. */
  setDelay(ms: number): void;
  /** Loses what the rule says: the `sequence`th message of a channel, the `attempt`th time it is sent, both from 0. */
  lose(rule: (sequence: number, attempt: number) => boolean): void;
  /** What follows is done to the first pair that connected. */
  cut(): void;
  restore(): void;
  fail(): void;
  /** One side dies without a word; which of the two an end stands for is the network's affair. */
  kill(end: 0 | 1): void;
}
