import type { XmlClass } from "../xml/mirror.js";
import { compareParams } from "./compare-params.js";
import { added, compareAttributes, removed, type Difference, type Owner } from "./difference.js";
import { classFact, memberFacts, type MemberFact } from "./facts.js";

export interface ClassComparison {
  readonly differences: readonly Difference[];
  /** Names of the members of `from` that a subset leaves out. Empty for whole classes: there they are differences. */
  readonly leftOut: readonly string[];
}

/** Members of one kind and name: more than one if they are overloaded. */
type Group = readonly MemberFact[];

function groupByName(facts: readonly MemberFact[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, MemberFact[]>();
  for (const fact of facts) {
    const key = `${fact.kind} ${fact.name}`;
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  return groups;
}

/** Overloads belong together if their parameter types are the same; if one is left on either side, so do these. */
function pairOverloads(from: Group, to: Group) {
  const pairs: { from: MemberFact; to: MemberFact }[] = [];
  const restTo = [...to];
  const restFrom = from.filter((fact) => {
    const index = restTo.findIndex((candidate) => candidate.overload === fact.overload);
    const [match] = index === -1 ? [] : restTo.splice(index, 1);
    if (match) pairs.push({ from: fact, to: match });
    return !match;
  });
  const [lastFrom, lastTo] = [restFrom[0], restTo[0]];
  if (lastFrom && lastTo && restFrom.length === 1 && restTo.length === 1) {
    return { pairs: [...pairs, { from: lastFrom, to: lastTo }], removed: [], added: [] };
  }
  return { pairs, removed: restFrom, added: restTo };
}

function ownerOf(className: string, fact: MemberFact, isOverloaded: boolean): Owner {
  const member = isOverloaded ? `${fact.name}(${fact.overload})` : fact.name;
  return { class: className, kind: fact.kind, member };
}

/** All differences of one class. `isSubset`: `to` may lack members of `from`, and only that. */
export function compareClass(from: XmlClass, to: XmlClass, isSubset: boolean): ClassComparison {
  const owner: Owner = { class: from.name, kind: "class", member: null };
  const differences: Difference[] = [...compareAttributes(owner, classFact(from).attributes, classFact(to).attributes)];
  const leftOut: string[] = [];
  const fromGroups = groupByName(memberFacts(from));
  const toGroups = groupByName(memberFacts(to));

  for (const key of new Set([...fromGroups.keys(), ...toGroups.keys()])) {
    const [before, after] = [fromGroups.get(key) ?? [], toGroups.get(key) ?? []];
    const isOverloaded = before.length > 1 || after.length > 1;
    const matched = pairOverloads(before, after);
    for (const pair of matched.pairs) {
      const member = ownerOf(from.name, pair.from, isOverloaded);
      differences.push(...compareAttributes(member, pair.from.attributes, pair.to.attributes));
      differences.push(...compareParams(member, pair.from.params, pair.to.params));
    }
    for (const fact of matched.removed) {
      const member = ownerOf(from.name, fact, isOverloaded);
      if (isSubset) leftOut.push(member.member ?? fact.name);
      else differences.push(removed(member, fact));
    }
    for (const fact of matched.added) differences.push(added(ownerOf(from.name, fact, isOverloaded), fact));
  }
  return { differences, leftOut };
}
