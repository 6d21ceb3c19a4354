import type { ApiClass } from "../model/api.js";
import type { ProblemList } from "../problems.js";

/** Suffixes of what a module declares beside its class. */
export const DECLARED_SUFFIXES = [
  "",
  "Constants",
  "Constructor",
  "Statics",
  "Info",
  "ThemeItems",
  "Annotations",
] as const;

/** The names that a class's module declares, as often as it does. */
export function declaredNames(apiClass: ApiClass): readonly string[] {
  const { name, kind, enums, constants, options, extras } = apiClass;
  // The constants of a scope are constants of its module.
  const globals = kind === "scope" ? [...constants, ...enums.flatMap((resolved) => resolved.constants)] : [];
  return [
    ...DECLARED_SUFFIXES.map((suffix) => name + suffix),
    ...enums.map((resolved) => resolved.name),
    ...options.map((type) => type.name),
    ...extras.filter((extra) => extra.where === "module").map((extra) => extra.name),
    ...globals.map((constant) => constant.name),
  ];
}

/** Names that rules and overrides made equal: in the indexes, among the files, inside a module. */
export function checkDeclarations(classes: readonly ApiClass[], problems: ProblemList): void {
  const names = new Map<string, ApiClass>();
  const modules = new Map<string, ApiClass>();
  for (const apiClass of classes) {
    const twin = names.get(apiClass.name);
    if (twin !== undefined) {
      const message = `is called ${apiClass.name} in TypeScript, as ${twin.godotName} is. Name one of them in codegen/overrides/names.ts`;
      problems.add(apiClass.place, message);
    }
    names.set(apiClass.name, apiClass);

    const file = apiClass.module.toLowerCase();
    const other = modules.get(file);
    if (other !== undefined) {
      const message = `its file name differs from that of ${other.godotName} in case only, which not every disk can tell apart`;
      problems.add(apiClass.place, message);
    }
    modules.set(file, apiClass);

    const seen = new Set<string>();
    for (const name of declaredNames(apiClass)) {
      if (seen.has(name)) {
        const message = `its module would declare "${name}" twice. Name one of the two in codegen/overrides/names.ts`;
        problems.add(apiClass.place, message);
      }
      seen.add(name);
    }
  }
}
