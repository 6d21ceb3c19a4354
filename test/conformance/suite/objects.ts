import { expect } from "vitest";
import { GodotError } from "../../../generated/api/@GlobalScope.js";
import { Callable, GodotObject, Signal } from "../../../runtime/core/index.js";
import type { Chapter } from "./contract.js";

const { CONNECT_PERSIST, CONNECT_REFERENCE_COUNTED, CONNECT_ONE_SHOT } = GodotObject.ConnectFlags;
const SIGNAL = "session_description_created";

/** What connections and channels are beside: objects with signals, methods, and a counter. */
export const objectChapter: Chapter = ({ stage, check }) => {
  check("Object: emit_signal() passes values on as they are, whatever add_user_signal() declared", () => {
    const pc = stage.create();
    const received: unknown[][] = [];
    pc.add_user_signal("scored", [
      { name: "points", type: 2 },
      { name: "player", type: 4 },
    ]);
    const listed = pc.get_signal_list().find((entry) => Reflect.get(entry, "name") === "scored");
    expect(listed).toMatchObject({
      args: [
        { name: "points", type: 2 },
        { name: "player", type: 4 },
      ],
    });
    pc.connect(
      "scored",
      Callable.from((...args: unknown[]) => void received.push(args)),
    );
    for (const values of [[1, "Ann"], ["no number", null], []]) {
      expect(pc.emit_signal("scored", ...values)).toBe(GodotError.OK);
      expect(received.at(-1)).toEqual(values);
    }
    expect(stage.create().has_signal("scored"), "another object").toBe(false);
  });

  check("Object: has_user_signal() knows the added signals only, has_signal() all", () => {
    const pc = stage.create();
    pc.add_user_signal("scored");
    expect([SIGNAL, "scored", "no signal"].map((name) => pc.has_signal(name))).toEqual([true, true, false]);
    expect([SIGNAL, "scored", "no signal"].map((name) => pc.has_user_signal(name))).toEqual([false, true, false]);
    pc.remove_user_signal("scored");
    expect([pc.has_signal("scored"), pc.has_user_signal("scored")]).toEqual([false, false]);
  });

  check("Object: disconnect() takes back one of several counted connections", () => {
    const pc = stage.create();
    let calls = 0;
    const count = Callable.from(() => void (calls += 1));
    for (let time = 0; time < 3; time += 1) {
      expect(pc.connect(SIGNAL, count, CONNECT_REFERENCE_COUNTED)).toBe(GodotError.OK);
    }
    for (const rest of [2, 1, 0]) {
      pc.emit_signal(SIGNAL, "offer", "v=0");
      expect(calls, "calls, one per emission").toBe(3 - rest);
      pc.disconnect(SIGNAL, count);
      expect(pc.is_connected(SIGNAL, count)).toBe(rest > 0);
    }
  });

  check("Object: connections are listed in their order, with signal, callable and flags", () => {
    const [pc, target] = [stage.create(), stage.create()];
    const bound = Callable.from(target.to_string).bind(1, 2);
    pc.connect(SIGNAL, bound, CONNECT_ONE_SHOT | CONNECT_PERSIST);
    pc.connect(SIGNAL, target.poll);
    pc.session_description_created.connect(target.close);
    for (const list of [pc.get_signal_connection_list(SIGNAL), pc.session_description_created.get_connections()]) {
      expect(list.map(({ callable }) => callable.get_method())).toEqual(["to_string", "poll", "close"]);
      expect(list.map(({ flags }) => flags)).toEqual([CONNECT_ONE_SHOT + CONNECT_PERSIST, 0, 0]);
      expect(list[0]?.callable.get_bound_arguments()).toEqual([1, 2]);
      for (const { signal } of list) expect(signal["operator =="](pc.session_description_created)).toBe(true);
    }
    const incoming = target.get_incoming_connections();
    expect(incoming.map(({ callable }) => callable.get_method()).sort()).toEqual(["close", "poll", "to_string"]);
    for (const { signal } of incoming) expect(signal.get_object()).toBe(pc);
    expect(pc.get_incoming_connections()).toEqual([]);
  });

  check("Object: signals are not blocked at first, and then as was last said", () => {
    const pc = stage.create();
    const heard: string[] = [];
    pc.session_description_created.connect((type) => void heard.push(type));
    const seen = [pc.is_blocking_signals()];
    for (const blocked of [true, true, false]) {
      pc.set_block_signals(blocked);
      seen.push(pc.is_blocking_signals());
      pc.session_description_created.emit(`blocked: ${blocked}`, "");
    }
    expect(seen).toEqual([false, true, true, false]);
    expect(heard).toEqual(["blocked: false"]);
  });

  check("Object: is_connected() and connect() refuse unknown signals and empty callables", () => {
    const pc = stage.create();
    for (const [signal, callable] of [
      ["no signal", Callable.from(pc.poll)],
      [SIGNAL, new Callable()],
    ] as const) {
      expect(pc.is_connected(signal, callable)).toBe(false);
      expect(pc.connect(signal, callable)).toBe(GodotError.ERR_INVALID_PARAMETER);
      stage.expectReports("is_connected", "connect");
    }
    expect(pc.session_description_created.connect(new Callable())).toBe(GodotError.ERR_INVALID_PARAMETER);
    stage.expectReports("connect");
  });

  check("Object: CONNECT_PERSIST is kept with the connection, and changes nothing else", () => {
    const pc = stage.create();
    const heard: unknown[][] = [];
    pc.connect(
      SIGNAL,
      Callable.from((...args: unknown[]) => void heard.push(["plain", ...args])),
    );
    pc.connect(
      SIGNAL,
      Callable.from((...args: unknown[]) => void heard.push(["persistent", ...args])),
      CONNECT_PERSIST,
    );
    for (let time = 0; time < 2; time += 1) pc.emit_signal(SIGNAL, "offer", "v=0");
    const once = [
      ["plain", "offer", "v=0"],
      ["persistent", "offer", "v=0"],
    ];
    expect(heard).toEqual([...once, ...once]);
    expect(pc.get_signal_connection_list(SIGNAL).map(({ flags }) => flags)).toEqual([0, CONNECT_PERSIST]);
  });

  check("Object: to_string() has the class and the instance ID, and get_class() is in is_class()", () => {
    const [one, other] = [stage.create(), stage.create()];
    expect(one.to_string()).toBe(`<${one.get_class()}#${one.get_instance_id()}>`);
    expect(one.to_string()).not.toBe(other.to_string());
    expect(one.get_instance_id()).not.toBe(other.get_instance_id());
    expect([one.get_class(), "WebRTCPeerConnection", "Object", "PacketPeer"].map((name) => one.is_class(name))).toEqual(
      [true, true, true, false],
    );
  });

  check("Signal: an empty one has no object, no name and no connections", () => {
    const empty = new Signal();
    expect([empty.is_null(), empty.get_name(), empty.get_object(), empty.get_object_id()]).toEqual([true, "", null, 0]);
    expect([empty.has_connections(), empty.get_connections()]).toEqual([false, []]);
    const pc = stage.create();
    const signal = pc.session_description_created;
    expect([signal.is_null(), signal.get_name(), signal.get_object()]).toEqual([false, SIGNAL, pc]);
    expect(signal.get_object_id()).toBe(pc.get_instance_id());
  });

  check("Signal: has_connections() tells whether anything is connected", () => {
    const pc = stage.create();
    const has = (): boolean[] => [pc.session_description_created.has_connections(), pc.has_connections(SIGNAL)];
    expect(has()).toEqual([false, false]);
    pc.session_description_created.connect(pc.set_local_description);
    expect(has()).toEqual([true, true]);
    pc.session_description_created.disconnect(pc.set_local_description);
    expect(has()).toEqual([false, false]);
  });

  check("Signal: two values of one object and name are equal, and others are not", () => {
    const [pc, other] = [stage.create(), stage.create()];
    const signal = pc.session_description_created;
    for (const [right, equal] of [
      [new Signal(pc, SIGNAL), true],
      [new Signal(signal), true],
      [pc.ice_candidate_created, false],
      [other.session_description_created, false],
      [new Signal(), false],
    ] as const) {
      expect([signal["operator =="](right), signal["operator !="](right)]).toEqual([equal, !equal]);
    }
    expect(pc.session_description_created, "the same value each time").toBe(signal);
  });

  check("Callable: nothing is bound at first, and binding leaves the callable as it was", () => {
    const pc = stage.create();
    const callable = new Callable(pc, "add_ice_candidate");
    const bound = callable.bind("0", 0);
    expect([callable.get_bound_arguments(), callable.get_bound_arguments_count()]).toEqual([[], 0]);
    expect([bound.get_bound_arguments(), bound.get_bound_arguments_count()]).toEqual([["0", 0], 2]);
    expect([
      callable.get_argument_count(),
      bound.get_argument_count(),
      callable.unbind(1).get_argument_count(),
    ]).toEqual([3, 1, 4]);
    expect(callable.is_standard() && !callable.is_custom() && bound.is_custom()).toBe(true);
    expect(new Callable(callable)["operator =="](callable)).toBe(true);
    expect(new Callable(pc, "initialize").get_argument_count(), "with the optional one").toBe(1);
  });

  check("@GlobalScope: OK is the one code that counts as false, and all others are greater than 0", () => {
    const codes = Object.values(GodotError).filter((code) => typeof code === "number");
    expect(codes.filter((code) => !code)).toEqual([GodotError.OK]);
    expect(codes.filter((code: number) => code < 0)).toEqual([]);
    expect(codes).toHaveLength(49);
  });

  check("RefCounted: nothing but its methods changes the counter", async () => {
    const pc = stage.create();
    expect(pc.get_reference_count()).toBe(1);
    const others: unknown[] = [pc, [pc], new Callable(pc, "poll")];
    pc.session_description_created.connect(pc.set_local_description, CONNECT_REFERENCE_COUNTED);
    pc.call_deferred("poll");
    await Promise.resolve();
    expect([pc.get_reference_count(), others.length]).toEqual([1, 3]);
    expect([pc.reference(), pc.init_ref(), pc.get_reference_count()]).toEqual([true, true, 3]);
    expect([pc.unreference(), pc.unreference(), pc.unreference()]).toEqual([false, false, true]);
    expect([pc.reference(), pc.init_ref(), pc.get_reference_count()]).toEqual([false, false, 0]);
    expect([pc.poll(), pc.get_connection_state()]).toEqual([GodotError.OK, pc.STATE_NEW]);
  });
};
