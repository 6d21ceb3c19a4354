import { describe, expect, test } from "vitest";
import {
  ClassDB,
  GodotError,
  GodotObject,
  instantiateDefault,
  provideDefault,
  RefCounted,
  setDefaultExtension,
} from "./core.js";
import { watchReports } from "./watch-reports.js";

/** Like the pairs that the generator writes. */
class Transport extends RefCounted {
  static override readonly classInfo = { ...RefCounted.classInfo, name: "Transport", inherits: "RefCounted" };
  static set_default_extension(name: string): void {
    setDefaultExtension(Transport, "TransportExtension", name);
  }
  constructor() {
    if (new.target === Transport) return instantiateDefault(Transport);
    super();
  }
  kind(): string {
    return "bare";
  }
}

class TransportExtension extends Transport {
  static override readonly classInfo = { ...RefCounted.classInfo, name: "TransportExtension", inherits: "Transport" };
  override kind(): string {
    return "none";
  }
}

class Pigeon extends TransportExtension {
  override kind(): string {
    return "pigeon";
  }
}

class Rocket extends TransportExtension {
  override kind(): string {
    return "rocket";
  }
}

class Stranger extends GodotObject {}

const reports = watchReports();
const kinds = () => reports.map(({ kind }) => kind);

ClassDB.register_class(Pigeon);
ClassDB.register_class(Rocket, "Rocket");
ClassDB.register_class(Stranger, "Stranger");

describe("registered classes", () => {
  test("are known by name", () => {
    expect(ClassDB.class_exists("Pigeon")).toBe(true);
    expect(ClassDB.class_exists("Dove")).toBe(false);
    expect(ClassDB.get_parent_class("Pigeon")).toBe("TransportExtension");
    expect(ClassDB.get_parent_class("Dove")).toBe("");
    expect(ClassDB.is_parent_class("Pigeon", "Transport")).toBe(true);
    expect(ClassDB.is_parent_class("Pigeon", "Pigeon")).toBe(true);
    expect(ClassDB.is_parent_class("Stranger", "Transport")).toBe(false);
    expect(ClassDB.is_parent_class("Dove", "Object")).toBe(false);
  });

  test("can be instantiated by name", () => {
    expect(ClassDB.instantiate("Rocket")).toBeInstanceOf(Rocket);
    expect(ClassDB.instantiate("Rocket")?.get_class()).toBe("Rocket");
    expect(ClassDB.instantiate("Dove")).toBeNull();
    expect(kinds()).toEqual(["error"]);
  });

  test.each<[string, unknown, unknown, GodotError]>([
    ["the same class again", Pigeon, "Pigeon", GodotError.OK],
    ["another class by a name in use", Rocket, "Pigeon", GodotError.ERR_ALREADY_EXISTS],
    ["no subclass of GodotObject", Map, "Map", GodotError.ERR_INVALID_PARAMETER],
    ["no class", "Pigeon", "Text", GodotError.ERR_INVALID_PARAMETER],
    ["nothing", undefined, "Nothing", GodotError.ERR_INVALID_PARAMETER],
    ["an empty name", class extends Stranger {}, "", GodotError.ERR_INVALID_PARAMETER],
    ["a name that is no text", Stranger, 5, GodotError.ERR_INVALID_PARAMETER],
  ])("registering %s", (_, constructor, name, code) => {
    expect(ClassDB.register_class(constructor as typeof Pigeon, name as string)).toBe(code);
    expect(kinds()).toEqual(code === GodotError.OK ? [] : ["error"]);
  });
});

// The steps build on each other: there is no way back from a chosen default, as in Godot.
describe("the default extension", () => {
  test("without any, new says once what to do, and gives a bare object", () => {
    const [first, second] = [new Transport(), new Transport()];
    expect(first).toBeInstanceOf(Transport);
    expect(second.kind()).toBe("bare");
    expect(second.get_class()).toBe("Transport");
    expect(reports).toMatchObject([{ kind: "warning", class_name: "Transport", method: "new" }]);
    expect(reports[0]?.message).toContain('Transport.set_default_extension("YourClass")');
  });

  test("is the platform's one at first, which is looked for only when it is needed", () => {
    let asked = 0;
    provideDefault(Transport, () => {
      asked += 1;
      return Pigeon;
    });
    expect(asked).toBe(0);
    expect(new Transport().kind()).toBe("pigeon");
    expect(asked).toBe(1);
  });

  test("is what set_default_extension says; the object is one of both classes", () => {
    Transport.set_default_extension("Rocket");
    const transport = new Transport();
    expect(transport.kind()).toBe("rocket");
    expect(transport).toBeInstanceOf(Transport);
    expect(transport.get_class()).toBe("Rocket");
    expect(transport.is_class("Transport")).toBe(true);
    Transport.set_default_extension("Pigeon");
    expect(new Transport().kind()).toBe("pigeon");
    expect(reports).toEqual([]);
  });

  test.each<[string, unknown]>([
    ["an unknown name", "Dove"],
    ["a class that does not inherit the extension", "Stranger"],
    ["the class of the reference itself, which nobody registered", "TransportExtension"],
    ["an empty name", ""],
    ["what is no text", 5],
    ["nothing", undefined],
  ])("is not changed by %s, which is reported", (_, name) => {
    Transport.set_default_extension("Rocket");
    Transport.set_default_extension(name as string);
    expect(new Transport().kind()).toBe("rocket");
    expect(reports).toMatchObject([
      {
        kind: "error",
        class_name: "Transport",
        method: "set_default_extension",
        code: GodotError.ERR_INVALID_PARAMETER,
      },
    ]);
  });

  test("does not get in the way of making a subclass directly", () => {
    expect(new Pigeon().kind()).toBe("pigeon");
    expect(new TransportExtension().kind()).toBe("none");
  });
});
