interface ImportedName {
  readonly local: string;
  isType: boolean;
}

/** The imports of one module, collected while its text is printed. */
export class ImportSet {
  readonly #taken: Set<string>;
  /** specifier → exported name → how it is imported */
  readonly #imports = new Map<string, Map<string, ImportedName>>();

  /** @param declared - Names that the module declares itself: an import of the same name gets another one. */
  constructor(declared: Iterable<string>) {
    this.#taken = new Set(declared);
  }

  type(specifier: string, name: string): string {
    return this.#use(specifier, name, true);
  }

  value(specifier: string, name: string): string {
    return this.#use(specifier, name, false);
  }

  #use(specifier: string, name: string, isType: boolean): string {
    const names = this.#imports.get(specifier) ?? new Map<string, ImportedName>();
    this.#imports.set(specifier, names);
    const known = names.get(name);
    if (known !== undefined) {
      known.isType &&= isType;
      return known.local;
    }
    const local = this.#freeName(name);
    this.#taken.add(local);
    names.set(name, { local, isType });
    return local;
  }

  #freeName(name: string): string {
    for (let candidate = name, count = 1; ; count++) {
      if (!this.#taken.has(candidate)) return candidate;
      candidate = `${name}Api${count === 1 ? "" : count}`;
    }
  }

  /** Sorted, one statement per module. */
  print(): string {
    const specifiers = [...this.#imports.keys()].sort();
    return specifiers
      .map((specifier) => printImport(specifier, this.#imports.get(specifier) ?? new Map<string, ImportedName>()))
      .join("\n");
  }
}

function printImport(specifier: string, names: ReadonlyMap<string, ImportedName>): string {
  let allTypes = true;
  for (const { isType } of names.values()) allTypes &&= isType;
  const list = [...names.keys()].sort().map((name) => {
    const { local, isType } = names.get(name) ?? { local: name, isType: allTypes };
    const prefix = isType && !allTypes ? "type " : "";
    return prefix + (local === name ? name : `${name} as ${local}`);
  });
  const keyword = allTypes ? "import type" : "import";
  const line = `${keyword} { ${list.join(", ")} } from ${JSON.stringify(specifier)};`;
  return line.length <= 120
    ? line
    : `${keyword} {\n${list.map((name) => `  ${name},\n`).join("")}} from ${JSON.stringify(specifier)};`;
}
