import { rmSync } from "node:fs";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { RepositoryCopy } from "../support/repository-copy.js";
import { run } from "../support/run.js";

/** The repository's own docs, bindings and generator, with the command as its users run it: in the folder, without options. */
const copy = new RepositoryCopy(["doc_classes", "generated", "codegen", "runtime", "package.json", "tsconfig.json"]);
afterAll(() => copy.remove());
beforeEach(() => {
  copy.restore("doc_classes");
  copy.restore("generated");
});

const generate = (...options: readonly string[]) =>
  run(copy.folder, process.execPath, "--import", "tsx", "runtime/cli.ts", "generate", ...options);

test("the committed bindings are what the class references say", async () => {
  expect(await generate("--check")).toMatchObject({ code: 0, error: "" });
});

const CONNECTION = "generated/api/WebRTCPeerConnection.ts";

const EDITS: readonly { readonly name: string; readonly edit: () => void; readonly says: string }[] = [
  {
    name: "a generated file was edited by hand",
    edit: () => copy.replace(CONNECTION, "create_offer(): GodotError", "create_offer(): number"),
    says: `differs or is missing: ${CONNECTION}`,
  },
  {
    name: "a generated file was removed",
    edit: () => rmSync(copy.path("generated/glue/index.ts")),
    says: "differs or is missing: generated/glue/index.ts",
  },
  {
    name: "a class reference got another text",
    edit: () => copy.replace("doc_classes/WebRTCPeerConnection.xml", "Asks for an offer", "Begs for an offer"),
    says: `differs or is missing: ${CONNECTION}`,
  },
  {
    name: "a class reference got another default",
    edit: () => copy.replace("doc_classes/WebRTCDataChannel.xml", /default="1"/g, 'default="0"'),
    says: "differs or is missing: generated/api/WebRTCDataChannel.ts",
  },
];

describe("generate --check fails, names the file and says what mends it", () => {
  test.each(EDITS.map((edit) => [edit.name, edit] as const))("when %s", async (_, { edit, says }) => {
    edit();
    const { code, error } = await generate("--check");
    expect(code).toBe(1);
    expect(error.split("\n").map((line) => line.trim())).toContain(says);
    expect(error).toMatch(/^To mend it, run: npx godot-webrtc generate$/m);
  });
});

test("the command it names mends it", async () => {
  copy.replace(CONNECTION, "create_offer(): GodotError", "create_offer(): number");
  expect(await generate()).toMatchObject({ code: 0 });
  expect(await generate("--check")).toMatchObject({ code: 0 });
});
