import type { ClassInfo } from "./api.js";
import type { Constructor } from "./class-info.js";

/**
 * Gives a class and its objects the constants that the class reference says it has.
 *
 * @param others - What the reflection data cannot say: the enums as objects, and constants that are no integers.
 */
export function defineConstants(class_: Constructor, { constants, enums }: ClassInfo, others: object): void {
  const members = Object.values(enums).map(({ values }) => values);
  for (const [name, value] of Object.entries(Object.assign({}, constants, ...members, others) as object)) {
    for (const holder of [class_, class_.prototype]) Object.defineProperty(holder, name, { value });
  }
}
