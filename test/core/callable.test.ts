import { describe, expect, test } from "vitest";
import { Callable, GodotObject } from "./core.js";
import { watchReports } from "./watch-reports.js";

class Adder extends GodotObject {
  add(...values: number[]): number {
    return values.reduce((sum, value) => sum + value, 0);
  }
  fail(): never {
    throw new RangeError("too much");
  }
}

class Doubler extends Adder {
  override add(...values: number[]): number {
    return 2 * super.add(...values);
  }
  parent(): Callable {
    return Callable.from(super.add);
  }
}

const reports = watchReports();
const kinds = () => reports.map(({ kind }) => kind);
const list = (...args: unknown[]) => args;

describe("construction", () => {
  test.each([
    ["empty", new Callable(), { is_null: true, is_valid: false, is_custom: false, is_standard: true }],
    ["a copy of an empty one", new Callable(new Callable()), { is_null: true, is_valid: false, is_custom: false }],
    ["a method by name", new Callable(new Adder(), "add"), { is_null: false, is_valid: true, is_custom: false }],
    ["a missing method", new Callable(new Adder(), "nope"), { is_null: false, is_valid: false, is_custom: false }],
    ["a name without object", new Callable(null, "add"), { is_null: false, is_valid: false, is_standard: true }],
    ["a bound method", Callable.from(new Adder().add), { is_null: false, is_valid: true, is_standard: true }],
    ["super's method", new Doubler().parent(), { is_valid: true, is_custom: true }],
    ["a lambda", Callable.from(() => 1), { is_null: false, is_valid: true, is_custom: true, is_standard: false }],
    ["with binds", Callable.from(new Adder().add).bind(1), { is_valid: true, is_custom: true }],
    ["of an array", Callable.create([3], "indexOf"), { is_valid: true, is_custom: true }],
    ["of a text", Callable.create("abc", "toUpperCase"), { is_valid: true, is_custom: true }],
    ["created of an object", Callable.create(new Adder(), "add"), { is_valid: true, is_standard: true }],
  ])("%s", (_, callable, expected) => {
    for (const [method, result] of Object.entries(expected)) {
      expect(callable[method as keyof typeof expected](), method).toBe(result);
    }
  });

  test("a standard callable knows its object and method", () => {
    const adder = new Adder();
    for (const callable of [Callable.from(adder.add), new Callable(adder, "add"), Callable.from(adder.add).bind(1)]) {
      expect(callable.get_object()).toBe(adder);
      expect(callable.get_object_id()).toBe(adder.get_instance_id());
      expect(callable.get_method()).toBe("add");
      expect(String(callable)).toBe("Object::add");
    }
  });

  test("a lambda has no object, and the name that JavaScript gave it", () => {
    const named = () => undefined;
    expect(Callable.from(named).get_method()).toBe("named");
    expect(Callable.from(named).get_object()).toBeNull();
    expect(Callable.from(named).get_object_id()).toBe(0);
    expect(Callable.from(() => undefined).get_method()).toBe("<anonymous lambda>");
  });

  test("a method that a value does not have is reported, and the callable is empty", () => {
    expect(Callable.create([1], "nope").is_null()).toBe(true);
    expect(Callable.create(null, "nope").is_null()).toBe(true);
    expect(kinds()).toEqual(["error", "error"]);
  });
});

describe("calls", () => {
  test("methods by name are looked up at each call", () => {
    const adder = new Adder();
    const callable = new Callable(adder, "add");
    expect(callable.call(1, 2)).toBe(3);
    adder.add = () => -1;
    expect(callable.call(1, 2)).toBe(-1);
  });

  test("methods of other values get their value as this", () => {
    expect(Callable.create([3, 4], "indexOf").call(4)).toBe(1);
    expect(Callable.create("abc", "toUpperCase").call()).toBe("ABC");
  });

  test("nothing returned is null", () => {
    expect(Callable.from(() => undefined).call()).toBeNull();
  });

  test("super's method stays super's", () => {
    const doubler = new Doubler();
    expect(doubler.parent().call(1, 2)).toBe(3);
    expect(Callable.from(doubler.add).call(1, 2)).toBe(6);
    expect(doubler.parent().get_object()).toBe(doubler);
    expect(doubler.parent()["operator =="](Callable.from(doubler.add))).toBe(false);
  });

  test.each([
    ["an empty callable", () => new Callable().call()],
    ["an empty callable, by callv", () => new Callable().callv([])],
    ["a missing method", () => new Callable(new Adder(), "nope").call()],
    ["a method of null", () => new Callable(null, "add").call()],
    ["too few arguments to unbind", () => Callable.from(list).unbind(2).call(1)],
    ["a function that throws", () => new Callable(new Adder(), "fail").call()],
  ])("%s: reported, and null", (_, call) => {
    expect(call()).toBeNull();
    expect(kinds()).toEqual(["script_error"]);
  });

  test("the report of an exception carries it", () => {
    Callable.from(new Adder().fail).call();
    expect(reports).toEqual([
      {
        kind: "script_error",
        message: "Object::fail threw RangeError: too much",
        class_name: "Callable",
        method: "call",
        cause: new RangeError("too much"),
      },
    ]);
  });

  test("arguments that are no Array are refused", () => {
    expect(Callable.from(list).callv("abc" as never)).toBeNull();
    expect(
      Callable.from(list)
        .bindv(5 as never)
        .get_bound_arguments_count(),
    ).toBe(0);
    expect(kinds()).toEqual(["error", "error"]);
  });

  test("a deferred async function that fails is reported", async () => {
    Callable.from(() => Promise.reject(new Error("late"))).call_deferred();
    await new Promise((resolve) => setImmediate(resolve));
    expect(kinds()).toEqual(["script_error"]);
  });
});

