import * as api from "../../../../generated/api/index.js";
import type { ClassInfo } from "../../../../generated/api/ClassInfo.js";
import * as glue from "../../../../generated/glue/index.js";
import * as core from "../../../../runtime/core/index.js";
import { WebRTCMultiplayerPeer } from "../../../../runtime/index.js";

/** The reflection data of every class of the reference. */
export const CLASS_INFOS: readonly ClassInfo[] = Object.values<unknown>(api).filter(isClassInfo);

/** The classes that are written by hand, and those that were generated, by the names of their declarations. */
const CLASSES: Readonly<Record<string, unknown>> = { ...core, ...glue, WebRTCMultiplayerPeer };

/** What a class is as a value; undefined for a scope such as `@GlobalScope`. */
export function classNamed(name: string): (abstract new (...args: never[]) => object) | undefined {
  const found = CLASSES[name === "Object" ? "GodotObject" : name];
  return typeof found === "function" ? (found as abstract new (...args: never[]) => object) : undefined;
}

/** A class and those it inherits, nearest first. */
export function withAncestors(info: ClassInfo): readonly ClassInfo[] {
  const parent = CLASS_INFOS.find(({ name }) => name === info.inherits);
  return parent === undefined ? [info] : [info, ...withAncestors(parent)];
}

/** The values of an enum, by its name as types have it: `Error`, `Class.Enum`. */
export function enumValues(name: string): readonly number[] {
  const [owner, enumName] = name.includes(".") ? name.split(".") : ["@GlobalScope", name];
  const info = CLASS_INFOS.find((candidate) => candidate.name === owner)?.enums[enumName ?? ""];
  if (info === undefined) throw new Error(`The reference has no enum ${name}.`);
  return Object.values(info.values);
}

function isClassInfo(value: unknown): value is ClassInfo {
  return typeof value === "object" && value !== null && "methods" in value && "enums" in value && "name" in value;
}
