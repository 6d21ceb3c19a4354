import type { ApiClass } from "../../model/api.js";
import { memberKey } from "../../resolve/names.js";
import { header } from "../header.js";
import { ImportSet } from "../import-set.js";
import { frame } from "../print-doc.js";
import { printCall, printParameters } from "../print-signature.js";
import { printType, type TypePrinter } from "../print-type.js";
import { render } from "../templates.js";
import { missingMember } from "./fallback.js";
import {
  abstractMember,
  glueClass,
  gluePrinter,
  isInherited,
  publicMembers,
  virtualMembers,
  type PublicMember,
} from "./members.js";
import type { GlueContext, Pair } from "./pairs.js";
import { ownMembers } from "./own-members.js";

/** The class X of a pair: constants, signals, and its public methods without their work. */
export function emitFacade({ facade, extension }: Pair, context: GlueContext): string {
  const imports = new ImportSet([facade.name]);
  const printer = gluePrinter(context, imports);
  const module = `${printer.apiPath}${facade.module}.js`;
  const view = {
    header: header(facade.place.file),
    name: facade.name,
    doc: frame([`What the class reference says of ${facade.name}; implementations extend ${extension.name}.`], ""),
    abstract: facade.instantiable ? "" : "abstract ",
    parent: glueClass(facade.inherits ?? "", context, imports),
    interface: imports.type(module, facade.name),
    outline: imports.value(context.runtime, "outline"),
    outlineText: imports.value(`../outline/${facade.module}.js`, `${facade.name}Outline`),
    defaultExtension: defaultExtension(facade, extension, context, printer),
    ...ownMembers(facade, context, printer),
    methods: [...publicMembers(facade), ...virtualMembers(facade)].map((member) => ({
      text:
        facade.instantiable || isVirtual(member)
          ? missingMember(member, facade.name, context, printer, isInherited(member, facade, context))
          : abstractMember(member, printer, isInherited(member, facade, context)),
    })),
  };
  return render("facade", { ...view, imports: imports.print() });
}

function isVirtual(member: PublicMember): boolean {
  return "method" in member && member.method.isVirtual;
}

function defaultExtension(facade: ApiClass, extension: ApiClass, context: GlueContext, printer: TypePrinter) {
  const method = facade.methods.find(
    ({ isStatic, godotName }) => isStatic && godotName === context.defaultExtensionMethod,
  );
  const [parameter] = method?.parameters ?? [];
  if (method === undefined || parameter === undefined) return undefined;
  return {
    head: printCall(
      memberKey(method.name),
      printParameters(method, printer),
      `: ${printType(method.returns, printer)}`,
      "",
    ),
    argument: parameter.name,
    extension: extension.godotName,
    set: printer.imports.value(context.runtime, "setDefaultExtension"),
    instantiate: printer.imports.value(context.runtime, "instantiateDefault"),
  };
}