describe("bind and unbind", () => {
  test.each<[string, (f: Callable) => Callable, unknown[], unknown[]]>([
    ["bind", (f) => f.bind("a", "b"), [1], [1, "a", "b"]],
    ["the outer bind first", (f) => f.bind("x").bind("y"), [1], [1, "y", "x"]],
    ["unbind inside bind", (f) => f.unbind(1).bind("x"), [1, 2], [1, 2]],
    ["bind inside unbind", (f) => f.bind("x").unbind(1), [1, 2], [1, "x"]],
    ["bindv of nothing", (f) => f.bindv([]), [1], [1]],
    ["all unbound", (f) => f.unbind(2), [1, 2], []],
    ["more bound than unbound", (f) => f.unbind(1).bind("a", "b"), [], ["a"]],
    ["three layers", (f) => f.bind("c").unbind(2).bind("b").unbind(1), [1, 2, 3], [1, "c"]],
  ])("%s", (_, make, args, passed) => {
    expect(make(Callable.from(list)).callv(args as never)).toEqual(passed);
  });

  test("what the docs say of effective arguments holds for every stack of layers", () => {
    const steps: ((f: Callable) => Callable)[] = [
      (f) => f.bind("a"),
      (f) => f.bind("b", "c"),
      (f) => f.unbind(1),
      (f) => f.unbind(2),
    ];
    const args = [1, 2, 3, 4, 5, 6, 7];
    for (const one of steps) {
      for (const two of steps) {
        for (const three of steps) {
          const callable = three(two(one(Callable.from(list))));
          const kept = args.slice(0, args.length - callable.get_unbound_arguments_count());
          expect(callable.call(...args)).toEqual([...kept, ...callable.get_bound_arguments()]);
        }
      }
    }
  });

  test("bindv of nothing gives the same callable, bind of nothing another one", () => {
    const f = Callable.from(list);
    expect(f.bindv([])["operator =="](f)).toBe(true);
    expect(f.bind()["operator !="](f)).toBe(true);
  });

  test.each([0, -1, 1.5, NaN, "1"])("unbind(%j) is refused and changes nothing", (count) => {
    const f = Callable.from(list);
    expect(f.unbind(count as number)).toBe(f);
    expect(kinds()).toEqual(["error"]);
  });

  test("callables do not change", () => {
    const f = Callable.from(list);
    f.bind(1).unbind(1);
    expect(f.call(5)).toEqual([5]);
  });

  test("the list of bound arguments is a copy", () => {
    const f = Callable.from(list).bind(1);
    f.get_bound_arguments().push(2);
    expect(f.get_bound_arguments()).toEqual([1]);
  });
});

describe("equality", () => {
  const adder = new Adder();
  const lambda = () => 1;
  test.each<[string, Callable, Callable, boolean]>([
    ["method by name and bound method", new Callable(adder, "add"), Callable.from(adder.add), true],
    ["methods of two objects", Callable.from(adder.add), Callable.from(new Adder().add), false],
    ["one lambda", Callable.from(lambda), Callable.from(lambda), true],
    ["bound values", Callable.from(lambda).bind(1), Callable.from(lambda).bind(2), true],
    ["numbers of bound values", Callable.from(lambda).bind(1), Callable.from(lambda).bind(1, 2), false],
    ["one layer and two", Callable.from(lambda).bind(1, 2), Callable.from(lambda).bind(1).bind(2), false],
    ["bind and unbind", Callable.from(lambda).bind(1), Callable.from(lambda).unbind(1), false],
    ["methods of one array", Callable.create([1], "push"), Callable.create([1], "push"), false],
    ["empty ones", new Callable(), new Callable(), true],
    ["empty and missing", new Callable(), new Callable(null, "x"), false],
  ])("%s", (_, left, right, equal) => {
    expect(left["operator =="](right)).toBe(equal);
    expect(right["operator !="](left)).toBe(!equal);
    if (equal) expect(left.hash()).toBe(right.hash());
  });

  test("hashes are whole numbers of 32 bits", () => {
    for (const callable of [new Callable(), Callable.from(lambda), new Callable(adder, "add").bind(1)]) {
      expect(Number.isInteger(callable.hash())).toBe(true);
      expect(callable.hash()).toBeGreaterThanOrEqual(0);
      expect(callable.hash()).toBeLessThan(2 ** 32);
    }
  });
});

describe("get_argument_count", () => {
  test("counts the optional arguments of a class's method, as the reference declares them", () => {
    expect(Callable.from(new GodotObject().connect).get_argument_count()).toBe(3);
    expect(Callable.from(new GodotObject().connect).bind(0).get_argument_count()).toBe(2);
  });

  test("is what JavaScript tells of a function", () => {
    expect(Callable.from((a: unknown, b = 1) => [a, b]).get_argument_count()).toBe(1);
    expect(new Callable().get_argument_count()).toBe(0);
  });
});
