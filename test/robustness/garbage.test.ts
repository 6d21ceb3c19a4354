import { describe, expect, it } from "vitest";
import { GodotError } from "../../runtime/index.js";
import { applyLocal, created, VALID_OFFER } from "../support/descriptions.js";
import { channelOf, newConnection, pump, type Side, side } from "../support/peers.js";
import { mutations } from "./mutations.js";
import { watch } from "./watch.js";

const reports = watch();

const HAND_PICKED = [
  "",
  " ",
  "v=0",
  "v=0\r\n",
  "garbage",
  "\0",
  "\ud800",
  "v=0\r".repeat(50),
  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n".repeat(200),
  "a=".repeat(5_000),
  "x".repeat(1_000_000),
  `${VALID_OFFER}a=ice-ufrag:\r\n`,
  VALID_OFFER.replaceAll("\r\n", "\n"),
  VALID_OFFER.replaceAll("\r\n", "\r"),
  VALID_OFFER.replace(/a=fingerprint.*\r\n/, ""),
  VALID_OFFER.replace(/a=fingerprint:sha-256 /, "a=fingerprint:md5 "),
  VALID_OFFER.replace(/a=ice-pwd.*\r\n/, ""),
  VALID_OFFER.replace("webrtc-datachannel", "webrtc-nothing"),
  VALID_OFFER.replace("m=application", "m=video"),
  VALID_OFFER.replace("sctp-port:5000", "sctp-port:99999999999999999999"),
  VALID_OFFER.replace("max-message-size:262144", "max-message-size:-1"),
  VALID_OFFER.replace("setup:actpass", "setup:holdconn"),
  `${VALID_OFFER}a=candidate:x\r\na=candidate:1 1 UDP 1 127.0.0.1 9 typ host\r\n`,
];

/** An error code goes with a report of that code, and OK with none. */
function expectHonest(code: GodotError, what: string, ...possible: readonly GodotError[]): void {
  expect(possible, what).toContain(code);
  const codes = reports.splice(0).map((report) => report.code);
  expect(codes, what).toEqual(code === GodotError.OK ? [] : [code]);
}

/** A side whose own offer is applied. */
async function offering(): Promise<Side> {
  const a = side("A");
  channelOf(a.pc, "chat");
  a.pc.create_offer();
  await pump([a], () => a.descriptions.length > 0, "the offer");
  applyLocal(a);
  return a;
}

/** A real answer to a real offer, and who waits for it. */
async function answered(): Promise<readonly [a: Side, answer: string]> {
  const a = await offering();
  const b = side("B");
  b.pc.set_remote_description("offer", created(a).sdp);
  await pump([b], () => b.descriptions.length > 0, "the answer");
  return [a, created(b).sdp];
}

