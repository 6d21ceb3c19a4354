/** What must not stand in the sources. */
import { Node, type SourceFile, SyntaxKind } from "ts-morph";
import { type Place, type Rule, violation, type Violation } from "./project.js";

const isIn = (path: string, folders: readonly string[]): boolean => folders.some((folder) => path.startsWith(folder));

/** Types of browsers: TypeScript's libraries that declare them, and the one file that may ask for them. */
const BROWSER_LIBRARY = /^(?:dom|webworker)(?:\.|$)/i;
const BROWSER_FILE = "runtime/backend/browser.ts";
/** What browsers call their interfaces, and their types: RTCPeerConnection. */
const BROWSER_NAME = /^RTC[A-Z]\w*$/;

export const CODE_RULES: readonly Rule[] = [
  {
    name: "no any",
    appliesTo: (path) => isIn(path, ["codegen/", "generated/", "runtime/"]),
    *check(file) {
      for (const node of file.getDescendantsOfKind(SyntaxKind.AnyKeyword)) {
        yield violation(node, "no any: say the type, or unknown and narrow it");
      }
    },
  },
  {
    name: "no non-null assertions",
    appliesTo: (path) => isIn(path, ["codegen/", "runtime/"]),
    *check(file) {
      for (const node of file.getDescendantsOfKind(SyntaxKind.NonNullExpression)) {
        yield violation(node, `no non-null assertion: ${node.getText()}`);
      }
      // `value!: Type` asserts the same of a declaration.
      for (const node of file.getDescendants()) {
        if ((Node.isPropertyDeclaration(node) || Node.isVariableDeclaration(node)) && node.hasExclamationToken()) {
          yield violation(node, `no definite assignment assertion: ${node.getName()}`);
        }
      }
    },
  },
  {
    name: `only ${BROWSER_FILE} names what browsers have`,
    appliesTo: (path) => path !== BROWSER_FILE,
    *check(file, path) {
      for (const reference of file.getLibReferenceDirectives()) {
        const name = reference.getText();
        if (!BROWSER_LIBRARY.test(name)) continue;
        const line = file.getLineAndColumnAtPos(reference.getPos()).line;
        yield { file: path, line, message: `no types of browsers: ${name}; only ${BROWSER_FILE} may reference them` };
      }
      const named = [
        ...file.getDescendantsOfKind(SyntaxKind.Identifier).map((node) => [node, node.getText()] as const),
        ...file.getDescendantsOfKind(SyntaxKind.StringLiteral).map((node) => [node, node.getLiteralValue()] as const),
      ];
      for (const [node, name] of named) {
        if (BROWSER_NAME.test(name)) yield violation(node, `${name} is named in ${BROWSER_FILE} only`);
      }
    },
  },
  {
    name: "nothing ends the process: what was opened is closed, and it ends by itself",
    appliesTo: () => true,
    check: endsOfTheProcess,
  },
];

const ENDS = new Set(["exit", "abort", "reallyExit"]);

function* endsOfTheProcess(file: SourceFile): Iterable<Violation> {
  for (const node of file.getDescendantsOfKind(SyntaxKind.PropertyAccessExpression)) {
    if (isProcess(node.getExpression()) && ENDS.has(node.getName())) yield ending(node);
  }
  for (const node of file.getDescendantsOfKind(SyntaxKind.ElementAccessExpression)) {
    const argument = node.getArgumentExpression();
    if (isProcess(node.getExpression()) && Node.isStringLiteral(argument) && ENDS.has(argument.getLiteralValue())) {
      yield ending(node);
    }
  }
  for (const node of file.getDescendantsOfKind(SyntaxKind.BindingElement)) {
    const source = node.getFirstAncestorByKind(SyntaxKind.VariableDeclaration)?.getInitializer();
    const name = node.getPropertyNameNode()?.getText() ?? node.getName();
    if (source !== undefined && isProcess(source) && ENDS.has(name)) yield ending(node);
  }
  for (const node of file.getImportDeclarations()) {
    if (!/^(?:node:)?process$/.test(node.getModuleSpecifierValue())) continue;
    for (const named of node.getNamedImports()) if (ENDS.has(named.getName())) yield ending(named);
  }
}

/** `process`, also by the way of the global object. */
function isProcess(node: { getText(): string }): boolean {
  return /^(?:(?:globalThis|global)\.)?process$/.test(node.getText());
}

function ending(node: Place & { getText(): string }): Violation {
  return violation(node, `${node.getText()} ends the process; close what is open, or set process.exitCode`);
}
