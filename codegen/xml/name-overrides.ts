import type { XmlClass, XmlProperty } from "./mirror.js";

/**
 * Names the classes that overridden properties are of. Godot 4 does: `overrides` is the ancestor that declares the property,
 * not one between that overrides it too. Godot 3 before 3.4 says only that there is one, and the input knows which; what
 * it does not know stays "".
 */
export function nameOverrides(classes: readonly XmlClass[]): readonly XmlClass[] {
  if (!classes.some(({ members }) => members.some(isUnnamed))) return classes;
  const byName = new Map(classes.map((entry) => [entry.name, entry]));
  return classes.map((entry) => {
    if (!entry.members.some(isUnnamed)) return entry;
    const members = entry.members.map((property) =>
      isUnnamed(property)
        ? { ...property, overrides: declaringAncestor(entry, property.name, byName) ?? "" }
        : property,
    );
    return { ...entry, members };
  });
}

function isUnnamed({ overrides }: XmlProperty): boolean {
  return overrides === "";
}

function declaringAncestor(
  { name, inherits }: XmlClass,
  property: string,
  byName: ReadonlyMap<string, XmlClass>,
): string | undefined {
  // A class may inherit itself by mistake, which is reported elsewhere.
  const seen = new Set([name]);
  let ancestor = byName.get(inherits ?? "");
  while (ancestor !== undefined && !seen.has(ancestor.name)) {
    seen.add(ancestor.name);
    const found = ancestor.members.find((member) => member.name === property);
    if (found !== undefined && found.overrides === undefined) return ancestor.name;
    ancestor = byName.get(ancestor.inherits ?? "");
  }
  return undefined;
}
