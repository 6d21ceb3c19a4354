/** Polling for programs without a frame loop. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { auto_poll, to_utf8_buffer, WebRTCMultiplayerPeer, WebRTCPeerConnection } from "../../runtime/index.js";
import { create_loopback_class } from "../../runtime/loopback.js";
import { wire } from "../support/sides.js";
import { until } from "../support/until.js";

/** So seldom that nothing in a test is done by it. */
const SELDOM = 1 / 3600;

const stops: (() => void)[] = [];
function polling(...args: Parameters<typeof auto_poll>): () => void {
  const stop = auto_poll(...args);
  stops.push(stop);
  return stop;
}
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

describe("by the clock", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("polls so often per second until it is stopped", () => {
    const counts = { often: 0, seldom: 0 };
    const stop = polling({ poll: () => (counts.often += 1) }, { hz: 100 });
    polling({ poll: () => (counts.seldom += 1) }, { hz: 10 });
    vi.advanceTimersByTime(1000);
    expect(counts).toEqual({ often: 100, seldom: 10 });
    stop();
    vi.advanceTimersByTime(1000);
    expect(counts).toEqual({ often: 100, seldom: 20 });
  });

  it("polls once a frame if nothing is said", () => {
    let count = 0;
    polling({ poll: () => (count += 1) });
    vi.advanceTimersByTime(15);
    expect(count).toBe(0);
    vi.advanceTimersByTime(2);
    expect(count).toBe(1);
  });

  it.each([
    [null, "null"],
    [undefined, "nothing"],
    [{}, "Dictionary"],
    [() => undefined, "a function"],
  ])("refuses %o, which cannot be polled", (object, described) => {
    const wrong = object as Parameters<typeof auto_poll>[0];
    for (const atOnce of [false, true]) {
      expect(() => auto_poll(wrong, { atOnce })).toThrow(`expected an object with poll(), got ${described}`);
    }
    expect(vi.getTimerCount()).toBe(0);
  });

  it("refuses what is no rate", () => {
    for (const hz of [0, -1, 1001, NaN]) {
      expect(() => auto_poll({ poll: () => undefined }, { hz })).toThrow(`above 0 and at most 1000, got ${hz}`);
    }
    expect(vi.getTimerCount()).toBe(0);
  });
});

/** Connections by the network, and in memory. */
const KINDS = {
  "node-datachannel": () => new WebRTCPeerConnection(),
  loopback: (
    (Loopback) => () =>
      new Loopback() as unknown as WebRTCPeerConnection
  )(create_loopback_class()),
};

for (const [name, make] of Object.entries(KINDS)) {
  describe(`at once, over ${name}`, () => {
    const peers: WebRTCMultiplayerPeer[] = [];
    afterEach(() => {
      for (const peer of peers.splice(0)) peer.close();
    });

    /** Two members of a mesh that are connected. */
    async function mesh(): Promise<readonly [WebRTCMultiplayerPeer, WebRTCMultiplayerPeer]> {
      const [first, second] = [new WebRTCMultiplayerPeer(), new WebRTCMultiplayerPeer()];
      const [a, b] = [make(), make()];
      for (const connection of [a, b]) connection.initialize({ libdatachannel: { bindAddress: "127.0.0.1" } });
      peers.push(first, second);
      first.create_mesh(1);
      second.create_mesh(2);
      first.add_peer(a, 2);
      second.add_peer(b, 1);
      wire({ pc: a }, { pc: b });
      a.create_offer();
      await until(() => {
        for (const peer of peers) peer.poll();
        return first.get_peer(2).connected === true && second.get_peer(1).connected === true;
      }, "both to be connected");
      return [first, second];
    }

    /** Sends back what comes, so many times. */
    function echo(peer: WebRTCMultiplayerPeer, times: number): { readonly stop: () => void; heard: number } {
      const poll = (): void => {
        peer.poll();
        while (peer.get_available_packet_count() > 0) {
          const packet = peer.get_packet();
          if (echoing.heard < times) peer.put_packet(packet);
          echoing.heard += 1;
        }
      };
      const echoing = { stop: polling({ poll }, { hz: SELDOM, atOnce: true }), heard: 0 };
      return echoing;
    }

    it("takes packets as they come, between two strokes of the clock", async () => {
      const [a, b] = await mesh();
      const [inA, inB] = [echo(a, 100), echo(b, 100)];
      a.put_packet(to_utf8_buffer("ball"));
      await until(() => inA.heard === 100 && inB.heard === 101, "the ball to go to and fro");
    });

    it("lets the rest of the program have its turn, and ends when it is stopped", async () => {
      const [a, b] = await mesh();
      const both = [echo(a, Infinity), echo(b, Infinity)];
      a.put_packet(to_utf8_buffer("ball"));
      await until(() => both.every(({ heard }) => heard > 50), "the ball to go to and fro");
      for (const { stop } of both) stop();
      const before = both.map(({ heard }) => heard);
      a.put_packet(to_utf8_buffer("another"));
      await until(() => {
        b.poll();
        return b.get_available_packet_count() > 0;
      }, "the packet that nobody takes");
      expect(both.map(({ heard }) => heard)).toEqual(before);
    });

    it("tells of what is asked for, and of the end", async () => {
      const [a, b] = [make(), make()];
      const signals: string[] = [];
      for (const connection of [a, b]) connection.initialize({ libdatachannel: { bindAddress: "127.0.0.1" } });
      a.session_description_created.connect((type) => signals.push(type));
      a.ice_candidate_created.connect(() => signals.push("candidate"));
      wire({ pc: a }, { pc: b });
      const states = { a: a.get_connection_state(), b: b.get_connection_state() };
      polling(
        {
          poll() {
            a.poll();
            b.poll();
            states.a = a.get_connection_state();
            states.b = b.get_connection_state();
          },
        },
        { hz: SELDOM, atOnce: true },
      );
      a.create_data_channel("chat");
      a.create_offer();
      await until(() => states.a === a.STATE_CONNECTED && states.b === b.STATE_CONNECTED, "both to be connected");
      expect(signals.slice(0, 2)).toEqual(["offer", "candidate"]);
      a.close();
      await until(() => states.b === b.STATE_CLOSED, "the other side to be closed");
      b.close();
    });
  });
}

it("works where there is no setImmediate, as in browsers", async () => {
  vi.stubGlobal("setImmediate", undefined);
  try {
    const connection = KINDS.loopback();
    let offers = 0;
    connection.session_description_created.connect(() => (offers += 1));
    polling({ poll: connection.poll }, { hz: SELDOM, atOnce: true });
    connection.create_data_channel("chat");
    connection.create_offer();
    await until(() => offers === 1, "the offer");
    connection.close();
  } finally {
    vi.unstubAllGlobals();
  }
});
