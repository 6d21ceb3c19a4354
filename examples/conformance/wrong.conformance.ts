/**
 * Holds the wrong connection to the class reference. In a project of your own this is a test file: register your class,
 * name it here, and `npx vitest run` does the rest.
 */
import { ClassDB } from "godot-webrtc";
import { conformance } from "godot-webrtc/conformance";
import { reportTo } from "godot-webrtc/conformance/report";
import { WrongConnection } from "./wrong-connection.js";

ClassDB.register_class(WrongConnection, "WrongConnection");

conformance(
  {
    name: "a wrong connection",
    className: "WrongConnection",
    // What an implementation cannot show is said, with the reason. There are names for these parts and no others.
    exclusions: {
      "P17/unmatched": "in memory nothing is encrypted",
      "D06/failed": "in memory no transport is lost",
      "P20/local": "provisional answers are not made here",
    },
  },
  { finished: reportTo({ html: "artifacts/conformance/wrong-connection.html" }) },
);
