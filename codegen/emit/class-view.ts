import type { Api, ApiClass, Extra } from "../model/api.js";
import type { ProblemList } from "../problems.js";
import { declaredNames } from "../resolve/check-declarations.js";
import { hasInterface } from "../resolve/links.js";
import { memberKey } from "../resolve/names.js";
import { classInfo } from "./class-info.js";
import { constantRows, enumViews, globalRows, namespaceRows, type Row } from "./constant-views.js";
import { header } from "./header.js";
import { ImportSet } from "./import-set.js";
import { DocPrinter } from "./print-doc.js";
import { printLiteral } from "./print-literal.js";
import { printConstructor, printMethod, printProperty } from "./print-signature.js";
import { classReference, printType, type TypePrinter } from "./print-type.js";
import { render } from "./templates.js";

interface MemberRow {
  readonly doc: string;
  readonly text: string;
}

/** One class → the module of its interface, enums, options types and reflection data. */
export function emitClass(api: Api, apiClass: ApiClass, report: ProblemList): string {
  const namespace = namespaceRows(apiClass);
  const imports = new ImportSet(declaredNames(apiClass));
  const printer: TypePrinter = { api, imports, own: apiClass.godotName, apiPath: "./" };
  const docs = new DocPrinter(apiClass.godotName, printer, report);
  imports.type("./ClassInfo.js", "ClassInfo");
  const isScope = apiClass.kind === "scope";
  const view = {
    header: header(apiClass.place.file),
    name: apiClass.name,
    enums: enumViews(apiClass, docs),
    globals: isScope ? globalRows(apiClass, docs) : [],
    constants: isScope ? [] : constantRows(apiClass, docs, printer),
    options: apiClass.options.map((options) => ({
      name: options.name,
      doc: docs.comment(options.doc, apiClass.place, ""),
      keys: options.keys.map((key): Row => ({
        name: memberKey(key.name),
        type: printType(key.type, printer),
        doc: docs.comment(key.doc, apiClass.place, "  "),
      })),
    })),
    declarations: extras(apiClass, "module", docs, printer, ""),
    themeItems: apiClass.themeItems.map((item): Row => {
      const notes = [
        `Theme ${item.dataType ?? "item"}.${item.default === undefined ? "" : ` Default: \`${item.default}\`.`}`,
      ];
      return {
        name: memberKey(item.name),
        type: printType(item.type, printer),
        doc: docs.member(item, "  ", notes),
      };
    }),
    annotations: apiClass.annotations.map((annotation) => ({
      doc: docs.method(annotation, "  "),
      text: printMethod(annotation, printer),
    })),
    interface: hasInterface(apiClass),
    doc: docs.class(apiClass.doc, apiClass.place),
    typeParameters: apiClass.typeParameters === undefined ? "" : `<${apiClass.typeParameters}>`,
    extends: extendsClause(apiClass, printer),
    members: instanceMembers(apiClass, docs, printer),
    constructor: isScope ? undefined : constructorView(api, apiClass, docs, printer),
    namespace,
    info: printLiteral(classInfo(apiClass), "", `export const ${apiClass.name}Info = `.length),
    imports: "",
  };
  // Last, when everything that is imported has been printed.
  return render("class", { ...view, imports: imports.print() });
}

function instanceMembers(apiClass: ApiClass, docs: DocPrinter, printer: TypePrinter): MemberRow[] {
  return [
    ...apiClass.properties.map((property) => ({
      doc: docs.property(property, "  "),
      text: printProperty(property, printer),
    })),
    ...apiClass.signals.map((signal) => ({
      doc: docs.member(signal, "  "),
      text: `  readonly ${memberKey(signal.name)}: ${printType(signal.type, printer)};`,
    })),
    ...[...apiClass.methods.filter((method) => !method.isStatic), ...apiClass.operators].map((method) => ({
      doc: docs.method(method, "  "),
      text: printMethod(method, printer),
    })),
    ...extras(apiClass, "instance", docs, printer, "  ").map(({ doc, code }) => ({ doc, text: `  ${code}` })),
  ];
}

function extras(apiClass: ApiClass, where: Extra["where"], docs: DocPrinter, printer: TypePrinter, indent: string) {
  return apiClass.extras
    .filter((extra) => extra.where === where)
    .map((extra) => ({
      doc: docs.comment(extra.doc, apiClass.place, indent),
      code: printType(extra.code, printer),
    }));
}

function extendsClause(apiClass: ApiClass, printer: TypePrinter): string {
  const parents: string[] = [];
  if (apiClass.inherits !== undefined) {
    parents.push(without(classReference(apiClass.inherits, printer), apiClass.redeclared));
  }
  if (hasConstants(apiClass)) parents.push(`${apiClass.name}Constants`);
  return parents.length === 0 ? "" : ` extends ${parents.join(", ")}`;
}

function without(parent: string, names: ReadonlySet<string>): string {
  if (names.size === 0) return parent;
  return `Omit<${parent}, ${[...names].map((name) => JSON.stringify(name)).join(" | ")}>`;
}

function constantNames({ enums, constants }: ApiClass): readonly string[] {
  return [
    ...enums.flatMap((resolved) => [resolved.member, ...resolved.constants.map(({ name }) => name)]),
    ...constants.map(({ name }) => name),
  ];
}

function hasConstants(apiClass: ApiClass): boolean {
  return apiClass.kind !== "scope" && apiClass.constants.length + apiClass.enums.length > 0;
}

/** The class as a value. An interface cannot say `abstract new`, so an abstract class gets its statics in one. */
function constructorView(api: Api, apiClass: ApiClass, docs: DocPrinter, printer: TypePrinter) {
  const { name, ancestors, instantiable, typeParameters } = apiClass;
  const parents = hasConstants(apiClass) ? [`${name}Constants`] : [];
  // What a class declares anew, the constants of those above it must leave out.
  const redeclared = new Set(apiClass.redeclared);
  for (const ancestor of ancestors.flatMap((ancestorName) => api.byName.get(ancestorName) ?? [])) {
    if (!hasConstants(ancestor)) continue;
    const local = printer.imports.type(`${printer.apiPath}${ancestor.module}.js`, `${ancestor.name}Constants`);
    const lost = redeclared.size === 0 ? [] : constantNames(ancestor).filter((constant) => redeclared.has(constant));
    parents.push(without(local, new Set(lost)));
    for (const constant of ancestor.redeclared) redeclared.add(constant);
  }
  const news =
    apiClass.kind === "object"
      ? [{ doc: "", text: `  new (): ${name};` }]
      : apiClass.constructors.map((method) => ({
          doc: docs.method(method, "  "),
          text: printConstructor(method, typeParameters, instanceType(apiClass), printer),
        }));
  return {
    name: instantiable ? `${name}Constructor` : `${name}Statics`,
    abstract: !instantiable,
    extends: parents.length === 0 ? "" : ` extends ${parents.join(", ")}`,
    members: [
      ...(instantiable ? news : []),
      ...apiClass.methods
        .filter((method) => method.isStatic)
        .map((method) => ({ doc: docs.method(method, "  "), text: printMethod(method, printer) })),
      ...extras(apiClass, "constructor", docs, printer, "  ").map(({ doc, code }) => ({ doc, text: `  ${code}` })),
    ],
  };
}

/** `Signal<Args>` for `Signal<Args extends readonly unknown[]>` */
function instanceType({ name, typeParameters }: ApiClass): string {
  return typeParameters === undefined ? name : `${name}<${typeArguments(typeParameters)}>`;
}

export function typeArguments(typeParameters: string): string {
  return typeParameters
    .split(/,\s*(?=\w+\s+extends)/)
    .map((parameter) => parameter.split(/\s/)[0] ?? parameter)
    .join(", ");
}
