import type {
  Constant,
  Doc,
  DocumentedParameter,
  Enum,
  EnumConstant,
  Method,
  Parameter,
  Property,
  RawType,
  Signal,
  ThemeItem,
} from "../model/api.js";
import { arrayOf, global, typeKey, VARIANT, type TypeRef } from "../model/type-ref.js";
import { typeEntryKey, type OverrideBook } from "../overrides/book.js";
import type { ParametersOverride, RestOverride } from "../overrides/shapes.js";
import type { Place, ProblemList } from "../problems.js";
import type {
  XmlCall,
  XmlClass,
  XmlConstant,
  XmlMember,
  XmlParam,
  XmlProperty,
  XmlSignal,
  XmlStatus,
  XmlThemeItem,
  XmlType,
} from "../xml/mirror.js";
import { constructedType, isInteger, numberLiteral } from "./literals.js";
import { nameParameters, type Naming } from "./name-members.js";
import { declarationName } from "./names.js";
import type { Position, TypeResolver } from "./types.js";

// Objects are written out, property by property. There are tens of thousands of them, and made by spreading others they
// would take nine times the memory on their way, as the engine lets them grow with each property.

/** What resolving the members of one class needs to know. */
export interface MemberContext {
  readonly mirror: XmlClass;
  readonly types: TypeResolver;
  readonly book: OverrideBook;
  readonly problems: ProblemList;
  readonly naming: Naming;
}

/** How calls of a kind treat the objects they take. */
export type CallKind = "method" | "constructor" | "operator" | "annotation";

const VOID_TYPE: RawType = { type: "void", enum: undefined, isBitfield: false };

export function resolveCall(context: MemberContext, call: XmlCall, kind: CallKind): Method {
  const { mirror, book } = context;
  const { name, qualifiers } = call;
  const place = placeOf(mirror, call);
  const raw = call.returns ?? VOID_TYPE;
  const entries = kind === "method" ? book.membersOf(mirror.name) : undefined;
  const rest = qualifiers.includes("vararg") ? restOf(context, entries?.rests.get(name), place) : undefined;
  const replaced = entries?.parameters.get(name);
  const parameters =
    replaced === undefined
      ? parametersOf(context, call, kind === "method" ? "parameter" : "inner", place)
      : replacedParameters(context, call, replaced, place);
  return {
    place,
    godotName: name,
    name,
    doc: docOf(call),
    qualifiers,
    isStatic: qualifiers.includes("static"),
    isVirtual: qualifiers.includes("virtual"),
    isRequired: qualifiers.includes("required"),
    rest,
    parameters,
    documented: replaced === undefined ? parameters : call.params.map(documentedOf),
    returns:
      kind === "constructor"
        ? { kind: "class", className: mirror.name }
        : overridden(context, name, undefined, place, raw, "result"),
    rawReturns: rawOf(raw),
    returnsErrors: call.returnsErrors,
  };
}

/** The rest parameter of a vararg method. */
function restOf({ types, book }: MemberContext, entry: RestOverride | undefined, place: Place): TypeRef {
  const plain = arrayOf(VARIANT);
  if (entry === undefined) return plain;
  const type = types.resolveText(entry.type, place);
  book.use(entry, typeKey(type) !== typeKey(plain));
  return type;
}

const NO_PARAMETERS: readonly Parameter[] = [];

function parametersOf(
  context: MemberContext,
  { name: member, params }: XmlCall | XmlSignal,
  position: Position,
  place: Place,
): readonly Parameter[] {
  if (params.length === 0) return NO_PARAMETERS;
  const names = nameParameters(params, context.naming);
  const firstOptional = firstOptionalOf(params);
  return params.map((param, index): Parameter => {
    const { name: godotName, default: value } = param;
    const type = overridden(context, member, godotName, place, param, position);
    return {
      godotName,
      name: names[index] ?? godotName,
      raw: rawOf(param),
      type,
      default: value,
      optional: index >= firstOptional,
    };
  });
}

/** As an override says: only those that it names, some with another type. */
function replacedParameters(
  context: MemberContext,
  call: XmlCall,
  entry: ParametersOverride,
  place: Place,
): readonly Parameter[] {
  const { types, book, problems } = context;
  const { name: member, params } = call;
  const names = nameParameters(params, context.naming);
  const firstOptional = firstOptionalOf(params);
  const kept = entry.parameters.flatMap((wanted): readonly Parameter[] => {
    const index = params.findIndex((param) => param.name === wanted.name);
    const param = params[index];
    if (param === undefined) {
      const message = `codegen/overrides/signatures.ts names the parameter "${wanted.name}", which the method lacks`;
      problems.add(place, message);
      return [];
    }
    const type =
      wanted.type === undefined
        ? overridden(context, member, param.name, place, param, "parameter")
        : types.resolveText(wanted.type, place);
    return [{ ...documentedOf(param), name: names[index] ?? param.name, type, optional: index >= firstOptional }];
  });
  const isComplete = entry.parameters.length === params.length;
  book.use(entry, !isComplete || entry.parameters.some((wanted) => wanted.type !== undefined));
  return kept;
}

function firstOptionalOf(params: readonly XmlParam[]): number {
  return params.findLastIndex((param) => param.default === undefined) + 1;
}

function documentedOf(param: XmlParam): DocumentedParameter {
  return { godotName: param.name, raw: rawOf(param), default: param.default };
}

