import { createHash } from "node:crypto";
import { classFact, memberFacts, type FactKind, type MemberFact } from "../drift/facts.js";
import type { XmlClass } from "../xml/mirror.js";
import { memberKey } from "./member-key.js";
import { splitSentences } from "./split-sentences.js";

/** What a reference says of one member of a class, or of the class itself. */
export interface MemberSentences {
  /** `close`; with parameter types where several members of the class have the name; empty for the class itself. */
  readonly member: string;
  readonly kind: FactKind;
  /** The hash of each sentence, and the sentence, in the order of the text. */
  readonly sentences: readonly (readonly [hash: string, text: string])[];
}

export interface ClassSentences {
  readonly class: string;
  readonly members: readonly MemberSentences[];
}

/** Links lead elsewhere and promise nothing. */
const NO_PROMISES: ReadonlySet<string> = new Set(["tutorials"]);

/** All that a class reference says, sentence by sentence. Members without a word are left out. */
export function classSentences(source: XmlClass): ClassSentences {
  const facts = memberFacts(source);
  const members = facts.map((fact) => ({
    member: memberKey(fact, facts),
    kind: fact.kind,
    sentences: sentencesOf(fact),
  }));
  const own: MemberSentences = { member: "", kind: "class", sentences: sentencesOf(classFact(source)) };
  return { class: source.name, members: [own, ...members].filter(({ sentences }) => sentences.length > 0) };
}

/**
 * What a sentence is called in ledgers: `WebRTCDataChannel.close:1f2e3d4c`. It stays as long as class, member and words
 * do; white space and markup do not count.
 */
export function sentenceId(className: string, member: string, hash: string): string {
  return `${member === "" ? className : `${className}.${member}`}:${hash}`;
}

/** What is said twice of one member is one promise. */
function sentencesOf({ texts }: MemberFact): MemberSentences["sentences"] {
  const sentences = [...texts].filter(([key]) => !NO_PROMISES.has(key)).flatMap(([, text]) => splitSentences(text));
  return [...new Map(sentences.map((sentence) => [sentenceHash(sentence), sentence]))];
}

function sentenceHash(sentence: string): string {
  return createHash("sha256").update(sentence.replaceAll("`", "")).digest("hex").slice(0, 8);
}
