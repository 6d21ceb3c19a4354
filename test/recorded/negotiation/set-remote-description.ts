import { expect } from "vitest";
import { GodotError } from "../../../runtime/index.js";
import { applyLocal, created, passCandidates, passOn, VALID_OFFER } from "../../support/descriptions.js";
import { channelOf, newConnection, pump, type Side, side } from "../../support/peers.js";
import { type Case, type Cases, settle, type Stage } from "./stage.js";
import { isConnected } from "./steps.js";

const { OK, FAILED, ERR_INVALID_PARAMETER } = GodotError;
const NEW = [0, 0, 0];
const STABLE = 0;
const HAVE_LOCAL_OFFER = 1;
const HAVE_REMOTE_OFFER = 2;
const HAVE_REMOTE_PRANSWER = 4;

function without(line: string, substitute: string): string {
  return VALID_OFFER.replaceAll(line, substitute);
}

const AUDIO = "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:1\r\na=recvonly\r\na=rtpmap:111 opus/48000/2\r\n";

/** Refused: the code, one report, and nothing changes or is signalled. */
const refused: Readonly<Record<string, readonly [type: string, sdp: string, code: GodotError]>> = {
  set_remote_garbage_offer: ["offer", "garbage", FAILED],
  set_remote_empty_offer: ["offer", "", FAILED],
  set_remote_empty_both: ["", "", ERR_INVALID_PARAMETER],
  set_remote_empty_type_valid_sdp: ["", VALID_OFFER, ERR_INVALID_PARAMETER],
  set_remote_answer_in_new: ["answer", VALID_OFFER, FAILED],
  set_remote_pranswer_in_new: ["pranswer", VALID_OFFER, FAILED],
  set_remote_rollback: ["rollback", "", ERR_INVALID_PARAMETER],
  set_remote_rollback_valid: ["rollback", VALID_OFFER, ERR_INVALID_PARAMETER],
  set_remote_banana: ["banana", VALID_OFFER, ERR_INVALID_PARAMETER],
  set_remote_Offer_capital: ["Offer", VALID_OFFER, ERR_INVALID_PARAMETER],
  set_remote_answer_garbage: ["answer", "garbage", FAILED],
  set_remote_only_v0: ["offer", "v=0\r\n", FAILED],
  set_remote_no_media: ["offer", VALID_OFFER.slice(0, VALID_OFFER.indexOf("m=application")), FAILED],
  set_remote_no_fingerprint: ["offer", without("a=fingerprint", "a=x-nothing"), FAILED],
  set_remote_no_ufrag: ["offer", without("a=ice-ufrag", "a=x-ufrag"), FAILED],
  set_remote_no_pwd: ["offer", without("a=ice-pwd", "a=x-pwd"), FAILED],
  set_remote_bad_fingerprint: ["offer", without("AA:BB", "ZZ:BB"), FAILED],
  set_remote_short_fingerprint: ["offer", without(":77:88:99\r\n", "\r\n"), FAILED],
  set_remote_sha1_fingerprint: ["offer", without("sha-256", "sha-1"), FAILED],
  set_remote_sctp_port_text: ["offer", without("sctp-port:5000", "sctp-port:abc"), FAILED],
  set_remote_max_message_size_text: ["offer", without("262144", "abc"), FAILED],
  set_remote_port_0: ["offer", without("application 9", "application 0"), FAILED],
};

/** Accepted offers, and the media section that the candidates of the answer name. */
const answered: Readonly<Record<string, readonly [sdp: string, media: string]>> = {
  set_remote_lf_only: [without("\r\n", "\n"), "0"],
  set_remote_no_setup: [without("a=setup", "a=x-setup"), "0"],
  set_remote_setup_active: [without("actpass", "active"), "0"],
  set_remote_setup_holdconn: [without("actpass", "holdconn"), "0"],
  set_remote_no_mid: [without("a=mid:0", "a=x"), "0"],
  set_remote_mid_data: [without("a=mid:0", "a=mid:data").replace("BUNDLE 0", "BUNDLE data"), "data"],
  set_remote_no_sctp_port: [without("a=sctp-port:5000", "a=x"), "0"],
  set_remote_with_audio: [VALID_OFFER + AUDIO, "0"],
  set_remote_valid_offer: [VALID_OFFER, "0"],
  set_remote_trailing_junk: [`${VALID_OFFER}zzz\r\n`, "0"],
};

function states({ pc }: Side): number[] {
  return [pc.get_connection_state(), pc.get_gathering_state(), pc.get_signaling_state()];
}

function isRefused(type: string, sdp: string, code: GodotError): Case {
  return async ({ check }) => {
    const a = side();
    check(() => a.pc.set_remote_description(type, sdp), code, "error");
    check(() => a.pc.get_signaling_state(), STABLE);
    await settle(a);
    expect(states(a)).toEqual(NEW);
    expect(a.signals).toEqual([]);
  };
}

