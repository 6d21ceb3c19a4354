/** Two peers in one process, over real WebRTC that stays on the loopback interface. */
import { afterEach } from "vitest";
import { WebRTCPeerConnection } from "../../runtime/index.js";
import { listenTo, openPair, type Pair, type Side } from "./sides.js";

export { channelInfo, channelOf, pump, wire } from "./sides.js";
export type { Candidate, Description, Pair, Side } from "./sides.js";

/** Keeps ICE on the loopback interface. */
export const LOOPBACK: WebRTCPeerConnection.InitializeConfiguration = {
  libdatachannel: { bindAddress: "127.0.0.1" },
};

const opened = new Set<WebRTCPeerConnection>();

afterEach(() => {
  for (const connection of opened) connection.close();
  opened.clear();
});

/** A connection on the loopback interface; closed when the test ends. */
export function newConnection(): WebRTCPeerConnection {
  const connection = new WebRTCPeerConnection();
  opened.add(connection);
  connection.initialize(LOOPBACK);
  return connection;
}

/** A side that listens to its own signals and does nothing else with them. */
export function side(name = "A"): Side {
  return listenTo(name, newConnection());
}

/** Two sides with an open channel "chat": negotiated with id 1, or announced by `a` to `b`. */
export async function connectedPair(
  options: WebRTCPeerConnection.CreateDataChannelOptions = { negotiated: true, id: 1 },
): Promise<Pair> {
  return openPair(side("A"), side("B"), options);
}
