import type {
  Constant,
  Doc,
  Enum,
  EnumConstant,
  Member,
  Method,
  Parameter,
  Property,
  RawType,
  Signal,
  ThemeItem,
} from "../model/api.js";
import { arrayOf, global, typeKey, VARIANT, type TypeRef } from "../model/type-ref.js";
import type { OverrideBook } from "../overrides/book.js";
import type { Place, ProblemList } from "../problems.js";
import type {
  XmlCall,
  XmlClass,
  XmlConstant,
  XmlMember,
  XmlParam,
  XmlProperty,
  XmlSignal,
  XmlThemeItem,
  XmlType,
} from "../xml/mirror.js";
import { constructedType, isInteger, numberLiteral } from "./literals.js";
import { nameParameters, type Naming } from "./name-members.js";
import { declarationName } from "./names.js";
import type { Position, TypeResolver } from "./types.js";

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
  const { mirror, types } = context;
  const place = placeOf(mirror, call);
  const key = `${mirror.name}.${call.name}`;
  const raw = call.returns ?? VOID_TYPE;
  const has = (qualifier: XmlCall["qualifiers"][number]): boolean => call.qualifiers.includes(qualifier);
  return {
    ...memberOf(mirror, call),
    qualifiers: call.qualifiers,
    isStatic: has("static"),
    isVirtual: has("virtual"),
    isRequired: has("required"),
    rest: has("vararg") ? restOf(context, key, kind, place) : undefined,
    parameters: parametersOf(context, call, key, kind),
    documented: call.params.map((param) => ({ godotName: param.name, raw: rawOf(param), default: param.default })),
    returns: overridden(context, key, undefined, place, () =>
      kind === "constructor" ? { kind: "class", className: mirror.name } : types.resolve(raw, "result", place),
    ),
    rawReturns: rawOf(raw),
    returnsErrors: call.returnsErrors,
  };
}

/** The rest parameter of a vararg method. */
function restOf({ types, book }: MemberContext, member: string, kind: CallKind, place: Place): TypeRef {
  const plain = arrayOf(VARIANT);
  const entry = kind === "method" ? book.overrides.rests.find((candidate) => candidate.member === member) : undefined;
  if (entry === undefined) return plain;
  const type = types.resolveText(entry.type, place);
  book.use(entry, typeKey(type) !== typeKey(plain));
  return type;
}

function parametersOf(context: MemberContext, call: XmlCall, key: string, kind: CallKind): readonly Parameter[] {
  const { mirror, types, book } = context;
  const place = placeOf(mirror, call);
  const entry = kind === "method" ? book.overrides.parameters.find((candidate) => candidate.member === key) : undefined;
  const position: Position = kind === "method" ? "parameter" : "inner";
  const firstOptional = call.params.findLastIndex((param) => param.default === undefined) + 1;
  const names = nameParameters(
    call.params.map((param) => param.name),
    context.naming,
  );
  const resolved = (param: XmlParam, index: number, text?: string): Parameter => ({
    ...parameterOf(param, names[index] ?? param.name, () =>
      text === undefined
        ? overridden(context, key, param.name, place, () => types.resolve(param, position, place))
        : types.resolveText(text, place),
    ),
    optional: index >= firstOptional,
  });
  if (entry === undefined) return call.params.map((param, index) => resolved(param, index));

  const kept = entry.parameters.map((wanted) => {
    const index = call.params.findIndex((param) => param.name === wanted.name);
    const param = call.params[index];
    if (param === undefined) {
      context.problems.add(
        place,
        `codegen/overrides/signatures.ts names the parameter "${wanted.name}", which the method lacks`,
      );
      return undefined;
    }
    return resolved(param, index, wanted.type);
  });
  book.use(entry, kept.length !== call.params.length || entry.parameters.some((wanted) => wanted.type !== undefined));
  return kept.filter((parameter) => parameter !== undefined);
}

function parameterOf(param: XmlParam, name: string, type: () => TypeRef): Omit<Parameter, "optional"> {
  return {
    godotName: param.name,
    name,
    raw: rawOf(param),
    type: type(),
    default: param.default,
  };
}

/** The type that an override gives to a result, a parameter or a property; else the one that the XML gives. */
function overridden(
  { types, book }: MemberContext,
  member: string,
  parameter: string | undefined,
  place: Place,
  plain: () => TypeRef,
): TypeRef {
  const entry = book.typeOf(member, parameter);
  if (entry === undefined) return plain();
  const type = types.resolveText(entry.type, place);
  book.use(entry, typeKey(type) !== typeKey(plain()));
  return type;
}

