import type { ApiClass } from "../model/api.js";
import { typeKey, type TypeRef } from "../model/type-ref.js";

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
    const parameters: readonly (readonly [TypeRef, boolean])[] = method.parameters.map(({ type, optional }) => [
      type,
      optional,
    ]);
    shapes.set(method.godotName, JSON.stringify([parameters, method.rest, method.returns]));
  }
  for (const { godotName, type, writable } of apiClass.properties)
    shapes.set(godotName, `${writable} ${typeKey(type)}`);
  for (const { godotName, type } of apiClass.signals) shapes.set(godotName, typeKey(type));
  for (const { godotName, constants } of apiClass.enums) {
    shapes.set(godotName, `enum ${apiClass.godotName}`);
    for (const constant of constants) shapes.set(constant.godotName, `constant ${apiClass.godotName}.${godotName}`);
  }
  for (const { godotName, type } of apiClass.constants) shapes.set(godotName, typeKey(type));
  return shapes;
}
