import type { Attributes, FactKind, MemberFact } from "./facts.js";
import { addedMember, removedMember, type Impact, type Judge } from "./impact.js";

/** One fact, or one text, that is not the same in both references. */
export interface Difference {
  readonly class: string;
  readonly kind: FactKind;
  /** null for a fact of the class itself. */
  readonly member: string | null;
  readonly change: "added" | "removed" | "changed";
  /** What it does to code written for the older reference. */
  readonly impact: Impact;
  /** What of the member differs; null if the member, or the class, is only on one side. */
  readonly attribute: string | null;
  /** null where there is nothing. A member that is on one side only is given by its signature. */
  readonly from: string | null;
  readonly to: string | null;
  /** Of a member, or class, that is on one side only: the one on the other side that it may have become, or been. */
  readonly renamed: string | null;
  /** The same as a sentence. */
  readonly message: string;
  /** What a conformance ledger has of the member; left out where there is none. */
  readonly dependents?: Dependents;
}

/** What was made true by tests because a reference says so, and is to be looked at when it says something else. */
export interface Dependents {
  /** Ids. */
  readonly promises: readonly string[];
  /** How many sentences of our own reference. */
  readonly sentences: number;
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
  const isUnnamed = attribute === "overrides" && value === "";
  return FLAG.test(attribute) || isUnnamed ? attribute : `${attribute} "${value}"`;
}

/** The attribute differs; at least one of `from` and `to` is there. */
export function changed(
  owner: Owner,
  attribute: string,
  from: string | null,
  to: string | null,
  impact: Impact,
): Difference {
  const sentence =
    impact === "text"
      ? `${attribute} ${from === null ? "was added" : to === null ? "was removed" : "changed"}`
      : from === null
        ? `${presence(attribute, to ?? "")} was added`
        : to === null
          ? `${presence(attribute, from)} was removed`
          : `${attribute} "${from}" became "${to}"`;
  const message = `${ownerName(owner)}: ${sentence}`;
  return { ...owner, change: "changed", impact, attribute, from, to, renamed: null, message };
}

export function added(owner: Owner, fact: MemberFact): Difference {
  const message = `${ownerName(owner)}: ${fact.kind} was added: ${fact.signature}`;
  const impact = addedMember(fact);
  return { ...owner, change: "added", impact, attribute: null, from: null, to: fact.signature, renamed: null, message };
}

export function removed(owner: Owner, fact: MemberFact): Difference {
  const message = `${ownerName(owner)}: ${fact.kind} was removed: ${fact.signature}`;
  const from = fact.signature;
  return {
    ...owner,
    change: "removed",
    impact: removedMember(),
    attribute: null,
    from,
    to: null,
    renamed: null,
    message,
  };
}

/** The same difference with the name on the other side that it suggests. */
export function asRenamed(difference: Difference, name: string): Difference {
  const relation = difference.change === "removed" ? "renamed to" : "renamed from";
  return { ...difference, renamed: name, message: `${difference.message} (${relation} ${name}?)` };
}

/** The text that a member here restates is another one now, or a new one. */
export function restatedChanged(owner: Owner): Difference {
  const message = `${ownerName(owner)}: the text that is restated here has changed`;
  const attribute = "restated text";
  return { ...owner, change: "changed", impact: "text", attribute, from: null, to: null, renamed: null, message };
}

/** Attributes side by side. `prefix` says whose they are, if not the member's own. */
export function compareAttributes(
  owner: Owner,
  from: Attributes,
  to: Attributes,
  judge: Judge,
  prefix = "",
): readonly Difference[] {
  const keys = [...new Set([...from.keys(), ...to.keys()])];
  return keys.flatMap((key) => {
    const [before, after] = [from.get(key) ?? null, to.get(key) ?? null];
    return isSame(key, before, after) ? [] : [changed(owner, prefix + key, before, after, judge(key, before, after))];
  });
}

/** Godot 3 does not say what kind of thing a theme item is, nor, where the ancestors are not in the input, of which a property is. */
export function isSame(attribute: string, from: string | null, to: string | null): boolean {
  if (from === to) return true;
  if (attribute === "overrides") return from !== null && to !== null && (from === "" || to === "");
  return attribute === "data_type" && (from === null || to === null);
}
