/** The script's end of the signaling with the process that started it: lines of JSON over the standard streams. */
import { createInterface } from "node:readline";
import type { WebRTCPeerConnection } from "../../../runtime/index.js";

export interface Signaling {
  /** Called when the other process has closed the input. */
  onEnd: () => void;
  /** Called with the lines that are not signaling. */
  onCommand: (name: string, value: string) => void;
}

/** Answers the offer that comes in, and passes descriptions and candidates on. */
export function answer(pc: WebRTCPeerConnection): Signaling {
  const send = (...message: unknown[]): void => {
    console.log(JSON.stringify(message));
  };
  pc.session_description_created.connect(pc.set_local_description);
  pc.session_description_created.connect((type, sdp) => {
    send("description", type, sdp);
  });
  pc.ice_candidate_created.connect((media, index, name) => {
    send("candidate", media, index, name);
  });
  const signaling: Signaling = { onEnd: () => undefined, onCommand: () => undefined };
  const input = createInterface({ input: process.stdin });
  input.on("line", (line) => {
    const [kind, first, second, third] = JSON.parse(line) as [string, string, string & number, string];
    if (kind === "description") pc.set_remote_description(first, second);
    else if (kind === "candidate") pc.add_ice_candidate(first, second, third);
    else signaling.onCommand(kind, first);
  });
  input.on("close", () => {
    signaling.onEnd();
  });
  return signaling;
}

/** Lets nothing run in this process until the file exists. */
export function blockUntil(exists: () => boolean): void {
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  while (!exists()) Atomics.wait(nobody, 0, 0, 5);
}
