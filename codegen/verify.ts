import type * as TsMorph from "ts-morph";
import { CodegenError, type Problem } from "./problems.js";

/**
 * Parses the printed text with TypeScript itself: a mistake of the emitter is found here, with its place, before anyone
 * compiles. Needs ts-morph, which those who only generate need not install.
 */
export async function verifySyntax(files: ReadonlyMap<string, string>): Promise<void> {
  const { Project, ts } = await loadTsMorph();
  const project = new Project({
    useInMemoryFileSystem: true,
    skipFileDependencyResolution: true,
    compilerOptions: { noLib: true, noResolve: true, types: [] },
  });
  const problems: Problem[] = [];
  for (const [path, text] of files) project.createSourceFile(`/${path}`, text);
  const program = project.getProgram();
  for (const sourceFile of project.getSourceFiles()) {
    for (const diagnostic of program.getSyntacticDiagnostics(sourceFile)) {
      problems.push({
        file: sourceFile.getFilePath().slice(1),
        line: diagnostic.getLineNumber(),
        message: `the generator printed invalid TypeScript: ${ts.flattenDiagnosticMessageText(diagnostic.compilerObject.messageText, " ")}`,
      });
    }
  }
  if (problems.length > 0) throw new CodegenError(problems);
}

async function loadTsMorph(): Promise<typeof TsMorph> {
  try {
    return await import("ts-morph");
  } catch {
    const message =
      "--verify needs the package ts-morph, which is not installed. Run `npm install --save-dev ts-morph`";
    throw new CodegenError([{ file: "ts-morph", message }]);
  }
}
