import type ts from "typescript";
import { moduleOf } from "./compile.js";
import { declarationsOf, type Declarations, type Declared, type DeclaredCall } from "./declared-members.js";
import type { XmlElement } from "../../codegen/xml/element.js";

/** How often a construct was found in the XML and, member by member, in the declarations. */
export interface Counts {
  methods: number;
  properties: number;
  signals: number;
  constants: number;
  enums: number;
  themeItems: number;
  operators: number;
  constructors: number;
  annotations: number;
}

export interface Comparison {
  readonly counts: Counts;
  /** One line each: what the XML has and the declarations lack, or have otherwise. */
  readonly differences: readonly string[];
  /** Members that the rules for clashes gave another name. */
  readonly renamed: readonly string[];
}

export interface CompareOptions {
  /** `Class.method`: signatures that overrides state otherwise. */
  readonly overridden: ReadonlySet<string>;
  /** What a class is called in TypeScript, where that is not its own name. */
  readonly classNames?: Readonly<Record<string, string>>;
}

/** Types whose text needs no knowledge of the reference. */
const PLAIN: Readonly<Record<string, string>> = {
  void: "void",
  bool: "boolean",
  int: "number",
  float: "number",
  String: "string",
  StringName: "string",
  Variant: "Variant",
  Array: "Variant[]",
  Dictionary: "Dictionary",
  PackedByteArray: "Uint8Array",
  PackedInt32Array: "Int32Array",
  PackedInt64Array: "BigInt64Array",
  PackedFloat32Array: "Float32Array",
  PackedFloat64Array: "Float64Array",
  PoolByteArray: "Uint8Array",
  PoolIntArray: "Int32Array",
  PoolRealArray: "Float32Array",
};
const RESERVED = (
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false " +
  "finally for function if implements import in instanceof interface let new null package private protected public return " +
  "static super switch this throw true try typeof var void while with yield"
).split(" ");

/**
 * Compares class references, as plain XML elements, with the modules that were emitted for them. Knows nothing of the
 * generator's own stages.
 */
export function compareMembers(roots: readonly XmlElement[], program: ts.Program, options: CompareOptions): Comparison {
  const comparer = new Comparer(options);
  for (const root of roots) {
    const name = root.attributes["name"] ?? "";
    if (name !== "Variant") comparer.compare(name, root, declarationsOf(moduleOf(program, `api/${name}.ts`)));
  }
  return comparer;
}

class Comparer implements Comparison {
  readonly counts: Counts = {
    methods: 0,
    properties: 0,
    signals: 0,
    constants: 0,
    enums: 0,
    themeItems: 0,
    operators: 0,
    constructors: 0,
    annotations: 0,
  };
  readonly differences: string[] = [];
  readonly renamed: string[] = [];
  readonly #options: CompareOptions;

  constructor(options: CompareOptions) {
    this.#options = options;
  }

