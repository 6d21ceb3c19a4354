import type { ClassKind } from "../model/api.js";
import type { Overrides } from "../overrides/shapes.js";
import type { XmlClass } from "../xml/mirror.js";
import type { Lineage } from "./inheritance.js";
import type { KnownTypes } from "./types.js";

export const GLOBAL_SCOPE = "@GlobalScope";

/** Which classes, enums and declarations the input has. */
export function collectKnownTypes(
  mirrors: ReadonlyMap<string, XmlClass>,
  lineages: ReadonlyMap<string, Lineage>,
  overrides: Pick<Overrides, "extras">,
): KnownTypes {
  const kinds = new Map<string, ClassKind>([...lineages].map(([name, lineage]) => [name, lineage.kind]));
  const enums = new Map<string, ReadonlySet<string>>();
  for (const mirror of mirrors.values()) {
    enums.set(mirror.name, new Set(mirror.constants.flatMap((constant) => constant.enum ?? [])));
  }
  const declarations = new Set(
    overrides.extras.filter((extra) => extra.where === "module").map((extra) => `${extra.class}.${extra.name}`),
  );
  const declares = (className: string, enumName: string): boolean => enums.get(className)?.has(enumName) === true;
  return {
    kinds,
    dialectOf: (className) => mirrors.get(className ?? "")?.dialect ?? "godot4",
    findEnum(name, className) {
      const dot = name.lastIndexOf(".");
      const candidates: readonly (readonly [string, string])[] = [
        [name.slice(0, Math.max(dot, 0)), name.slice(dot + 1)],
        [className, name],
        ...(lineages.get(className)?.ancestors ?? []).map((ancestor) => [ancestor, name] as const),
        // Variant.Type and Variant.Operator stand in @GlobalScope under their full names.
        [GLOBAL_SCOPE, name],
      ];
      const found = candidates.find(([owner, enumName]) => declares(owner, enumName));
      return found && { className: found[0], enumName: found[1] };
    },
    hasDeclaration: (className, name) => declarations.has(`${className}.${name}`),
  };
}