/** The type that an override gives to a result, a parameter or a property; else the one that the XML gives. */
function overridden(
  { mirror, types, book }: MemberContext,
  member: string,
  parameter: string | undefined,
  place: Place,
  raw: RawType,
  position: Position,
): TypeRef {
  const entry = book.membersOf(mirror.name)?.types.get(typeEntryKey(member, parameter));
  if (entry === undefined) return types.resolve(raw, position, place);
  const type = types.resolveText(entry.type, place);
  book.use(entry, typeKey(type) !== typeKey(types.resolve(raw, position, place)));
  return type;
}

export function resolveSignal(context: MemberContext, signal: XmlSignal): Signal {
  const { mirror, types } = context;
  const place = placeOf(mirror, signal);
  const parameters = parametersOf(context, signal, "inner", place).map((parameter): Parameter => ({
    ...parameter,
    optional: false,
  }));
  // A signal without the class Signal in the input: one problem that says so. Godot 3 has no such class.
  if (mirror.dialect === "godot4") types.resolve(SIGNAL_TYPE, "inner", place);
  return {
    place,
    godotName: signal.name,
    name: signal.name,
    doc: docOf(signal),
    parameters,
    type: { kind: "signal", className: "Signal", parameters },
  };
}

const SIGNAL_TYPE: RawType = { type: "Signal", enum: undefined, isBitfield: false };

export function resolveProperty(context: MemberContext, property: XmlProperty): Property {
  const { name, setter, getter } = property;
  const place = placeOf(context.mirror, property);
  return {
    place,
    godotName: name,
    name,
    doc: docOf(property),
    raw: rawOf(property),
    type: overridden(context, name, undefined, place, property, "property"),
    setter,
    getter,
    // Members of builtin types have neither; they can be set.
    writable: setter !== "" || getter === "",
    overrides: property.overrides,
    default: property.default,
  };
}

/** The value of a constant that is another one on each platform, `KEY_MASK_CMD` of Godot 3 for example. */
const PLATFORM_DEPENDENT = "platform-dependent";

export function resolveEnums(context: MemberContext): readonly Enum[] {
  const { mirror, problems } = context;
  const groups = new Map<string, XmlConstant[]>();
  for (const constant of mirror.constants) {
    const { enum: name, value } = constant;
    if (name === undefined) continue;
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    // An enum of TypeScript has no member without a value: it stands beside its enum.
    if (value === PLATFORM_DEPENDENT) continue;
    if (!isInteger(value)) {
      const allowed = `an integer or "${PLATFORM_DEPENDENT}"`;
      problems.add(placeOf(mirror, constant), `the enum constant has value="${value}"; allowed is ${allowed}`);
    }
    group.push(constant);
  }
  return [...groups].map(([godotName, constants]) => ({
    godotName,
    name: declarationName(godotName),
    member: godotName,
    isBitfield: constants.some((constant) => constant.isBitfield),
    constants: constants.map((constant): EnumConstant => ({
      place: placeOf(mirror, constant),
      godotName: constant.name,
      name: constant.name,
      doc: docOf(constant),
      value: numberLiteral(constant.value) ?? constant.value,
    })),
  }));
}

/** The constants outside of enums, and those of enums that have no known value. */
export function resolveConstants(context: MemberContext): readonly Constant[] {
  return context.mirror.constants
    .filter((constant) => constant.enum === undefined || constant.value === PLATFORM_DEPENDENT)
    .map((constant) => resolveConstant(context, constant));
}

function resolveConstant(context: MemberContext, constant: XmlConstant): Constant {
  const place = placeOf(context.mirror, constant);
  const { name, value } = constant;
  const literal = numberLiteral(value);
  const type = literal === undefined ? constantType(context, value, place) : numberType(literal);
  return { place, godotName: name, name, doc: docOf(constant), value, literal, type };
}

function numberType(literal: string): TypeRef {
  return global(isInteger(literal) ? literal : "number");
}

/** The type of a value that is no number. */
function constantType({ types, problems }: MemberContext, value: string, place: Place): TypeRef {
  const constructed = constructedType(value);
  if (constructed !== undefined) {
    return types.resolve({ type: constructed, enum: undefined, isBitfield: false }, "inner", place);
  }
  if (value !== PLATFORM_DEPENDENT) {
    const allowed = `an integer, a float, a constructor such as Vector2(0, 0), or "${PLATFORM_DEPENDENT}"`;
    problems.add(place, `the constant has value="${value}"; allowed: ${allowed}`);
  }
  return global("number");
}

export function resolveThemeItem(context: MemberContext, item: XmlThemeItem): ThemeItem {
  const place = placeOf(context.mirror, item);
  const raw = { type: item.type, enum: undefined, isBitfield: false };
  return {
    place,
    godotName: item.name,
    name: item.name,
    doc: docOf(item),
    dataType: item.dataType,
    raw: item.type,
    type: context.types.resolve(raw, "inner", place),
    default: item.default,
  };
}

export function docOf(member: XmlStatus & { readonly description: string }): Doc {
  return { text: member.description, deprecated: member.deprecated, experimental: member.experimental };
}

function placeOf(mirror: XmlClass, member: XmlMember): Place {
  return { file: mirror.file, line: member.line, class: mirror.name, member: member.name };
}

function rawOf({ type, enum: enumName, isBitfield }: XmlType): RawType {
  return { type, enum: enumName, isBitfield };
}
