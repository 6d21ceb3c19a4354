import { ClassDB, type WebRTCPeerConnection } from "../../runtime/index.js";
import { create_loopback_class, LoopbackNetwork, ManualClock } from "../../runtime/loopback.js";
import { collectGarbage } from "../support/collect-garbage.js";
import type { ContractBackend, FaultyNetwork } from "./suite/backend.js";

const LoopbackPeer = create_loopback_class();
ClassDB.register_class(LoopbackPeer, "ContractLoopback");

export const loopbackBackend: ContractBackend = {
  name: "loopback",
  className: "ContractLoopback",
  configuration: {},
  createBare: () => new LoopbackPeer(),
  openFaultyNetwork: () => openFaultyNetwork(create_loopback_class),
  collectGarbage,
  exclusions: {
    "P13/collected": "the two ends of a pair hold each other in memory, so no end is collected while the other is used",
    "P17/unmatched": "in memory nothing is encrypted: whom a description leads to is who it says",
    "P17/killed": "both ends live in this process; P17/faults shows the loss",
    "P20/local": "nothing here creates provisional answers: session_description_created brings offers and answers only",
    "P22/used": "in memory there are no servers to ask",
    "P22/turn": "in memory there are no servers to ask",
    "D09/foreign": "in memory there are no peers other than those of this class",
    "K03/empty": "in memory there are no peers that send empty messages",
    "M06/killed": "both ends live in this process; M06/faults shows the loss",
  },
};

/** A network of its own with a clock that stands still, for connections of the class that is made for it. */
export function openFaultyNetwork(
  createClass: (network: LoopbackNetwork) => new () => WebRTCPeerConnection,
): FaultyNetwork {
  const clock = new ManualClock();
  const network = new LoopbackNetwork({ clock });
  const Peer = createClass(network);
  const link = (): LoopbackNetwork["links"][number] => {
    const [first] = network.links;
    if (first === undefined) throw new Error("No pair has connected yet.");
    return first;
  };
  return {
    create: () => new Peer(),
    get now() {
      return clock.now;
    },
    advance: (ms) => {
      clock.advance(ms);
    },
    setDelay: (ms) => {
      network.delay = ms;
    },
    lose: (rule) => {
      network.loses = ({ sequence, attempt }) => rule(sequence, attempt);
    },
    cut: () => {
      link().cut();
    },
    restore: () => {
      link().restore();
    },
    fail: () => {
      link().fail();
    },
    kill: (end) => {
      link().kill(end);
    },
  };
}
