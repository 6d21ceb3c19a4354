import type { Place, ProblemList } from "../problems.js";
import type { XmlClass } from "./mirror.js";

const CLASS_NAME = /^@?[\p{ID_Start}_][\p{ID_Continue}]*$/u;
const CONSTANT_NAME = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;
const ENUM_NAME = /^[\p{ID_Start}_][\p{ID_Continue}]*(?:\.[\p{ID_Start}_][\p{ID_Continue}]*)*$/u;

/** Names that are there twice, or are no names. Constructors and operators are overloaded; all other members are known by their names alone. */
export function checkNames(mirror: XmlClass, place: Place, problems: ProblemList): void {
  // Builtin types of Godot 3 have overloads.
  const isOverloaded = mirror.dialect === "godot3" && mirror.inherits === undefined && mirror.name !== "Object";
  const lists = {
    method: isOverloaded ? [] : mirror.methods,
    member: mirror.members,
    signal: mirror.signals,
    constant: mirror.constants,
    annotation: mirror.annotations,
  };
  for (const [kind, list] of Object.entries(lists)) {
    const lines = new Map<string, number>();
    for (const { name, line } of list) {
      const first = lines.get(name);
      if (first !== undefined) {
        problems.add(
          { ...place, line, member: name },
          `a ${kind} of this name is already in line ${first}. Remove or rename one`,
        );
      }
      lines.set(name, line);
    }
  }
  for (const { name, line } of [...Object.values(lists).flat(), ...mirror.methods, ...mirror.themeItems]) {
    if (name.trim() === "") problems.add({ ...place, line }, "found an empty name. Give the member one");
  }
  // Names become names of files and declarations: what they may hold is a matter of safety too.
  if (!CLASS_NAME.test(mirror.name)) {
    const found = JSON.stringify(mirror.name);
    problems.add(
      { ...place, line: mirror.line },
      `the class is called ${found}; allowed: letters, digits, _ and a leading @`,
    );
  }
  for (const { name, line, enum: enumName } of mirror.constants) {
    if (!CONSTANT_NAME.test(name)) {
      const found = JSON.stringify(name);
      problems.add({ ...place, line }, `a constant is called ${found}; allowed: letters, digits and _`);
    }
    if (enumName === undefined || ENUM_NAME.test(enumName)) continue;
    const found = JSON.stringify(enumName);
    problems.add(
      { ...place, line, member: name },
      `its enum is called ${found}; allowed: letters, digits, _ and dots inside`,
    );
  }
}
