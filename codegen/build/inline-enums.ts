/**
 * The last step of the build: what TypeScript makes of an enum, bundlers cannot leave out, and they cannot see what value
 * `GodotError.OK` has. So each enum becomes one expression without side effects, and each use of a member becomes its
 * value. What is built already stays as it is, because the compiler writes only what changed.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** The members of an enum with their values, as code. */
type Members = ReadonlyMap<string, string>;

/** As the compiler writes it. */
const WRITTEN = /^(export )?var (\w+);\n\(function \(\2\) \{\n([\s\S]*?)\n\}\)\(\2 \|\| \(\2 = \{\}\)\);$/gm;
const MEMBER = /^ *\w+\[\w+\["(\w+)"\] = (-?\d+)\] = "\1";$/gm;
const LEFT_OVER = /\(\w+ \|\| \(\w+ = \{\}\)\)/;

/** Leads from the values back to the names, too. The same text for each enum, which takes nearly no room in a bundle. */
const BOTH_WAYS =
  "(function (members) { for (const [name, value] of Object.entries(members)) members[value] = name; return members; })";
const PURE = new RegExp(
  `^(?:export )?var (\\w+) = /\\* @__PURE__ \\*/ ${BOTH_WAYS.replace(/[()[\]{}]/g, "\\$&")}\\(\\{\\n([\\s\\S]*?)\\n\\}\\);$`,
  "gm",
);

/** Makes every enum of a file one expression that a bundler may leave out. */
export function purifyEnums(path: string, text: string): string {
  const pure = text.replace(WRITTEN, (whole, exported: string | undefined, name: string, body: string) => {
    const members = body.replace(MEMBER, "    $1: $2,");
    if (/^ *\w+\[/m.test(members)) return whole;
    return `${exported ?? ""}var ${name} = /* @__PURE__ */ ${BOTH_WAYS}({\n${members}\n});`;
  });
  if (LEFT_OVER.test(pure)) throw new Error(`${path}: the compiler writes enums in a way that is not known here.`);
  return pure;
}

/** The numeric enums of a file that went through {@link purifyEnums}. */
export function enumsOf(text: string): ReadonlyMap<string, Members> {
  const found = new Map<string, Members>();
  for (const [, name = "", body = ""] of text.matchAll(PURE)) {
    const members = [...body.matchAll(/^ *(\w+): (-?\d+),$/gm)];
    found.set(name, new Map(members.map(([, member = "", value = ""]) => [member, value])));
  }
  return found;
}

/** Puts values in the place of members. @param enums by the names that the file has for them */
export function inlineMembers(path: string, text: string, enums: ReadonlyMap<string, Members>): string {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const uses: { start: number; end: number; value: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      const value = enums.get(node.expression.text)?.get(node.name.text);
      // Negative numbers keep their place before whatever follows.
      const code = value?.startsWith("-") === true ? `(${value})` : value;
      if (code !== undefined) uses.push({ start: node.getStart(file), end: node.getEnd(), value: code });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return uses.reduceRight(
    (rest, { start, end, value }) =>
      `${rest.slice(0, start)}${value} /* ${text.slice(start, end)} */${rest.slice(end)}`,
    text,
  );
}

/** What a file calls the names it has from other files: by local name, the file and the name there. */
export function importsOf(path: string, text: string): ReadonlyMap<string, readonly [file: string, name: string]> {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const found = new Map<string, readonly [string, string]>();
  for (const statement of file.statements) {
    const isImport = ts.isImportDeclaration(statement);
    if (!isImport && !ts.isExportDeclaration(statement)) continue;
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) continue;
    if (!moduleSpecifier.text.startsWith(".")) continue;
    const bindings = isImport ? statement.importClause?.namedBindings : statement.exportClause;
    if (bindings === undefined || !("elements" in bindings)) continue;
    const from = resolve(dirname(path), moduleSpecifier.text);
    for (const { name, propertyName } of bindings.elements) found.set(name.text, [from, (propertyName ?? name).text]);
  }
  return found;
}

/** Works on all JavaScript of a folder. */
export function inlineEnums(folder: string): void {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
  const before = new Map(paths.map((name) => [join(folder, name), readFileSync(join(folder, name), "utf8")]));
  const pure = new Map([...before].map(([path, text]) => [path, purifyEnums(path, text)]));
  const enums = new Map([...pure].map(([path, text]) => [path, enumsOf(text)]));
  const imports = new Map([...pure].map(([path, text]) => [path, importsOf(path, text)]));
  const find = (path: string, name: string): Members | undefined => {
    const own = enums.get(path)?.get(name);
    const from = own === undefined ? imports.get(path)?.get(name) : undefined;
    return from === undefined ? own : find(...from);
  };
  for (const [path, text] of pure) {
    const names = [...(enums.get(path)?.keys() ?? []), ...(imports.get(path)?.keys() ?? [])];
    const known = names.flatMap((name) => {
      const members = find(path, name);
      return members === undefined ? [] : [[name, members] as const];
    });
    const inlined = known.length === 0 ? text : inlineMembers(path, text, new Map(known));
    if (inlined !== before.get(path)) writeFileSync(path, inlined);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) inlineEnums(resolve("dist"));
