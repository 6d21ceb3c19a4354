import type { Overrides } from "../overrides/shapes.js";
import type { ProblemList } from "../problems.js";
import type { XmlClass, XmlType } from "../xml/mirror.js";
import type { References } from "../xml/read-references.js";
import { closestName } from "./closest-name.js";
import { GLOBAL_SCOPE } from "./known-types.js";
import { constructedType } from "./literals.js";
import { isMapped } from "./types.js";

export interface Selection {
  readonly references: References;
  /**
   * What was left out: classes, and members of the scopes. A text may point there; it is shown as code then, and is no
   * mistake.
   */
  readonly leftOut: ReadonlySet<string>;
}

/**
 * The named classes and what they cannot be without: parents, and every class that a type in them names. Types that
 * TypeScript has itself need none. Of @GlobalScope, unless it is asked for, only the enums that are named are taken: its
 * singletons would bring the whole engine.
 */
export function selectClasses(
  references: References,
  wanted: readonly string[],
  overrides: Overrides,
  problems: ProblemList,
): Selection {
  const mirrors = new Map(references.classes.map((mirror) => [mirror.name, mirror]));
  for (const name of wanted) if (!mirrors.has(name)) problems.add({ file: "--classes" }, unknownClass(name, mirrors));

  const found = new Closure(mirrors, overrides);
  for (const name of wanted) found.add(name);
  found.follow();

  const globalScope = mirrors.get(GLOBAL_SCOPE);
  const isNarrowed = globalScope !== undefined && !found.classes.has(GLOBAL_SCOPE);
  const classes = references.classes.flatMap((mirror) => {
    if (found.classes.has(mirror.name)) return [mirror];
    return mirror === globalScope && found.globalEnums.size > 0 ? [narrowed(mirror, found.globalEnums)] : [];
  });
  const leftOut = new Set(references.classes.map(({ name }) => name).filter((name) => !found.classes.has(name)));
  if (isNarrowed) for (const name of memberNames(globalScope)) leftOut.add(name);
  const scripting = mirrors.get("@GDScript");
  if (scripting !== undefined && leftOut.has(scripting.name)) {
    for (const name of memberNames(scripting)) leftOut.add(name);
  }
  return { references: { ...references, classes }, leftOut };
}

class Closure {
  readonly classes = new Set<string>();
  readonly globalEnums = new Set<string>();
  readonly #mirrors: ReadonlyMap<string, XmlClass>;
  readonly #overrides: Overrides;
  readonly #queue: XmlClass[] = [];
  readonly #enums = new Map<XmlClass, ReadonlySet<string>>();

  constructor(mirrors: ReadonlyMap<string, XmlClass>, overrides: Overrides) {
    this.#mirrors = mirrors;
    this.#overrides = overrides;
  }

  add(name: string): void {
    const mirror = this.#mirrors.get(name);
    if (mirror === undefined || this.classes.has(name)) return;
    this.classes.add(name);
    this.#queue.push(mirror);
  }

