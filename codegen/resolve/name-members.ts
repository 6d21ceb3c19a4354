import type { ApiClass, Constant, Enum, Member, Method, Property, Signal, ThemeItem } from "../model/api.js";
import { camelCase, isIdentifier, parameterName, uniqueName } from "./names.js";

/**
 * What the members of every class are called in TypeScript. The rules:
 *
 * 1. A member keeps Godot's name. With `--naming camel`, methods, properties and signals get it in camelCase, unless it is
 *    no identifier (`paint/colour`).
 * 2. A member that an ancestor has too, under the same name and of the same kind, is called as it is there.
 * 3. A camelCase name that another member of the class or of an ancestor has already is not taken: Godot's name stays.
 * 4. If two members of one class have one name in Godot, as a property and its signal may, the first in the order of
 *    `KINDS` keeps it, the others get their kind behind it: `pressed_signal`. So does a member whose name an ancestor has
 *    for one of another kind.
 * 5. If that, too, is taken, `_` is added until it is free.
 *
 * No member is dropped. A member that an ancestor declares otherwise is `redeclared.ts`'s matter.
 */
export type Naming = "godot" | "camel";

const KINDS = ["method", "property", "signal", "constant", "enum"] as const;
type Kind = (typeof KINDS)[number];

/** Godot names of the members of one class → their TypeScript names, by kind. */
type Names = Readonly<Record<Kind, ReadonlyMap<string, string>>>;

/** JavaScript gives every class value this one. */
const RESERVED = ["prototype"];

/** All classes with their members named, parents before children. */
export function nameMembers(classes: readonly ApiClass[], naming: Naming): readonly ApiClass[] {
  const named = new Map<string, NamedClass>();
  // A parent has fewer ancestors than its children.
  for (const apiClass of classes.toSorted((one, other) => one.ancestors.length - other.ancestors.length)) {
    named.set(apiClass.godotName, new NamedClass(apiClass, named.get(apiClass.inherits ?? ""), naming));
  }
  return classes.map((apiClass) => withNames(apiClass, named.get(apiClass.godotName)?.names));
}

class NamedClass {
  readonly names: Names;
  readonly #parent: NamedClass | undefined;
  /** TypeScript name → kind and Godot name of what it stands for. */
  readonly #taken = new Map<string, string>();

  constructor(apiClass: ApiClass, parent: NamedClass | undefined, naming: Naming) {
    this.#parent = parent;
    for (const name of RESERVED) this.#taken.set(name, "");
    for (const { where, name } of apiClass.extras) if (where !== "module") this.#taken.set(name, name);
    const names = Object.fromEntries(KINDS.map((kind) => [kind, new Map<string, string>()])) as Record<
      Kind,
      Map<string, string>
    >;
    const late: (readonly [Kind, string])[] = [];
    for (const kind of KINDS) {
      for (const godotName of godotNames(apiClass, kind)) {
        // Overloads are one member.
        if (names[kind].has(godotName)) continue;
        const meaning = `${kind} ${godotName}`;
        const inherited = this.#inherited(kind, godotName);
        const isKept = inherited !== undefined || wanted(godotName, kind, naming) === godotName;
        const name = inherited ?? godotName;
        if (isKept && this.#isFree(name, meaning)) {
          this.#taken.set(name, meaning);
          names[kind].set(godotName, name);
        } else {
          names[kind].set(godotName, ""); // Keeps the order of the reference.
          late.push([kind, godotName]);
        }
      }
    }
    for (const [kind, godotName] of late) {
      const candidates = [wanted(godotName, kind, naming), godotName, wanted(`${godotName}_${kind}`, kind, naming)];
      const meaning = `${kind} ${godotName}`;
      const name =
        candidates.find((candidate) => this.#isFree(candidate, meaning)) ??
        uniqueName(`${godotName}_${kind}`, (candidate) => !this.#isFree(candidate, meaning));
      this.#taken.set(name, meaning);
      names[kind].set(godotName, name);
    }
    this.names = names;
  }

  /** What the nearest ancestor that has the member calls it. */
  #inherited(kind: Kind, godotName: string): string | undefined {
    for (let named = this.#parent; named !== undefined; named = named.#parent) {
      const name = named.names[kind].get(godotName);
      if (name !== undefined) return name;
    }
    return undefined;
  }

  /** In the class itself; an ancestor may have the name for the same member. */
  #isFree(name: string, meaning: string): boolean {
    if (this.#taken.has(name)) return false;
    for (let named = this.#parent; named !== undefined; named = named.#parent) {
      const taken = named.#taken.get(name);
      if (taken !== undefined) return taken === meaning;
    }
    return true;
  }
}

function wanted(godotName: string, kind: Kind, naming: Naming): string {
  const isRenamed = naming === "camel" && kind !== "constant" && kind !== "enum";
  return isRenamed && isIdentifier(godotName) ? camelCase(godotName) : godotName;
}

function godotNames(apiClass: ApiClass, kind: Kind): readonly string[] {
  const { methods, properties, signals, enums, constants, kind: classKind } = apiClass;
  const listed = (members: readonly { readonly godotName: string }[]): string[] =>
    members.map(({ godotName }) => godotName);
  switch (kind) {
    case "method":
      return listed(methods);
    case "property":
      return listed(properties);
    case "signal":
      return listed(signals);
    // The constants and enums of a scope are declarations of its module.
    case "constant":
      return classKind === "scope" ? [] : listed([...enums.flatMap((resolved) => resolved.constants), ...constants]);
    case "enum":
      return classKind === "scope" ? [] : listed(enums);
  }
}

function withNames(apiClass: ApiClass, names: Names | undefined): ApiClass {
  if (names === undefined) return apiClass;
  const rename =
    (kind: Kind) =>
    <Item extends Member>(member: Item): Item => {
      const name = names[kind].get(member.godotName) ?? member.name;
      return name === member.name ? member : { ...member, name };
    };
  return {
    ...apiClass,
    methods: apiClass.methods.map(rename("method")) satisfies readonly Method[],
    properties: apiClass.properties.map(rename("property")) satisfies readonly Property[],
    signals: apiClass.signals.map(rename("signal")) satisfies readonly Signal[],
    constants: apiClass.constants.map(rename("constant")) satisfies readonly Constant[],
    enums: apiClass.enums.map((resolved): Enum => ({
      ...resolved,
      member: names.enum.get(resolved.godotName) ?? resolved.member,
      constants: resolved.constants.map(rename("constant")),
    })),
    themeItems: nameThemeItems(apiClass.themeItems),
  };
}

/** Two theme items of one name differ in what they are: the second and later ones get that behind their name. */
function nameThemeItems(items: readonly ThemeItem[]): readonly ThemeItem[] {
  const taken = new Set<string>();
  return items.map((item) => {
    const suffixed = taken.has(item.godotName) ? `${item.godotName}_${item.dataType ?? item.raw}` : item.godotName;
    const name = uniqueName(suffixed, (candidate) => taken.has(candidate));
    taken.add(name);
    return name === item.name ? item : { ...item, name };
  });
}

/** The names of a call's parameters: what two words become equal by gets `_` behind it. */
export function nameParameters(params: readonly { readonly name: string }[], naming: Naming): readonly string[] {
  const taken = new Set<string>();
  return params.map(({ name: godotName }) => {
    const plain = naming === "camel" && isIdentifier(godotName) ? camelCase(godotName) : godotName;
    const name = uniqueName(parameterName(plain), (candidate) => taken.has(candidate));
    taken.add(name);
    return name;
  });
}
