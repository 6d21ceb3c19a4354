import type { Place, ProblemList } from "../problems.js";
import { checkSchema } from "./check-schema.js";
import { parseXml, type XmlElement } from "./element.js";
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
} from "./mirror.js";
import { QUALIFIERS, type Qualifier } from "./schema.js";

const CLASS_NAME = /^@?[\p{ID_Start}_][\p{ID_Continue}]*$/u;
const CONSTANT_NAME = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;
const ENUM_NAME = /^[\p{ID_Start}_][\p{ID_Continue}]*(?:\.[\p{ID_Start}_][\p{ID_Continue}]*)*$/u;

/** The text of one class reference → its typed mirror; undefined after problems were added. */
export function readClass(file: string, text: string, problems: ProblemList): XmlClass | undefined {
  const root = readDocument(file, text, problems);
  if (root === undefined) return undefined;
  const before = problems.problems.length;
  const place: Place = { file, class: attribute(root, "name") };
  const section = (list: string): readonly XmlElement[] =>
    childrenOf(root, list).flatMap((element) => element.children);
  const mirror: XmlClass = {
    file,
    line: root.line,
    name: attribute(root, "name"),
    inherits: root.attributes["inherits"],
    ...statusOf(root),
    briefDescription: childText(root, "brief_description"),
    description: childText(root, "description"),
    tutorials: section("tutorials").map((link) => ({ title: link.attributes["title"], url: link.text.trim() })),
    constructors: section("constructors").map((element) => callOf(element, place, problems)),
    methods: section("methods").map((element) => callOf(element, place, problems)),
    members: section("members").map((element) => propertyOf(element, place, problems)),
    signals: section("signals").map((element) => signalOf(element, place, problems)),
    constants: section("constants").map((element) => constantOf(element, place, problems)),
    annotations: section("annotations").map((element) => callOf(element, place, problems)),
    themeItems: section("theme_items").map(themeItemOf),
    operators: section("operators").map((element) => callOf(element, place, problems)),
  };
  checkNames(mirror, place, problems);
  return problems.problems.length === before ? mirror : undefined;
}

/** Elements nested without end exhaust the stack: that is the file's fault, and is reported as such. */
function readDocument(file: string, text: string, problems: ProblemList): XmlElement | undefined {
  try {
    const root = parseXml(file, text, problems);
    return root !== undefined && checkSchema(file, root, problems) ? root : undefined;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    problems.add({ file }, "its elements are nested too deeply to be a class reference. Restore the file");
    return undefined;
  }
}

function memberOf(element: XmlElement, description: string): XmlMember {
  return { name: attribute(element, "name"), line: element.line, description, ...statusOf(element) };
}

function callOf(element: XmlElement, owner: Place, problems: ProblemList): XmlCall {
  const place: Place = { ...owner, line: element.line, member: attribute(element, "name") };
  const returns = childrenOf(element, "return")[0];
  return {
    ...memberOf(element, childText(element, "description")),
    qualifiers: qualifiersOf(element, place, problems),
    returns: returns && typeOf(returns, place, problems),
    returnsErrors: childrenOf(element, "returns_error").map((error) => {
      const number = attribute(error, "number");
      if (!/^\d+$/.test(number)) problems.add(place, `<returns_error> has number="${number}"; allowed is an integer`);
      return Number(number);
    }),
    params: paramsOf(element, place, problems),
  };
}

function signalOf(element: XmlElement, owner: Place, problems: ProblemList): XmlSignal {
  const place: Place = { ...owner, line: element.line, member: attribute(element, "name") };
  return { ...memberOf(element, childText(element, "description")), params: paramsOf(element, place, problems) };
}

function propertyOf(element: XmlElement, owner: Place, problems: ProblemList): XmlProperty {
  const place: Place = { ...owner, line: element.line, member: attribute(element, "name") };
  return {
    ...memberOf(element, element.text),
    ...typeOf(element, place, problems),
    setter: attribute(element, "setter"),
    getter: attribute(element, "getter"),
    overrides: element.attributes["overrides"],
    default: element.attributes["default"],
  };
}

function constantOf(element: XmlElement, owner: Place, problems: ProblemList): XmlConstant {
  const place: Place = { ...owner, line: element.line, member: attribute(element, "name") };
  return {
    ...memberOf(element, element.text),
    value: attribute(element, "value"),
    enum: element.attributes["enum"],
    isBitfield: flagOf(element, "is_bitfield", place, problems),
  };
}

