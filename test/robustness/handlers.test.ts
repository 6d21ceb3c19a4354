import { describe, expect, it } from "vitest";
import { GodotError, to_utf8_buffer } from "../../runtime/index.js";
import { channelOf, connectedPair, LOOPBACK, pump, type Side, side, wire } from "../support/peers.js";
import { watch } from "./watch.js";

const reports = watch();

/** A side whose offer is due, and not yet told. */
async function offerDue(): Promise<Side> {
  const [a, meanwhile] = [side("A"), side("M")];
  for (const { pc } of [a, meanwhile]) {
    channelOf(pc, "chat");
    pc.create_offer();
  }
  await pump([meanwhile], () => meanwhile.descriptions.length > 0, "another offer");
  meanwhile.pc.close();
  return a;
}

describe("handlers that throw", () => {
  it("are reported, the other handlers are called, and the connection comes to stand", async () => {
    const [a, b] = [side("A"), side("B")];
    const thrown: unknown[] = [];
    for (const { pc } of [a, b]) {
      for (const signal of [pc.session_description_created, pc.ice_candidate_created, pc.data_channel_received]) {
        signal.connect(() => {
          const error = new Error(`thrown ${thrown.length}`);
          thrown.push(error);
          throw error;
        });
      }
    }
    wire(a, b);
    const ca = channelOf(a.pc, "chat");
    a.pc.create_offer();
    await pump([a, b], () => b.received.length > 0 && ca.get_ready_state() === ca.STATE_OPEN, "the channel");
    expect(thrown.length).toBeGreaterThanOrEqual(4);
    expect(reports.map(({ cause }) => cause)).toEqual(thrown);
    expect(new Set(reports.map(({ kind }) => kind))).toEqual(new Set(["script_error"]));
    expect(new Set(reports.map(({ method }) => method))).toEqual(
      new Set(["session_description_created", "ice_candidate_created", "data_channel_received"]),
    );
  });

  it("may throw anything", async () => {
    const a = await offerDue();
    const things = [null, undefined, 7, "text", Symbol("s"), Object.create(null), new Proxy({}, { get: fail })];
    for (const thing of things) {
      a.pc.session_description_created.connect(() => {
        throw thing;
      });
    }
    expect(a.pc.poll()).toBe(GodotError.OK);
    expect(reports).toHaveLength(things.length);
    for (const [index, { cause }] of reports.entries()) expect(Object.is(cause, things[index]), `${index}`).toBe(true);
    expect(a.signals).toEqual(["offer"]);
  });

  it("and are async are reported too", async () => {
    const a = await offerDue();
    const error = new Error("later");
    a.pc.session_description_created.connect(async () => {
      await Promise.resolve();
      throw error;
    });
    a.pc.poll();
    await pump([a], () => reports.length > 0, "the report");
    expect(reports).toMatchObject([{ kind: "script_error", method: "session_description_created", cause: error }]);
  });
});

describe("calls inside handlers", () => {
  it("close() ends the delivery, with what is left of the handlers of this signal", async () => {
    const a = await offerDue();
    a.pc.create_offer();
    const called: string[] = [];
    a.pc.session_description_created.connect(() => {
      called.push("first");
      a.pc.close();
    });
    a.pc.session_description_created.connect(() => void called.push("second"));
    a.pc.poll();
    a.pc.poll();
    expect(called).toEqual(["first", "second"]);
    expect(a.signals).toEqual(["offer"]);
    expect(a.pc.get_connection_state()).toBe(a.pc.STATE_CLOSED);
    expect(reports).toEqual([]);
  });

  it("initialize() starts anew, and nothing of the old connection is told", async () => {
    const a = await offerDue();
    a.pc.create_offer();
    a.pc.session_description_created.connect(() => void a.pc.initialize(LOOPBACK));
    a.pc.poll();
    expect([a.pc.get_connection_state(), a.pc.get_signaling_state()]).toEqual([
      a.pc.STATE_NEW,
      a.pc.SIGNALING_STATE_STABLE,
    ]);
    await offerDue();
    a.pc.poll();
    expect(a.signals).toEqual(["offer"]);
    expect(channelOf(a.pc, "chat").get_ready_state()).toBe(0);
  });

  it("poll() delivers what is left, in order and once", async () => {
    const a = await offerDue();
    a.pc.create_offer();
    let depth = 0;
    const depths: number[] = [];
    a.pc.session_description_created.connect(() => {
      depth += 1;
      depths.push(depth);
      a.pc.poll();
      depth -= 1;
    });
    a.pc.poll();
    expect(depths).toEqual([1, 2]);
    expect(a.signals).toEqual(["offer", "offer"]);
  });

  it("create_offer() asks again, and poll() ends all the same", async () => {
    const a = await offerDue();
    let offers = 0;
    a.pc.session_description_created.connect(() => {
      offers += 1;
      // A poll() that went on for ever would end here, and be found out.
      if (offers < 1_000) a.pc.create_offer();
    });
    a.pc.poll();
    expect(offers).toBeLessThan(1_000);
  });

  it("close() of the other side, of the channel, and of the own side, when a channel is received", async () => {
    for (const which of ["other", "channel", "own"] as const) {
      const [a, b] = [side("A"), side("B")];
      wire(a, b);
      const ca = channelOf(a.pc, "chat");
      b.pc.data_channel_received.connect((channel) => {
        if (which === "channel") channel.close();
        else (which === "own" ? b : a).pc.close();
      });
      a.pc.create_offer();
      const closed = (): boolean =>
        b.received[0]?.get_ready_state() === ca.STATE_CLOSED && ca.get_ready_state() === ca.STATE_CLOSED;
      await pump([a, b], closed, `both ends to close, by ${which}`);
    }
    expect(reports).toEqual([]);
  });

  it("sending and closing when a channel is received loses nothing", async () => {
    const [a, b] = [side("A"), side("B")];
    wire(a, b);
    const ca = channelOf(a.pc, "chat");
    b.pc.data_channel_received.connect((channel) => {
      channel.put_packet(to_utf8_buffer("hello and goodbye"));
      b.pc.close();
    });
    a.pc.create_offer();
    await pump([a, b], () => ca.get_ready_state() === ca.STATE_CLOSED, "the channel to close");
    await pump([a, b], () => ca.get_available_packet_count() === 1, "the packet");
  });

  it("an error handler that throws, or fails itself, keeps nothing from going on", async () => {
    const { a, ca } = await connectedPair();
    const { set_error_handler } = await import("../../runtime/index.js");
    const printed: unknown[] = [];
    const { error } = console;
    console.error = (...args: unknown[]) => void printed.push(...args);
    try {
      set_error_handler(() => {
        ca.get_packet();
        throw new Error("of the error handler");
      });
      expect(a.pc.create_offer()).toBe(GodotError.FAILED);
      expect(a.pc.create_data_channel("late")).toBeNull();
    } finally {
      console.error = error;
    }
    expect(printed.length).toBeGreaterThanOrEqual(4);
    expect(ca.put_packet(to_utf8_buffer("still alive"))).toBe(GodotError.OK);
  });
});

function fail(): never {
  throw new Error("a trap of the user's");
}
