import { describe, expect, test } from "vitest";
import { Callable, GodotError, GodotObject, Signal } from "./core.js";
import { watchReports } from "./watch-reports.js";

class Player extends GodotObject {
  readonly hit = new Signal<[damage: number]>(this, "hit");
  readonly died = new Signal<[]>(this, "died");
  readonly log: unknown[] = [];
  take(...args: unknown[]): void {
    this.log.push(args);
  }
}

const reports = watchReports();
const kinds = () => reports.map(({ kind }) => kind);
const nextTask = () => new Promise((resolve) => setImmediate(resolve));

describe("a signal of a user's class", () => {
  test("is declared by a field of its name", () => {
    const player = new Player();
    expect(player.has_signal("hit")).toBe(true);
    expect(player.has_user_signal("hit")).toBe(false);
    expect(player.connect("hit", player.take)).toBe(GodotError.OK);
    player.hit.emit(3);
    expect(player.emit_signal("hit", 4)).toBe(GodotError.OK);
    expect(player.log).toEqual([[3], [4]]);
  });

  test("is the same for every Signal of the object and name", () => {
    const player = new Player();
    const other = new Signal<[number]>(player, "hit");
    other.connect(player.take);
    player.hit.emit(1);
    expect(player.log).toEqual([[1]]);
    expect(other["operator =="](player.hit)).toBe(true);
    expect(other["operator !="](new Player().hit)).toBe(true);
    expect(new Signal(other)["operator =="](player.hit)).toBe(true);
    expect(player.died["operator =="](player.hit)).toBe(false);
  });

  test("a Signal that is no member of the object is none of its signals, and the report says how to make it one", () => {
    const player = new Player();
    expect(new Signal(player, "missed").connect(player.take)).toBe(GodotError.ERR_INVALID_PARAMETER);
    expect(reports).toMatchObject([{ kind: "error", class_name: "Signal", method: "connect", code: 31 }]);
    expect(reports[0]?.message).toContain('missed = new Signal(this, "missed")');
  });

  test("may be declared by a getter, and one that throws declares nothing", () => {
    class Lazy extends GodotObject {
      get opened(): Signal<[]> {
        return this.getSignal("opened");
      }
      get broken(): Signal {
        throw new Error("no");
      }
    }
    const lazy = new Lazy();
    expect(lazy.has_signal("opened")).toBe(true);
    expect(lazy.opened).toBe(lazy.opened);
    expect(lazy.has_signal("broken")).toBe(false);
  });
});

describe("what is no callable", () => {
  test.each([undefined, null, "take", 5, {}])("connect(%j) is refused and reported", (given) => {
    const player = new Player();
    expect(player.hit.connect(given as never)).toBe(GodotError.ERR_INVALID_PARAMETER);
    expect(player.hit.is_connected(given as never)).toBe(false);
    player.hit.disconnect(given as never);
    expect(kinds()).toEqual(["error", "error", "error"]);
  });

  test.each([null, "1", 1.5])("flags %j are refused and reported", (flags) => {
    const player = new Player();
    expect(player.hit.connect(player.take, flags as never)).toBe(GodotError.ERR_INVALID_PARAMETER);
    expect(kinds()).toEqual(["error"]);
  });

  test("a bound callable of a method that does not exist is refused, unlike a plain one", () => {
    const player = new Player();
    expect(player.hit.connect(new Callable(player, "nope").bind(1))).toBe(GodotError.ERR_INVALID_PARAMETER);
    expect(player.hit.connect(new Callable(player, "nope"))).toBe(GodotError.OK);
  });

  test("a method that appears later is called from then on", () => {
    const player = new Player();
    player.hit.connect(new Callable(player, "late"));
    player.hit.emit(1);
    Object.assign(player, { late: player.take });
    player.hit.emit(2);
    expect(player.log).toEqual([[2]]);
    expect(reports).toEqual([]);
  });
});

