import { ClassDB } from "../../runtime/index.js";
import { WebRTCNodePeerConnection } from "../../runtime/node-peer-connection.js";
import { collectGarbage } from "../support/collect-garbage.js";
import { whyNoTurnServer } from "../support/turn-server.js";
import type { ContractBackend } from "./suite/backend.js";

ClassDB.register_class(WebRTCNodePeerConnection, "WebRTCNodePeerConnection");

const NO_FAULTS = "the loopback interface loses nothing and cannot be told to; shown over loopback";
const IS_SLOW =
  "a killed process is noticed after about 30 seconds; set GODOT_WEBRTC_SLOW_TESTS=1 to run it, shown over loopback";

const TURN_IS_MISSING = whyNoTurnServer();

/** Whether tests run that take half a minute each. */
export const RUNS_SLOW_TESTS = process.env["GODOT_WEBRTC_SLOW_TESTS"] === "1";

export const nodeDataChannelContract: ContractBackend = {
  name: "node-datachannel",
  className: "WebRTCNodePeerConnection",
  configuration: { libdatachannel: { bindAddress: "127.0.0.1" } },
  createBare: () => new WebRTCNodePeerConnection(),
  collectGarbage,
  exclusions: {
    "P10/received":
      "node-datachannel has no getters for ordered, lifetime and retransmits of a received channel; the defaults are reported",
    "P11/loss": NO_FAULTS,
    "P12/loss": NO_FAULTS,
    "P17/faults": NO_FAULTS,
    "M06/faults": NO_FAULTS,
    "M14/loss": NO_FAULTS,
    ...(TURN_IS_MISSING === undefined ? {} : { "P22/turn": TURN_IS_MISSING }),
    ...(RUNS_SLOW_TESTS ? {} : { "P17/killed": IS_SLOW, "M06/killed": IS_SLOW }),
    "P20/local": "nothing here creates provisional answers: session_description_created brings offers and answers only",
  },
};
