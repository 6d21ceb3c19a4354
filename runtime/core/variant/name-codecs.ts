import { GodotError } from "../api.js";
import type { CodecTable } from "./codec.js";
import type { Decoder } from "./decoder.js";
import { NodePath, StringName } from "./names.js";
import { TypeId } from "./type-ids.js";

/** Marks the form of a NodePath that all versions write since long ago. */
const CURRENT_FORM = 0x8000_0000;
const ABSOLUTE = 1;
/** Of older versions: a property stands behind the names, and the count does not say so. */
const HAS_PROPERTY = 2;

export const NAMES: CodecTable = [
  [
    TypeId.STRING_NAME,
    {
      read: (source) => new StringName(source.text("a StringName")),
      write(sink, value: StringName) {
        sink.u32(TypeId.STRING_NAME);
        sink.text(value.text);
      },
    },
  ],
  [
    TypeId.NODE_PATH,
    {
      read: readNodePath,
      write(sink, { names, subnames, absolute }: NodePath) {
        sink.u32(TypeId.NODE_PATH);
        sink.u32((names.length | CURRENT_FORM) >>> 0);
        sink.u32(subnames.length);
        sink.u32(absolute ? ABSOLUTE : 0);
        for (const name of names) sink.text(name);
        for (const name of subnames) sink.text(name);
      },
    },
  ],
];

function readNodePath(source: Decoder): NodePath {
  const first = source.u32("a NodePath");
  if ((first & CURRENT_FORM) === 0) {
    source.fail(GodotError.ERR_INVALID_DATA, "the NodePath is in a form that Godot no longer reads");
  }
  const nameCount = first & ~CURRENT_FORM;
  const given = source.u32("the count of a NodePath's subnames");
  const flags = source.u32("the flags of a NodePath");
  const subnameCount = (given + ((flags & HAS_PROPERTY) === 0 ? 0 : 1)) >>> 0;
  // The engine adds in 32 bits, too; the sum decides how many names are read.
  const total = (nameCount + subnameCount) >>> 0;
  const names: string[] = [];
  const subnames: string[] = [];
  for (let index = 0; index < total; index += 1) {
    (index < nameCount ? names : subnames).push(source.text("a name of a NodePath"));
  }
  return NodePath.of(names, subnames, (flags & ABSOLUTE) !== 0);
}
