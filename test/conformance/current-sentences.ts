import { join } from "node:path";
import { type ClassSentences, classSentences } from "../../codegen/ledger/index.js";
import { ProblemList } from "../../codegen/problems.js";
import { readReferences } from "../../codegen/xml/read-references.js";
import { ROOT } from "../support/root.js";

/** What the class references say now, whether or not somebody has generated since. */
export function currentSentences(docs = join(ROOT, "doc_classes")): readonly ClassSentences[] {
  const problems = new ProblemList();
  const { classes } = readReferences([docs], problems);
  problems.throwIfAny();
  return classes.map(classSentences);
}
