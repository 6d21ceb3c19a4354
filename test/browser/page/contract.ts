/** The contract suite over the browser's own connections, in a page. */
import { ClassDB } from "../../../runtime/index.js";
import { WebRTCBrowserPeerConnection } from "../../../runtime/browser-peer-connection.js";
import type { ContractBackend } from "../../conformance/suite/backend.js";
import { runContract } from "../../conformance/suite/contract.js";
import { browserChapter } from "./browser-chapter.js";
import { type StartRelayServer, turnChapter } from "../../conformance/turn-chapter.js";
import { offerCases } from "./cases.js";
import { outside } from "./outside.js";

const CLASS_NAME = "WebRTCBrowserPeerConnection";
const NO_FAULTS = "the loopback interface loses nothing and cannot be told to; shown over loopback";

/** The runner outside says so in the page's address. */
const TURN_IS_MISSING = new URLSearchParams(location.hash.slice(1)).get("noTurn");
ClassDB.register_class(WebRTCBrowserPeerConnection, CLASS_NAME);

const chromium: ContractBackend = {
  name: "Chromium",
  className: CLASS_NAME,
  configuration: {},
  createBare: () => new WebRTCBrowserPeerConnection(),
  collectGarbage: () => (globalThis as unknown as { gc(): void }).gc(),
  exclusions: {
    "P11/loss": NO_FAULTS,
    "P12/loss": NO_FAULTS,
    "P17/faults": NO_FAULTS,
    "M06/faults": NO_FAULTS,
    "M14/loss": NO_FAULTS,
    "M14/flood":
      "Chromium itself stalls in one run of four, between two plain RTCPeerConnections too; shown over loopback and node-datachannel",
    ...(TURN_IS_MISSING === null ? {} : { "P22/turn": TURN_IS_MISSING }),
    "P20/local": "nothing here creates provisional answers: session_description_created brings offers and answers only",
  },
};

const startRelay: StartRelayServer = async (username, credential) => {
  const port = await outside.startTurnServer(username, credential);
  return { port, username, credential, readLog: () => outside.readTurnLog(port) };
};

runContract(chromium, browserChapter, turnChapter(startRelay));
offerCases();
