import { describe, expect, it } from "vitest";
import { configure_multiplayer_peer, WebRTCMultiplayerPeer } from "../../runtime/index.js";

// What the settings do is shown by the contract suite, on a network with faults.
describe("configure_multiplayer_peer", () => {
  it("takes milliseconds from 0 to Infinity", () => {
    const peer = new WebRTCMultiplayerPeer();
    for (const disconnectGrace of [0, 1, 2.5, 60_000, Infinity]) configure_multiplayer_peer(peer, { disconnectGrace });
    configure_multiplayer_peer(peer, {});
    configure_multiplayer_peer(peer, { disconnectGrace: undefined, clock: undefined });
  });

  it.each([-1, NaN, "5" as never, null as never])("throws for the grace time %s", (disconnectGrace) => {
    const peer = new WebRTCMultiplayerPeer();
    expect(() => configure_multiplayer_peer(peer, { disconnectGrace })).toThrow(RangeError);
  });

  it.each([null, {}, Object.create(WebRTCMultiplayerPeer.prototype)])("throws for what is no peer", (peer) => {
    expect(() => configure_multiplayer_peer(peer as WebRTCMultiplayerPeer, { disconnectGrace: 1 })).toThrow(TypeError);
  });
});
