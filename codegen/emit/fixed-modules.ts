import type { Api } from "../model/api.js";
import type { ProblemList } from "../problems.js";
import { hasInterface } from "../resolve/links.js";
import { MAPPED_ARRAYS } from "../resolve/types.js";
import { ambiguousExports } from "./ambiguous-exports.js";
import { header } from "./header.js";
import { ImportSet } from "./import-set.js";
import { DocPrinter } from "./print-doc.js";
import { classReference, type TypePrinter } from "./print-type.js";
import { render } from "./templates.js";

export function emitClassInfo(): string {
  return render("class-info", { header: header(undefined) });
}

/** The union of all that a Variant can hold, as far as the input has it. */
export function emitVariant(api: Api, report: ProblemList): string {
  const imports = new ImportSet(["Variant", "Dictionary", "VariantValue"]);
  const printer: TypePrinter = { api, imports, own: undefined, apiPath: "./" };
  const described = api.byName.get("Variant");
  const docs = new DocPrinter("Variant", printer, report);
  const doc =
    described === undefined
      ? "/** Godot's Variant: any value that the engine can hold, send and store. */\n"
      : docs.class(described.doc, described.place);
  const members = [
    ...["null", "boolean", "number", "bigint", "string", ...MAPPED_ARRAYS],
    ...api.variantClasses.map((name) => classReference(name, printer)),
    "readonly Variant[]",
    "Dictionary",
    "VariantValue",
  ];
  return render("variant", { header: header(described?.place.file), imports: imports.print(), doc, members });
}

/** What stands for pointers of C++; undefined if the input has none. */
export function emitNativePointer(api: Api): string | undefined {
  if (api.pointerTypes.length === 0) return undefined;
  return render("native-pointer", {
    header: header(undefined),
    types: api.pointerTypes.map((name) => JSON.stringify(name)),
  });
}

/** What stands for the signals of Godot 3; undefined if the input has none. */
export function emitBareSignal(api: Api): string | undefined {
  return api.hasBareSignals ? render("bare-signal", { header: header(undefined) }) : undefined;
}

/** One place to import all interfaces from. Enums and options types are reached through their class's name. */
export function emitApiIndex(api: Api): string {
  const lines = [
    'export type * from "./ClassInfo.js";',
    'export type { Dictionary, Variant, VariantValue } from "./Variant.js";',
    ...(api.pointerTypes.length === 0 ? [] : ['export type { NativePointer, NativeType } from "./NativePointer.js";']),
    ...(api.hasBareSignals ? ['export type { BareSignal } from "./BareSignal.js";'] : []),
    ...api.classes.flatMap((apiClass) => {
      if (apiClass.godotName === "Variant") return [];
      const from = `from ${JSON.stringify(`./${apiClass.module}.js`)};`;
      if (apiClass.kind === "scope") return [`export * ${from}`];
      const types = [...(hasInterface(apiClass) ? [apiClass.name] : []), `${apiClass.name}Constructor`];
      return [`export { type ${types.join(", type ")}, ${apiClass.name}Info } ${from}`];
    }),
    ...ambiguousExports(api.classes, "./"),
  ];
  return render("index", { header: header(undefined), lines });
}
