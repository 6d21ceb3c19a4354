import type { Mutant } from "./mutants.js";

/** The text with the fault. @throws Error if what is to be replaced does not stand there exactly once. */
export function mutate({ what, file, find, replace }: Mutant, text: string): string {
  const pieces = text.split(find);
  if (pieces.length !== 2) {
    const found = pieces.length === 1 ? "does not stand there" : `stands there ${pieces.length - 1} times`;
    throw new Error(`The mutant "${what}" wants to replace in ${file} what ${found}; correct mutants.ts:\n${find}`);
  }
  return pieces.join(replace);
}
