import type { MemberFact } from "../drift/facts.js";

/** `close`; with parameter types where several members of the class have the name; for the class itself its name. */
export function memberKey(fact: MemberFact, all: readonly MemberFact[]): string {
  const isOverloaded = all.filter(({ kind, name }) => kind === fact.kind && name === fact.name).length > 1;
  return isOverloaded ? `${fact.name}(${fact.overload})` : fact.name;
}
