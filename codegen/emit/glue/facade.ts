import type { ApiClass } from "../../model/api.js";
import { memberAccess, memberKey } from "../../resolve/names.js";
import { header } from "../header.js";
import { ImportSet } from "../import-set.js";
import { frame } from "../print-doc.js";
import { printCall, printParameters } from "../print-signature.js";
import { printType, type TypePrinter } from "../print-type.js";
import { render } from "../templates.js";
import { missingMember } from "./fallback.js";
import { abstractMember, gluePrinter, isInherited, publicMembers } from "./members.js";
import type { GlueContext, Pair } from "./pairs.js";

/** The class X of a pair: constants, signals, and its public methods without their work. */
export function emitFacade({ facade, extension }: Pair, context: GlueContext): string {
  const imports = new ImportSet([facade.name]);
  const printer = gluePrinter(context, imports);
  const module = `${printer.apiPath}${facade.module}.js`;
  imports.type(`${printer.apiPath}ClassInfo.js`, "ClassInfo");
  const enums = facade.enums.map((resolved) => ({
    name: memberKey(resolved.godotName),
    value: imports.value(module, resolved.name),
  }));
  const view = {
    header: header(facade.place.file),
    name: facade.name,
    doc: frame([`What the class reference says of ${facade.name}; implementations extend ${extension.name}.`], ""),
    abstract: facade.instantiable ? "" : "abstract ",
    parent: parentClass(facade, context, imports),
    interface: imports.type(module, facade.name),
    info: imports.value(module, `${facade.name}Info`),
    enums,
    constants: [
      ...facade.enums.flatMap((resolved) =>
        resolved.constants.map(({ godotName }) => {
          const value = imports.value(module, resolved.name) + memberAccess(godotName);
          return { name: memberKey(godotName), value, type: value };
        }),
      ),
      ...facade.constants.map((constant) => {
        const value = constant.literal ?? "undefined";
        if (constant.literal === undefined) {
          context.problems.add(
            constant.place,
            `the glue cannot write the constant's value ${constant.value} in TypeScript`,
          );
        }
        return { name: memberKey(constant.godotName), value, type: printType(constant.type, printer) };
      }),
    ],
    defaultExtension: defaultExtension(facade, extension, context, printer),
    signals: facade.signals.map((signal) => ({
      key: memberKey(signal.godotName),
      quoted: JSON.stringify(signal.godotName),
      type: printType(signal.type, printer),
    })),
    methods: publicMembers(facade).map((member) => ({
      text: facade.instantiable
        ? missingMember(member, facade.name, context, printer, isInherited(member, facade, context))
        : abstractMember(member, printer, isInherited(member, facade, context)),
    })),
  };
  return render("facade", { ...view, imports: imports.print() });
}

function parentClass(facade: ApiClass, { api, byHand, runtime }: GlueContext, imports: ImportSet): string {
  const parent = api.byName.get(facade.inherits ?? "");
  const name = parent?.name ?? facade.inherits ?? "";
  return imports.value(byHand.has(parent?.godotName ?? "") ? runtime : `./${parent?.module ?? name}.js`, name);
}

function defaultExtension(facade: ApiClass, extension: ApiClass, context: GlueContext, printer: TypePrinter) {
  const method = facade.methods.find(
    ({ isStatic, godotName }) => isStatic && godotName === context.defaultExtensionMethod,
  );
  const [parameter] = method?.parameters ?? [];
  if (method === undefined || parameter === undefined) return undefined;
  return {
    head: printCall(method.godotName, printParameters(method, printer), `: ${printType(method.returns, printer)}`, ""),
    argument: parameter.name,
    extension: extension.godotName,
    set: printer.imports.value(context.runtime, "setDefaultExtension"),
    instantiate: printer.imports.value(context.runtime, "instantiateDefault"),
  };
}
