import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { GetTextTranslations } from "gettext-parser";
import type { ProblemList } from "../problems.js";
import { dedent } from "../xml/dedent.js";

/** The translations of one gettext file. */
export interface Catalog {
  /** As the file says, or as it is called: `fr`, `zh_Hans`. */
  readonly language: string;
  /** undefined if there is no translation, or one that a translator has to look at again. */
  translate(text: string): string | undefined;
}

/** Reads a `.po` file; undefined after a problem was added. */
export async function readCatalog(file: string, problems: ProblemList): Promise<Catalog | undefined> {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    problems.add({ file }, `cannot be read (${why}). Name a gettext file (.po) with --locale`);
    return undefined;
  }
  const parsed = await parse(file, content, problems);
  if (parsed === undefined) return undefined;
  const translations = translationsOf(parsed);
  if (translations.size === 0) {
    problems.add({ file }, "holds no translation. Name a gettext file (.po) of the class reference with --locale");
    return undefined;
  }
  return {
    language: headerOf(parsed, "language") ?? basename(file).replace(/\.po$/, ""),
    translate: (text) => translations.get(dedent(text)),
  };
}

async function parse(file: string, content: Buffer, problems: ProblemList): Promise<GetTextTranslations | undefined> {
  // Loaded when asked for: most runs need no translation.
  const { po } = await import("gettext-parser");
  try {
    return po.parse(content, { validation: true });
  } catch (error) {
    const line = error instanceof Error && "lineNumber" in error ? Number(error.lineNumber) : undefined;
    const why = error instanceof Error ? error.message.replace(/^Error parsing PO data: /, "") : String(error);
    problems.add({ file, line }, `not a well-formed gettext file: ${why} Mend or restore the file`);
    return undefined;
  }
}

/** By the text without its indentation, which is what Godot's translations are keyed by. The context "" comes first. */
function translationsOf({ translations }: GetTextTranslations): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (const context of Object.keys(translations).sort()) {
    for (const { msgid, msgstr, comments } of Object.values(translations[context] ?? {})) {
      const text = msgstr[0] ?? "";
      const isFuzzy = comments?.flag?.split(/,\s*/).includes("fuzzy") === true;
      if (msgid !== "" && text !== "" && !isFuzzy && !result.has(msgid)) result.set(msgid, text);
    }
  }
  return result;
}

/** Without a header entry there are no headers at all, whatever the library's types say. */
function headerOf({ headers = {} }: Partial<GetTextTranslations>, name: string): string | undefined {
  const value = Object.entries(headers)
    .find(([key]) => key.toLowerCase() === name)?.[1]
    .trim();
  return value === "" ? undefined : value;
}
