import { readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { ROOT } from "../support/root.js";
import { readOptions } from "../support/user-code.js";

const FOLDERS = ["generated/api", "generated/public"].map((folder) => join(ROOT, folder));

// In the editor a link is a way to walk through the reference; one that leads nowhere is only a name in braces.
test("every {@link} in the generated interfaces and classes leads to what it names", () => {
  const files = FOLDERS.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const program = ts.createProgram(files, readOptions());
  const checker = program.getTypeChecker();
  const links = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return source === undefined ? [] : linksIn(source).map((link) => ({ link, source }));
  });
  const dead = links.filter(({ link }) => link.name === undefined || !checker.getSymbolAtLocation(link.name));
  const places = dead.map(({ link, source }) => {
    const { line } = source.getLineAndCharacterOfPosition(link.getStart(source));
    return `${source.fileName.slice(ROOT.length)}:${line + 1}: ${link.getText(source)}`;
  });
  expect(places).toEqual([]);
  expect(links.length).toBeGreaterThan(100);
});

/** Links to names; those to web addresses are not TypeScript's matter. */
function linksIn(source: ts.SourceFile): ts.JSDocLink[] {
  const found: ts.JSDocLink[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJSDocLink(node) && !/^\{@link https?:/.test(node.getText(source))) found.push(node);
    // The comments before a declaration are among its children; forEachChild leaves them out.
    for (const child of node.getChildren(source)) visit(child);
    if (ts.isJSDoc(node) || isTag(node)) for (const part of partsOf(node.comment)) visit(part);
  };
  visit(source);
  return [...new Set(found)];
}

function isTag(node: ts.Node): node is ts.JSDocTag {
  return node.kind >= ts.SyntaxKind.FirstJSDocTagNode && node.kind <= ts.SyntaxKind.LastJSDocTagNode;
}

function partsOf(comment: string | ts.NodeArray<ts.JSDocComment> | undefined): readonly ts.Node[] {
  return typeof comment === "object" ? comment : [];
}
