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
  const constants = Object.assign({}, class_.classInfo.constants, ...Object.values(enums), enums, others) as object;
  for (const [name, value] of Object.entries(constants) as [string, unknown][]) {
    // An enum leads from numbers back to names, too: those are no constants.
    if (!Number.isNaN(Number(name))) continue;
    for (const holder of [class_, class_.prototype]) Object.defineProperty(holder, name, { value });
  }
}
