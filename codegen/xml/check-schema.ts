import type { Place, ProblemList } from "../problems.js";
import type { XmlElement } from "./element.js";
import { DIALECT_NAMES, type DetectedDialect } from "./dialect.js";
import { SCHEMAS, type ElementRule } from "./schema.js";

/** Compares a whole document with the schema of its dialect; every difference becomes a problem. */
export function checkSchema(file: string, root: XmlElement, detected: DetectedDialect, problems: ProblemList): boolean {
  const before = problems.problems.length;
  if (root.name !== "class") {
    problems.add({ file, line: root.line }, `found root element <${root.name}>, allowed is <class>`);
    return false;
  }
  // Who reads a message about an old reference wants to know that it was taken for one.
  const told = `allowed in a ${DIALECT_NAMES[detected.dialect]} reference (told by ${detected.because})`;
  const allowed = detected.dialect === "godot4" ? "allowed" : told;
  check(root, { file, class: root.attributes["name"] }, { schema: SCHEMAS[detected.dialect], allowed, problems });
  return problems.problems.length === before;
}

interface Check {
  readonly schema: Readonly<Record<string, ElementRule>>;
  readonly allowed: string;
  readonly problems: ProblemList;
}

function check(element: XmlElement, owner: Place, context: Check): void {
  const { schema, allowed, problems } = context;
  const rule = Object.hasOwn(schema, element.name) ? schema[element.name] : undefined;
  if (rule === undefined) return; // Reported where the parent was checked.
  const tag = `<${element.name}>`;
  const name =
    element.name === "class" || element.name === "param" || element.name === "argument"
      ? undefined
      : element.attributes["name"];
  const place: Place = { ...owner, line: element.line, ...(name === undefined ? {} : { member: name }) };

  for (const attribute of Object.keys(element.attributes)) {
    if (!Object.hasOwn(rule.attributes, attribute)) {
      const names = list(Object.keys(rule.attributes));
      problems.add(place, `${tag} has the unknown attribute "${attribute}"; ${allowed}: ${names}. Remove or rename it`);
    }
  }
  for (const [attribute, need] of Object.entries(rule.attributes)) {
    if (need === "required" && element.attributes[attribute] === undefined) {
      problems.add(place, `${tag} lacks its attribute "${attribute}". Add it`);
    }
  }
  const counts = new Map<string, number>();
  for (const child of element.children) {
    if (!Object.hasOwn(rule.children, child.name)) {
      const names = list(Object.keys(rule.children).map((allowedName) => `<${allowedName}>`));
      problems.add(
        { ...place, line: child.line },
        `unknown element <${child.name}> inside ${tag}; ${allowed}: ${names}. Remove or rename it`,
      );
    }
    counts.set(child.name, (counts.get(child.name) ?? 0) + 1);
    check(child, place, context);
  }
  for (const [child, need] of Object.entries(rule.children)) {
    const count = counts.get(child) ?? 0;
    if (need === "one" && count === 0) problems.add(place, `${tag} lacks its element <${child}>. Add it`);
    if (need !== "many" && count > 1) {
      problems.add(place, `${tag} has ${count} elements <${child}>; allowed is one. Merge them`);
    }
  }
  if (!rule.text && element.text.trim() !== "") {
    problems.add(
      place,
      `found the text ${JSON.stringify(element.text.trim().slice(0, 40))} inside ${tag}, which holds none`,
    );
  }
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.join(", ");
}
