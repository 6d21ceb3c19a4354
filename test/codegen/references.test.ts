import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { emit } from "../../codegen/emit/emit.js";
import { OVERRIDES } from "../../codegen/overrides/index.js";
import { printProblem, ProblemList } from "../../codegen/problems.js";
import { resolve } from "../../codegen/resolve/resolve.js";
import { readReferences } from "../../codegen/xml/read-references.js";
import type { GenerateSettings } from "../../codegen/xml/source-json.js";

const GLUE = { runtime: "#core", implementation: "#classes", ledger: false };

function run(path: string, settings: GenerateSettings = GLUE) {
  const list = new ProblemList();
  const references = readReferences([fileURLToPath(new URL(path, import.meta.url))], list);
  const api = resolve(references, OVERRIDES, list);
  const files = emit(api, settings, OVERRIDES, list);
  return { api, files, problems: list.problems.map(printProblem), warnings: list.warnings.map(printProblem) };
}

describe("the project's own class references", () => {
  it("give neither problems nor warnings, and each class its modules", () => {
    const { api, files, problems, warnings } = run("../../doc_classes");
    expect({ problems, warnings }).toEqual({ problems: [], warnings: [] });
    for (const { module } of api.classes) expect(files.has(`api/${module}.ts`)).toBe(true);
    const code = [...files.values()].map((text) => text.replace(/\/\*\*.*?\*\//gs, ""));
    expect(code.filter((text) => /\bany\b/.test(text))).toEqual([]);
  });

  it("type the options that their code blocks describe", () => {
    const text = run("../../doc_classes").files.get("api/WebRTCPeerConnection.ts") ?? "";
    expect(text).toContain(
      "create_data_channel(label: string, options?: CreateDataChannelOptions): WebRTCDataChannel | null;",
    );
    expect(text).toContain("maxPacketLifetime?: number | undefined;");
    expect(text).toContain("urls?: string | readonly string[] | undefined;");
    expect(text).toContain("libdatachannel?: LibdatachannelOptions | undefined;");
  });

  it("type signals and the virtual methods that stand for pointers", () => {
    const { files } = run("../../doc_classes");
    expect(files.get("api/WebRTCPeerConnection.ts")).toContain(
      "readonly session_description_created: Signal<[type: string, sdp: string]>;",
    );
    expect(files.get("api/WebRTCDataChannelExtension.ts")).toContain("_get_packet(): Uint8Array | GodotError;");
    expect(files.get("api/WebRTCPeerConnectionExtension.ts")).toContain(
      "_initialize(p_config: WebRTCPeerConnection.InitializeConfiguration): GodotError;",
    );
  });
});
