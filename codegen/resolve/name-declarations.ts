import type { ApiClass, Constant, Enum, EnumConstant } from "../model/api.js";
import { DECLARED_SUFFIXES } from "./check-declarations.js";
import { parameterName, uniqueName } from "./names.js";

/**
 * What classes, their files and what stands in them are called where `names.ts` alone gives one name to two. The rules:
 *
 * 1. Of two classes, the scope (`@GDScript`) gets `Scope` behind its name; else the later one in the alphabet gets `Class`.
 *    So does a class that is called like what another one's module declares (`XConstructor` beside `X`).
 * 2. Of two files that differ in case only, the later one gets `_` behind its name.
 * 3. An enum that is called like something that its class's module declares gets `Enum` behind its name.
 * 4. A constant of a scope that is called like something in its module gets `_` behind its name.
 * 5. If that, too, is taken, `_` is added until it is free.
 */
export function nameDeclarations(classes: readonly ApiClass[]): readonly ApiClass[] {
  const names = new Set(
    classes.flatMap(({ name }) => DECLARED_SUFFIXES.filter((suffix) => suffix !== "").map((suffix) => name + suffix)),
  );
  const modules = new Set<string>();
  const named = new Map<ApiClass, ApiClass>();
  const scopesLast = [
    ...classes.filter(({ kind }) => kind !== "scope"),
    ...classes.filter(({ kind }) => kind === "scope"),
  ];
  for (const apiClass of scopesLast) {
    const suffix = apiClass.kind === "scope" ? "Scope" : "Class";
    const name = take(apiClass.name, suffix, names);
    const module = uniqueName(apiClass.module, (candidate) => modules.has(candidate.toLowerCase()));
    modules.add(module.toLowerCase());
    named.set(apiClass, nameInside({ ...apiClass, name, module }));
  }
  return classes.map((apiClass) => named.get(apiClass) ?? apiClass);
}

function nameInside(apiClass: ApiClass): ApiClass {
  const { name, kind, options, extras } = apiClass;
  const taken = new Set([
    ...DECLARED_SUFFIXES.map((suffix) => name + suffix),
    ...options.map((type) => type.name),
    ...extras.filter(({ where }) => where === "module").map((extra) => extra.name),
  ]);
  const enums = apiClass.enums.map((resolved): Enum => ({ ...resolved, name: take(resolved.name, "Enum", taken) }));
  if (kind !== "scope") return { ...apiClass, enums };
  const nameGlobal = <Item extends Constant | EnumConstant>(constant: Item): Item => ({
    ...constant,
    name: take(parameterName(constant.godotName), "_", taken),
  });
  return {
    ...apiClass,
    enums: enums.map((resolved): Enum => ({ ...resolved, constants: resolved.constants.map(nameGlobal) })),
    constants: apiClass.constants.map(nameGlobal),
  };
}

function take(plain: string, suffix: string, taken: Set<string>): string {
  const name = taken.has(plain) ? uniqueName(plain + suffix, (candidate) => taken.has(candidate)) : plain;
  taken.add(name);
  return name;
}
