import type { Api } from "../model/api.js";
import type { Overrides } from "../overrides/shapes.js";
import type { ProblemList } from "../problems.js";
import type { GenerateSettings } from "../xml/source-json.js";
import { emitClass } from "./class-view.js";
import { emitApiIndex, emitBareSignal, emitClassInfo, emitNativePointer, emitVariant } from "./fixed-modules.js";
import { emitExtension } from "./glue/extension.js";
import { emitFacade } from "./glue/facade.js";
import { findPairs, type GlueContext } from "./glue/pairs.js";
import { header } from "./header.js";
import { emitOutline } from "./outline.js";
import { emitPublic, emitPublicIndex } from "./public-view.js";
import { render } from "./templates.js";

/** Which files to emit, where it is not all. */
export interface EmitPart {
  /** Godot names of the classes whose own modules are wanted. */
  readonly classes: ReadonlySet<string>;
  /** Leave out what is made of all classes together: indexes, fixed modules, glue. */
  readonly isPart: boolean;
}

/** The resolved API → the texts of all files, by path inside the output folder. Pure: nothing is written. */
export function emit(...input: Parameters<typeof emitEach>): ReadonlyMap<string, string> {
  return new Map(emitEach(...input));
}

/** The same, each as soon as it is printed. */
export function* emitEach(
  api: Api,
  settings: GenerateSettings,
  overrides: Overrides,
  problems: ProblemList,
  part?: EmitPart,
): Generator<readonly [path: string, text: string]> {
  // The class reference of Variant describes what is a type here, not an interface.
  const described = api.classes.filter(({ godotName }) => godotName !== "Variant");
  if (part?.isPart !== true) yield* emitShared({ ...api, classes: described }, settings, overrides, problems);
  for (const apiClass of described) {
    if (part?.classes.has(apiClass.godotName) === false) continue;
    yield [`api/${apiClass.module}.ts`, emitClass(api, apiClass, problems)];
    if (settings.runtime !== undefined && apiClass.kind === "object") {
      yield [`outline/${apiClass.module}.ts`, emitOutline(apiClass)];
    }
    if (settings.implementation === undefined || apiClass.kind === "scope") continue;
    yield [`public/${apiClass.module}.ts`, emitPublic(api, apiClass, settings.implementation)];
  }
}

/** What is made of all classes together. */
function emitShared(
  api: Api,
  settings: GenerateSettings,
  overrides: Overrides,
  problems: ProblemList,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  files.set("api/ClassInfo.ts", emitClassInfo());
  files.set("api/Variant.ts", emitVariant(api, problems));
  const pointers = emitNativePointer(api);
  if (pointers !== undefined) files.set("api/NativePointer.ts", pointers);
  const bareSignal = emitBareSignal(api);
  if (bareSignal !== undefined) files.set("api/BareSignal.ts", bareSignal);
  files.set("api/index.ts", emitApiIndex(api));
  if (settings.runtime !== undefined) emitGlue(files, api, settings.runtime, overrides, problems);
  if (settings.implementation !== undefined) files.set("public/index.ts", emitPublicIndex(api));
  return files;
}

function emitGlue(
  files: Map<string, string>,
  api: Api,
  runtime: string,
  overrides: Overrides,
  problems: ProblemList,
): void {
  const byHand = new Map(overrides.glue.map((entry) => [entry.class, entry]));
  const pairs = findPairs(api, problems, byHand);
  const defaultExtensionMethod = overrides.defaultExtension?.method;
  const context: GlueContext = { api, runtime, byHand, defaultExtensionMethod, pairs, problems };
  const lines = pairs.flatMap((pair) => {
    // What the runtime writes by hand is not made a second time.
    const made = byHand.has(pair.facade.godotName) ? [] : [pair.facade];
    if (made.length > 0) files.set(`glue/${pair.facade.module}.ts`, emitFacade(pair, context));
    files.set(`glue/${pair.extension.module}.ts`, emitExtension(pair, context));
    return [...made, pair.extension].map(({ module }) => `export * from ${JSON.stringify(`./${module}.js`)};`);
  });
  files.set("glue/index.ts", render("index", { header: header(undefined), lines }));
}
