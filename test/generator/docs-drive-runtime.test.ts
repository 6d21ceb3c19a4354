import { relative } from "node:path";
import ts from "typescript";
import { afterAll, expect, test } from "vitest";
import { generate } from "../../codegen/main.js";
import { RepositoryCopy } from "../support/repository-copy.js";

/** The runtime and what it is generated from; nobody else's files are changed. */
const PARTS = ["doc_classes", "generated", "runtime", "codegen", "test/conformance", "test/support"];
const copy = new RepositoryCopy([...PARTS, "package.json", "tsconfig.json"]);
afterAll(() => copy.remove());
const CONNECTION = "doc_classes/WebRTCPeerConnection.xml";
const EXTENSION = "doc_classes/WebRTCPeerConnectionExtension.xml";

/** Files that stay as they are from check to check, libraries above all, are read once. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** Writes the bindings anew from the changed docs. */
async function regenerate(): Promise<readonly string[]> {
  const { files } = await generate({ docs: [copy.path("doc_classes")], out: copy.path("generated") });
  for (const path of [...files.written, ...files.removed]) parsed.delete(copy.path(`generated/${path}`));
  return files.written;
}

/** What the compiler has against the runtime, as `file: message`. */
function typeCheck(): readonly string[] {
  const { config } = ts.readConfigFile(copy.path("tsconfig.json"), ts.sys.readFile) as { config: object };
  const include = { ...config, include: ["runtime"] };
  const { fileNames, options } = ts.parseJsonConfigFileContent(include, ts.sys, copy.folder);
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram(fileNames, options, {
    ...host,
    getSourceFile(path, languageVersion) {
      if (!parsed.has(path)) parsed.set(path, host.getSourceFile(path, languageVersion));
      return parsed.get(path);
    },
  });
  const isRuntime = ({ fileName }: ts.SourceFile): boolean => fileName.startsWith(copy.path("runtime"));
  return program
    .getSourceFiles()
    .filter(isRuntime)
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ file, messageText }) => {
      const message = ts.flattenDiagnosticMessageText(messageText, " ");
      return `${relative(copy.folder, file?.fileName ?? "")}: ${message}`;
    });
}

interface Change {
  readonly name: string;
  readonly file: string;
  readonly edit: () => void;
  /** What the type check must say of the runtime; it may say what follows from that too. */
  readonly says: RegExp;
}

/** The signal's parameter "index" and the place of its type. */
const ICE_SIGNAL = /(<signal name="ice_candidate_created">.*?name="index" type=")int(")/gs;
const ADAPTER = String.raw`^runtime/adapter/peer-connection\.ts: `;

const CHANGES: readonly Change[] = [
  {
    name: "a method that the runtime lacks",
    file: CONNECTION,
    edit: () => addMethod(CONNECTION, "get_frobnication", ""),
    says: new RegExp(`${ADAPTER}.*'PeerConnectionAdapter'.*'?get_frobnication'?`),
  },
  {
    name: "a required virtual method that the runtime lacks",
    file: EXTENSION,
    edit: () => addMethod(EXTENSION, "_frobnicate", ` qualifiers="virtual required"`),
    says: new RegExp(`${ADAPTER}.*'PeerConnectionAdapter'.*'?_frobnicate'?`),
  },
  {
    name: "another name of an enum constant",
    file: CONNECTION,
    edit: () => copy.replace(CONNECTION, /\bSTATE_NEW\b/g, "STATE_FRESH"),
    says: new RegExp(`${ADAPTER}Property 'STATE_NEW' does not exist on type 'typeof ConnectionState'`),
  },
  {
    name: "another type of a parameter",
    file: EXTENSION,
    edit: () =>
      copy.replace(EXTENSION, `name="p_sdp_mline_index" type="int"`, `name="p_sdp_mline_index" type="String"`),
    says: new RegExp(`${ADAPTER}Property '_add_ice_candidate' in type 'PeerConnectionAdapter' is not assignable`),
  },
  {
    name: "another type of a signal's parameter",
    file: CONNECTION,
    edit: () => copy.replace(CONNECTION, ICE_SIGNAL, "$1String$2"),
    says: new RegExp(`${ADAPTER}Argument of type 'number' is not assignable to parameter of type 'string'`),
  },
];

function addMethod(file: string, name: string, qualifiers: string): void {
  const method = `<method name="${name}"${qualifiers}><return type="int" /><description>Counts.</description></method>`;
  copy.replace(file, "<methods>", `<methods>${method}`);
}

test("the runtime has all that the docs have", async () => {
  expect(await regenerate()).toEqual([]);
  expect(typeCheck()).toEqual([]);
});

test.each(CHANGES.map((change) => [change.name, change] as const))(
  "after a change of the docs the type check names %s",
  async (_, { file, edit, says }) => {
    edit();
    try {
      expect(await regenerate()).not.toEqual([]);
      const found = typeCheck();
      expect(
        found.filter((text) => says.test(text)),
        found.join("\n"),
      ).not.toEqual([]);
    } finally {
      copy.restore(file);
    }
  },
);

test("with the docs as they were everything is as it was", async () => {
  expect(await regenerate()).not.toEqual([]);
  expect(typeCheck()).toEqual([]);
});
