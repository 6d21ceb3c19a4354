import type { ApiClass } from "../model/api.js";

/**
 * Indexes export all that scopes declare. A name that two of them have would be exported by neither: it is the first
 * scope's, said line by line; the other's is reached through its own module.
 */
export function ambiguousExports(classes: readonly ApiClass[], apiPath: string): readonly string[] {
  const owners = new Map<string, ApiClass>();
  const lines = new Map<string, string>();
  for (const scope of classes.filter(({ kind }) => kind === "scope")) {
    for (const name of exportedValues(scope)) {
      const owner = owners.get(name) ?? scope;
      owners.set(name, owner);
      if (owner !== scope)
        lines.set(name, `export { ${name} } from ${JSON.stringify(`${apiPath}${owner.module}.js`)};`);
    }
  }
  return [...lines.values()];
}

function exportedValues({ enums, constants }: ApiClass): readonly string[] {
  const all = [...enums, ...enums.flatMap((resolved) => resolved.constants), ...constants];
  return all.map(({ name }) => name);
}
