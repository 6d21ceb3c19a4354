/** One XML element as it stands in the file: nothing dropped, nothing interpreted. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text directly inside, entities decoded; "" if there is nothing but blanks. */
  readonly text: string;
  readonly line: number;
}

export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

export function childText(element: XmlElement, name: string): string {
  return childrenOf(element, name)[0]?.text ?? "";
}

/** For attributes that the schema check has seen already. */
export function attribute(element: XmlElement, name: string): string {
  return element.attributes[name] ?? "";
}
