import { afterEach, describe, expect, it } from "vitest";
import { GodotError, type WebRTCDataChannel, type WebRTCPeerConnection } from "../../runtime/index.js";
import { CHANNEL_WAYS, CONNECTION_WAYS, LOOPBACK_WAYS, Place } from "./states.js";
import { watch } from "./watch.js";

const reports = watch();

const { OK, FAILED, ERR_INVALID_PARAMETER, ERR_UNAVAILABLE } = GodotError;
const CANDIDATE = "candidate:1 1 UDP 1 127.0.0.1 9 typ host";

/** What each call returns in each state, in the order of {@link CALLS}. A channel or null is told by its type. */
const CONNECTION_TABLE: Readonly<Record<string, readonly unknown[]>> = {
  "new with a channel": ["object", OK, ERR_INVALID_PARAMETER, FAILED, FAILED, OK],
  "offer created": ["null", OK, ERR_INVALID_PARAMETER, FAILED, FAILED, OK],
  "offer applied": ["null", FAILED, ERR_INVALID_PARAMETER, FAILED, FAILED, OK],
  "offer received": ["null", FAILED, ERR_INVALID_PARAMETER, FAILED, FAILED, OK],
  connected: ["null", FAILED, ERR_INVALID_PARAMETER, FAILED, FAILED, OK],
  closed: ["null", FAILED, FAILED, FAILED, FAILED, FAILED],
  "closed by the other side": ["null", FAILED, FAILED, FAILED, FAILED, FAILED],
  disconnected: ["null", FAILED, ERR_INVALID_PARAMETER, FAILED, FAILED, OK],
  failed: ["null", FAILED, FAILED, FAILED, FAILED, FAILED],
};

type Calls = Readonly<Record<string, (pc: WebRTCPeerConnection) => unknown>>;

/** Calls whose result depends on the state. Those that are refused change nothing. */
const CALLS: Calls = {
  create_data_channel: (pc) => (pc.create_data_channel("late") === null ? "null" : "object"),
  create_offer: (pc) => pc.create_offer(),
  set_local_description: (pc) => pc.set_local_description("offer", "v=0"),
  "set_remote_description, offer": (pc) => pc.set_remote_description("offer", "v=0"),
  "set_remote_description, answer": (pc) => pc.set_remote_description("answer", "v=0"),
  add_ice_candidate: (pc) => pc.add_ice_candidate("0", 0, CANDIDATE),
};

/** Calls that return the same in every state. */
const SAME: Readonly<Record<string, readonly [call: (pc: WebRTCPeerConnection) => unknown, result: unknown]>> = {
  "set_remote_description, unknown type": [(pc) => pc.set_remote_description("x", "v=0"), ERR_INVALID_PARAMETER],
  "initialize, refused": [(pc) => pc.initialize({ libdatachannel: { mtu: -1 } }), ERR_INVALID_PARAMETER],
  poll: [(pc) => pc.poll(), OK],
};

for (const backend of ["loopback", "node-datachannel"] as const) {
  const place = new Place(backend);
  afterEach(() => {
    place.close();
  });

  describe(`every method in every state, over ${backend}`, () => {
    const ways = backend === "loopback" ? { ...CONNECTION_WAYS, ...LOOPBACK_WAYS } : CONNECTION_WAYS;

    for (const [state, reach] of Object.entries(ways)) {
      it(`connection: ${state}`, async () => {
        for (const [index, [name, call]] of Object.entries(CALLS).entries()) {
          const { pc } = await reach(place);
          const before = states(pc);
          reports.length = 0;
          const result = call(pc);
          const wanted = CONNECTION_TABLE[state]?.[index];
          expect(result, name).toBe(wanted);
          expectReport(name, result);
          if (result !== OK && result !== "object") expect(states(pc), `${name} changes nothing`).toEqual(before);
          place.close();
        }
      });

      it(`connection: ${state}, calls that depend on no state`, async () => {
        const { pc } = await reach(place);
        for (const [name, [call, wanted]] of Object.entries(SAME)) {
          reports.length = 0;
          expect(call(pc), name).toBe(wanted);
          expectReport(name, wanted);
        }
        for (const times of ["once", "twice"]) {
          pc.close();
          expect(states(pc).slice(0, 2), `closed ${times}`).toEqual([pc.STATE_CLOSED, pc.SIGNALING_STATE_CLOSED]);
        }
        expect(pc.initialize({ libdatachannel: { bindAddress: "127.0.0.1" } })).toBe(OK);
        expect(states(pc)).toEqual([pc.STATE_NEW, pc.SIGNALING_STATE_STABLE, pc.GATHERING_STATE_NEW]);
        expect(reports).toEqual([]);
      });
    }

    for (const [state, reach] of Object.entries(CHANNEL_WAYS)) {
      it(`channel: ${state}`, async () => {
        const { channel } = await reach(place);
        expectChannel(channel, state.startsWith("closed") ? "closed" : (state.split(",")[0] ?? ""));
      });
    }
  });
}

/** Connection, signaling and gathering. */
function states(pc: WebRTCPeerConnection): readonly number[] {
  return [pc.get_connection_state(), pc.get_signaling_state(), pc.get_gathering_state()];
}

/** What was refused was reported, by that method and with that code; the rest was not. */
function expectReport(name: string, result: unknown): void {
  const method = name.split(",")[0] ?? "";
  const seen = reports.splice(0).map((report) => [report.method, report.code]);
  const code = result === "null" ? FAILED : result;
  expect(seen, name).toEqual(result === OK || result === "object" ? [] : [[method, code]]);
}

function expectChannel(channel: WebRTCDataChannel, state: string): void {
  const number = { connecting: 0, open: 1, closing: 2, closed: 3 }[state];
  expect(channel.get_ready_state()).toBe(number);
  const label = channel.get_label();
  const id = channel.get_id();
  expect(channel.put_packet(new Uint8Array([1]))).toBe(state === "open" ? OK : FAILED);
  expect(reports.splice(0).map(({ method }) => method)).toEqual(state === "open" ? [] : ["put_packet"]);
  expect(channel.put_packet(new Uint8Array())).toBe(OK);
  expect([channel.get_available_packet_count(), channel.get_packet()]).toEqual([0, new Uint8Array()]);
  expect([channel.get_packet_error(), channel.was_string_packet()]).toEqual([ERR_UNAVAILABLE, false]);
  expect(reports.splice(0).map(({ code }) => code)).toEqual([ERR_UNAVAILABLE]);
  channel.write_mode = channel.WRITE_MODE_TEXT;
  expect(channel.write_mode).toBe(channel.WRITE_MODE_TEXT);
  expect(channel.poll()).toBe(OK);
  expect(channel.get_buffered_amount()).toBeGreaterThanOrEqual(0);
  channel.close();
  channel.close();
  expect([channel.STATE_CLOSING, channel.STATE_CLOSED]).toContain(channel.get_ready_state());
  expect(channel.get_buffered_amount()).toBeGreaterThanOrEqual(0);
  expect([channel.get_label(), channel.get_id(), channel.is_ordered(), channel.get_protocol()]).toEqual([
    label,
    id,
    true,
    "",
  ]);
  expect(reports).toEqual([]);
}