describe("handlers that fail", () => {
  test("an exception is reported with its cause at the signal, and delivery goes on", () => {
    const player = new Player();
    const cause = new Error("boom");
    player.hit.connect(() => {
      throw cause;
    });
    player.hit.connect(player.take);
    expect(player.emit_signal("hit", 1)).toBe(GodotError.OK);
    expect(player.log).toEqual([[1]]);
    expect(reports).toEqual([
      {
        kind: "script_error",
        message: "<anonymous lambda> threw Error: boom",
        class_name: "Object",
        method: "hit",
        cause,
      },
    ]);
  });

  test.each([
    ["at once", 0],
    ["deferred", GodotObject.CONNECT_DEFERRED],
    ["with the emitter appended", GodotObject.CONNECT_APPEND_SOURCE_OBJECT],
  ])("an async handler that rejects is reported, not left unhandled: %s", async (_, flags) => {
    const player = new Player();
    player.hit.connect(() => Promise.reject(new Error("late")), flags);
    player.hit.emit(1);
    await nextTask();
    expect(kinds()).toEqual(["script_error"]);
  });

  test("throwing something that is no Error is reported as well", () => {
    const player = new Player();
    player.hit.connect(() => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- users may
      throw "text";
    });
    player.hit.emit(1);
    expect(reports[0]?.message).toBe('<anonymous lambda> threw String "text"');
  });

  test("too few values for unbind: the others are called, and emit_signal tells", () => {
    const player = new Player();
    player.died.connect(Callable.from(() => undefined).unbind(1));
    player.died.connect(player.take);
    expect(player.emit_signal("died")).toBe(GodotError.ERR_METHOD_NOT_FOUND);
    expect(player.log).toEqual([[]]);
    expect(kinds()).toEqual(["error"]);
  });
});

describe("changes during emissions", () => {
  test("every emission, nested ones included, calls what was connected when it began", () => {
    const player = new Player();
    const log: string[] = [];
    player.hit.connect((depth) => {
      log.push(`a${depth}`);
      if (depth === 0) {
        player.hit.disconnect(second);
        player.hit.connect(third);
        player.hit.emit(1);
      }
    });
    const second = (depth: number) => log.push(`b${depth}`);
    const third = (depth: number) => log.push(`c${depth}`);
    player.hit.connect(second);
    player.hit.emit(0);
    expect(log).toEqual(["a0", "a1", "c1", "b0"]);
  });

  test("a one-shot connection that is counted twice is taken back once per emission", () => {
    const player = new Player();
    const flags = GodotObject.CONNECT_ONE_SHOT | GodotObject.CONNECT_REFERENCE_COUNTED;
    player.died.connect(player.take, flags);
    player.died.connect(player.take, flags);
    player.died.emit();
    expect(player.died.is_connected(player.take)).toBe(true);
    player.died.emit();
    player.died.emit();
    expect(player.log).toEqual([[], []]);
  });

  test("a signal removed by its own handler ends with that emission", () => {
    const object = new GodotObject();
    const log: string[] = [];
    object.add_user_signal("u");
    object.connect("u", () => {
      object.remove_user_signal("u");
      log.push("first");
    });
    object.connect("u", () => log.push("second"));
    expect(object.emit_signal("u")).toBe(GodotError.OK);
    expect(object.emit_signal("u")).toBe(GodotError.ERR_UNAVAILABLE);
    expect(log).toEqual(["first", "second"]);
  });
});

describe("records of signals", () => {
  test("a script's signal is remembered once it was connected", () => {
    const player = new Player();
    expect(player.emit_signal("hit", 1)).toBe(GodotError.ERR_UNAVAILABLE);
    player.hit.connect(player.take);
    player.hit.disconnect(player.take);
    expect(player.emit_signal("hit", 1)).toBe(GodotError.OK);
    expect(reports).toEqual([]);
  });

  test("a class's signal is forgotten with its last connection", () => {
    class Native extends GodotObject {
      static override readonly classInfo = { ...GodotObject.classInfo, name: "Native", signals: { opened: [] } };
    }
    const native = new Native();
    native.connect("opened", native.get_class);
    expect(native.emit_signal("opened")).toBe(GodotError.OK);
    native.disconnect("opened", native.get_class);
    expect(native.emit_signal("opened")).toBe(GodotError.ERR_UNAVAILABLE);
    expect(native.emit_signal("unknown")).toBe(GodotError.ERR_UNAVAILABLE);
    expect(reports).toEqual([]);
  });

  test("an added signal has a record from the start", () => {
    const object = new GodotObject();
    object.add_user_signal("u");
    expect(object.emit_signal("u")).toBe(GodotError.OK);
  });
});

test("signals and objects show in texts as what they are", () => {
  const player = new Player();
  expect(String(player)).toBe(`<Object#${player.get_instance_id()}>`);
  expect(String(player.hit)).toBe(`<Object#${player.get_instance_id()}>::[signal]hit`);
  expect(String(new Signal())).toBe("null::[signal]");
});
