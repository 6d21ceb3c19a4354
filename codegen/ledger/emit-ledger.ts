import { header } from "../emit/header.js";
import { ListLiteral, ObjectLiteral, printLiteral, type Literal } from "../emit/print-literal.js";
import { render } from "../emit/templates.js";
import { declarationName, moduleName } from "../resolve/names.js";
import type { XmlClass } from "../xml/mirror.js";
import { classSentences, type MemberSentences } from "./class-sentences.js";

/** The sentences of all class references as modules, by path inside the output folder. */
export function emitLedger(classes: readonly XmlClass[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const named = classes.map((source) => ({
    source,
    module: moduleName(source.name),
    constant: constantOf(source.name),
  }));
  files.set("ledger/ClassSentences.ts", render("ledger-types", { header: header(undefined) }));
  for (const { source, module, constant } of named) {
    const { class: name, members } = classSentences(source);
    const literal = printLiteral(
      new ObjectLiteral().add("class", quoted(name)).add("members", new ListLiteral(members.map(memberLiteral))),
    );
    const view = { header: header(source.file), name, constant, literal };
    files.set(`ledger/${module}.ts`, render("ledger-class", view));
  }
  const lines = [
    ...named.map(({ module, constant }) => `import { ${constant} } from ${JSON.stringify(`./${module}.js`)};`),
    'import type { ClassSentences } from "./ClassSentences.js";',
    "",
    'export type { ClassSentences, MemberSentences } from "./ClassSentences.js";',
    "",
    "/** Every class reference, by its name. */",
    "export const SENTENCES: readonly ClassSentences[] = [",
    ...named.map(({ constant }) => `  ${constant},`),
    "];",
  ];
  files.set("ledger/index.ts", render("index", { header: header(undefined), lines }));
  return files;
}

function memberLiteral({ member, kind, sentences }: MemberSentences): Literal {
  const pairs = sentences.map((pair) => new ListLiteral(pair.map(quoted)));
  return new ObjectLiteral()
    .add("member", quoted(member))
    .add("kind", quoted(kind))
    .add("sentences", new ListLiteral(pairs));
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function constantOf(className: string): string {
  return `${declarationName(className)}Sentences`;
}