  follow(): void {
    for (let mirror = this.#queue.pop(); mirror !== undefined; mirror = this.#queue.pop()) this.#needsOf(mirror);
  }

  #needsOf(mirror: XmlClass): void {
    if (mirror.inherits !== undefined) this.add(mirror.inherits);
    if (mirror.signals.length > 0) this.add("Signal");
    const calls = [...mirror.methods, ...mirror.constructors, ...mirror.operators, ...mirror.annotations];
    for (const { returns, params } of calls) {
      for (const type of returns === undefined ? params : [returns, ...params]) this.#type(type, mirror);
    }
    for (const { params } of mirror.signals) for (const type of params) this.#type(type, mirror);
    for (const member of mirror.members) this.#type(member, mirror);
    for (const { type } of mirror.themeItems) this.#name(type, mirror);
    for (const { value } of mirror.constants) this.#name(constructedType(value) ?? "", mirror);
    for (const text of overrideTexts(this.#overrides, mirror)) {
      for (const [, inner = ""] of text.matchAll(/#\{([^}]*)\}/g)) this.#overridden(inner, mirror);
    }
  }

  #type(type: XmlType, mirror: XmlClass): void {
    if (type.enum === undefined) this.#name(type.type, mirror);
    else this.#enum(type.enum, mirror);
  }

  /** `Node[]`, `Dictionary[Key, Value]`: every class that is named in the type. */
  #name(type: string, { dialect }: XmlClass): void {
    for (const name of type.split(/[^@\w]+/)) if (!isMapped(name, dialect)) this.add(name);
  }

  #enum(name: string, mirror: XmlClass): void {
    const dot = name.lastIndexOf(".");
    const owner = (dot < 0 ? "" : name.slice(0, dot)).replace(/^_/, mirror.dialect === "godot3" ? "" : "_");
    // Parents are taken anyway. Classes that inherit each other in a circle are reported later.
    const seen = new Set<XmlClass>();
    let home: XmlClass | undefined = mirror;
    for (; home !== undefined && !seen.has(home); home = this.#mirrors.get(home.inherits ?? "")) {
      if (this.#enumsOf(home).has(name)) return;
      seen.add(home);
    }
    const globalScope = this.#mirrors.get(GLOBAL_SCOPE);
    if (globalScope !== undefined && this.#enumsOf(globalScope).has(name)) this.globalEnums.add(name);
    else this.add(owner);
  }

  #enumsOf(mirror: XmlClass): ReadonlySet<string> {
    const known = this.#enums.get(mirror);
    if (known !== undefined) return known;
    const enums = new Set(mirror.constants.flatMap((constant) => constant.enum ?? []));
    this.#enums.set(mirror, enums);
    return enums;
  }

  /** `enum Error`, `class Callable`, `Signal.Connection`, `PackedByteArray`: what stands in `#{…}`. */
  #overridden(text: string, mirror: XmlClass): void {
    if (text.startsWith("enum ")) this.#enum(text.slice("enum ".length), mirror);
    else if (text.startsWith("class ")) this.add(text.slice("class ".length));
    else this.#name(text.split(".")[0] ?? "", mirror);
  }
}

/** The types that overrides give to members that the class has, and to what they add to it. */
function overrideTexts({ types, parameters, rests, extras }: Overrides, mirror: XmlClass): readonly string[] {
  const members = new Set([...mirror.methods, ...mirror.members].map(({ name }) => `${mirror.name}.${name}`));
  const isOf = (member: string): boolean => members.has(member);
  return [
    ...types.filter(({ member }) => isOf(member)).map(({ type }) => type),
    ...rests.filter(({ member }) => isOf(member)).map(({ type }) => type),
    ...parameters
      .filter(({ member }) => isOf(member))
      .flatMap((entry) => entry.parameters.map(({ type }) => type ?? "")),
    ...extras.filter((extra) => extra.class === mirror.name).map(({ code }) => code),
  ];
}

function narrowed(mirror: XmlClass, enums: ReadonlySet<string>): XmlClass {
  const constants = mirror.constants.filter((constant) => constant.enum !== undefined && enums.has(constant.enum));
  return { ...mirror, methods: [], members: [], signals: [], annotations: [], constants };
}

function memberNames({ methods, members, signals, annotations, constants }: XmlClass): readonly string[] {
  return [
    ...[...methods, ...members, ...signals, ...annotations, ...constants].map(({ name }) => name),
    ...constants.flatMap((constant) => constant.enum ?? []),
  ];
}

function unknownClass(name: string, mirrors: ReadonlyMap<string, XmlClass>): string {
  const closest = closestName(name, mirrors.keys());
  const suggestion = closest === undefined ? "" : ` Did you mean "${closest}"?`;
  return `no class is called "${name}" in the ${mirrors.size} class references.${suggestion} Mend the name, or name its folder with --docs`;
}
