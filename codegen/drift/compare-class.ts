import type { XmlClass } from "../xml/mirror.js";
import { textHash, type RestatedTexts } from "../restated/restated-texts.js";
import { compareParams } from "./compare-params.js";
import {
  added,
  asRenamed,
  compareAttributes,
  removed,
  restatedChanged,
  type Difference,
  type Owner,
} from "./difference.js";
import { classFact, memberFacts, withoutStatus, type MemberFact } from "./facts.js";
import { classJudge, memberJudge } from "./impact.js";
import { matchMembers } from "./match-members.js";
import { suggestRenames, type OneSided } from "./suggest-renames.js";
import type { TypeOrder } from "./type-order.js";

export interface ClassComparison {
  readonly differences: readonly Difference[];
  /** Names of the members that a subset leaves out. Empty for whole classes: there they are differences. */
  readonly leftOut: readonly string[];
}

function ownerOf(className: string, fact: MemberFact, isOverloaded: boolean): Owner {
  const member = isOverloaded ? `${fact.name}(${fact.overload})` : fact.name;
  return { class: className, kind: fact.kind, member };
}

export interface ClassRules {
  readonly types: TypeOrder;
  /** The side that may lack members of the other, and only that. */
  readonly subset: "from" | "to" | undefined;
  /** Compare what is written about the members too. */
  readonly texts: boolean;
  /** What one side restates of the other's texts; undefined: nobody watches them. */
  readonly restated: RestatedTexts | undefined;
  /** The side that restates the other. */
  readonly scope: "from" | "to";
  /** Compare whether they are deprecated or experimental. */
  readonly status: boolean;
}

/** All differences of one class. */
export function compareClass(from: XmlClass, to: XmlClass, rules: ClassRules): ClassComparison {
  const { types } = rules;
  const told = (fact: MemberFact): MemberFact => (rules.status ? fact : withoutStatus(fact));
  const [ownFrom, ownTo] = [told(classFact(from)), told(classFact(to))];
  const owner: Owner = { class: from.name, kind: "class", member: null };
  const differences: Difference[] = [
    ...compareAttributes(owner, ownFrom.attributes, ownTo.attributes, classJudge(from.name, types)),
    ...(rules.texts ? compareTexts(owner, ownFrom, ownTo) : []),
    ...compareRestated(owner, ownFrom, ownTo, rules),
  ];
  const gone: OneSided[] = [];
  const come: OneSided[] = [];

  for (const matched of matchMembers(memberFacts(from).map(told), memberFacts(to).map(told))) {
    const { isOverloaded } = matched;
    for (const pair of matched.pairs) {
      const member = ownerOf(from.name, pair.from, isOverloaded);
      const judge = memberJudge(pair.from, pair.to, types);
      differences.push(...compareAttributes(member, pair.from.attributes, pair.to.attributes, judge));
      differences.push(...compareParams(member, pair.from, pair.to, types));
      if (rules.texts) differences.push(...compareTexts(member, pair.from, pair.to));
      differences.push(...compareRestated(member, pair.from, pair.to, rules));
    }
    for (const fact of matched.removed) gone.push({ owner: ownerOf(from.name, fact, isOverloaded), fact });
    for (const fact of matched.added) come.push({ owner: ownerOf(from.name, fact, isOverloaded), fact });
  }
  const renames = suggestRenames(gone, come);
  const rename = (difference: Difference, side: OneSided): Difference => {
    const other = renames.get(side);
    return other === undefined ? difference : asRenamed(difference, other.owner.member ?? other.fact.name);
  };
  if (rules.subset !== "to") differences.push(...gone.map((side) => rename(removed(side.owner, side.fact), side)));
  if (rules.subset !== "from") differences.push(...come.map((side) => rename(added(side.owner, side.fact), side)));
  const without = { from: come, to: gone };
  const leftOut = rules.subset === undefined ? [] : without[rules.subset];
  return { differences, leftOut: leftOut.map(({ owner, fact }) => owner.member ?? fact.name) };
}

/** Whether the other side still says what was restated. */
function compareRestated(
  owner: Owner,
  from: MemberFact,
  to: MemberFact,
  { restated, scope }: ClassRules,
): readonly Difference[] {
  if (restated === undefined) return [];
  const theirs = scope === "from" ? to : from;
  return restated[owner.member ?? owner.class] === textHash(theirs) ? [] : [restatedChanged(owner)];
}

/** Flags have messages; where the flag itself differs, that is the difference. */
function compareTexts(owner: Owner, from: MemberFact, to: MemberFact): readonly Difference[] {
  const isAbout = (key: string, flag: string): boolean =>
    key === `${flag} message` && from.attributes.has(flag) !== to.attributes.has(flag);
  const keep = ([key]: readonly [string, string]): boolean =>
    !isAbout(key, "deprecated") && !isAbout(key, "experimental");
  const [before, after] = [from, to].map(({ texts }) => new Map([...texts].filter(keep)));
  return compareAttributes(owner, before ?? new Map(), after ?? new Map(), () => "text");
}
