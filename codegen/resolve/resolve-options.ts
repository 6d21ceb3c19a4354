import type { Method, OptionKey, OptionsType } from "../model/api.js";
import { typeKey, type TypeRef } from "../model/type-ref.js";
import { inferOptions } from "./options/infer.js";
import { findDictionaryBlocks } from "./options/find-blocks.js";
import { parseDictionary } from "./options/parse.js";
import { DictionarySyntaxError } from "./options/tokenize.js";
import { constructedType } from "./literals.js";
import { pascalCase } from "./names.js";
import type { MemberContext } from "./resolve-members.js";
import type { KnownTypes } from "./types.js";

export interface ResolvedOptions {
  /** The methods with their Dictionary parameters typed. */
  readonly methods: readonly Method[];
  readonly options: readonly OptionsType[];
}

/** Options dictionaries: the docs' code blocks, and what overrides add to them, become types of parameters. */
export function resolveOptions(context: MemberContext, methods: readonly Method[], known: KnownTypes): ResolvedOptions {
  const options: OptionsType[] = [];
  const typed = methods.map((method): Method => {
    const dictionaries = method.parameters
      .filter((parameter) => parameter.raw.type === "Dictionary")
      .map(({ godotName }) => godotName);
    const found = new Map<string, string>();
    for (const block of method.isVirtual ? [] : findDictionaryBlocks(method.doc.text, dictionaries)) {
      const name = pascalCase(method.godotName) + pascalCase(block.parameter);
      const doc = `Keys of [param ${block.parameter}] of [method ${context.mirror.name}.${method.godotName}].`;
      try {
        const entries = parseDictionary(block.source);
        const wordType = (word: string): TypeRef | undefined => wordTypeOf(word, context, known);
        options.push(...inferOptions(context.mirror.name, name, doc, entries, wordType));
        found.set(block.parameter, name);
      } catch (error) {
        if (!(error instanceof DictionarySyntaxError)) throw error;
        const message = `the code block of [param ${block.parameter}] is not a dictionary literal (${error.message}); the parameter stays a Dictionary`;
        context.problems.warn(method.place, message);
      }
    }
    if (found.size === 0) return method;
    const parameters = method.parameters.map((parameter) => {
      const optionsName = found.get(parameter.godotName);
      if (optionsName === undefined) return parameter;
      return { ...parameter, type: { kind: "options" as const, className: context.mirror.name, optionsName } };
    });
    return { ...method, parameters };
  });
  return { methods: typed, options: applyOverrides(context, methods, options) };
}

function applyOverrides(
  context: MemberContext,
  methods: readonly Method[],
  inferred: readonly OptionsType[],
): readonly OptionsType[] {
  let options = inferred;
  for (const entry of context.book.overrides.options) {
    const [className, methodName = "", parameter = "", ...keys] = entry.options.split(".");
    const method = methods.find((candidate) => candidate.godotName === methodName);
    if (className !== context.mirror.name || method === undefined) continue;
    const root = pascalCase(methodName) + pascalCase(parameter);
    if (!inferred.some((type) => type.name === root)) {
      // A reference without texts (as Godot's --doctool writes it) shows no keys at all: nothing to add to.
      context.book.use(entry, true);
      continue;
    }
    const name = root + keys.map(pascalCase).join("");
    const target = options.find((type) => type.name === name);
    if (target === undefined) continue; // Reported as an entry that matches nothing.
    const added =
      entry.keys && nestedType(context, entry.typeName ?? name + pascalCase(entry.key), entry.key, name, entry.keys);
    const old = target.keys.find((key) => key.name === entry.key);
    const type: TypeRef | undefined =
      added === undefined
        ? entry.type === undefined
          ? old?.type
          : context.types.resolveText(entry.type, method.place)
        : { kind: "options", className, optionsName: added.name };
    if (type === undefined) continue;
    const key: OptionKey = { name: entry.key, doc: entry.doc ?? old?.doc ?? "", type };
    context.book.use(entry, old === undefined || typeKey(old.type) !== typeKey(type) || old.doc !== key.doc);
    const keysNow =
      old === undefined ? [...target.keys, key] : target.keys.map((other) => (other === old ? key : other));
    options = options.flatMap((other) =>
      other === target ? [...(added === undefined ? [] : [added]), { ...target, keys: keysNow }] : [other],
    );
  }
  return options;
}

function nestedType(
  context: MemberContext,
  name: string,
  key: string,
  parent: string,
  keys: Readonly<Record<string, { readonly type: string; readonly doc: string }>>,
): OptionsType {
  const place = { file: context.mirror.file, class: context.mirror.name };
  return {
    name,
    doc: `One value of [code]${key}[/code] in [enum ${context.mirror.name}.${parent}].`,
    keys: Object.entries(keys).map(([keyName, { type, doc }]) => ({
      name: keyName,
      doc,
      type: context.types.resolveText(type, place),
    })),
  };
}

/** Words in examples: constants of an enum, constructors of builtin types. */
function wordTypeOf(word: string, { mirror, types }: MemberContext, known: KnownTypes): TypeRef | undefined {
  const constructed = constructedType(word);
  if (constructed !== undefined && known.kinds.has(constructed)) {
    return types.resolve({ type: constructed, enum: undefined, isBitfield: false }, "inner", { file: mirror.file });
  }
  const constant = mirror.constants.find(({ name }) => name === word || `${mirror.name}.${name}` === word);
  if (constant?.enum === undefined) return undefined;
  return { kind: "enum", className: mirror.name, enumName: constant.enum };
}
