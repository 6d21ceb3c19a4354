import { expect } from "vitest";
import { GodotError } from "../../../runtime/index.js";
import { applyLocal, created, passCandidates, passOn } from "../../support/descriptions.js";
import { channelOf, connectedPair, newConnection, pump, type Side, side } from "../../support/peers.js";
import { type Case, type Cases, settle } from "./stage.js";

const { OK, FAILED } = GodotError;
const VALID = "candidate:1 1 UDP 2114977791 192.0.2.10 45555 typ host";

/** What is given before the remote description and once more after it. Nothing answers at any of the addresses. */
const accepted: Readonly<Record<string, readonly [media: string, index: number, name: string]>> = {
  candidate_empty: ["", 0, ""],
  candidate_empty_with_mid: ["0", 0, ""],
  candidate_valid: ["0", 0, VALID],
  candidate_valid_prefix_a: ["0", 0, `a=${VALID}`],
  candidate_valid_no_prefix: ["0", 0, VALID.slice("candidate:".length)],
  candidate_wrong_mid: ["zzz", 0, VALID],
  candidate_negative_index: ["0", -1, VALID],
  candidate_huge_index: ["0", 99999, VALID],
  candidate_port_0: ["0", 0, "candidate:1 1 UDP 2114977791 192.0.2.10 0 typ host"],
  candidate_port_99999: ["0", 0, "candidate:1 1 UDP 2114977791 192.0.2.10 99999 typ host"],
  candidate_bad_ip: ["0", 0, "candidate:1 1 UDP 2114977791 300.1.1.1 5 typ host"],
  candidate_mdns_name: ["0", 0, "candidate:1 1 UDP 2114977791 4d2c6f1e-aaaa-bbbb-cccc-1234567890ab.local 5 typ host"],
  candidate_tcp: ["0", 0, "candidate:1 1 TCP 2105458943 192.0.2.10 9 typ host tcptype active"],
  candidate_unknown_type: ["0", 0, "candidate:1 1 UDP 2114977791 192.0.2.10 45555 typ banana"],
  candidate_ipv6: ["0", 0, "candidate:1 1 UDP 2114977791 ::1 45555 typ host"],
  candidate_component_2: ["0", 0, "candidate:1 2 UDP 2114977791 192.0.2.10 45555 typ host"],
  candidate_trailing_extensions: ["0", 0, `${VALID} generation 0 ufrag abcd network-cost 999`],
};

/** Names that are no candidates. */
const refused: Readonly<Record<string, string>> = {
  candidate_garbage: "garbage",
  candidate_no_typ: "candidate:1 1 UDP 2114977791 192.0.2.10 45555",
  candidate_end_of_candidates: "end-of-candidates",
};

function givenTwice(media: string, index: number, name: string, code: GodotError): Case {
  const reports = code === OK ? [] : (["error"] as const);
  return async ({ check }) => {
    const [a, b] = [side("A"), side("B")];
    channelOf(b.pc, "x");
    check(() => b.pc.create_offer(), OK);
    await pump([a, b], () => b.descriptions.length > 0, "the offer");
    check(() => applyLocal(b), OK);
    check(() => a.pc.add_ice_candidate(media, index, name), code, ...reports);
    check(() => a.pc.set_remote_description("offer", created(b).sdp), OK);
    await pump([a, b], () => a.descriptions.length > 0, "the answer");
    check(() => a.pc.add_ice_candidate(media, index, name), code, ...reports);

    // Only with the answer applied are candidates put to use: what is wrong with one may show as late as here.
    check(() => applyLocal(a), OK);
    check(() => passOn(a, b), OK);
    await pump([a, b], () => a.candidates.length > 0 && b.candidates.length > 0, "candidates of both");
    check(() => [passCandidates(a, b), passCandidates(b, a)], [[OK], [OK]]);
    const connected = ({ pc }: Side): boolean => pc.get_connection_state() === pc.STATE_CONNECTED;
    await pump([a, b], () => connected(a) && connected(b), "a connection in spite of it");
  };
}

/** Candidates in every form, before and after the remote description. */
export const addIceCandidate: Cases = {
  ...Object.fromEntries(Object.entries(accepted).map(([name, row]) => [name, givenTwice(...row, OK)])),
  ...Object.fromEntries(Object.entries(refused).map(([name, text]) => [name, givenTwice("0", 0, text, FAILED)])),

  async candidate_twice_and_after_connected({ check }) {
    const { a, b } = await connectedPair();
    const [candidate] = b.candidates;
    if (candidate === undefined) throw new Error("B has no candidate.");
    const { media, index, name } = candidate;
    check(() => a.pc.add_ice_candidate(media, index, name), OK);
    check(() => a.pc.add_ice_candidate(media, index, name), OK);
    await settle(a, b);
    expect([a.pc.get_connection_state(), b.pc.get_connection_state()]).toEqual([
      a.pc.STATE_CONNECTED,
      b.pc.STATE_CONNECTED,
    ]);
  },

  candidate_wrong_types({ check }) {
    const pc = newConnection();
    check(() => pc.callv("add_ice_candidate", [0, 0, 0]), null, "error");
    check(() => pc.callv("add_ice_candidate", ["0", "0", "x"]), null, "error");
    check(() => pc.callv("add_ice_candidate", ["0"]), null, "error");
  },
};