export function resolveSignal(context: MemberContext, signal: XmlSignal): Signal {
  const place = placeOf(context.mirror, signal);
  const names = nameParameters(
    signal.params.map((param) => param.name),
    context.naming,
  );
  const parameters = signal.params.map((param, index) => ({
    ...parameterOf(param, names[index] ?? param.name, () => context.types.resolve(param, "inner", place)),
    optional: false,
  }));
  // A signal without the class Signal in the input: one problem that says so. Godot 3 has no such class.
  if (context.mirror.dialect === "godot4") {
    context.types.resolve({ type: "Signal", enum: undefined, isBitfield: false }, "inner", place);
  }
  return { ...memberOf(context.mirror, signal), parameters, type: { kind: "signal", className: "Signal", parameters } };
}

export function resolveProperty(context: MemberContext, property: XmlProperty): Property {
  const { mirror, types } = context;
  const place = placeOf(mirror, property);
  return {
    ...memberOf(mirror, property),
    raw: rawOf(property),
    type: overridden(context, `${mirror.name}.${property.name}`, undefined, place, () =>
      types.resolve(property, "property", place),
    ),
    setter: property.setter,
    getter: property.getter,
    // Members of builtin types have neither; they can be set.
    writable: property.setter !== "" || property.getter === "",
    overrides: property.overrides,
    default: property.default,
  };
}

export function resolveEnums(context: MemberContext): readonly Enum[] {
  const { mirror, problems } = context;
  const groups = new Map<string, XmlConstant[]>();
  for (const constant of mirror.constants) {
    if (constant.enum === undefined) continue;
    if (!isInteger(constant.value)) {
      problems.add(placeOf(mirror, constant), `the enum constant has value="${constant.value}"; allowed is an integer`);
    }
    const group = groups.get(constant.enum);
    if (group === undefined) groups.set(constant.enum, [constant]);
    else group.push(constant);
  }
  return [...groups].map(([godotName, constants]) => ({
    godotName,
    name: declarationName(godotName),
    member: godotName,
    isBitfield: constants.some((constant) => constant.isBitfield),
    constants: constants.map((constant): EnumConstant => ({ ...memberOf(mirror, constant), value: constant.value })),
  }));
}

export function resolveConstant(context: MemberContext, constant: XmlConstant): Constant {
  const { mirror, types, problems } = context;
  const place = placeOf(mirror, constant);
  const { value } = constant;
  const base = { ...memberOf(mirror, constant), value };
  const literal = numberLiteral(value);
  if (literal !== undefined) {
    return { ...base, literal, type: global(isInteger(value) ? value : "number") };
  }
  const constructed = constructedType(value);
  if (constructed !== undefined) {
    const raw = { type: constructed, enum: undefined, isBitfield: false };
    return { ...base, literal: undefined, type: types.resolve(raw, "inner", place) };
  }
  if (value !== "platform-dependent") {
    const allowed = 'an integer, a float, a constructor such as Vector2(0, 0), or "platform-dependent"';
    problems.add(place, `the constant has value="${value}"; allowed: ${allowed}`);
  }
  return { ...base, literal: undefined, type: global("number") };
}

export function resolveThemeItem(context: MemberContext, item: XmlThemeItem): ThemeItem {
  const place = placeOf(context.mirror, item);
  const raw = { type: item.type, enum: undefined, isBitfield: false };
  return {
    ...memberOf(context.mirror, item),
    dataType: item.dataType,
    raw: item.type,
    type: context.types.resolve(raw, "inner", place),
    default: item.default,
  };
}

export function memberOf(mirror: XmlClass, member: XmlMember): Member {
  return { place: placeOf(mirror, member), godotName: member.name, name: member.name, doc: docOf(member) };
}

export function docOf(member: XmlMember): Doc {
  return { text: member.description, deprecated: member.deprecated, experimental: member.experimental };
}

export function placeOf(mirror: XmlClass, member: XmlMember): Place {
  return { file: mirror.file, line: member.line, class: mirror.name, member: member.name };
}

function rawOf({ type, enum: enumName, isBitfield }: XmlType): RawType {
  return { type, enum: enumName, isBitfield };
}
