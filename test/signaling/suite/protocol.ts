import { describe } from "vitest";
import { describeEnding } from "./ending.js";
import { describeJoining } from "./joining.js";
import { describeRefusing } from "./refusing.js";
import { describeRelaying } from "./relaying.js";
import { describeResuming } from "./resuming.js";
import type { Stage } from "./stage.js";

/** The protocol as a stranger sees it, with nothing but a WebSocket and JSON. The same for every store. */
export function describeProtocol(stage: Stage): void {
  describe("joining", () => describeJoining(stage));
  describe("relaying", () => describeRelaying(stage));
  describe("ending", () => describeEnding(stage));
  describe("refusing", () => describeRefusing(stage));
  describe("resuming", () => describeResuming(stage));
}
