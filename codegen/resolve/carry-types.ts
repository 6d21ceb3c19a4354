import type { ProblemList } from "../problems.js";
import type { ApiClass, Method, Property, RawType } from "../model/api.js";

/**
 * Types that a class takes over from its ancestors: a virtual `_x` implements the public `x` and has its parameters'
 * types (so options types carry over), and a property that only gets another default keeps its type.
 */
export function carryTypes(apiClass: ApiClass, byName: ReadonlyMap<string, ApiClass>, problems: ProblemList): ApiClass {
  const isCarried = apiClass.methods.some(isImplementation) || apiClass.properties.some(isOverride);
  if (!isCarried) return apiClass;
  const ancestors = apiClass.ancestors.flatMap((name) => byName.get(name) ?? []);
  const methods = apiClass.methods.map((method) => carryParameters(method, apiClass, ancestors));
  const properties = apiClass.properties.map((property) => carryProperty(property, ancestors, problems));
  return { ...apiClass, methods, properties };
}

function isImplementation({ isVirtual, godotName }: Method): boolean {
  return isVirtual && godotName.startsWith("_");
}

function isOverride({ overrides }: Property): boolean {
  return overrides !== undefined;
}

function carryParameters(method: Method, owner: ApiClass, ancestors: readonly ApiClass[]): Method {
  if (!isImplementation(method)) return method;
  const carrier = findMethod(method.godotName.slice(1), [owner, ...ancestors]);
  if (carrier === undefined) return method;
  const parameters = method.parameters.map((parameter, index) => {
    const carried = carrier.parameters[index];
    return carried !== undefined && sameRaw(carried.raw, parameter.raw)
      ? { ...parameter, type: carried.type }
      : parameter;
  });
  return { ...method, parameters };
}

function carryProperty(property: Property, ancestors: readonly ApiClass[], problems: ProblemList): Property {
  if (!isOverride(property)) return property;
  // xml/name-overrides.ts found none.
  if (property.overrides === "") {
    problems.add(property.place, 'says override="true", but no ancestor has this property. Remove the attribute');
  }
  for (const ancestor of ancestors) {
    const original = ancestor.properties.find((candidate) => candidate.godotName === property.godotName);
    if (original === undefined) continue;
    return { ...property, type: original.type, writable: original.writable };
  }
  return property;
}

export function findMethod(godotName: string, classes: readonly ApiClass[]): Method | undefined {
  for (const { methods } of classes) {
    const method = methods.find((candidate) => candidate.godotName === godotName);
    if (method !== undefined) return method;
  }
  return undefined;
}

function sameRaw(one: RawType, other: RawType): boolean {
  return one.type === other.type && one.enum === other.enum;
}
