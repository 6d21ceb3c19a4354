import { matchMembers, memberFacts } from "../drift/index.js";
import { memberKey } from "../ledger/member-key.js";
import type { XmlClass } from "../xml/mirror.js";
import type { Coverage } from "../xml/source-json.js";
import { restatedTexts, type RestatedTexts } from "./restated-texts.js";

export interface RecordRules {
  /** Everything that the origin says now was looked at. Otherwise only what is new was. */
  readonly isAccepted: boolean;
}

/** The hashes that SOURCE.json has to have of a class; undefined if it keeps none. */
export function recordTexts(
  ours: XmlClass | undefined,
  origin: XmlClass,
  { coverage, restates }: Coverage,
  { isAccepted }: RecordRules,
): RestatedTexts | undefined {
  if (restates === undefined && !isAccepted) return undefined;
  const present = ours === undefined ? new Set<string>() : presentKeys(ours, origin);
  const recorded = [...restatedTexts(origin)].flatMap(([key, hash]): [string, string][] => {
    if (coverage === "subset" && !present.has(key)) return [];
    if (isAccepted || !present.has(key)) return [[key, hash]];
    const kept = restates?.[key];
    return kept === undefined ? [] : [[key, kept]];
  });
  return Object.fromEntries(recorded);
}

/** The members of the origin that we have too, and the class itself. */
function presentKeys(ours: XmlClass, origin: XmlClass): ReadonlySet<string> {
  const facts = memberFacts(origin);
  const pairs = matchMembers(memberFacts(ours), facts).flatMap((matched) => matched.pairs);
  return new Set([origin.name, ...pairs.map(({ to }) => memberKey(to, facts))]);
}

/** The text of SOURCE.json with other hashes, and nothing else changed. */
export function withTexts(text: string, recorded: ReadonlyMap<string, RestatedTexts>): string {
  const json = JSON.parse(text) as { classes: Record<string, object> };
  const classes = Object.entries(json.classes).map(([name, entry]): [string, object] => {
    const restates = recorded.get(name);
    return [name, restates === undefined ? entry : { ...entry, restates }];
  });
  return `${JSON.stringify({ ...json, classes: Object.fromEntries(classes) }, null, 2)}\n`;
}
