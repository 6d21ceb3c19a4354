import type { Constructor } from "./class-info.js";
import type { ClassOutline } from "./class-outline.js";

/**
 * Gives a class and its objects the constants that the class reference says it has.
 *
 * @param enums - By their names. Their members are constants, too.
 * @param others - Constants that are no integers.
 */
export function defineConstants(
  class_: Constructor & { readonly classInfo: ClassOutline },
  enums: Readonly<Record<string, object>>,
  others: object = {},
): void {
  // An enum leads from numbers back to names, too.
  const members = Object.values(enums).flatMap((members) =>
    Object.entries(members).filter(([, value]) => typeof value === "number"),
  );
  const constants = { ...class_.classInfo.constants, ...Object.fromEntries(members), ...enums, ...others };
  for (const [name, value] of Object.entries(constants)) {
    for (const holder of [class_, class_.prototype]) Object.defineProperty(holder, name, { value });
  }
}