describe("garbage as descriptions", () => {
  it("an offer is taken, or refused with a report", async () => {
    const valid = created(await offering()).sdp;
    const texts = [...HAND_PICKED, ...mutations(valid, 1, 150)];
    let refused = 0;
    for (const text of texts) {
      const pc = newConnection();
      const code = pc.set_remote_description("offer", text);
      expectHonest(code, JSON.stringify(text.slice(0, 2_000)), GodotError.OK, GodotError.FAILED);
      expect(pc.get_connection_state()).toBe(code === GodotError.OK ? pc.STATE_CONNECTING : pc.STATE_NEW);
      expect(pc.poll()).toBe(GodotError.OK);
      pc.close();
      if (code !== GodotError.OK) refused += 1;
    }
    // The mutations are neither all harmless nor all fatal.
    expect(refused).toBeGreaterThan(20);
    expect(refused).toBeLessThan(texts.length - 10);
  });

  it("a refused offer leaves a connection that takes a good one", async () => {
    const valid = created(await offering()).sdp;
    const b = side("B");
    for (const text of HAND_PICKED.slice(0, 8)) {
      expectHonest(b.pc.set_remote_description("offer", text), text, GodotError.FAILED);
    }
    expect(b.pc.set_remote_description("offer", valid)).toBe(GodotError.OK);
    await pump([b], () => b.descriptions.length > 0, "the answer");
    expect(created(b).type).toBe("answer");
  });

  it("a refused offer does not take back the own one", async () => {
    const [a, answer] = await answered();
    for (const text of HAND_PICKED.slice(0, 8)) {
      expectHonest(a.pc.set_remote_description("offer", text), text, GodotError.FAILED);
      expect(a.pc.get_signaling_state()).toBe(a.pc.SIGNALING_STATE_HAVE_LOCAL_OFFER);
    }
    expect(a.pc.set_remote_description("answer", answer)).toBe(GodotError.OK);
  });

  it("an answer is taken, or refused with a report", async () => {
    let [a, answer] = await answered();
    for (const text of [...HAND_PICKED, ...mutations(answer, 2, 100)]) {
      const code = a.pc.set_remote_description("answer", text);
      expectHonest(code, JSON.stringify(text.slice(0, 2_000)), GodotError.OK, GodotError.FAILED);
      const { SIGNALING_STATE_STABLE, SIGNALING_STATE_HAVE_LOCAL_OFFER } = a.pc;
      const wanted = code === GodotError.OK ? SIGNALING_STATE_STABLE : SIGNALING_STATE_HAVE_LOCAL_OFFER;
      expect(a.pc.get_signaling_state(), JSON.stringify(text.slice(0, 2_000))).toBe(wanted);
      if (code !== GodotError.OK) continue;
      a.pc.close();
      [a, answer] = await answered();
    }
  });

  it("types that are none are refused", async () => {
    const [a, answer] = await answered();
    for (const type of ["", "Offer", "OFFER", "rollback", "offer ", "answer\0", "constructor", "__proto__"]) {
      expectHonest(a.pc.set_remote_description(type, answer), type, GodotError.ERR_INVALID_PARAMETER);
      expectHonest(a.pc.set_local_description(type, answer), type, GodotError.ERR_INVALID_PARAMETER);
    }
    expect(a.pc.set_remote_description("answer", answer)).toBe(GodotError.OK);
  });

  it("own descriptions are refused when they were changed", async () => {
    const a = side("A");
    channelOf(a.pc, "chat");
    a.pc.create_offer();
    await pump([a], () => a.descriptions.length > 0, "the offer");
    const { sdp } = created(a);
    for (const text of mutations(sdp, 3, 50)) {
      if (text === sdp) continue;
      expectHonest(a.pc.set_local_description("offer", text), text, GodotError.ERR_INVALID_PARAMETER);
    }
    expect(applyLocal(a)).toBe(GodotError.OK);
  });
});

/** As Chromium, Firefox and libdatachannel write them, and mDNS names among them. */
const CANDIDATES = [
  "candidate:1 1 UDP 2122317823 127.0.0.1 50000 typ host",
  "candidate:842163049 1 udp 1677729535 192.0.2.7 45664 typ srflx raddr 0.0.0.0 rport 0 generation 0 ufrag EEtu network-cost 999",
  "candidate:2883988109 1 udp 2113937151 4ccd7be9-6b6c-4bd1-a9bb-7d5b8ff3e3d2.local 54321 typ host generation 0",
  "candidate:0 1 UDP 2122252543 1f4712db-ea17-4bcf-a596-105139dfd8bf.local 54596 typ host",
  "candidate:1 1 TCP 2105524479 192.0.2.7 9 typ host tcptype active",
  "candidate:3 1 udp 41885695 2001:db8::1 3478 typ relay raddr 2001:db8::2 rport 9",
  "a=candidate:1 1 UDP 2122317823 127.0.0.1 50000 typ host",
];

