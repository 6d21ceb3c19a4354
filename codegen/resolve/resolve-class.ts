import type { ApiClass, Enum, Extra } from "../model/api.js";
import { declarationName, moduleName } from "./names.js";
import type { Lineage } from "./inheritance.js";
import {
  docOf,
  resolveCall,
  resolveConstants,
  resolveEnums,
  resolveProperty,
  resolveSignal,
  resolveThemeItem,
  type MemberContext,
} from "./resolve-members.js";
import { resolveOptions } from "./resolve-options.js";
import type { KnownTypes } from "./types.js";

export function resolveClass(context: MemberContext, lineage: Lineage, known: KnownTypes): ApiClass {
  const { mirror, book } = context;
  const classOverride = book.overrides.classes.find((entry) => entry.class === mirror.name);
  if (classOverride !== undefined) book.use(classOverride, true);
  const name = declaredName(context, mirror.name, declarationName(mirror.name));
  const methods = mirror.methods.map((method) => resolveCall(context, method, "method"));
  return {
    place: { file: mirror.file, line: mirror.line, class: mirror.name },
    dialect: mirror.dialect,
    kind: lineage.kind,
    godotName: mirror.name,
    name,
    module: moduleName(mirror.name),
    inherits: mirror.inherits,
    ancestors: lineage.ancestors,
    doc: {
      ...docOf(mirror),
      brief: mirror.briefDescription,
      tutorials: mirror.tutorials,
    },
    typeParameters: classOverride?.typeParameters,
    instantiable: lineage.kind !== "scope" && classOverride?.instantiable !== false,
    constructors: mirror.constructors.map((call) => resolveCall(context, call, "constructor")),
    ...resolveOptions(context, methods, known),
    properties: mirror.members.map((property) => resolveProperty(context, property)),
    signals: mirror.signals.map((signal) => resolveSignal(context, signal)),
    enums: resolveEnums(context).map((resolved) => withDeclaredName(context, resolved)),
    constants: resolveConstants(context),
    annotations: mirror.annotations.map((call) => resolveCall(context, call, "annotation")),
    themeItems: mirror.themeItems.map((item) => resolveThemeItem(context, item)),
    operators: mirror.operators.map((call) => resolveCall(context, call, "operator")),
    extras: resolveExtras(context),
    redeclared: new Set(),
  };
}

function withDeclaredName(context: MemberContext, resolved: Enum): Enum {
  const name = declaredName(context, `${context.mirror.name}.${resolved.godotName}`, resolved.name);
  return { ...resolved, name };
}

function declaredName({ book }: MemberContext, godotName: string, plain: string): string {
  const entry = book.overrides.names.find((candidate) => candidate.name === godotName);
  if (entry === undefined) return plain;
  book.use(entry, entry.to !== plain);
  return entry.to;
}

function resolveExtras({ mirror, types, book, problems }: MemberContext): readonly Extra[] {
  return book.overrides.extras
    .filter((entry) => entry.class === mirror.name)
    .map((entry): Extra => {
      const place = { file: "codegen/overrides/extras.ts", class: mirror.name, member: entry.name };
      if (entry.where !== "module" && mirror.methods.some((method) => method.name === entry.name)) {
        problems.add(
          place,
          `the class reference has this method now. Remove the override (its reason: ${entry.reason})`,
        );
      }
      book.use(entry, true);
      return { where: entry.where, name: entry.name, doc: entry.doc, code: types.resolveText(entry.code, place) };
    });
}
