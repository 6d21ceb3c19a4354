import type { ArgumentInfo, ClassInfo, MethodInfo, PropertyInfo } from "./api.js";

/** What a running program needs to know of a class. A class's whole reflection data, a `ClassInfo`, fits too. */
export interface ClassOutline extends Pick<ClassInfo, "name" | "signals" | "constants"> {
  readonly methods: Readonly<Record<string, Pick<MethodInfo, "arguments" | "qualifiers">>>;
  readonly properties: Readonly<Record<string, Pick<PropertyInfo, "type" | "setter">>>;
}

/** Reads a text of `generated/outline`: `codegen/emit/outline.ts` says what stands in it. */
export function outline(text: string): ClassOutline {
  const [name = "", methods, signals, properties, constants] = text.split("\n\n");
  return {
    name,
    methods: members(methods, (rest) => {
      const named = rest.filter((argument) => argument !== "...");
      return { arguments: named.map(argumentInfo), qualifiers: named.length === rest.length ? [] : ["vararg"] };
    }),
    signals: members(signals, (rest) => rest.map(argumentInfo)),
    properties: members(properties, ([setter = "", type = ""]) => ({ setter, type })),
    constants: members(constants, ([value]) => Number(value)),
  };
}

/** A line for each member: its name, and what is said of it. */
function members<Info>(lines = "", infoOf: (rest: readonly string[]) => Info): Record<string, Info> {
  const rows = lines === "" ? [] : lines.split("\n");
  return Object.fromEntries(
    rows.map((row) => {
      const [name = "", ...rest] = row.split("|");
      return [name, infoOf(rest)];
    }),
  );
}

/** `name:type`, and `=` if there is a default; which one, no program asks. */
function argumentInfo(text: string): ArgumentInfo {
  const [name = "", type = "", ...others] = text.split(/[:=]/);
  return others.length === 0 ? { name, type } : { name, type, default: "" };
}
