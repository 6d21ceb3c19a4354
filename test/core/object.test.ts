import { describe, expect, test } from "vitest";
import { Callable, ClassDB, GodotError, GodotObject, PacketPeer, RefCounted, Signal } from "./core.js";
import { watchReports } from "./watch-reports.js";

class Machine extends RefCounted {
  readonly started = new Signal<[]>(this, "started");
  speed = 0;
  drive(speed: number, ...rest: unknown[]): string {
    this.speed = speed;
    return `${speed}${rest.length > 0 ? ` and ${rest.length} more` : ""}`;
  }
  crash(): never {
    throw new Error("boom");
  }
}

/** Like a class that the generator wrote. */
class Native extends GodotObject {
  static override readonly classInfo = {
    ...GodotObject.classInfo,
    name: "Native",
    inherits: "Object",
    methods: {
      measure: {
        arguments: [
          { name: "what", type: "String" },
          { name: "times", type: "int", default: "1" },
        ],
        returns: { type: "int" },
        qualifiers: [],
      },
    },
    signals: { measured: [{ name: "what", type: "String" }] },
  } as const;
  measure(what: string, times = 1): number {
    return what.length * times;
  }
}

class Scripted extends Native {
  readonly own = new Signal<[]>(this, "own");
}

const reports = watchReports();
const kinds = () => reports.map(({ kind }) => kind);
const nextTask = () => new Promise((resolve) => setImmediate(resolve));

describe("identity", () => {
  test("every object has a number of its own", () => {
    const [first, second] = [new GodotObject(), new GodotObject()];
    expect(second.get_instance_id()).toBeGreaterThan(first.get_instance_id());
    expect(first.get_instance_id()).toBe(first.get_instance_id());
  });

  test("classes of users count as the class they extend, until they are registered", () => {
    class Registered extends Machine {}
    expect(new Registered().get_class()).toBe("RefCounted");
    expect(ClassDB.register_class(Registered, "RegisteredMachine")).toBe(GodotError.OK);
    const object = new Registered();
    expect(object.get_class()).toBe("RegisteredMachine");
    expect(
      ["RegisteredMachine", "RefCounted", "Object", "Machine", "PacketPeer"].map((name) => object.is_class(name)),
    ).toEqual([true, true, true, false, false]);
    expect(object.to_string()).toBe(`<RegisteredMachine#${object.get_instance_id()}>`);
  });

  test("a property called constructor does not hide an object's class", () => {
    for (const value of [undefined, null, "Machine"]) {
      const object = Object.defineProperty(new Machine(), "constructor", { value });
      expect([object.get_class(), object.is_class("Object"), object.has_signal("started")]).toEqual([
        "RefCounted",
        true,
        true,
      ]);
    }
  });

  test("a callable of an object without a class says what it has", () => {
    const bare = Object.assign(Object.create(null) as object, { run: () => 1 });
    expect(String(new Callable(bare as never, "run"))).toBe("Dictionary::run");
  });

  test("the constants are on the class and on its objects", () => {
    expect(GodotObject.ConnectFlags.CONNECT_ONE_SHOT).toBe(4);
    expect(PacketPeer.CONNECT_DEFERRED).toBe(1);
    expect(new RefCounted().ConnectFlags.CONNECT_PERSIST).toBe(2);
    expect(new RefCounted().CONNECT_APPEND_SOURCE_OBJECT).toBe(16);
  });
});

describe("calling by name", () => {
  test("call, callv and call_deferred reach methods with their object", async () => {
    const machine = new Machine();
    expect(machine.call("drive", 5, "x", "y")).toBe("5 and 2 more");
    expect(machine.callv("drive", [6])).toBe("6");
    expect(machine.call_deferred("drive", 7)).toBeNull();
    expect(machine.speed).toBe(6);
    await nextTask();
    expect(machine.speed).toBe(7);
  });

  test.each<[string, (machine: Machine) => unknown, string]>([
    ["call of a missing method", (machine) => machine.call("fly"), "script_error"],
    ["callv of a missing method", (machine) => machine.callv("fly", []), "error"],
    ["call of a field", (machine) => machine.call("speed"), "script_error"],
    ["call of the constructor", (machine) => machine.call("constructor"), "script_error"],
    ["call of what every JavaScript object has", (machine) => machine.call("hasOwnProperty", "x"), "script_error"],
    ["a name that is no text", (machine) => machine.call(5 as never), "script_error"],
    ["arguments that are no array", (machine) => machine.callv("drive", "abc" as never), "error"],
    ["a method that throws", (machine) => machine.callv("crash", []), "script_error"],
  ])("%s: reported, and null", (_, call, kind) => {
    expect(call(new Machine())).toBeNull();
    expect(kinds()).toEqual([kind]);
  });

  test("faults of deferred calls are reported when they happen", async () => {
    const machine = new Machine();
    machine.call_deferred("fly");
    machine.call_deferred("crash");
    expect(reports).toEqual([]);
    await nextTask();
    expect(kinds()).toEqual(["error", "script_error"]);
  });

  test.each<[string, unknown[], unknown]>([
    ["all arguments", ["abc", 2], 6],
    ["an optional one left out", ["abc"], 3],
    ["too few", [], null],
    ["too many", ["abc", 2, 3], null],
    ["of a wrong type", [5], null],
  ])("the methods of the class reference get their arguments checked: %s", (_, args, result) => {
    expect(new Native().callv("measure", args as never)).toBe(result);
    expect(kinds()).toEqual(result === null ? ["error"] : []);
  });

  test("a user's class that overrides such a method decides for itself", () => {
    class Loose extends Native {
      override measure(...args: unknown[]): number {
        return args.length;
      }
    }
    expect(new Loose().callv("measure", [1, 2, 3])).toBe(3);
    const native = new Native();
    native.measure = () => 99;
    expect(native.callv("measure", [])).toBe(99);
  });

  test("has_method knows methods only", () => {
    const machine = new Machine();
    expect(
      ["drive", "connect", "speed", "started", "nope", "constructor", "valueOf"].map((name) =>
        machine.has_method(name),
      ),
    ).toEqual([true, true, false, false, false, false, false]);
  });
});

