import type { Attributes, FactKind, MemberFact } from "./facts.js";

/** One fact that is not the same in both references. */
export interface Difference {
  readonly class: string;
  readonly kind: FactKind;
  /** null for a fact of the class itself. */
  readonly member: string | null;
  readonly change: "added" | "removed" | "changed";
  /** What of the member differs; null if the member, or the class, is only on one side. */
  readonly attribute: string | null;
  /** null where there is nothing. A member that is on one side only is given by its signature. */
  readonly from: string | null;
  readonly to: string | null;
  /** The same as a sentence. */
  readonly message: string;
}

/** Whose fact it is. */
export interface Owner {
  readonly class: string;
  readonly kind: FactKind;
  readonly member: string | null;
}

const ownerName = (owner: Owner): string => (owner.member === null ? owner.class : `${owner.class}.${owner.member}`);

/** Attributes that are there or not; their value says nothing. */
const FLAG = /(?:^|[ :])(?:deprecated|experimental|is_bitfield)$/;

function presence(attribute: string, value: string): string {
  return FLAG.test(attribute) ? attribute : `${attribute} "${value}"`;
}

/** The attribute differs; at least one of `from` and `to` is there. */
export function changed(owner: Owner, attribute: string, from: string | null, to: string | null): Difference {
  const sentence =
    from === null
      ? `${presence(attribute, to ?? "")} was added`
      : to === null
        ? `${presence(attribute, from)} was removed`
        : `${attribute} "${from}" became "${to}"`;
  return { ...owner, change: "changed", attribute, from, to, message: `${ownerName(owner)}: ${sentence}` };
}

export function added(owner: Owner, fact: MemberFact): Difference {
  const message = `${ownerName(owner)}: ${fact.kind} was added: ${fact.signature}`;
  return { ...owner, change: "added", attribute: null, from: null, to: fact.signature, message };
}

export function removed(owner: Owner, fact: MemberFact): Difference {
  const message = `${ownerName(owner)}: ${fact.kind} was removed: ${fact.signature}`;
  return { ...owner, change: "removed", attribute: null, from: fact.signature, to: null, message };
}

/** Attributes side by side. `prefix` says whose they are, if not the member's own. */
export function compareAttributes(owner: Owner, from: Attributes, to: Attributes, prefix = ""): readonly Difference[] {
  const keys = [...new Set([...from.keys(), ...to.keys()])];
  return keys
    .filter((key) => from.get(key) !== to.get(key))
    .map((key) => changed(owner, prefix + key, from.get(key) ?? null, to.get(key) ?? null));
}
