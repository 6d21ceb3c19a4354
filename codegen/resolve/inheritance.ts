import type { ClassKind } from "../model/api.js";
import type { ProblemList } from "../problems.js";
import type { XmlClass } from "../xml/mirror.js";

export interface Lineage {
  readonly kind: ClassKind;
  /** Godot names, nearest first. */
  readonly ancestors: readonly string[];
}

/** Every class's ancestors. Missing parents and cycles become problems. */
export function resolveLineages(
  mirrors: ReadonlyMap<string, XmlClass>,
  problems: ProblemList,
): ReadonlyMap<string, Lineage> {
  const lineages = new Map<string, Lineage>();
  for (const mirror of mirrors.values()) {
    const ancestors = ancestorsOf(mirror, mirrors, problems);
    lineages.set(mirror.name, { kind: kindOf(mirror), ancestors });
  }
  return lineages;
}

function ancestorsOf(
  mirror: XmlClass,
  mirrors: ReadonlyMap<string, XmlClass>,
  problems: ProblemList,
): readonly string[] {
  const ancestors: string[] = [];
  let child = mirror;
  while (child.inherits !== undefined) {
    const name = child.inherits;
    const place = { file: mirror.file, line: mirror.line, class: mirror.name };
    if (name === mirror.name) {
      const chain = [mirror.name, ...ancestors, name].join(" → ");
      problems.add(place, `inherits itself (${chain}). Mend inherits="${name}" in ${child.file}`);
      return ancestors;
    }
    // A cycle further up: its own members report it.
    if (ancestors.includes(name)) return ancestors;
    const parent = mirrors.get(name);
    if (parent === undefined) {
      // A grandparent that is missing is the parent's problem.
      if (child === mirror) {
        problems.add(
          place,
          `inherits "${name}", which is not in the input. Add ${name}.xml or mend inherits="${name}"`,
        );
      }
      return ancestors;
    }
    ancestors.push(name);
    child = parent;
  }
  return ancestors;
}

function kindOf(mirror: XmlClass): ClassKind {
  if (mirror.name.startsWith("@")) return "scope";
  return mirror.inherits !== undefined || mirror.name === "Object" ? "object" : "builtin";
}
