import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { Callable, GodotObject, Signal } from "./core.js";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

class Peer extends GodotObject {
  readonly opened = new Signal<[]>(this, "opened");
  received = 0;
  receive(): void {
    this.received += 1;
  }
}

class Special extends Peer {
  override receive(): void {
    super.receive();
  }
}

/** How many of the objects are left once the code that made them has returned. */
async function survivors(objects: readonly WeakRef<object>[]): Promise<number> {
  // A WeakRef keeps its target until the running task ends.
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  return objects.filter((reference) => reference.deref() !== undefined).length;
}

function make(count: number, use: (peer: Special) => void): WeakRef<object>[] {
  return Array.from({ length: count }, () => {
    const peer = new Special();
    use(peer);
    return new WeakRef(peer);
  });
}

test("10,000 objects, connected to themselves and used, are collected when they are dropped", async () => {
  const dropped = make(10_000, (peer) => {
    peer.opened.connect(peer.receive);
    peer.add_user_signal("u");
    peer.connect("u", new Callable(peer, "receive").bind(1));
    peer.opened.emit();
  });
  expect(await survivors(dropped)).toBe(0);
});

test("an object does not keep those alive that are connected to it", async () => {
  const target = new Peer();
  const dropped = make(1_000, (peer) => peer.opened.connect(target.receive));
  expect(await survivors(dropped)).toBe(0);
  expect(target.get_incoming_connections()).toEqual([]);
});

test("waits that have ended keep nothing alive", async () => {
  const emitter = new Peer();
  const dropped = make(100, (peer) => void emitter.opened.wait().then(peer.receive));
  emitter.opened.emit();
  expect(await survivors(dropped)).toBe(0);
});
