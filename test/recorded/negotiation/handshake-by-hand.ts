import { expect } from "vitest";
import { GodotError } from "../../../runtime/index.js";
import { created, passCandidates, passOn } from "../../support/descriptions.js";
import { type Cases, settle } from "./stage.js";
import {
  allCandidates,
  descriptions,
  expectConnected,
  isConnected,
  NEGOTIATED,
  offer,
  ownDescription,
  unwired,
} from "./steps.js";

const { OK, FAILED } = GodotError;

/** Offer, answer and candidates, held back and passed on in other orders, or not at all. */
export const handshakeByHand: Cases = {
  async handshake_candidates_inside_sdp_late({ check }) {
    const pair = unwired(NEGOTIATED);
    const { a, b, watch } = pair;
    await offer(a, watch);
    check(() => passOn(a, b), OK);
    await ownDescription(b, watch, "answer");
    check(() => passOn(b, a), OK);
    await settle(a, b);
    expect([watch.now("A connection"), watch.now("B connection")]).toEqual(["CONNECTING", "CONNECTING"]);
    expect([a.signals, b.signals]).toEqual([
      ["offer", "candidate"],
      ["answer", "candidate"],
    ]);
    allCandidates(pair);
    await watch.pump(() => watch.now("A x") === "OPEN" && watch.now("B x") === "OPEN", "open channels");
    await watch.pump(() => isConnected(a) && isConnected(b), "a connection");
    expectConnected(watch);
  },

  async handshake_only_one_side_gets_candidates() {
    const pair = unwired(NEGOTIATED);
    const { a, b, watch } = pair;
    await descriptions(pair);
    passCandidates(a, b);
    await watch.pump(() => watch.now("A x") === "OPEN" && watch.now("B x") === "OPEN", "open channels");
    await watch.pump(() => isConnected(a) && isConnected(b), "a connection");
    expectConnected(watch);
  },

  async handshake_candidates_before_description({ check }) {
    const { a, b, watch } = unwired(NEGOTIATED);
    await offer(a, watch);
    check(() => passCandidates(a, b), [OK]);
    check(() => passOn(a, b), OK);
    await ownDescription(b, watch, "answer");
    check(() => passCandidates(b, a), [OK]);
    check(() => passOn(b, a), OK);
    await watch.pump(() => watch.now("A x") === "OPEN" && watch.now("B x") === "OPEN", "open channels");
    await watch.pump(() => isConnected(a) && isConnected(b), "a connection");
    expectConnected(watch);
  },

  async handshake_wrong_fingerprint({ check }) {
    const pair = unwired({});
    const { a, b, watch } = pair;
    await offer(a, watch);
    const broken = created(a).sdp.replace(/a=fingerprint:sha-256 ../, "a=fingerprint:sha-256 11");
    check(() => b.pc.set_remote_description("offer", broken), OK);
    await ownDescription(b, watch, "answer");
    check(() => passOn(b, a), OK);
    allCandidates(pair);
    await watch.pump(() => watch.now("A connection") === "FAILED" && watch.now("B connection") === "FAILED", "failure");
    await settle(a, b);
    expect(watch.states("A connection")).toEqual(["NEW", "CONNECTING", "FAILED"]);
    expect(watch.states("B connection")).toEqual(["NEW", "CONNECTING", "FAILED"]);
    expect(watch.states("A x")).toEqual(["CONNECTING", "CLOSED"]);
  },

  async sdp_carried_without_setup_of_local({ check }) {
    const { a, b, watch } = unwired({});
    check(() => a.pc.create_offer(), OK);
    await watch.pump(() => a.descriptions.length > 0, "the offer");
    check(() => passOn(a, b), OK);
    await watch.pump(() => b.descriptions.length > 0, "the answer");
    check(() => passOn(b, a), FAILED, "error");
    await settle(a, b);
    expect([a.signals, b.signals]).toEqual([["offer"], ["answer"]]);
    expect(watch.states("A connection")).toEqual(["NEW", "CONNECTING"]);
    expect(watch.states("B connection")).toEqual(["NEW", "CONNECTING"]);
    expect(watch.states("A signaling")).toEqual(["STABLE"]);
    expect(watch.states("B signaling")).toEqual(["STABLE", "HAVE_REMOTE_OFFER"]);
    expect(watch.states("A x")).toEqual(["CONNECTING"]);
  },

  async candidates_only_inside_the_offer_text({ check }) {
    const { a, b, watch } = unwired({});
    await offer(a, watch);
    const { sdp } = created(a);
    check(() => sdp.includes("a=candidate"), false);
    const lines = [...a.candidates.map(({ name }) => `a=${name}\r\n`), "a=end-of-candidates\r\n"];
    check(() => b.pc.set_remote_description("offer", sdp + lines.join("")), OK);
    await ownDescription(b, watch, "answer");
    check(() => created(b).sdp.includes("a=candidate"), false);
    check(() => passOn(b, a), OK);
    await watch.pump(() => watch.now("A x") === "OPEN" && b.received.length === 1, "an open channel on both sides");
    await watch.pump(() => isConnected(a) && isConnected(b), "a connection");
    expectConnected(watch);
    expect(b.received[0]?.get_label()).toBe("x");
  },
};