function isAnswered(sdp: string, media: string): Case {
  return async ({ check }) => {
    const a = side();
    check(() => a.pc.set_remote_description("offer", sdp), OK);
    check(() => a.pc.get_signaling_state(), HAVE_REMOTE_OFFER);
    await pump([a], () => a.descriptions.length > 0, "the answer");
    await settle(a);
    expect(a.signals).toEqual(["answer"]);
    expect(states(a)).toEqual([a.pc.STATE_CONNECTING, a.pc.GATHERING_STATE_NEW, HAVE_REMOTE_OFFER]);

    check(() => applyLocal(a), OK);
    check(() => a.pc.get_signaling_state(), STABLE);
    await pump([a], () => a.pc.get_gathering_state() === a.pc.GATHERING_STATE_COMPLETE, "the end of gathering");
    await pump([a], () => a.candidates.length > 0, "a candidate");
    expect(a.signals).toEqual(["answer", "candidate"]);
    expect(a.candidates[0]).toMatchObject({ media, index: 0 });
    expect(a.candidates[0]?.name).toMatch(/^candidate:/);
  };
}

/** A side whose own offer is created and applied. */
async function offering({ check }: Stage): Promise<Side> {
  const a = side();
  channelOf(a.pc, "x");
  check(() => a.pc.create_offer(), OK);
  await pump([a], () => a.descriptions.length > 0, "the offer");
  expect(a.signals).toEqual(["offer"]);
  check(() => applyLocal(a), OK);
  check(() => a.pc.get_signaling_state(), HAVE_LOCAL_OFFER);
  await pump([a], () => a.candidates.length > 0, "a candidate");
  expect(a.signals).toEqual(["offer", "candidate"]);
  return a;
}

async function answerTo(offer: Side, stage: Stage): Promise<Side> {
  const b = side("B");
  stage.check(() => passOn(offer, b), OK);
  await pump([b], () => b.descriptions.length > 0, "the answer");
  expect(b.signals).toEqual(["answer"]);
  return b;
}

/** A remote description in every form and in every state. */
export const setRemoteDescription: Cases = {
  ...Object.fromEntries(Object.entries(refused).map(([name, row]) => [name, isRefused(...row)])),
  ...Object.fromEntries(Object.entries(answered).map(([name, row]) => [name, isAnswered(...row)])),

  set_remote_wrong_argument_types({ check }) {
    const pc = newConnection();
    check(() => pc.callv("set_remote_description", [1, 2]), null, "error");
    check(() => pc.callv("set_remote_description", ["offer"]), null, "error");
    check(() => pc.callv("set_remote_description", [null, null]), null, "error");
  },

  async set_remote_glare(stage) {
    const a = await offering(stage);
    stage.check(() => a.pc.set_remote_description("offer", VALID_OFFER), OK);
    await pump([a], () => a.descriptions.length === 2, "the answer");
    expect(a.signals).toEqual(["offer", "candidate", "answer"]);
    stage.check(() => applyLocal(a), OK);
    stage.check(() => a.pc.get_signaling_state(), STABLE);
  },

  async set_remote_own_offer(stage) {
    const a = await offering(stage);
    const { sdp } = created(a);
    stage.check(() => a.pc.set_remote_description("answer", sdp), FAILED, "error");
    await settle(a);
    expect(a.signals).toEqual(["offer", "candidate"]);
    stage.check(() => a.pc.set_remote_description("offer", sdp), OK);
    await pump([a], () => a.descriptions.length === 2, "the answer");
    expect(a.signals).toEqual(["offer", "candidate", "answer"]);
    stage.check(() => applyLocal(a), OK);
    stage.check(() => a.pc.get_signaling_state(), STABLE);
  },

  async set_remote_answer_twice(stage) {
    const a = await offering(stage);
    const offer = created(a);
    const b = await answerTo(a, stage);
    stage.check(() => applyLocal(b), OK);
    stage.check(() => passOn(b, a), OK);
    stage.check(() => passOn(b, a), FAILED, "error");
    stage.check(() => a.pc.get_signaling_state(), STABLE);
    stage.check(() => b.pc.set_remote_description(offer.type, offer.sdp), OK);
    await pump([b], () => b.descriptions.length === 2, "the second answer");
    expect(b.descriptions.map(({ type }) => type)).toEqual(["answer", "answer"]);
  },

  async set_remote_answer_with_offer_type(stage) {
    const { check } = stage;
    const a = await offering(stage);
    const b = side("B");
    const { sdp } = created(a);
    check(() => b.pc.set_remote_description("answer", sdp), FAILED, "error");
    check(() => b.pc.set_remote_description("pranswer", sdp), FAILED, "error");
    expect(states(b)).toEqual(NEW);
    check(() => b.pc.set_remote_description("offer", sdp), OK);
    await pump([b], () => b.descriptions.length > 0, "the answer");
    check(() => a.pc.set_remote_description("pranswer", created(b).sdp), OK);
    check(() => a.pc.get_signaling_state(), HAVE_REMOTE_PRANSWER);
    check(() => a.pc.set_remote_description("answer", created(b).sdp), OK);
    check(() => a.pc.get_signaling_state(), STABLE);
    check(() => applyLocal(b), OK);
    await pump([b], () => b.candidates.length > 0, "a candidate of B");
    check(() => [passCandidates(a, b), passCandidates(b, a)], [[OK], [OK]]);
    await pump([a, b], () => isConnected(a) && isConnected(b), "a connection");
  },
};
