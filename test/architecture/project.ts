import { posix } from "node:path";
import { Node, Project, type SourceFile, SyntaxKind } from "ts-morph";
import { ROOT } from "../support/root.js";

/** A place that breaks a rule. */
export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** One thing that must hold in the sources. */
export interface Rule {
  readonly name: string;
  /** Which files it speaks of, by their path from the repository's root. */
  readonly appliesTo: (path: string) => boolean;
  readonly check: (file: SourceFile, path: string) => Iterable<Violation>;
}

/** The sources whose architecture is drawn in the design; of the tests what is published, no build. */
const FOLDERS = ["codegen", "generated", "runtime", "examples", "test/conformance/suite", "test/conformance/report"];

export function realProject(): Project {
  const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
  project.addSourceFilesAtPaths(FOLDERS.map((folder) => `${ROOT}${folder}/**/*.ts`));
  return project;
}

/** A project that exists in memory only, to show that a rule bites. */
export function smallProject(files: Readonly<Record<string, string>>): Project {
  const project = new Project({ useInMemoryFileSystem: true, skipFileDependencyResolution: true });
  for (const [path, text] of Object.entries(files)) project.createSourceFile(`${ROOT}${path}`, text);
  return project;
}

export function pathOf(file: SourceFile): string {
  return file.getFilePath().slice(ROOT.length);
}

/** What breaks the rule, as `file:line: message`, and how many files the rule was asked about. */
export function apply(rule: Rule, project: Project): { readonly checked: number; readonly broken: readonly string[] } {
  const files = project.getSourceFiles().filter((file) => rule.appliesTo(pathOf(file)));
  const broken = files.flatMap((file) => [...rule.check(file, pathOf(file))]);
  return { checked: files.length, broken: broken.map(({ file, line, message }) => `${file}:${line}: ${message}`) };
}

/** What is needed of a syntax node to point at it. */
export interface Place {
  getSourceFile(): SourceFile;
  getStartLineNumber(): number;
}

export function violation(place: Place, message: string): Violation {
  return { file: pathOf(place.getSourceFile()), line: place.getStartLineNumber(), message };
}

/** How one module names another. */
export interface Import {
  readonly node: Place;
  /** A path from the repository's root for a relative import, else the name of a package. */
  readonly target: string;
  readonly isRelative: boolean;
  /** Loaded when the program comes to it, with `import()`. */
  readonly isDynamic: boolean;
  /** Gone once compiled. */
  readonly isType: boolean;
}

/** Everything a file imports, in whatever way: `import`, `export … from`, `import()`, `import("…").Type`, `require`. */
export function importsOf(file: SourceFile): readonly Import[] {
  const found: Import[] = [];
  const add = (node: Place, specifier: string, kind: Partial<Pick<Import, "isDynamic" | "isType">>): void => {
    const isRelative = specifier.startsWith(".") || specifier.startsWith("/");
    const path = posix.join(posix.dirname(pathOf(file)), specifier).replace(/\.js$/, ".ts");
    found.push({ node, target: isRelative ? path : specifier, isRelative, isDynamic: false, isType: false, ...kind });
  };
  for (const node of file.getImportDeclarations()) {
    add(node, node.getModuleSpecifierValue(), { isType: node.isTypeOnly() });
  }
  for (const node of file.getExportDeclarations()) {
    const specifier = node.getModuleSpecifierValue();
    if (specifier !== undefined) add(node, specifier, { isType: node.isTypeOnly() });
  }
  for (const node of file.getDescendantsOfKind(SyntaxKind.CallExpression)) {
    const callee = node.getExpression();
    const isImport = callee.getKind() === SyntaxKind.ImportKeyword;
    if (!isImport && !/^(?:require|require\.resolve)$/.test(callee.getText())) continue;
    const [argument] = node.getArguments();
    // What is computed cannot be checked, and so is nobody's business to import.
    const specifier = Node.isStringLiteral(argument) ? argument.getLiteralValue() : (argument?.getText() ?? "nothing");
    add(node, specifier, { isDynamic: isImport });
  }
  for (const node of file.getDescendantsOfKind(SyntaxKind.ImportType)) {
    const literal = node.getFirstDescendantByKind(SyntaxKind.StringLiteral);
    add(node, literal?.getLiteralValue() ?? node.getText(), { isType: true });
  }
  for (const node of file.getDescendantsOfKind(SyntaxKind.ExternalModuleReference)) {
    const expression = node.getExpression();
    add(node, Node.isStringLiteral(expression) ? expression.getLiteralValue() : node.getText(), {});
  }
  return found;
}
