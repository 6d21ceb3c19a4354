import type { Api } from "../model/api.js";
import type { Overrides } from "../overrides/shapes.js";
import type { ProblemList } from "../problems.js";
import type { GenerateSettings } from "../xml/source-json.js";
import { emitClass } from "./class-view.js";
import { emitApiIndex, emitClassInfo, emitVariant } from "./fixed-modules.js";
import { emitExtension } from "./glue/extension.js";
import { emitFacade } from "./glue/facade.js";
import { findPairs, type GlueContext } from "./glue/pairs.js";
import { header } from "./header.js";
import { emitPublic, emitPublicIndex } from "./public-view.js";
import { render } from "./templates.js";

/** The resolved API → the texts of all files, by path inside the output folder. Pure: nothing is written. */
export function emit(
  api: Api,
  settings: GenerateSettings,
  overrides: Overrides,
  problems: ProblemList,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  // The class reference of Variant describes what is a type here, not an interface.
  const described = { ...api, classes: api.classes.filter(({ godotName }) => godotName !== "Variant") };
  files.set("api/ClassInfo.ts", emitClassInfo());
  files.set("api/Variant.ts", emitVariant(api, problems));
  files.set("api/index.ts", emitApiIndex(described));
  for (const apiClass of described.classes) files.set(`api/${apiClass.module}.ts`, emitClass(api, apiClass, problems));
  if (settings.runtime !== undefined) emitGlue(files, api, settings.runtime, overrides, problems);
  if (settings.implementation !== undefined) {
    for (const apiClass of described.classes.filter(({ kind }) => kind !== "scope")) {
      files.set(`public/${apiClass.module}.ts`, emitPublic(api, apiClass, settings.implementation));
    }
    files.set("public/index.ts", emitPublicIndex(described));
  }
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
    files.set(`glue/${pair.facade.module}.ts`, emitFacade(pair, context));
    files.set(`glue/${pair.extension.module}.ts`, emitExtension(pair, context));
    return [pair.facade, pair.extension].map(({ module }) => `export * from ${JSON.stringify(`./${module}.js`)};`);
  });
  files.set("glue/index.ts", render("index", { header: header(undefined), lines }));
}
