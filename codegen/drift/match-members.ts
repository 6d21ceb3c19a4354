import type { MemberFact } from "./facts.js";

/** Members of one kind and name, matched. */
export interface MatchedMembers {
  readonly isOverloaded: boolean;
  readonly pairs: readonly MemberPair[];
  readonly removed: readonly MemberFact[];
  readonly added: readonly MemberFact[];
}

export interface MemberPair {
  readonly from: MemberFact;
  readonly to: MemberFact;
}

/** More than one if they are overloaded. */
type Group = readonly MemberFact[];

/** Says which member of one class is which of the other, and which are on one side only. */
export function matchMembers(from: readonly MemberFact[], to: readonly MemberFact[]): readonly MatchedMembers[] {
  const [fromGroups, toGroups] = [groupByName(from), groupByName(to)];
  return [...new Set([...fromGroups.keys(), ...toGroups.keys()])].map((key) => {
    const [before, after] = [fromGroups.get(key) ?? [], toGroups.get(key) ?? []];
    return { isOverloaded: before.length > 1 || after.length > 1, ...pairOverloads(before, after) };
  });
}

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
function pairOverloads(from: Group, to: Group): Omit<MatchedMembers, "isOverloaded"> {
  const pairs: MemberPair[] = [];
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
