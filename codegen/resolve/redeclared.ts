import type { ApiClass } from "../model/api.js";
import { typeKey } from "../model/type-ref.js";

/**
 * Members that an ancestor declares under the same name with another type. An interface cannot extend both, so it
 * extends the ancestor without that name: the child's declaration wins, as it does in Godot, and none is dropped.
 */
export function withRedeclared(apiClass: ApiClass, shapes: ReadonlyMap<string, ReadonlyMap<string, string>>): ApiClass {
  const own = shapes.get(apiClass.godotName);
  const redeclared = new Set<string>();
  for (const [name, shape] of own ?? []) {
    for (const ancestor of apiClass.ancestors) {
      const inherited = shapes.get(ancestor)?.get(name);
      if (inherited !== undefined && inherited !== shape) redeclared.add(name);
    }
  }
  return redeclared.size === 0 ? apiClass : { ...apiClass, redeclared };
}

/** What each instance member of a class looks like, by name. */
export function shapesOf(apiClass: ApiClass): ReadonlyMap<string, string> {
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
