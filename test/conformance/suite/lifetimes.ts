import { expect } from "vitest";
import { GodotError } from "../../../generated/api/@GlobalScope.js";
import { to_utf8_buffer } from "../../../runtime/core/index.js";
import type { WebRTCDataChannel } from "../../../runtime/index.js";
import { listenTo, openPair, pump, type Side } from "../../support/sides.js";
import type { Chapter } from "./contract.js";

/** P13: who keeps a channel open. */
export const lifetimeChapter: Chapter = ({ backend, stage, promise }) => {
  const collect = (): void => {
    if (backend.collectGarbage === undefined) throw new Error(`${backend.name} cannot collect: exclude this test.`);
    backend.collectGarbage();
  };

  promise("P13 a channel is closed by closing its connection, whoever refers to it", async () => {
    const { a, ca, cb, b } = await stage.pair();
    a.pc.close();
    expect(ca.get_ready_state()).toBe(ca.STATE_CLOSED);
    await pump([b], () => cb.get_ready_state() === cb.STATE_CLOSED, "the other end to close");
  });

  promise("P13/kept an open channel stays open though the program dropped it, as its connection lives", async () => {
    // What opens the pair goes out of scope, and one of the channels with it.
    const open = async (): Promise<WebRTCDataChannel> => (await openPair(a, b, { negotiated: true, id: 1 })).cb;
    const [a, b] = [stage.side("A"), stage.side("B")];
    const cb = await open();
    collect();
    await stage.meanwhile([a, b]);
    collect();
    await stage.meanwhile([a, b]);
    expect(cb.get_ready_state()).toBe(cb.STATE_OPEN);
    expect(cb.put_packet(to_utf8_buffer("still there?"))).toBe(GodotError.OK);
    expect(a.pc.get_connection_state()).toBe(a.pc.STATE_CONNECTED);
  });

  promise("P13/collected a channel closes when neither program nor living connection refers to it", async () => {
    const b = stage.side("B");
    const open = async (): Promise<WebRTCDataChannel> => {
      const dropped = backend.createBare();
      dropped.initialize(backend.configuration);
      return (await openPair(listenTo("A", dropped), b, { negotiated: true, id: 1 })).cb;
    };
    const cb = await open();
    expect(cb.get_ready_state()).toBe(cb.STATE_OPEN);
    disconnectAll(b);
    const closed = (): boolean => {
      collect();
      return cb.get_ready_state() === cb.STATE_CLOSED;
    };
    await pump([b], closed, "the dropped side to be collected");
  });
};

/** The wire refers to the other side. A function of its own, so that no variable of the test goes on referring to it. */
function disconnectAll({ pc }: Side): void {
  for (const signal of [pc.session_description_created, pc.ice_candidate_created]) {
    for (const { callable } of signal.get_connections()) signal.disconnect(callable);
  }
}
