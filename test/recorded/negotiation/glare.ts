import { expect } from "vitest";
import { GodotError } from "../../../runtime/index.js";
import { applyLocal, created, passCandidates, passOn } from "../../support/descriptions.js";
import { channelOf, LOOPBACK } from "../../support/peers.js";
import { type Cases, settle, VOID } from "./stage.js";
import { isConnected, NEGOTIATED, offer, ownDescription, unwired } from "./steps.js";

const { OK, FAILED } = GodotError;

/** Two offers at once. */
export const glare: Cases = {
  async glare_both_create_offer({ check }) {
    const pair = unwired(NEGOTIATED);
    const { a, b, watch } = pair;
    await offer(a, watch);
    await offer(b, watch);
    const [ofA, ofB] = [created(a), created(b)];
    check(() => b.pc.set_remote_description(ofA.type, ofA.sdp), OK);
    check(() => a.pc.set_remote_description(ofB.type, ofB.sdp), OK);
    await watch.pump(() => a.descriptions.length === 2 && b.descriptions.length === 2, "two answers");
    check(() => [created(a).type, created(b).type], ["answer", "answer"]);
    check(() => [applyLocal(a), applyLocal(b)], [OK, OK]);
    await watch.pump(() => a.candidates.length === 2 && b.candidates.length === 2, "the candidates of the answers");
    check(() => passCandidates(a, b), [OK, OK]);
    check(() => passCandidates(b, a), [OK, OK]);
    check(() => passOn(a, b), FAILED, "error");
    await settle(a, b);
    for (const name of ["A", "B"]) {
      expect(watch.states(`${name} connection`)).toEqual(["NEW", "CONNECTING"]);
      expect(watch.states(`${name} signaling`)).toEqual(["STABLE", "HAVE_LOCAL_OFFER", "HAVE_REMOTE_OFFER", "STABLE"]);
      expect(watch.states(`${name} x`)).toEqual(["CONNECTING"]);
    }
  },

  async glare_one_side_gives_up_and_reinitializes({ check }) {
    const { a, b, cb: old, watch } = unwired(NEGOTIATED);
    await offer(a, watch);
    await offer(b, watch);
    check(() => b.pc.close(), VOID);
    check(() => b.pc.initialize(LOOPBACK), OK);
    expect(old?.get_ready_state()).toBe(old?.STATE_CLOSED);
    const cb = channelOf(b.pc, "x", NEGOTIATED);
    watch.channel("B new x", cb);
    b.candidates.length = 0;
    check(() => passOn(a, b), OK);
    await ownDescription(b, watch, "answer");
    check(() => passOn(b, a), OK);
    check(() => [passCandidates(a, b), passCandidates(b, a)], [[OK], [OK]]);
    await watch.pump(() => watch.now("A x") === "OPEN" && watch.now("B new x") === "OPEN", "open channels");
    await watch.pump(() => isConnected(a) && isConnected(b), "a connection");
    expect(watch.states("A connection")).toEqual(["NEW", "CONNECTING", "CONNECTED"]);
    expect(watch.states("A signaling")).toEqual(["STABLE", "HAVE_LOCAL_OFFER", "STABLE"]);
    expect(watch.states("A x")).toEqual(["CONNECTING", "OPEN"]);
    expect(watch.states("B new x")).toEqual(["CONNECTING", "OPEN"]);
  },
};
