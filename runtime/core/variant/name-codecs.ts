import type { CodecTable } from "./codec.js";
import type { Decoder } from "./decoder.js";
import { NodePath, StringName } from "./names.js";
import * as TypeId from "./type-ids.js";

/** Marks the form of a NodePath that all versions write since long ago. */
const CURRENT_FORM = 0x8000_0000;
const ABSOLUTE = 1;
/** Of older versions: a property stands behind the names, and the count does not say so. */
const HAS_PROPERTY = 2;

export const NAMES: CodecTable = {
  [TypeId.STRING_NAME]: {
    read: (source) => new StringName(source.text()),
    write: (sink, { text }: StringName) => sink.text(text),
  },
  [TypeId.NODE_PATH]: {
    read: readNodePath,
    write(sink, { names, subnames, absolute }: NodePath) {
      sink.u32(names.length | CURRENT_FORM);
      sink.u32(subnames.length);
      sink.u32(absolute ? ABSOLUTE : 0);
      for (const name of [...names, ...subnames]) sink.text(name);
    },
  },
};

function readNodePath(source: Decoder): NodePath {
  const first = source.u32();
  if ((first & CURRENT_FORM) === 0) source.invalid("the NodePath is of an old form");
  const nameCount = first & ~CURRENT_FORM;
  const given = source.u32();
  const flags = source.u32();
  const subnameCount = (given + ((flags & HAS_PROPERTY) === 0 ? 0 : 1)) >>> 0;
  // The engine adds in 32 bits, too; the sum decides how many names are read.
  const total = (nameCount + subnameCount) >>> 0;
  const names: string[] = [];
  while (names.length < total) names.push(source.text());
  return NodePath.of(names.slice(0, nameCount), names.slice(nameCount), (flags & ABSOLUTE) !== 0);
}
