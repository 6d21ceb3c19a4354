import ts from "typescript";

/** The settings that the strictest user has. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  skipLibCheck: false,
  noEmit: true,
};

const ROOT = "/out/";
const PACKAGE = `${ROOT}package.json`;

/** A TypeScript program of texts in memory; standard libraries come from the disk. */
export function createProgram(files: ReadonlyMap<string, string>): ts.Program {
  const host = ts.createCompilerHost(OPTIONS, true);
  const onDisk = { fileExists: host.fileExists.bind(host), readFile: host.readFile.bind(host) };
  const isOurs = (file: string): boolean => file.startsWith(ROOT);
  const textOf = (file: string): string | undefined =>
    file === PACKAGE ? '{ "type": "module" }' : files.get(file.slice(ROOT.length));
  const plainSource = host.getSourceFile.bind(host);
  Object.assign(host, {
    fileExists: (file: string) => (isOurs(file) ? textOf(file) !== undefined : onDisk.fileExists(file)),
    readFile: (file: string) => (isOurs(file) ? textOf(file) : onDisk.readFile(file)),
    directoryExists: () => true,
    getDirectories: () => [],
    realpath: (file: string) => file,
    getSourceFile: (file: string, version: ts.ScriptTarget | ts.CreateSourceFileOptions) => {
      if (!isOurs(file)) return plainSource(file, version);
      const text = textOf(file);
      return text === undefined ? undefined : ts.createSourceFile(file, text, version, true);
    },
  });
  return ts.createProgram({ rootNames: [...files.keys()].map((path) => ROOT + path), options: OPTIONS, host });
}

/** Every error of the program, with its place; empty is the answer that is wanted. */
export function errorsOf(program: ts.Program): readonly string[] {
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const at = file === undefined ? "" : `${file.fileName.slice(ROOT.length)}:${line(file, start ?? 0)}: `;
    return at + ts.flattenDiagnosticMessageText(messageText, " ");
  });
}

export function moduleOf(program: ts.Program, path: string): ts.SourceFile {
  const file = program.getSourceFile(ROOT + path);
  if (file === undefined) throw new Error(`no module ${path} was emitted`);
  return file;
}

export function modulesOf(program: ts.Program): readonly ts.SourceFile[] {
  return program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(ROOT));
}

/** Every `any` that is written as a type, and every `{@link}` whose target the compiler does not know. */
export function findFlaws(program: ts.Program): {
  readonly anys: readonly string[];
  readonly links: readonly string[];
} {
  const checker = program.getTypeChecker();
  const anys: string[] = [];
  const links: string[] = [];
  for (const file of modulesOf(program)) {
    const at = (node: ts.Node): string =>
      `${file.fileName.slice(ROOT.length)}:${line(file, node.getStart(file))}: ${node.getText(file)}`;
    const visit = (node: ts.Node): void => {
      if (node.kind === ts.SyntaxKind.AnyKeyword) anys.push(at(node));
      for (const comment of ts.getJSDocCommentsAndTags(node)) visitDoc(comment);
      ts.forEachChild(node, visit);
    };
    const visitDoc = (node: ts.Node): void => {
      if (ts.isJSDocLink(node)) {
        const isAddress = node.name === undefined || /^\s*:\/\//.test(node.text);
        if (!isAddress && checker.getSymbolAtLocation(node.name) === undefined) links.push(at(node));
      } else {
        ts.forEachChild(node, visitDoc);
      }
    };
    visit(file);
  }
  return { anys, links };
}

function line(file: ts.SourceFile, position: number): number {
  return file.getLineAndCharacterOfPosition(position).line + 1;
}
