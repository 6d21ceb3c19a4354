import { beforeAll, describe, expect, test } from "vitest";
import { CONNECTING, measure, type Measured, rows } from "../../bench/size/size.js";

const DEADLINE_MS = 120_000;

describe("the build, bundled for a web page", () => {
  let bundles: readonly Measured[];
  beforeAll(async () => {
    bundles = await measure(CONNECTING);
  }, DEADLINE_MS);

  test("takes the browser's connections, and nothing of Node's", () => {
    for (const { bundler, code } of bundles) {
      expect(code, bundler).toContain("WebRTCBrowserPeerConnection");
      expect(code, bundler).not.toMatch(/node:|node-datachannel|require\(|WebRTCNodePeerConnection/);
      expect(code, bundler).not.toMatch(/\b(?:Buffer|setImmediate|process)\b(?!:)/);
    }
  });

  test(
    "keeps to its limits",
    async () => {
      for (const { what, size, limit = Infinity } of await rows()) expect(size, what).toBeLessThanOrEqual(limit);
    },
    DEADLINE_MS,
  );

  test(
    "holds what is imported, and little else",
    async () => {
      // A constant is its value, and a class does not bring its neighbours along.
      const sizes = await Promise.all([["OK"], ["Vector3"], ["Callable"]].map((names) => measure(names)));
      const largest = sizes.map((measured) => Math.max(...measured.map(({ size }) => size)));
      expect(largest[0]).toBeLessThan(100);
      expect(largest[1]).toBeLessThan(700);
      expect(largest[2]).toBeLessThan(4_000);
    },
    DEADLINE_MS,
  );
});
