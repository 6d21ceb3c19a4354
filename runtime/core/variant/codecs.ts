import type { Codec, CodecTable } from "./codec.js";
import { CONTAINERS } from "./container-codecs.js";
import { NAMES } from "./name-codecs.js";
import { OBJECTS } from "./object-codecs.js";
import { PACKED } from "./packed-codecs.js";
import { SCALARS } from "./scalar-codecs.js";
import { SHAPES } from "./shape-codecs.js";

/** The codec of each type, at the number of the type. */
export const CODECS: readonly Codec[] = Object.assign<Codec[], CodecTable>([], {
  ...SCALARS,
  ...SHAPES,
  ...NAMES,
  ...OBJECTS,
  ...CONTAINERS,
  ...PACKED,
});
