import { CLASSES } from "./classes.js";
import { EXTRAS } from "./extras.js";
import { DEFAULT_EXTENSION, GLUE } from "./glue.js";
import { NAMES } from "./names.js";
import { OPTIONS } from "./options.js";
import type { Overrides } from "./shapes.js";
import { PARAMETERS, RESTS } from "./signatures.js";
import { TYPES } from "./types.js";

export const OVERRIDES: Overrides = {
  names: NAMES,
  types: TYPES,
  parameters: PARAMETERS,
  rests: RESTS,
  classes: CLASSES,
  extras: EXTRAS,
  options: OPTIONS,
  glue: GLUE,
  defaultExtension: DEFAULT_EXTENSION,
};
