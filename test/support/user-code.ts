import { dirname, join } from "node:path";
import ts from "typescript";
import { ROOT } from "./root.js";

/** What the compiler has against a file. */
export interface Finding {
  /** TypeScript's number of the diagnostic, as in TS2345. */
  readonly code: number;
  readonly message: string;
  /** The code that is marked. */
  readonly at: string;
}

/**
 * Files of somebody who uses the package, open in an editor; they exist in memory only. By default they lie beside the
 * sources, so that `import … from "godot-webrtc"` leads to the sources as it does in the examples.
 */
export class UserCode {
  readonly #folder: string;
  readonly #files: ReadonlyMap<string, string>;
  readonly #service: ts.LanguageService;

  constructor(
    files: Readonly<Record<string, string>>,
    { folder = join(ROOT, "user-code"), options = readOptions() } = {},
  ) {
    this.#folder = folder;
    this.#files = new Map(Object.entries(files).map(([name, text]) => [join(folder, name), text]));
    this.#service = ts.createLanguageService(this.#host(options), ts.createDocumentRegistry());
  }

  /** What does not compile in a file. */
  findings(name: string): readonly Finding[] {
    const path = join(this.#folder, name);
    const found = [...this.#service.getSyntacticDiagnostics(path), ...this.#service.getSemanticDiagnostics(path)];
    return found.map(({ code, messageText, file, start = 0, length = 0 }) => ({
      code,
      message: ts.flattenDiagnosticMessageText(messageText, "\n"),
      at: file?.text.slice(start, start + length) ?? "",
    }));
  }

  /** What the editor shows over the first place where `text` stands; the cursor is at its last word. */
  hover(name: string, text: string): { readonly signature: string; readonly doc: string } {
    const path = join(this.#folder, name);
    const content = this.#files.get(path) ?? "";
    const start = content.indexOf(text);
    if (start < 0) throw new Error(`The test's own file ${name} does not contain ${JSON.stringify(text)}.`);
    const position = start + text.length - (/\w+$/.exec(text)?.[0].length ?? 0);
    const info = this.#service.getQuickInfoAtPosition(path, position);
    return {
      signature: ts.displayPartsToString(info?.displayParts),
      doc: ts.displayPartsToString(info?.documentation),
    };
  }

  #host(options: ts.CompilerOptions): ts.LanguageServiceHost {
    const files = this.#files;
    const readFile = (path: string): string | undefined => files.get(path) ?? ts.sys.readFile(path);
    return {
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...files.keys()],
      getScriptVersion: () => "1",
      getScriptSnapshot: (path) => {
        const text = readFile(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => this.#folder,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: (path) => files.has(path) || ts.sys.fileExists(path),
      directoryExists: (path) =>
        [...files.keys()].some((file) => dirname(file) === path) || ts.sys.directoryExists(path),
      readFile,
      readDirectory: ts.sys.readDirectory,
      getDirectories: ts.sys.getDirectories,
    };
  }
}

/** The project's own settings of the compiler. Only that what is merely declared in a snippet need not be used. */
export function readOptions(): ts.CompilerOptions {
  const file = join(ROOT, "tsconfig.json");
  const read = ts.readConfigFile(file, ts.sys.readFile);
  if (read.error !== undefined) throw new Error(ts.flattenDiagnosticMessageText(read.error.messageText, "\n"));
  const config = { ...(read.config as object), files: [] };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT, undefined, file);
  return { ...options, noUnusedLocals: false, noUnusedParameters: false, noEmit: true };
}
