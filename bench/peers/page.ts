import type { Signal } from "./contender.js";
import { jobsOf } from "./jobs.js";
import { type RtcConnection, w3c } from "./w3c.js";

// The same in a page of a browser.

const page = globalThis as unknown as {
  readonly RTCPeerConnection: new (configuration: object) => RtcConnection;
  /** Bound to what the bench listens to. */
  readonly tellBench: (text: string) => void;
  jobs: unknown;
};

const chromium = w3c({
  create: () => new page.RTCPeerConnection({ iceServers: [] }),
  passes: ({ candidate }) => candidate.includes(" 127.0.0.1 "),
});

page.jobs = jobsOf(chromium, (signal: Signal) => page.tellBench(JSON.stringify(signal)));
