import type { Codec } from "./codec.js";
import { CONTAINERS } from "./container-codecs.js";
import { NAMES } from "./name-codecs.js";
import { OBJECTS } from "./object-codecs.js";
import { PACKED } from "./packed-codecs.js";
import { SCALARS } from "./scalar-codecs.js";
import { SHAPES } from "./shape-codecs.js";
import { TRANSFORMS } from "./transform-codecs.js";
import { VECTORS } from "./vector-codecs.js";

/** The codec of each type, at the number of the type. */
export const CODECS: readonly Codec[] = [
  ...[...SCALARS, ...VECTORS, ...SHAPES, ...TRANSFORMS, ...NAMES, ...OBJECTS, ...CONTAINERS, ...PACKED],
]
  .sort(([a], [b]) => a - b)
  .map(([, codec]) => codec);
