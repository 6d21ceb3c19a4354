import { expect, test } from "vitest";
import { RefCounted } from "./core.js";

test("the counter starts at 1, and counts what it is told", () => {
  const object = new RefCounted();
  expect(object.get_reference_count()).toBe(1);
  expect(object.reference()).toBe(true);
  expect(object.init_ref()).toBe(true);
  expect(object.get_reference_count()).toBe(3);
  expect([object.unreference(), object.unreference()]).toEqual([false, false]);
  expect(object.unreference()).toBe(true);
});

test("at 0 it stays, and the object goes on working", () => {
  const object = new RefCounted();
  object.unreference();
  expect([object.reference(), object.init_ref(), object.unreference()]).toEqual([false, false, false]);
  expect(object.get_reference_count()).toBe(0);
  expect(object.get_class()).toBe("RefCounted");
});
