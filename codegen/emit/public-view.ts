import type { Api, ApiClass } from "../model/api.js";
import { ProblemList } from "../problems.js";
import { hasInterface } from "../resolve/links.js";
import { ambiguousExports } from "./ambiguous-exports.js";
import { typeArguments } from "./class-view.js";
import { namespaceRows } from "./constant-views.js";
import { header } from "./header.js";
import { ImportSet } from "./import-set.js";
import { DocPrinter } from "./print-doc.js";
import { render } from "./templates.js";

/** A class as its users see it: a value, a type and a namespace of types under one name. */
export function emitPublic(api: Api, apiClass: ApiClass, implementation: string): string {
  const { name, typeParameters } = apiClass;
  // What the doc links to is imported as a type, which costs nothing when the program runs.
  const linked = new ImportSet([name]);
  const printer = { api, imports: linked, own: apiClass.godotName, apiPath: "../api/" };
  const docs = new DocPrinter(apiClass.godotName, printer, new ProblemList());
  const doc = docs.class(apiClass.doc, apiClass.place);
  return render("public", {
    header: header(apiClass.place.file),
    imports: [
      `import type * as api from ${JSON.stringify(`../api/${apiClass.module}.js`)};`,
      `import type { ${name}Constructor } from ${JSON.stringify(`../api/${apiClass.module}.js`)};`,
      ...linked
        .print()
        .split("\n")
        .filter((line) => line !== ""),
      `import { ${name} as implementation } from ${JSON.stringify(implementation)};`,
    ],
    name,
    doc,
    typeParameters: typeParameters === undefined ? "" : `<${typeParameters}>`,
    typeArguments: typeParameters === undefined ? "" : `<${typeArguments(typeParameters)}>`,
    namespace: namespaceRows(apiClass),
  });
}

export function emitPublicIndex(api: Api): string {
  const lines = api.classes.flatMap((apiClass): string[] => {
    const module = `${apiClass.module}.js`;
    if (apiClass.kind === "scope") {
      return hasInterface(apiClass) || apiClass.enums.length + apiClass.constants.length > 0
        ? [`export * from ${JSON.stringify(`../api/${module}`)};`]
        : [];
    }
    const declared = apiClass.extras.filter(({ where }) => where === "module").map((extra) => extra.name);
    return [
      `export { ${apiClass.name} } from ${JSON.stringify(`./${module}`)};`,
      ...(declared.length === 0
        ? []
        : [`export type { ${declared.join(", ")} } from ${JSON.stringify(`../api/${module}`)};`]),
    ];
  });
  return render("index", {
    header: header(undefined),
    lines: [
      ...lines,
      ...ambiguousExports(api.classes, "../api/"),
      'export type { Dictionary, Variant, VariantValue } from "../api/Variant.js";',
      'export type * from "../api/ClassInfo.js";',
    ],
  });
}