function themeItemOf(element: XmlElement): XmlThemeItem {
  return {
    ...memberOf(element, element.text),
    dataType: attribute(element, "data_type"),
    type: attribute(element, "type"),
    default: element.attributes["default"],
  };
}

function paramsOf(element: XmlElement, place: Place, problems: ProblemList): XmlParam[] {
  const names = new Set<string>();
  return childrenOf(element, "param").map((param, position) => {
    const name = attribute(param, "name");
    const at: Place = { ...place, line: param.line };
    if (attribute(param, "index") !== String(position)) {
      const found = attribute(param, "index");
      problems.add(
        at,
        `parameter "${name}" has index="${found}", its position is ${position}. Number them from 0 in order`,
      );
    }
    if (names.has(name)) problems.add(at, `two parameters are called "${name}". Rename one`);
    names.add(name);
    return { name, ...typeOf(param, at, problems), default: param.attributes["default"] };
  });
}

function typeOf(element: XmlElement, place: Place, problems: ProblemList): XmlType {
  return {
    type: attribute(element, "type"),
    enum: element.attributes["enum"],
    isBitfield: flagOf(element, "is_bitfield", place, problems),
  };
}

function qualifiersOf(element: XmlElement, place: Place, problems: ProblemList): readonly Qualifier[] {
  const words = (element.attributes["qualifiers"] ?? "").split(/\s+/).filter((word) => word !== "");
  const qualifiers: Qualifier[] = [];
  for (const word of words) {
    const qualifier = QUALIFIERS.find((known) => known === word);
    if (qualifier === undefined) {
      problems.add(
        place,
        `qualifiers="${words.join(" ")}" holds the unknown word "${word}"; allowed: ${QUALIFIERS.join(", ")}`,
      );
    } else if (qualifiers.includes(qualifier)) {
      problems.add(place, `qualifiers="${words.join(" ")}" holds "${word}" twice. Remove one`);
    } else {
      qualifiers.push(qualifier);
    }
  }
  return qualifiers;
}

function flagOf(element: XmlElement, name: string, place: Place, problems: ProblemList): boolean {
  const value = element.attributes[name] ?? "false";
  if (value !== "true" && value !== "false") {
    problems.add(place, `<${element.name}> has ${name}="${value}"; allowed: true, false`);
  }
  return value === "true";
}

function statusOf(element: XmlElement): XmlStatus {
  const { deprecated, experimental, keywords, is_deprecated, is_experimental } = element.attributes;
  return {
    deprecated: deprecated ?? (is_deprecated === "true" ? "" : undefined),
    experimental: experimental ?? (is_experimental === "true" ? "" : undefined),
    keywords,
  };
}

/** Constructors and operators are overloaded; all other members are known by their names alone. */
function checkNames(mirror: XmlClass, place: Place, problems: ProblemList): void {
  const lists = {
    method: mirror.methods,
    member: mirror.members,
    signal: mirror.signals,
    constant: mirror.constants,
    annotation: mirror.annotations,
  };
  for (const [kind, list] of Object.entries(lists)) {
    const lines = new Map<string, number>();
    for (const { name, line } of list) {
      const first = lines.get(name);
      if (first !== undefined) {
        problems.add(
          { ...place, line, member: name },
          `a ${kind} of this name is already in line ${first}. Remove or rename one`,
        );
      }
      lines.set(name, line);
    }
  }
  for (const { name, line } of [...Object.values(lists).flat(), ...mirror.themeItems]) {
    if (name.trim() === "") problems.add({ ...place, line }, "found an empty name. Give the member one");
  }
  // Names become names of files and declarations: what they may hold is a matter of safety too.
  if (!CLASS_NAME.test(mirror.name)) {
    const found = JSON.stringify(mirror.name);
    problems.add(
      { ...place, line: mirror.line },
      `the class is called ${found}; allowed: letters, digits, _ and a leading @`,
    );
  }
  for (const { name, line, enum: enumName } of mirror.constants) {
    if (!CONSTANT_NAME.test(name)) {
      const found = JSON.stringify(name);
      problems.add({ ...place, line }, `a constant is called ${found}; allowed: letters, digits and _`);
    }
    if (enumName === undefined || ENUM_NAME.test(enumName)) continue;
    const found = JSON.stringify(enumName);
    problems.add(
      { ...place, line, member: name },
      `its enum is called ${found}; allowed: letters, digits, _ and dots inside`,
    );
  }
}

function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

function childText(element: XmlElement, name: string): string {
  return childrenOf(element, name)[0]?.text ?? "";
}

/** For attributes that the schema check has seen already. */
function attribute(element: XmlElement, name: string): string {
  return element.attributes[name] ?? "";
}