describe("signals by name", () => {
  test("get_signal_list: the user's class, the reference's, the added ones", () => {
    const object = new Scripted();
    object.add_user_signal("added", [{ name: "n", type: 2 }]);
    const rest = { default_args: [], flags: 1, id: 0, return: { name: "", type: "void" } };
    expect(object.get_signal_list()).toEqual([
      { name: "own", args: [], ...rest },
      { name: "measured", args: [{ name: "what", type: "String" }], ...rest },
      { name: "added", args: [{ name: "n", type: 2 }], ...rest },
    ]);
  });

  test.each<[string, (object: Scripted) => void]>([
    ["an empty name", (object) => object.add_user_signal("")],
    ["the name of a class's signal", (object) => object.add_user_signal("measured")],
    ["the name of a script's signal", (object) => object.add_user_signal("own")],
    ["a name that is no text", (object) => object.add_user_signal(5 as never)],
    ["arguments that are no array", (object) => object.add_user_signal("x", {} as never)],
    ["removing an unknown one", (object) => object.remove_user_signal("x")],
    ["removing a class's one", (object) => object.remove_user_signal("measured")],
    ["removing what is no name", (object) => object.remove_user_signal(Symbol("x") as never)],
  ])("refused and reported: %s", (_, act) => {
    const object = new Scripted();
    act(object);
    expect(kinds()).toEqual(["error"]);
    expect(object.get_signal_list()).toHaveLength(2);
  });

  test.each([undefined, null, 5, Symbol("hit"), Object.create(null)])("garbage as a signal's name: %o", (name) => {
    const object = new Machine();
    expect(object.connect(name as never, object.get_class)).toBe(GodotError.ERR_INVALID_PARAMETER);
    expect(object.is_connected(name as never, object.get_class)).toBe(false);
    object.disconnect(name as never, object.get_class);
    expect(object.emit_signal(name as never)).toBe(GodotError.ERR_UNAVAILABLE);
    expect(object.has_signal(name as never)).toBe(false);
    expect(object.has_connections(name as never)).toBe(false);
    expect(object.get_signal_connection_list(name as never)).toEqual([]);
    expect(kinds()).toEqual(["error", "error", "error", "error"]);
  });

  test("blocked signals are lost, and connections kept", () => {
    const machine = new Machine();
    machine.started.connect(Callable.from(machine.drive).bind(1));
    machine.set_block_signals(true);
    machine.started.emit();
    expect(machine.speed).toBe(0);
    expect(machine.has_connections("started")).toBe(true);
    machine.set_block_signals(false);
    machine.started.emit();
    expect(machine.speed).toBe(1);
  });
});

describe("get_incoming_connections", () => {
  test("lists what is connected to the object's methods, with signal and flags", () => {
    const [emitter, target] = [new Machine(), new Machine()];
    emitter.started.connect(Callable.from(target.drive).bind(3), GodotObject.CONNECT_ONE_SHOT);
    emitter.started.connect(() => undefined);
    const [connection, ...others] = target.get_incoming_connections();
    expect(others).toEqual([]);
    expect(connection?.signal["operator =="](emitter.started)).toBe(true);
    expect(connection?.callable.get_bound_arguments()).toEqual([3]);
    expect(connection?.flags).toBe(4);
    emitter.started.emit();
    expect(target.get_incoming_connections()).toEqual([]);
  });

  test("loses the connections of a removed signal", () => {
    const [emitter, target] = [new GodotObject(), new Machine()];
    emitter.add_user_signal("u");
    emitter.connect("u", target.drive);
    emitter.connect("u", target.crash);
    expect(target.get_incoming_connections()).toHaveLength(2);
    emitter.remove_user_signal("u");
    expect(target.get_incoming_connections()).toEqual([]);
  });

  test("stays complete with many emitters", () => {
    const target = new Machine();
    const emitters = Array.from({ length: 100 }, () => new Machine());
    for (const { started } of emitters) started.connect(new Callable(target, "drive"));
    for (const { started } of emitters.slice(0, 40)) started.disconnect(target.drive);
    expect(target.get_incoming_connections()).toHaveLength(60);
  });
});
