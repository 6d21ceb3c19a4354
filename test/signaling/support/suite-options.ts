import type { ServerLimits } from "../../../runtime/signaling/server/options.js";

/**
 * What the suite counts on: small lobbies, no limits that many tests from one address would meet, and waits that are short for
 * who waits, and long for who has to be quicker on a busy machine.
 */
export const SUITE_OPTIONS: Partial<ServerLimits> = {
  maxLobbies: 12,
  maxLobbyPeers: 4,
  sealDelay: 1500,
  joinTimeout: 3000,
  resumeGrace: 2500,
  connectionsPerSecond: 10_000,
  failedJoinsPerMinute: 10_000,
  messagesPerSecond: 10_000,
  processHeartbeat: 200,
  processTimeout: 4000,
};