  compare(godotName: string, root: XmlElement, modules: ReadonlyMap<string, Declarations>): void {
    const plain = godotName.replace("@", "");
    const name = this.#options.classNames?.[godotName] ?? (modules.has(`Godot${plain}`) ? `Godot${plain}` : plain);
    const instance = modules.get(name) ?? new Map<string, Declared>();
    const own = modules.get(`${name}Constructor`) ?? modules.get(`${name}Statics`) ?? new Map<string, Declared>();
    const isOld = root.attributes["version"]?.startsWith("3") === true;
    const all = new Overloads();
    for (const element of section(root, "methods")) {
      const member = text(element, "name");
      const isConstructor = isOld && member === godotName;
      this.counts[isConstructor ? "constructors" : "methods"]++;
      const isStatic = text(element, "qualifiers").split(" ").includes("static");
      const declared = isConstructor
        ? own.get("new")
        : this.#find(isStatic ? own : instance, godotName, member, "method");
      this.#call(godotName, element, all.next(member, declared), isConstructor ? undefined : "result");
    }
    for (const element of section(root, "constructors")) {
      this.counts.constructors++;
      this.#call(godotName, element, all.next("new", own.get("new")), undefined);
    }
    for (const element of section(root, "operators")) {
      this.counts.operators++;
      this.#call(godotName, element, all.next(text(element, "name"), instance.get(text(element, "name"))), "inner");
    }
    for (const element of section(root, "annotations")) {
      this.counts.annotations++;
      const declared = modules.get(`${name}Annotations`)?.get(text(element, "name"));
      this.#call(godotName, element, declared?.calls[0], "inner");
    }
    for (const element of section(root, "members")) {
      this.counts.properties++;
      const declared = this.#find(instance, godotName, text(element, "name"), "property");
      const writable = text(element, "setter") !== "" || text(element, "getter") === "";
      if (declared === undefined) continue;
      // A property that only gets another default has its ancestor's type.
      if (element.attributes["overrides"] !== undefined || element.attributes["override"] !== undefined) continue;
      this.#type(`${godotName}.${text(element, "name")}`, element, declared.type ?? "");
      this.#same(`${godotName}.${text(element, "name")}`, "writable", String(writable), String(declared.writable));
    }
    for (const element of section(root, "signals")) {
      this.counts.signals++;
      const declared = this.#find(instance, godotName, text(element, "name"), "signal");
      const names = parametersOf(element).map((param) => parameterName(text(param, "name")));
      const shown = [...(declared?.type ?? "").matchAll(/(?:\[|, )(\w+): /g)].map(([, label]) => label);
      this.#same(`${godotName}.${text(element, "name")}`, "parameters", names.join(), shown.join());
    }
    const themed = new Set<string>();
    for (const element of section(root, "theme_items")) {
      this.counts.themeItems++;
      const item = text(element, "name");
      const suffixed = `${item}_${text(element, "data_type") || text(element, "type")}`;
      const declared = modules.get(`${name}ThemeItems`)?.get(themed.has(item) ? suffixed : item);
      themed.add(item);
      if (declared === undefined) this.differences.push(`${godotName}: no theme item ${item}`);
      else this.#type(`${godotName}.${item}`, element, declared.type ?? "");
    }
    this.#constants(godotName, name, root, modules);
  }

  #constants(godotName: string, name: string, root: XmlElement, modules: ReadonlyMap<string, Declarations>): void {
    const globals = modules.get("") ?? new Map<string, Declared>();
    const isScope = godotName.startsWith("@");
    const enums = new Set<string>();
    for (const element of section(root, "constants")) {
      this.counts.constants++;
      const [member, value, enumName] = [text(element, "name"), text(element, "value"), element.attributes["enum"]];
      const where = `${godotName}.${member}`;
      if (enumName !== undefined) {
        const plain = enumName.replaceAll(".", "");
        const declared = modules.get(plain)?.get(member) ?? modules.get(`Godot${plain}`)?.get(member);
        const renamed = declared ?? modules.get(`${plain}Enum`)?.get(member);
        // What has no known value stands beside its enum, not in it.
        const want = value === "platform-dependent" ? "nothing" : value;
        this.#same(where, "value", want, renamed?.type ?? "nothing");
        if (!enums.has(enumName)) this.counts.enums++;
        enums.add(enumName);
      }
      const constants = isScope ? globals : modules.get(`${name}Constants`);
      const found = this.#find(constants ?? new Map<string, Declared>(), godotName, member, "constant");
      if (found !== undefined && enumName === undefined && /^-?\d+$/.test(value)) {
        this.#same(where, "value", value, found.type ?? "");
      }
    }
    if (isScope) return;
    for (const enumName of enums) {
      this.#find(modules.get(`${name}Constants`) ?? new Map<string, Declared>(), godotName, enumName, "enum");
    }
  }

