import type { Attributes, MemberFact } from "./facts.js";
import type { TypeChange, TypeOrder } from "./type-order.js";

/**
 * What a difference does to code that was written for the older reference. The rules, in one place:
 *
 * - **breaking**: a class or member removed; a type that values no longer fit (arguments: narrowed, results: widened, what
 *   is both read and written, or overridden: any change); a parameter removed, added in the middle, added without
 *   default, or moved; a default changed or removed; the value of a constant changed; `virtual`, `const` or `vararg`
 *   taken away, `required` added, `static` changed; a setter or getter removed or renamed; a virtual method or a signal
 *   with another number of parameters, because overrides and handlers declare them; a new error that a method returns.
 * - **compatible**: everything added that nobody has to know of; the opposite of the above where it only allows more;
 *   names of parameters, because arguments are given by position; flags such as deprecated.
 * - **text**: descriptions, and the messages beside flags. No fact differs.
 */
export type Impact = "breaking" | "compatible" | "text";

export const IMPACTS: readonly Impact[] = ["breaking", "compatible", "text"];

/** Says what it does that an attribute differs; null stands for one that is not there. */
export type Judge = (attribute: string, from: string | null, to: string | null) => Impact;

/** Where values of a type go: into the callee, out of it, or both ways. */
type Direction = "in" | "out" | "both";

const breakingIf = (isBreaking: boolean): Impact => (isBreaking ? "breaking" : "compatible");

export function addedMember(fact: MemberFact): Impact {
  // Who extends the class lacks the override; another default than the parent's is another default.
  return breakingIf(hasQualifier(fact, "required") || fact.attributes.has("overrides"));
}

export function removedMember(): Impact {
  return "breaking";
}

export function classJudge(name: string, types: TypeOrder): Judge {
  return (attribute, from, to) => {
    if (attribute !== "inherits" || from === null) return "compatible";
    // A parent put in between leaves all ancestors where they were.
    return breakingIf(to === null || !types.inherits(name, from));
  };
}

export function memberJudge(before: MemberFact, after: MemberFact, types: TypeOrder): Judge {
  const direction = resultDirection(before, after);
  return (attribute, from, to) => {
    switch (attribute) {
      case "deprecated":
      case "experimental":
      case "overrides":
        return "compatible";
      case "default":
        return defaultImpact(from, to);
      case "qualifiers":
        return qualifierImpact(from, to);
      case "returns_error":
        return breakingIf(!isSubset(to, from, ", "));
      case "setter":
      case "getter":
        return breakingIf(from !== null);
      case "return type":
        // Nobody used the result, as there was none.
        if (from === "void" && direction === "out") return "compatible";
        return typeImpact(attribute, from, to, direction, types);
      case "is_bitfield":
        if (before.kind === "constant") return "compatible";
        return typeImpact(attribute, from, to, direction, types);
      case "type":
      case "enum":
      case "return enum":
      case "return is_bitfield":
        return typeImpact(attribute, from, to, direction, types);
      default:
        return "breaking";
    }
  };
}

export function paramJudge(owner: MemberFact, types: TypeOrder): Judge {
  const direction: Direction = owner.kind === "signal" ? "out" : isVirtual(owner) ? "both" : "in";
  return (attribute, from, to) =>
    attribute === "default" ? defaultImpact(from, to) : typeImpact(attribute, from, to, direction, types);
}

/** `isLast`: no parameter of before stands behind it. */
export function addedParam(owner: MemberFact, isLast: boolean, hasDefault: boolean): Impact {
  return breakingIf(owner.kind === "signal" || isVirtual(owner) || !isLast || !hasDefault);
}

function resultDirection(before: MemberFact, after: MemberFact): Direction {
  if (before.kind === "theme_item") return "both";
  if (before.kind !== "member") return isVirtual(before) || isVirtual(after) ? "both" : "out";
  // Members of builtin types have neither setter nor getter, and can be set.
  const isReadOnly = before.attributes.has("getter") && !before.attributes.has("setter");
  return isReadOnly ? "out" : "both";
}

function typeImpact(
  attribute: string,
  from: string | null,
  to: string | null,
  direction: Direction,
  types: TypeOrder,
): Impact {
  const change = typeChange(attribute, from, to, types);
  if (change === "same") return "compatible";
  if (direction === "in") return breakingIf(change !== "widened");
  return breakingIf(direction === "both" || change !== "narrowed");
}

function typeChange(attribute: string, from: string | null, to: string | null, types: TypeOrder): TypeChange {
  if (attribute.endsWith("is_bitfield")) return from === null ? "widened" : "narrowed"; // Any mix of the constants.
  if (attribute.endsWith("enum")) return from === null ? "narrowed" : to === null ? "widened" : "other"; // Of all ints.
  return from === null || to === null ? "other" : types.compare(from, to);
}

function defaultImpact(from: string | null, to: string | null): Impact {
  return breakingIf(from !== null || to === null);
}

function qualifierImpact(from: string | null, to: string | null): Impact {
  const [before, after] = [words(from, " "), words(to, " ")];
  const lost = [...before].filter((word) => !after.has(word));
  const gained = [...after].filter((word) => !before.has(word));
  return breakingIf(
    lost.some((word) => word !== "required") || gained.some((word) => word === "required" || word === "static"),
  );
}

function isSubset(part: string | null, whole: string | null, separator: string): boolean {
  const all = words(whole, separator);
  return [...words(part, separator)].every((word) => all.has(word));
}

function words(text: string | null, separator: string): ReadonlySet<string> {
  return new Set(text === null ? [] : text.split(separator));
}

function isVirtual(fact: MemberFact): boolean {
  return hasQualifier(fact, "virtual");
}

function hasQualifier({ attributes }: { readonly attributes: Attributes }, qualifier: string): boolean {
  return words(attributes.get("qualifiers") ?? null, " ").has(qualifier);
}
