import { createHash } from "node:crypto";
import { classFact, memberFacts, type MemberFact } from "../drift/facts.js";
import { memberKey } from "../ledger/member-key.js";
import type { XmlClass } from "../xml/mirror.js";

/**
 * What stands in SOURCE.json of the texts that a class restates: for each member of the engine's reference the hash of
 * its description. Under the class's own name, that of the class. Where there is no text there is no hash.
 */
export type RestatedTexts = Readonly<Record<string, string>>;

/** The texts of a class of the engine, hashed. White space does not count. */
export function restatedTexts(source: XmlClass): ReadonlyMap<string, string> {
  const facts = memberFacts(source);
  const texts = [classFact(source), ...facts].map((fact) => [memberKey(fact, facts), textHash(fact)] as const);
  return new Map(texts.flatMap(([key, hash]) => (hash === undefined ? [] : [[key, hash]])));
}

/** Undefined if nothing is written about it. Links lead elsewhere and say nothing. */
export function textHash({ texts }: MemberFact): string | undefined {
  const words = [...texts].filter(([key]) => key !== "tutorials").map(([, text]) => text.replace(/\s+/g, " ").trim());
  if (words.length === 0) return undefined;
  return createHash("sha256").update(words.join("\n")).digest("hex").slice(0, 8);
}
