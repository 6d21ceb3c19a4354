/** Tests that fail, each in its own way, to show that the runner outside hears of it. */
import { afterEach, describe, expect, it } from "vitest";
import { offerCases } from "./cases.js";

describe("failing", () => {
  afterEach(() => {
    if (leavesMess) throw new Error("a mess is left");
  });
  let leavesMess = false;

  it("passes", () => {
    expect(1 + 1).toBe(2);
  });
  it("compares", () => {
    expect({ a: 1 }, "the numbers").toEqual({ a: 2 });
  });
  it("throws", () => {
    throw new Error("thrown");
  });
  it("leaves a rejection behind", () => {
    void Promise.reject(new Error("rejected"));
  });
  it("leaves an error behind", async () => {
    setTimeout(() => {
      throw new Error("thrown later");
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
  });
  it("never ends", () => new Promise(() => undefined));
  it("leaves a mess", () => {
    leavesMess = true;
  });
});
offerCases();