  #find(declared: Declarations, owner: string, name: string, kind: string): Declared | undefined {
    const renamed = declared.get(`${name}_${kind}`);
    const plain = declared.get(name);
    const isPlain = plain !== undefined && kindOf(plain) === (kind === "method" || kind === "signal" ? kind : "value");
    if (!isPlain && renamed !== undefined) this.renamed.push(`${owner}.${name}_${kind}`);
    const found = isPlain ? plain : renamed;
    if (found === undefined) this.differences.push(`${owner}: no ${kind} ${name}`);
    return found;
  }

  #call(
    owner: string,
    element: XmlElement,
    call: DeclaredCall | undefined,
    result: "result" | "inner" | undefined,
  ): void {
    const where = `${owner}.${text(element, "name")}`;
    if (call === undefined) {
      this.differences.push(`${where}: no such call`);
      return;
    }
    if (this.#options.overridden.has(where)) return;
    const params = parametersOf(element);
    const firstOptional = params.findLastIndex((param) => param.attributes["default"] === undefined) + 1;
    const names = params.map((param, index) => parameterName(text(param, "name")) + (index < firstOptional ? "" : "?"));
    const plain = call.parameters.filter((name) => !name.startsWith("..."));
    const isVararg = text(element, "qualifiers").split(" ").includes("vararg");
    this.#same(where, "parameters", names.join(), plain.join());
    this.#same(where, "vararg", String(isVararg), String(plain.length < call.parameters.length));
    params.forEach((param, index) => this.#type(`${where}(${text(param, "name")})`, param, call.types[index] ?? ""));
    const returns = element.children.find((child) => child.name === "return");
    if (result === undefined) return;
    if (returns === undefined) this.#same(where, "result", "void", call.returns);
    else this.#type(where, returns, call.returns);
  }

  /** As far as the text of a type says by itself what it must be. */
  #type(where: string, element: XmlElement, shown: string): void {
    const [type, enumName] = [text(element, "type"), element.attributes["enum"]];
    if (this.#options.overridden.has(where.replace(/\(.*/, ""))) return;
    if (enumName !== undefined) {
      const last = enumName.split(".").at(-1) ?? "";
      const isFit = shown.endsWith(last) || shown.endsWith(`${last}Enum`) || shown === "number";
      if (!isFit) this.differences.push(`${where}: enum ${enumName} became ${shown}`);
    } else if (PLAIN[type] !== undefined) {
      // The docs' code blocks type some dictionaries.
      if (type === "Dictionary" && /(?:Options|Configuration|Dictionary)$/.test(shown)) return;
      this.#same(where, "type", PLAIN[type], shown);
    } else if (type.endsWith("[]")) {
      if (!shown.endsWith("[]")) this.differences.push(`${where}: ${type} became ${shown}`);
    } else if (type.includes("*")) {
      if (!shown.startsWith(`NativePointer<"${type.replace(" *", "*")}">`)) {
        this.differences.push(`${where}: ${type} became ${shown}`);
      }
    } else if (!new RegExp(`^(?:Godot)?${type}(?:Api|Class)?\\d*(?:\\s*\\|.*)?$`, "s").test(shown)) {
      if (!type.startsWith("Dictionary[")) this.differences.push(`${where}: ${type} became ${shown}`);
    }
  }

  #same(where: string, what: string, want: string, found: string): void {
    if (want !== found) this.differences.push(`${where}: ${what} ${want} became ${found}`);
  }
}

function kindOf({ calls, type = "" }: Declared): "method" | "signal" | "value" {
  if (calls.length > 0) return "method";
  return /^\w*Signal\w*</.test(type) ? "signal" : "value";
}

/** Hands the overloads of a name out in their order. */
class Overloads {
  readonly #used = new Map<string, number>();

  next(name: string, declared: Declared | undefined): DeclaredCall | undefined {
    const index = this.#used.get(name) ?? 0;
    this.#used.set(name, index + 1);
    return declared?.calls[index];
  }
}

function section(root: XmlElement, name: string): readonly XmlElement[] {
  return root.children.filter((child) => child.name === name).flatMap((list) => list.children);
}

function parametersOf(element: XmlElement): readonly XmlElement[] {
  return element.children.filter(({ name }) => name === "param" || name === "argument");
}

function text(element: XmlElement, attribute: string): string {
  return element.attributes[attribute] ?? "";
}

function parameterName(name: string): string {
  const plain = name.replace(/\W/g, "_");
  return RESERVED.includes(plain) ? `${plain}_` : plain;
}
