import { expect } from "vitest";
import { GodotError } from "../../../runtime/index.js";
import { created, passOn } from "../../support/descriptions.js";
import { channelOf, side } from "../../support/peers.js";
import { type Cases, settle, VOID } from "./stage.js";
import { allCandidates, bytes, descriptions, offer, ownDescription, unwired } from "./steps.js";
import { Watch } from "./watch.js";

const { OK, FAILED } = GodotError;
const CLOSED = 3;
/** Nothing listens on the discard port of a test machine's loopback interface. */
const UNREACHABLE = "candidate:1 1 UDP 2114977791 127.0.0.1 9 typ host";
/** libdatachannel gives up after 40 s. */
const GIVE_UP_MS = 50_000;
/** How long the recording looked at what never ends. */
const LOOK_MS = 50_000;

async function bothFail(watch: Watch): Promise<void> {
  const failed = (): boolean => watch.now("A connection") === "FAILED" && watch.now("B connection") === "FAILED";
  await watch.pump(failed, "both to give up", GIVE_UP_MS);
  expect(watch.states("A connection")).toEqual(["NEW", "CONNECTING", "FAILED"]);
  expect(watch.states("B connection")).toEqual(["NEW", "CONNECTING", "FAILED"]);
}

/** Polls for as long as the recording did. */
async function look(watch: Watch): Promise<void> {
  const end = Date.now() + LOOK_MS;
  await watch.pump(() => Date.now() > end, "the end of the look", LOOK_MS + 5_000);
}

/** Connections that never come to stand. */
export const slowHandshake: Cases = {
  async handshake_never_answered_50s() {
    const a = side("A");
    const ca = channelOf(a.pc, "x");
    const watch = new Watch(a);
    watch.channel("A x", ca);
    await offer(a, watch);
    await look(watch);
    expect(watch.states("A connection")).toEqual(["NEW", "CONNECTING"]);
    expect(watch.states("A gathering")).toEqual(["NEW", "COMPLETE"]);
    expect(watch.states("A signaling")).toEqual(["STABLE", "HAVE_LOCAL_OFFER"]);
    expect(watch.states("A x")).toEqual(["CONNECTING"]);
  },

  async handshake_unreachable_candidate({ check }) {
    const pair = unwired({});
    const { a, b, ca, watch } = pair;
    await descriptions(pair);
    check(() => a.pc.add_ice_candidate("0", 0, UNREACHABLE), OK);
    check(() => b.pc.add_ice_candidate("0", 0, UNREACHABLE), OK);
    await bothFail(watch);
    check(() => a.pc.create_offer(), FAILED, "error");
    check(() => ca.put_packet(bytes(1)), FAILED, "error");
    check(() => a.pc.close(), VOID);
    await settle(a, b);
    check(() => a.pc.get_connection_state(), a.pc.STATE_CLOSED);
  },

  async handshake_wrong_ice_pwd({ check }) {
    const pair = unwired({});
    const { a, b, watch } = pair;
    await offer(a, watch);
    const broken = created(a).sdp.replace("a=ice-pwd:", "a=ice-pwd:zz");
    check(() => b.pc.set_remote_description("offer", broken), OK);
    await ownDescription(b, watch, "answer");
    check(() => passOn(b, a), OK);
    allCandidates(pair);
    await look(watch);
    expect(watch.states("A connection")).toEqual(["NEW", "CONNECTING"]);
    expect(watch.states("B connection")).toEqual(["NEW", "CONNECTING"]);
    expect(watch.states("A x")).toEqual(["CONNECTING"]);
  },

  async end_of_candidates_in_sdp_then_failure({ check }) {
    const { a, b, ca, watch } = unwired({});
    await offer(a, watch);
    const ofA = created(a).sdp;
    check(() => b.pc.set_remote_description("offer", `${ofA}a=end-of-candidates\r\n`), OK);
    await ownDescription(b, watch, "answer");
    const ofB = created(b).sdp;
    const ending = `a=${UNREACHABLE}\r\na=end-of-candidates\r\n`;
    check(() => a.pc.set_remote_description("answer", ofB + ending), OK);
    await bothFail(watch);
    check(() => a.pc.create_offer(), FAILED, "error");
    check(() => a.pc.poll(), OK);
    check(() => ca.get_ready_state(), CLOSED);
  },
};
