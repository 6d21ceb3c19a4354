import { expect, test } from "vitest";
import type { CallableConstructor } from "../../generated/api/Callable.js";
import type { GodotObjectConstructor } from "../../generated/api/Object.js";
import type { PacketPeerConstructor } from "../../generated/api/PacketPeer.js";
import type { RefCountedConstructor } from "../../generated/api/RefCounted.js";
import type { Signal as SignalApi, SignalConstructor } from "../../generated/api/Signal.js";
import type { Variant } from "../../generated/api/Variant.js";
import { Callable, GodotObject, PacketPeer, RefCounted, Signal } from "./core.js";

class Player extends GodotObject {
  readonly hit = new Signal<[damage: number, by: string]>(this, "hit");
}

// The compiler is what tests here: the type check fails if a line does not compile, or if one that must not compile does.
test("core's classes are what the class reference promises", () => {
  const signal: SignalConstructor = Signal;
  const callable: CallableConstructor = Callable;
  const object: GodotObjectConstructor = GodotObject;
  const refCounted: RefCountedConstructor = RefCounted;
  const packetPeer: PacketPeerConstructor = PacketPeer;
  expect([signal, callable, object, refCounted, packetPeer]).not.toContain(undefined);
});

test("a signal takes handlers that fit, with all of its parameters or fewer", () => {
  const { hit } = new Player();
  const api: SignalApi<[damage: number, by: string]> = hit;
  api.connect((damage: number, by: string) => `${damage} ${by}`);
  hit.connect((damage) => damage.toFixed());
  hit.connect(() => undefined);
  hit.connect(Callable.from((text: string) => text));
  expect(hit.get_connections()).toHaveLength(4);
});

test("and no others", () => {
  const { hit } = new Player();
  const wrong = () => {
    // @ts-expect-error -- the first value is a number
    hit.connect((damage: string) => damage);
    // @ts-expect-error -- there is no third value
    hit.connect((damage: number, by: string, when: number) => [damage, by, when]);
    // @ts-expect-error -- a text is no callable
    hit.connect("take_damage");
    // @ts-expect-error -- a value is missing
    hit.emit(1);
    // @ts-expect-error -- the second value is a text
    hit.emit(1, 2);
    // @ts-expect-error -- the flags are a number
    hit.connect(() => undefined, "deferred");
  };
  expect(wrong).toBeTypeOf("function");
});

test("waiting gives the values with their types", async () => {
  const player = new Player();
  const wait = player.hit.wait();
  player.hit.emit(3, "Ada");
  const [damage, by]: [number, string] = await wait;
  expect(damage.toFixed() + by.trim()).toBe("3Ada");
});

test("objects, callables and signals are Variants", () => {
  const player = new Player();
  const values: Variant[] = [player, new RefCounted(), Callable.from(player.get_class), player.hit];
  expect(values).toHaveLength(4);
});