const BAD_CANDIDATES = [
  " ",
  "candidate:",
  "candidate:1",
  "candidate:1 1 UDP 1 127.0.0.1 99999 typ host",
  "candidate:1 1 UDP 1 127.0.0.1 -5 typ host",
  "candidate:1 1 UDP 99999999999999999999 127.0.0.1 9 typ host",
  "candidate:1 1 UDP 1 999.0.0.1 9 typ host",
  "candidate:1 1 UDP 1 \0 9 typ host",
  "candidate:1 999 UDP 1 127.0.0.1 9 typ host",
  "candidate:1 1 UDP 1 127.0.0.1 9 typ nothing",
  "candidate:1 1 UDP 1 127.0.0.1 9 typ host\r\na=ice-ufrag:x",
  `candidate:1 1 UDP 1 ${"x".repeat(5_000)} 9 typ host`,
  "x".repeat(1_000_000),
];

describe("garbage as candidates", () => {
  const texts = [...BAD_CANDIDATES, ...CANDIDATES.flatMap((valid, index) => [...mutations(valid, 10 + index, 40)])];

  it("those of browsers are taken, before and after the remote description", async () => {
    const [a, answer] = await answered();
    const early = newConnection();
    for (const name of ["", ...CANDIDATES]) {
      expectHonest(early.add_ice_candidate("0", 0, name), name, GodotError.OK);
      expectHonest(a.pc.add_ice_candidate("0", 0, name), name, GodotError.OK);
    }
    expectHonest(a.pc.set_remote_description("answer", answer), "answer", GodotError.OK);
    for (const name of ["", ...CANDIDATES]) expectHonest(a.pc.add_ice_candidate("0", 0, name), name, GodotError.OK);
  });

  it("others are taken, or refused with a report, after the remote description", async () => {
    const [a, answer] = await answered();
    a.pc.set_remote_description("answer", answer);
    let refused = 0;
    for (const text of texts) {
      const code = a.pc.add_ice_candidate("0", 0, text);
      expectHonest(code, JSON.stringify(text.slice(0, 500)), GodotError.OK, GodotError.FAILED);
      if (code !== GodotError.OK) refused += 1;
    }
    expect(refused).toBeGreaterThan(20);
    expect(a.pc.poll()).toBe(GodotError.OK);
  });

  it("media sections that do not exist do no harm", async () => {
    const [a, answer] = await answered();
    a.pc.set_remote_description("answer", answer);
    for (const [media, index] of [
      ["", 0],
      ["", 99],
      ["", -1],
      ["no such", 0],
      ["\0", 0],
      ["x".repeat(10_000), 2 ** 40],
    ] as const) {
      const code = a.pc.add_ice_candidate(media, index, "candidate:1 1 UDP 1 127.0.0.1 9 typ host");
      expectHonest(code, `${media.slice(0, 20)} ${index}`, GodotError.OK, GodotError.FAILED);
    }
  });

  it("early ones that turn out bad are reported, and the description is applied all the same", async () => {
    const [a, answer] = await answered();
    for (const text of texts.slice(0, 200)) {
      expect([GodotError.OK, GodotError.FAILED]).toContain(a.pc.add_ice_candidate("0", 0, text));
    }
    reports.length = 0;
    expect(a.pc.set_remote_description("answer", answer)).toBe(GodotError.OK);
    expect(new Set(reports.map(({ method }) => method))).toEqual(new Set(["add_ice_candidate"]));
  });

  it("256 early candidates are kept, the 257th is refused", async () => {
    const [a, answer] = await answered();
    const name = (port: number): string => `candidate:${port} 1 UDP ${port} 127.0.0.1 ${port} typ host`;
    for (let port = 1; port <= 256; port += 1) {
      expectHonest(a.pc.add_ice_candidate("0", 0, name(port)), String(port), GodotError.OK);
    }
    expectHonest(a.pc.add_ice_candidate("0", 0, name(257)), "257", GodotError.ERR_OUT_OF_MEMORY);
    expectHonest(a.pc.set_remote_description("answer", answer), "answer", GodotError.OK);
    expectHonest(a.pc.add_ice_candidate("0", 0, name(258)), "258", GodotError.OK);
  });
});
