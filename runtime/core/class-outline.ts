import type { ArgumentInfo, ClassInfo, MethodInfo, PropertyInfo } from "./api.js";

/** What a running program needs to know of a class. A class's whole reflection data, a `ClassInfo`, fits too. */
export interface ClassOutline extends Pick<ClassInfo, "name" | "signals" | "constants"> {
  readonly methods: Readonly<Record<string, Pick<MethodInfo, "arguments" | "qualifiers">>>;
  readonly properties: Readonly<Record<string, Pick<PropertyInfo, "type" | "setter">>>;
}

/** Reads a text of `generated/outline`: `codegen/emit/outline.ts` says what stands in it. */
export function outline(text: string): ClassOutline {
  const [name, methods, signals, properties, constants] = text.split("\n\n") as [string, ...string[]];
  return {
    name,
    methods: members(methods, (rest) => ({
      arguments: argumentsIn(rest),
      qualifiers: rest.filter((word) => word === "vararg"),
    })),
    signals: members(signals, argumentsIn),
    properties: members(properties, ([setter = "", type = ""]) => ({ setter, type })),
    constants: members(constants, ([value]) => Number(value)),
  };
}

/** A line for each member: its name, and what is said of it. */
function members<Info>(lines = "", infoOf: (rest: readonly string[]) => Info): Record<string, Info> {
  const rows = lines.match(/.+/g) ?? [];
  return Object.fromEntries(
    rows.map((row) => {
      const [name, ...rest] = row.split("|") as [string, ...string[]];
      return [name, infoOf(rest)];
    }),
  );
}

/** `name:type`, and `=` if there is a default; which one, no program asks. What has no type is no argument. */
function argumentsIn(words: readonly string[]): ArgumentInfo[] {
  return words.flatMap((word) => {
    const [name = "", type, ...others] = word.split(/[:=]/);
    if (type === undefined) return [];
    return others.length === 0 ? { name, type } : { name, type, default: "" };
  });
}
