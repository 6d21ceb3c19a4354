/** The contract suite over the browser's own connections, in a page. */
import { ClassDB } from "../../../runtime/index.js";
import { WebRTCBrowserPeerConnection } from "../../../runtime/browser-peer-connection.js";
import type { ContractBackend } from "../../conformance/suite/backend.js";
import { runContract } from "../../conformance/suite/contract.js";
import { browserChapter } from "./browser-chapter.js";
import { offerCases } from "./cases.js";

const CLASS_NAME = "WebRTCBrowserPeerConnection";
const NO_FAULTS = "the loopback interface loses nothing and cannot be told to; shown over loopback";

/** The runner outside says so in the page's address. */
const RUNS_SLOW_TESTS = location.hash === "#slow";
const IS_SLOW =
  "a browser gives a silent peer up after about 15 seconds; set GODOT_WEBRTC_SLOW_TESTS=1 to run it, shown over loopback";

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
    "P22/turn": "the TURN server of the tests is started on Node, and asked from there",
    "M06/killed": "a page cannot kill another one; what Node sees of a tab that crashes is in interop-closing.test.ts",
    ...(RUNS_SLOW_TESTS ? {} : { "D06/failed": IS_SLOW, "P17/unmatched": IS_SLOW }),
    "P20/local": "nothing here creates provisional answers: session_description_created brings offers and answers only",
  },
};

runContract(chromium, browserChapter);
offerCases();
