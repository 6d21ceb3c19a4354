import { describe, expect, it, test } from "vitest";
import { compareReferences } from "../../codegen/drift/index.js";
import { describing, param, readXml, reference, SUBSET, VOID } from "./fixtures/drift/builders.js";

function methods(...list: readonly (readonly [name: string, inside: string])[]): string {
  const each = list.map(([name, inside]) => `<method name="${name}">${inside}<description></description></method>`);
  return `<methods>${each.join("")}</methods>`;
}

function constants(...list: readonly (readonly [name: string, value: number])[]): string {
  return `<constants>${list.map(([name, value]) => `<constant name="${name}" value="${value}" enum="E"></constant>`).join("")}</constants>`;
}

const INT = VOID + param(0, "a");
const TEXT = VOID + param(0, "a", ` type="String"`);

interface Case {
  readonly from: string;
  readonly to: string;
  readonly want: readonly (readonly [string, string])[];
}

const cases: readonly (readonly [string, Case])[] = [
  [
    "letters changed",
    { from: methods(["instance", INT]), to: methods(["instantiate", INT]), want: [["instance", "instantiate"]] },
  ],
  [
    "a word left out",
    {
      from: methods(["get_network_unique_id", VOID]),
      to: methods(["get_unique_id", VOID]),
      want: [["get_network_unique_id", "get_unique_id"]],
    },
  ],
  ["a word added", { from: methods(["empty", VOID]), to: methods(["is_empty", VOID]), want: [["empty", "is_empty"]] }],
  ["other facts", { from: methods(["empty", INT]), to: methods(["is_empty", TEXT]), want: [] }],
  ["another name altogether", { from: methods(["fly", VOID]), to: methods(["swim_back", VOID]), want: [] }],
  [
    "names of parameters may differ",
    {
      from: methods(["remove", INT]),
      to: methods(["remove_at", VOID + param(0, "b")]),
      want: [["remove", "remove_at"]],
    },
  ],
  [
    "each in one pair at most, the most similar first",
    {
      from: methods(["get_node", VOID], ["get_nodes", VOID]),
      to: methods(["get_nodes_list", VOID], ["get_node_path", VOID]),
      want: [
        ["get_node", "get_node_path"],
        ["get_nodes", "get_nodes_list"],
      ],
    },
  ],
  [
    "constants of one value",
    {
      from: constants(["TYPE_REAL", 3], ["TYPE_INT", 2]),
      to: constants(["TYPE_FLOAT", 3], ["TYPE_INT", 2]),
      want: [["TYPE_REAL", "TYPE_FLOAT"]],
    },
  ],
  ["constants of another value", { from: constants(["MODE_ON", 1]), to: constants(["MODE_ONE", 2]), want: [] }],
];

describe("renamed members", () => {
  it.each(cases)("%s", (_, { from, to, want }) => {
    const { differences } = compareReferences(
      reference("old", [readXml(`name="A"`, from)]),
      reference("new", [readXml(`name="A"`, to)]),
    );
    const gone = differences.filter(({ change, renamed }) => change === "removed" && renamed !== null);
    expect(gone.map(({ member, renamed }) => [member, renamed]).sort()).toEqual([...want].sort());
    // The other side says so too.
    for (const [before, after] of want) {
      expect(differences.find(({ member }) => member === after)).toMatchObject({ change: "added", renamed: before });
    }
  });

  test("the message asks", () => {
    const { differences } = compareReferences(
      reference("old", [readXml(`name="A"`, methods(["empty", VOID]))]),
      reference("new", [readXml(`name="A"`, methods(["is_empty", VOID]))]),
    );
    expect(differences.map(({ message }) => message)).toEqual([
      "A.empty: method was removed: empty() -> void (renamed to is_empty?)",
      "A.is_empty: method was added: is_empty() -> void (renamed from empty?)",
    ]);
  });

  test("what a subset leaves out may be what its own member is called", () => {
    const { differences } = compareReferences(
      reference("old", [readXml(`name="A"`, methods(["empty", VOID], ["size", VOID]))]),
      reference("new", [readXml(`name="A"`, methods(["emty", VOID]))], describing({ A: SUBSET })),
    );
    expect(differences.map(({ message }) => message)).toEqual([
      "A.emty: method was added: emty() -> void (renamed from empty?)",
    ]);
  });

  test("overloads are not taken for one another", () => {
    const operators = (name: string): string =>
      `<operators><operator name="${name}"><return type="bool" />${param(0, "right")}<description></description></operator></operators>`;
    const { differences } = compareReferences(
      reference("old", [readXml(`name="A"`, operators("operator &lt;"))]),
      reference("new", [readXml(`name="A"`, operators("operator &gt;"))]),
    );
    expect(differences.map(({ renamed }) => renamed)).toEqual([null, null]);
  });
});

describe("renamed classes", () => {
  const members = methods(["init_ref", VOID], ["reference", VOID], ["unreference", VOID]);
  const renames = (from: string, to: string, before = members, after = members): readonly (string | null)[] =>
    compareReferences(
      reference("old", [readXml(`name="${from}"`, before)]),
      reference("new", [readXml(`name="${to}"`, after)]),
    ).differences.map(({ renamed }) => renamed);

  it.each([
    ["similar in name and members", renames("Reference", "RefCounted"), ["Reference", "RefCounted"]],
    ["short for another", renames("Quat", "Quaternion"), ["Quat", "Quaternion"]],
    ["other members", renames("Quat", "Quaternion", members, methods(["fly", VOID])), [null, null]],
    ["another name", renames("Spatial", "Node3D"), [null, null]],
  ])("%s", (_, found, want) => {
    expect([...found].sort()).toEqual([...want].sort());
  });
});
