import type { XmlElement } from "./element.js";

/** Which Godot's writer made a class reference: each has elements and attributes that the other lacks. */
export type Dialect = "godot3" | "godot4";

export interface DetectedDialect {
  readonly dialect: Dialect;
  /** What it was told by, for messages. */
  readonly because: string;
}

export const DIALECT_NAMES: Readonly<Record<Dialect, string>> = { godot3: "Godot 3", godot4: "Godot 4" };

const ELEMENTS: Readonly<Record<string, Dialect>> = {
  argument: "godot3",
  demos: "godot3",
  param: "godot4",
  returns_error: "godot4",
  constructors: "godot4",
  operators: "godot4",
  annotations: "godot4",
};

/**
 * Told by the version that Godot 3, and Godot 4 until 4.2, write; without one by the first element or attribute that only
 * one of them has. A file with nothing of the kind is of Godot 4. Whatever is found, the whole file is held to it.
 */
export function detectDialect(root: XmlElement): DetectedDialect {
  const { version, category } = root.attributes;
  if (version !== undefined) {
    return { dialect: /^[0-3](?:\.|$)/.test(version) ? "godot3" : "godot4", because: `version="${version}"` };
  }
  if (category !== undefined) return { dialect: "godot3", because: `category="${category}"` };
  return firstSign(root) ?? { dialect: "godot4", because: "nothing in it is of Godot 3" };
}

function firstSign(element: XmlElement): DetectedDialect | undefined {
  const dialect = Object.hasOwn(ELEMENTS, element.name) ? ELEMENTS[element.name] : undefined;
  if (dialect !== undefined) return { dialect, because: `<${element.name}> in line ${element.line}` };
  if (element.name === "member" && element.attributes["override"] !== undefined) {
    return { dialect: "godot3", because: `override="…" in line ${element.line}` };
  }
  for (const child of element.children) {
    const found = firstSign(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * An expression as Godot 4 writes it. Godot 3 puts blanks inside brackets, and prints an empty dictionary over several
 * lines; what stands in quotes is left alone.
 */
export function modernExpression(expression: string): string {
  return expression.replace(
    /"(?:[^"\\]|\\.)*"|([([{])\s+|\s+([)\]}])/gs,
    (text, opening?: string, closing?: string) => {
      return opening ?? closing ?? text;
    },
  );
}
