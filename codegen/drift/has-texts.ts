import type { XmlClass, XmlStatus } from "../xml/mirror.js";
import { classFact, memberFacts } from "./facts.js";

/** Whether anything is described; in a reference that `--doctool` wrote, nothing is. */
export function hasTexts({ classes }: { readonly classes: readonly XmlClass[] }): boolean {
  return classes.some((entry) => [classFact(entry), ...memberFacts(entry)].some((fact) => fact.texts.size > 0));
}

/**
 * Whether it can tell what is deprecated or experimental: Godot has that from the texts, so that `--doctool` leaves it
 * out with them.
 */
export function tellsStatus(reference: { readonly classes: readonly XmlClass[] }): boolean {
  const isFlagged = (status: XmlStatus): boolean =>
    status.deprecated !== undefined || status.experimental !== undefined;
  return hasTexts(reference) || reference.classes.some((entry) => [entry, ...membersOf(entry)].some(isFlagged));
}

function membersOf(entry: XmlClass): readonly XmlStatus[] {
  const { constructors, methods, members, signals, constants, annotations, themeItems, operators } = entry;
  return [
    ...constructors,
    ...methods,
    ...members,
    ...signals,
    ...constants,
    ...annotations,
    ...themeItems,
    ...operators,
  ];
}
