import type { NameOverride } from "./shapes.js";

/** Renames that the general rules of resolve/names.ts do not bring about. */
export const NAMES: readonly NameOverride[] = [
  {
    name: "@GDScript",
    to: "GDScriptScope",
    dialects: ["godot3", "godot4"],
    reason: "Without its @ the scope would be called like the class GDScript.",
  },
];
