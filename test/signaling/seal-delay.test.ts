import { afterEach, expect, test } from "vitest";
import { SEAL } from "./support/raw-client.js";
import { Servers } from "./support/servers.js";

const servers = new Servers();
afterEach(() => servers.stop());

const isSlowRun = process.env["GODOT_WEBRTC_SLOW_TESTS"] !== undefined;
if (!isSlowRun) console.warn("The test of the ten seconds after SEAL is skipped: GODOT_WEBRTC_SLOW_TESTS=1 runs it.");

test.skipIf(!isSlowRun)(
  "a sealed lobby ends ten seconds later, if nothing else is wanted",
  async () => {
    const { lobbies } = await servers.start();
    const { peers } = await lobbies.mesh(2);
    peers[0]?.client.send(SEAL, 0);
    const start = performance.now();
    for (const { client } of peers) {
      expect((await client.next()).type).toBe(SEAL);
      expect((await client.closed).code).toBe(1000);
    }
    // Timers may be early by a millisecond.
    expect(performance.now() - start).toBeGreaterThan(9990);
  },
  60_000,
);
