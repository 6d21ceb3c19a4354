import type { PacketPeer } from "../../../runtime/index.js";
import { pumpMembers } from "../../support/members.js";
import { pump } from "../../support/sides.js";
import type { Stage } from "./stage.js";

/** Two PacketPeers, the packets of one of which arrive at the other. */
export interface PacketPair {
  readonly from: PacketPeer;
  readonly to: PacketPeer;
  /** Polls whatever has to be polled until the condition holds. */
  pump(condition: () => boolean, what: string): Promise<void>;
  /** Closes the sending end. */
  close(): void;
}

/** What PacketPeer promises is shown through each class that is one. */
export const PACKET_PAIRS: readonly { readonly through: string; open(stage: Stage): Promise<PacketPair> }[] = [
  {
    through: "WebRTCDataChannel",
    async open(stage) {
      const { a, b, ca, cb } = await stage.pair();
      return {
        from: ca,
        to: cb,
        pump: (condition, what) => pump([a, b], condition, what),
        close: () => {
          a.pc.close();
        },
      };
    },
  },
  {
    through: "WebRTCMultiplayerPeer",
    async open(stage) {
      const { server, all } = await stage.server([2]);
      const [, client] = all;
      if (client === undefined) throw new Error("There is no client.");
      server.peer.set_target_peer(2);
      return {
        from: server.peer,
        to: client.peer,
        pump: (condition, what) => pumpMembers(all, condition, what),
        close: () => {
          server.peer.close();
        },
      };
    },
  },
];
