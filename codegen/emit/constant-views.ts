import type { ApiClass, Enum } from "../model/api.js";
import { memberAccess, memberKey } from "../resolve/names.js";
import { frame, godotNote, type DocPrinter } from "./print-doc.js";
import { namespaceName, printType, type TypePrinter } from "./print-type.js";

export interface Row {
  readonly name: string;
  readonly type: string;
  readonly doc: string;
}

export function enumViews(apiClass: ApiClass, docs: DocPrinter): readonly object[] {
  return apiClass.enums.map((resolved) => ({
    name: resolved.name,
    constants: resolved.constants.map((constant) => ({
      name: memberKey(constant.godotName),
      value: constant.value,
      doc: docs.member({ ...constant, name: constant.godotName }, "  "),
    })),
  }));
}

/** Constants of a scope are constants of its module. */
export function globalRows(apiClass: ApiClass, docs: DocPrinter): readonly object[] {
  return [
    ...apiClass.enums.flatMap((resolved) =>
      resolved.constants.map((constant) => ({
        name: constant.name,
        value: resolved.name + memberAccess(constant.godotName),
        doc: docs.member({ ...constant, name: constant.godotName }, ""),
      })),
    ),
    ...apiClass.constants.map((constant) => ({
      name: constant.name,
      value: constant.literal ?? JSON.stringify(constant.value),
      doc: docs.member({ ...constant, name: constant.godotName }, ""),
    })),
  ];
}

/** Constants of a class are members of the interface that both its instances and the class itself have. */
export function constantRows(apiClass: ApiClass, docs: DocPrinter, printer: TypePrinter): readonly Row[] {
  return [
    ...apiClass.enums.flatMap((resolved): Row[] => [
      { name: memberKey(resolved.member), type: `typeof ${resolved.name}`, doc: enumDoc(resolved) },
      ...resolved.constants.map((constant) => ({
        name: memberKey(constant.name),
        type: resolved.name + memberAccess(constant.godotName),
        doc: docs.member(constant, "  "),
      })),
    ]),
    ...apiClass.constants.map((constant) => ({
      name: memberKey(constant.name),
      type: printType(constant.type, printer),
      doc: docs.member(constant, "  "),
    })),
  ];
}

function enumDoc({ godotName, member }: Enum): string {
  return frame([godotNote({ godotName, name: member })], "  ");
}

/** What can be named behind the class's name: enums, options types, declarations. */
export function namespaceRows(apiClass: ApiClass): readonly { readonly name: string; readonly alias: string }[] {
  if (apiClass.kind === "scope") return [];
  const generic = (code: string): boolean => /^export (?:type|interface) \w+</.test(code);
  return [
    ...apiClass.enums.map((resolved) => ({ name: resolved.name, alias: namespaceName(resolved) })),
    ...apiClass.options.map(({ name }) => ({ name, alias: name })),
    ...apiClass.extras
      .filter((extra) => extra.where === "module")
      // A generic type needs its parameters: it is exported from the module only.
      .filter(({ code }) => !(code.kind === "text" && typeof code.parts[0] === "string" && generic(code.parts[0])))
      .map(({ name }) => ({ name, alias: name })),
  ];
}
