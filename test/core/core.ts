/** What the tests of core use: its public door, and the enum from the reference. */
export * from "../../runtime/core/index.js";
export { GodotError } from "../../generated/api/@GlobalScope.js";
