import type { ApiClass } from "../model/api.js";
import { typeKey } from "../model/type-ref.js";

/**
 * Members that an ancestor declares under the same name with another type. An interface cannot extend both, so it
 * extends the ancestor without that name: the child's declaration wins, as it does in Godot, and none is dropped.
 */
export function withRedeclared(classes: readonly ApiClass[]): readonly ApiClass[] {
  const byName = new Map(classes.map((apiClass) => [apiClass.godotName, apiClass]));
  const shapes = new Map<string, ReadonlyMap<string, string>>();
  /** Only of those that have descendants, or a name that an ancestor has. */
  const shapesIn = (apiClass: ApiClass): ReadonlyMap<string, string> => {
    const known = shapes.get(apiClass.godotName) ?? shapesOf(apiClass);
    shapes.set(apiClass.godotName, known);
    return known;
  };
  return classes.map((apiClass) => {
    const inherited = apiClass.ancestors.flatMap((name) => byName.get(name) ?? []).map(shapesIn);
    const isInherited = (name: string): boolean => inherited.some((names) => names.has(name));
    if (inherited.length === 0 || !instanceNames(apiClass).some(isInherited)) return apiClass;
    const redeclared = new Set<string>();
    for (const [name, shape] of shapesIn(apiClass)) {
      if (inherited.some((names) => (names.get(name) ?? shape) !== shape)) redeclared.add(name);
    }
    return redeclared.size === 0 ? apiClass : { ...apiClass, redeclared };
  });
}

function instanceNames({ extras, methods, properties, signals, enums, constants }: ApiClass): readonly string[] {
  const names: string[] = [];
  for (const { where, name } of extras) if (where === "instance") names.push(name);
  for (const { isStatic, name } of methods) if (!isStatic) names.push(name);
  for (const { name } of [...properties, ...signals, ...constants]) names.push(name);
  for (const resolved of enums) {
    names.push(resolved.member);
    for (const { name } of resolved.constants) names.push(name);
  }
  return names;
}

/** What each instance member of a class looks like, by name. */
function shapesOf(apiClass: ApiClass): ReadonlyMap<string, string> {
  const shapes = new Map<string, string>();
  for (const { name } of apiClass.extras.filter((extra) => extra.where === "instance")) shapes.set(name, "extra");
  for (const method of apiClass.methods) {
    if (method.isStatic) continue;
    let overload = "(";
    for (const { type, optional } of method.parameters) overload += `${typeKey(type)}${optional ? "?" : ""},`;
    overload += `${method.rest === undefined ? "" : typeKey(method.rest)})${typeKey(method.returns)}`;
    shapes.set(method.name, (shapes.get(method.name) ?? "") + overload);
  }
  for (const { name, type, writable } of apiClass.properties) shapes.set(name, `${writable} ${typeKey(type)}`);
  for (const { name, type } of apiClass.signals) shapes.set(name, typeKey(type));
  for (const { godotName, member, constants } of apiClass.enums) {
    shapes.set(member, `enum ${apiClass.godotName}`);
    for (const constant of constants) shapes.set(constant.name, `constant ${apiClass.godotName}.${godotName}`);
  }
  for (const { name, type } of apiClass.constants) shapes.set(name, typeKey(type));
  return shapes;
}
